import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.js';

const limit = (...args: string[]) => runCli(['limit', ...args]);

describe('muscan limit', () => {
  it('prints a table of all methods', async () => {
    const { code, stdout, stderr } = await limit('--observed', '4', '--background', '0', '--cl', '90%');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/));
    expect(rows[0]).toEqual(['method', 'limit']);
    expect(rows.slice(2).map(([method]) => method)).toEqual(['poisson', 'feldman-cousins', 'cls']);
    expect(rows.slice(2).map(([, value]) => Number(value).toFixed(2))).toEqual(['7.99', '8.60', '7.99']);
  });

  it('prints one number for one method; 0.9 is 90%, no background and 90% are the defaults', async () => {
    const one = await limit('--observed', '0', '--method', 'poisson');
    expect(one).toMatchObject({ code: 0, stdout: '2.30259\n' });
    expect(await limit('--observed', '0', '--method', 'poisson', '--cl', '0.9')).toEqual(one);
    const published = await limit('--observed', '0', '--background', '3', '--method', 'feldman-cousins');
    expect(Number(published.stdout)).toBeCloseTo(1.08, 2);
  });

  it('prints JSON in full precision', async () => {
    const args = ['--observed', '0', '--background', '3', '--cl', '95 %', '--json'];
    const all = JSON.parse((await limit(...args)).stdout) as { limits: Record<string, number> };
    expect(all).toMatchObject({ observed: 0, background: 3, confidenceLevel: 0.95 });
    expect(Object.keys(all.limits)).toEqual(['poisson', 'feldman-cousins', 'cls']);
    expect(all.limits['cls']).toBeCloseTo(-Math.log(0.05), 9);
    const one = JSON.parse((await limit(...args, '--method', 'cls')).stdout) as typeof all;
    expect(one.limits).toEqual({ cls: all.limits['cls'] });
  });

  it.each([
    ['a fraction of an event', ['--observed', '2.5'], /observed: expected a whole number .*; got 2\.5/],
    ['a negative count', ['--observed=-1'], /observed: expected a whole number .*; got -1/],
    ['a word', ['--observed', 'four'], /--observed: expected a number; got "four"/],
    ['a negative background', ['--observed', '1', '--background=-2'], /background: .*; got -2/],
    ['a bare percentage', ['--observed', '1', '--cl', '90'], /confidence level: .*did you mean "90%"\?/],
    ['an unknown method', ['--observed', '1', '--method', 'clss'], /method: .*did you mean "cls"\?/],
    ['no count', ['--background', '1'], /observed/],
  ])('refuses %s: one line, exit 2', async (_, args, message) => {
    const { code, stdout, stderr } = await limit(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
