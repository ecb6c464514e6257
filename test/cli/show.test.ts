import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runCli, temporaryFolder, writeScan } from './run-cli.js';

describe('show', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'scan.sqlite');
  const scan = writeScan(folder, { title: 'A small scan' });
  const show = (...args: string[]) => runCli(['show', ...args, '--db', database]);

  beforeAll(async () => {
    for (let run = 0; run < 2; run++) {
      const { code } = await runCli(['run', scan, '--db', database, '--no-outputs']);
      expect(code).toBe(0);
    }
  });

  it('says what was computed, how, and by which runs', async () => {
    const { code, stdout, stderr } = await show('small');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of [
      /^scan +small \(id 1\)$/m,
      /^title +A small scan$/m,
      /^plan +[0-9a-f]{64}$/m,
      /^created +\d{4}-.*Z by muscan \d.*, Node v?\d.* on \w+$/m,
      /^model +scalar-mass-proportional$/m,
      /^experiment +na64-1701\.07437$/m,
      /^channel +missing-energy$/m,
      /^method +iww$/m,
      /^form factor +tsai-as-printed$/m,
      /^accuracy +0\.0001$/m,
      /^masses +12, 0\.002 to 0\.2 GeV$/m,
      /^couplings +20, /m,
      /^tasks +12 of 12 done, all with a checksum$/m,
      /^points +240 of 240: \d+ ok/m,
      /^evaluations +[\d,]+$/m,
      /^time +.* of all threads together; a task .* in the mean, .* at most$/m,
      /^run 1 +.*Z to .*Z: done, 240 points$/m,
      /^run 2 +.*Z to .*Z: done, 0 points$/m,
      / better-sqlite3 [\d.]+, piscina [\d.]+, sqlite [\d.]+/m,
    ]) {
      expect(stdout).toMatch(line);
    }
    expect(stdout).toContain(`on ${hostname()}`);
    expect(stdout).toContain(scan);
    expect(stdout).not.toContain('lost');
    // The program of both runs is the same, and said once.
    expect(stdout.match(/piscina/g)).toHaveLength(1);
  });

  it('gives the same as JSON, and the long texts where they are asked for', async () => {
    const parse = async (...args: string[]) =>
      JSON.parse((await show('1', '--json', ...args)).stdout) as Record<string, unknown>;
    const record = await parse();
    expect(record).toMatchObject({
      scanId: 1,
      name: 'small',
      labels: { method: 'iww' },
      progress: { points: 240, pointsDone: 240 },
      work: { checksums: 12 },
      failures: { reasons: 0, first: [] },
      runs: [{ stopReason: 'done', scanFile: scan, architecture: process.arch }, { pointsDone: 0 }],
    });
    expect(Object.keys(record)).not.toContain('plan');
    expect(await parse('--file', '--plan')).toMatchObject({
      fileText: readFileSync(scan, 'utf8'),
      plan: { method: 'iww' },
    });
  });

  it('prints the scan file, which makes the same plan again, and the plan', async () => {
    expect((await show('small', '--file')).stdout).toBe(readFileSync(scan, 'utf8'));
    const plan = JSON.parse((await show(scan, '--plan')).stdout) as { grid: { massGeV: number[] } };
    expect(plan.grid.massGeV).toHaveLength(12);
  });

  it('names the commit where muscan is a git checkout', async () => {
    const record = JSON.parse((await show('small', '--json')).stdout) as {
      runs: { gitCommit: string | null; gitDirty: boolean | null }[];
    };
    const [{ gitCommit, gitDirty }] = record.runs;
    const { stdout } = await show('small');
    if (gitCommit === null) expect(stdout).not.toContain('commit');
    else {
      expect(gitCommit).toMatch(/^[0-9a-f]{40}/);
      expect(stdout).toContain(
        `(commit ${gitCommit.slice(0, 12)}${gitDirty === true ? ', with changes' : ''})`,
      );
    }
  });

  it('explains runs that were lost, and shows the first failures', async () => {
    const copy = new Database(database);
    copy.exec(`
      UPDATE run SET stopped_at = NULL, stop_reason = 'lost' WHERE run_id = 1;
      UPDATE point SET status = 3, yield = NULL WHERE mass_index = 4 AND coupling_index = 5;
      INSERT INTO failure VALUES (1, 4, 5, 'the integral is too hard');
    `);
    copy.close();
    const { stdout } = await show('small');
    expect(stdout).toMatch(/^run 1 .*Z: lost, 240 points$/m);
    expect(stdout).toMatch(/^lost: the process was killed or the power failed/m);
    expect(stdout).toMatch(/^failed +0\.0106\d* GeV, coupling 0\.00003\d*: the integral is too hard$/m);
    expect(stdout).toMatch(/^points .* 1 failed/m);
  });

  it.each([
    ['both long texts at once', ['small', '--file', '--plan'], /give one of them/],
    ['an unknown scan', ['smal'], /did you mean "small"/],
    ['an unknown id', ['9'], /there is no scan of id 9/],
    ['a file that was not run', [join(ROOT, 'scans/1701.07437/na64-model-a.yaml')], /has not been run in/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await show(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
