/** Failed points, as the user meets them: exit code 3 until none is left. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deadlyPoints } from '../engine/sabotage.js';
import { runCli, temporaryFolder, writeScan } from './run-cli.js';

const GRID =
  '{ mass: { values: [2 MeV, 3 MeV, 4 MeV] }, coupling: { values: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2] } }';

it('exits with 3 while points have failed, and --retry-failed computes them again', async () => {
  const folder = temporaryFolder();
  const scan = writeScan(folder, { grid: GRID });
  const database = join(folder, 'scan.sqlite');
  const log = join(folder, 'night.log');
  const run = (env: Record<string, string>, ...args: string[]) =>
    runCli(['run', scan, '--db', database, '--log-file', log, ...args], { env });
  const dump = async (path: string) =>
    (await runCli(['query', 'SELECT * FROM grid ORDER BY 2, 3', '--db', path, '--format', 'csv'])).stdout;
  const [first, second] = [
    { massGeV: 0.003, coupling: 1e-5 },
    { massGeV: 0.004, coupling: 1e-2 },
  ];

  const disturbed = await run(deadlyPoints(folder, [first, second]));
  expect(disturbed.code).toBe(3);
  expect(disturbed.stdout).toBe('');
  expect(disturbed.stderr).toMatch(/warning: a worker died at 0\.003 GeV \(attempt 1\): .*; trying again/);
  expect(disturbed.stderr).toMatch(/\(attempt 3\): .*; looking for the couplings that it dies on/);
  expect(disturbed.stderr).not.toMatch(/attempt [45]/);
  expect(disturbed.stderr).toContain('2 points failed');
  expect(disturbed.stderr).toContain('--retry-failed');
  // The outputs are written all the same.
  expect(disturbed.stderr).toContain('figure:');

  // Running it again changes nothing.
  const resumed = await run({}, '--no-outputs');
  expect(resumed.code).toBe(3);
  expect(resumed.stderr).toContain('nothing left to compute');

  const planned = await run({}, '--retry-failed', '--dry-run');
  expect(planned.stdout).toMatch(/computed again +2 tasks/);

  const partly = await run(deadlyPoints(folder, [second]), '--retry-failed', '--no-outputs');
  expect(partly.code).toBe(3);
  expect(partly.stderr).toContain('failed points: 2 before, 1 remain');

  const whole = await run({}, '--retry-failed', '--no-outputs', '--json');
  expect(whole.code).toBe(0);
  expect(JSON.parse(whole.stdout.trim().split('\n').at(-1)!)).toMatchObject({
    event: 'done',
    failedBefore: 1,
    pointsComputed: 5,
    statuses: { failed: 0 },
  });

  const undisturbed = join(folder, 'undisturbed.sqlite');
  expect((await runCli(['run', scan, '--db', undisturbed, '--no-outputs'])).code).toBe(0);
  expect(await dump(database)).toBe(await dump(undisturbed));

  const lines = readFileSync(log, 'utf8').split('\n');
  const of = (kind: string) => lines.filter((line) => line.split(' ')[1] === kind);
  expect(of('start')).toHaveLength(1);
  expect(of('resume')).toHaveLength(3);
  expect(of('failed').map((line) => line.replace(/^\S+ failed +/, ''))).toEqual([
    expect.stringMatching(/^small: 1 point at 0\.00[34] GeV: coupling \S+: the worker died 3 times/),
    expect.stringMatching(/^small: 1 point at 0\.00[34] GeV: coupling \S+: the worker died 3 times/),
    expect.stringMatching(/^small: 1 point at 0\.004 GeV: coupling 0\.01: the worker died 3 times/),
  ]);
  expect(of('retry').some((line) => /couplings 0\.000001 to 0\.0001/.test(line))).toBe(true);
  expect(of('stop').at(-1)).toMatch(/small: done; 15 of 15 points are safe, 5 computed now .*; 0 failed/);
});
