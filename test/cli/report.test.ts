/** `muscan report` as a command; what its page does in a browser is tested in test/browser. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deadlyPoints } from '../engine/sabotage.js';
import { runCli, temporaryFolder, writeScan } from './run-cli.js';

describe('muscan report', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'reports.sqlite');
  const report = (...args: string[]) => runCli(['report', ...args, '--db', database], { cwd: folder });
  const page = (name: string) => readFileSync(join(folder, name), 'utf8');

  beforeAll(async () => {
    const run = (path: string, env: Record<string, string> = {}) =>
      runCli(['run', path, '--db', database, '--no-outputs'], { env });
    const grid =
      '{ mass: { from: 2 MeV, to: 200 MeV, points: 200 }, coupling: { from: 1e-6, to: 1, points: 200 } }';
    const single = '{ mass: { values: [10 MeV] }, coupling: { from: 1e-6, to: 1, points: 20 } }';
    const alp = {
      name: 'alp',
      model: '{ id: alp-photon }',
      experiment: 'na64mu-2022',
      channel: 'invisible',
      method: 'ww',
      form_factor: 'tsai-elastic',
      integration: '{}',
      grid: '{ mass: { from: 2 MeV, to: 200 MeV, points: 3 }, coupling: { from: 1e-6 GeV^-1, to: 1 GeV^-1, points: 4 } }',
    };
    expect((await run(writeScan(folder))).code).toBe(0);
    expect((await run(writeScan(folder, { name: 'large', grid }, 'large.yaml'))).code).toBe(0);
    const one = await run(writeScan(folder, { name: 'single', grid: single }, 'single.yaml'));
    expect(one, one.stderr).toMatchObject({ code: 0 });
    const other = await run(writeScan(folder, alp, 'alp.yaml'));
    expect(other, other.stderr).toMatchObject({ code: 0 });
    const deadly = deadlyPoints(folder, [{ massGeV: 0.002, coupling: 1 }]);
    expect(
      (await run(writeScan(folder, { name: 'failing', accuracy: '2e-4' }, 'failing.yaml'), deadly)).code,
    ).toBe(3);
  });

  it('is named after the first scan, written as a whole, and the same every time', async () => {
    expect(await report('small')).toEqual({ code: 0, stdout: '', stderr: 'small.report.html written\n' });
    const first = page('small.report.html');
    expect((await report('small')).code).toBe(0);
    expect(page('small.report.html')).toBe(first);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(first).toContain('reports.sqlite');
    expect(first).not.toContain(folder);
  });

  it('is small enough to be sent around', async () => {
    expect((await report('large')).code).toBe(0);
    expect(page('large.report.html').length).toBeLessThan(1_500_000);
  });

  it('has the contours that are asked for, of each scan once', async () => {
    const { code } = await report(
      'small',
      join(folder, 'scan.yaml'),
      '--level',
      '7',
      '--cl',
      '90%',
      '-o',
      'asked.html',
    );
    expect(code).toBe(0);
    expect(page('asked.html').match(/data-series=/g)).toHaveLength(2);
    expect(page('asked.html')).toContain('90% CL');
    await report('small', '--exposure', '1e10', '--exposure', '1e12', '-o', 'exposures.html');
    expect(page('exposures.html').match(/ on target/g)!.length).toBeGreaterThanOrEqual(2);
  });

  it('lists failed points with their reasons', async () => {
    expect((await report('failing')).code).toBe(0);
    expect(page('failing.report.html')).toContain('Failed points (1)');
    expect(page('failing.report.html')).toMatch(/<th scope="row">0\.002<\/th><td>1<\/td><td>[^<]*worker/);
  });

  it('draws a plane for a single mass, too', async () => {
    expect(await report('single')).toMatchObject({ code: 0 });
  });

  it.each([
    [['small', '-o', 'page.pdf'], '--output: expected a file that ends in .html; got "page.pdf"\n'],
    [['smal'], 'there is no scan of name "smal"'],
    [['small', 'alp'], 'alp and small cannot share a plane: '],
    [['small', '--level', '-1'], '--level: expected a number above 0; got "-1"\n'],
    [[], 'Not enough'],
  ])('refuses %j in a line', async (args, message) => {
    const { code, stdout, stderr } = await report(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says where it cannot be written', async () => {
    const { code, stderr } = await report('small', '-o', 'scan.yaml/page.html');
    expect(code).toBe(74);
    expect(stderr).toMatch(/^cannot write scan\.yaml\/page\.html: .*\n$/);
  });
});
