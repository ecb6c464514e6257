import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { LONG_SCAN, runCli, startCli, temporaryFolder, writeScan } from './run-cli.js';

interface Report {
  ok: boolean;
  scans: { name: string; ok: boolean; damage: { kind: string; tasks: number[] }[]; notes: string[] }[];
}

const folder = temporaryFolder();
const database = join(folder, 'scan.sqlite');
let copies = 0;

beforeAll(async () => {
  for (const [file, changes] of [
    ['small.yaml', {}],
    ['other.yaml', { name: 'other', accuracy: '1e-3' }],
  ] as const) {
    const run = await runCli(['run', writeScan(folder, changes, file), '--db', database, '--no-outputs']);
    expect(run.code).toBe(0);
  }
});

/** A copy of the database, changed by SQL. */
function changed(sql: string): string {
  const path = join(folder, `changed-${copies++}.sqlite`);
  copyFileSync(database, path);
  const copy = new Database(path);
  copy.exec(sql);
  copy.close();
  return path;
}

const verify = (path: string, ...args: string[]) => runCli(['verify', '--db', path, ...args]);

describe('verify', () => {
  it('finds a sound database well, by all checks, and writes nothing into it', async () => {
    const before = readFileSync(database);
    const { code, stdout, stderr } = await verify(database);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^integrity +ok$/m);
    expect(stdout).toMatch(/^ 1 +small +12 of 12 +240 +12 of 12 agree +20 equal to the bit +ok$/m);
    expect(stdout.trim().split('\n').at(-1)).toBe('all is well');
    expect(readFileSync(database).equals(before)).toBe(true);
  });

  it('takes scans by name, id and file, and any size of sample', async () => {
    const reports = await Promise.all(
      [['small'], ['1', '2'], [join(folder, 'other.yaml')], ['--sample', '1000'], ['--sample', '0']].map(
        async (args) => JSON.parse((await verify(database, '--json', ...args)).stdout) as Report,
      ),
    );
    expect(reports.map(({ scans }) => scans.map(({ name }) => name).join())).toEqual([
      'small',
      'small,other',
      'other',
      'small,other',
      'small,other',
    ]);
    expect(reports[3].scans).toMatchObject([{ recomputed: { equalBits: 240 } }, {}]);
    expect(reports[4].scans).toMatchObject([{ recomputed: null }, {}]);
  });

  it('reports a changed yield, exit code 6, and what to do', async () => {
    const path = changed(
      'UPDATE point SET yield = yield * (1 + 1e-14) WHERE scan_id = 1 AND mass_index IN (2, 3) AND yield > 1e-20',
    );
    const { code, stdout, stderr } = await verify(path);
    expect(code).toBe(6);
    expect(stdout).toMatch(
      /^damaged: small: tasks 2-3 \(.* GeV\) have points that are not what was stored$/m,
    );
    expect(stdout).toMatch(/^ 2 +other .* ok$/m);
    expect(stdout).toContain('NOT all is well');
    expect(stderr).toMatch(
      /1 of 2 scans in .* damaged: small \(2 of 12 tasks\)\. Go back to a backup, or compute them again: muscan run small --db /,
    );
    expect((await verify(path, 'other')).code).toBe(0);
    const json = await verify(path, '--json');
    expect(json.code).toBe(6);
    const report = JSON.parse(json.stdout) as Report;
    expect(report).toMatchObject({ ok: false, scans: [{ name: 'small', ok: false }, { ok: true }] });
    expect(report.scans[0].damage).toContainEqual(
      expect.objectContaining({ kind: 'checksum', tasks: [2, 3] }),
    );
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'integrity' } });
    const again = await runCli(['run', 'small', '--no-outputs', '--db', path]);
    expect(again.code).toBe(0);
    expect((await verify(path)).code).toBe(0);
  });

  it('reports a trigger, with which nothing is run', async () => {
    const path = changed('CREATE TRIGGER sly AFTER UPDATE ON task BEGIN DELETE FROM point; END');
    const { code, stdout } = await verify(path);
    expect(code).toBe(6);
    expect(stdout).toMatch(/^schema +DAMAGED: trigger sly is none of muscan's/m);
    const run = await runCli(['run', 'small', '--no-outputs', '--db', path]);
    expect(run.code).toBe(6);
    expect(run.stderr).toMatch(/has triggers that are none of muscan's \(sly\).*DROP TRIGGER/);
  });

  it.each([
    [
      'a changed yield',
      'UPDATE point SET yield = yield * (1 + 1e-14) WHERE scan_id = 1 AND mass_index = 2 AND yield > 1e-20',
    ],
    ['a missing point', 'DELETE FROM point WHERE scan_id = 1 AND mass_index = 5 AND coupling_index = 7'],
    [
      'points of a pending column',
      "UPDATE task SET state = 'pending', finished_at = NULL, checksum = NULL WHERE scan_id = 1 AND task_index = 3",
    ],
    [
      'a state that is none',
      "PRAGMA ignore_check_constraints = ON; UPDATE task SET state = 'dome' WHERE scan_id = 1 AND task_index = 3",
    ],
    [
      'a changed checksum',
      "UPDATE task SET checksum = replace(checksum, 'a', 'b') WHERE scan_id = 1 AND task_index = 4",
    ],
  ])('%s is never shown; a run computes the column again', async (_, sql) => {
    const path = changed(sql);
    const exported = await runCli(['export', 'small', '--db', path]);
    expect(exported).toMatchObject({ code: 6, stdout: '' });
    expect(exported.stderr).toMatch(/is damaged: 1 mass columns .* are not what was stored/);
    const healed = await runCli(['run', 'small', '--no-outputs', '--db', path]);
    expect(healed.code).toBe(0);
    expect(healed.stderr).toMatch(/warning: 1 of 12 mass columns .* are computed again/);
    const [before, after] = await Promise.all(
      [database, path].map((file) => runCli(['export', 'small', '--db', file])),
    );
    expect(after.stdout).toBe(before.stdout);
    expect((await verify(path, 'small')).code).toBe(0);
  });

  it.each([
    ['mass', 'UPDATE mass_axis SET mass_gev = mass_gev * (1 + 1e-14) WHERE scan_id = 1 AND mass_index = 3'],
    ['plan', "UPDATE scan SET plan = replace(plan, '160', '161') WHERE scan_id = 1"],
  ])('a changed %s is never shown or built upon', async (_, sql) => {
    const path = changed(sql);
    for (const command of ['export', 'run']) {
      const { code, stdout, stderr } = await runCli([command, 'small', '--db', path]);
      expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
      expect(stderr).toMatch(/is damaged: of the scan "small", .*Go back to a backup/);
    }
  });

  it('reports a missing point, and points that were stored without checksums', async () => {
    const missing = await verify(
      changed('DELETE FROM point WHERE scan_id = 2 AND mass_index = 5 AND coupling_index = 7'),
    );
    expect(missing.code).toBe(6);
    expect(missing.stdout).toMatch(/^damaged: other: tasks 5 .* not all of their points are there$/m);
    const unsummed = await verify(
      changed('UPDATE task SET checksum = NULL WHERE scan_id = 1 AND task_index < 4'),
    );
    expect(unsummed.code).toBe(0);
    expect(unsummed.stdout).toMatch(
      /^note: small: 4 of 12 tasks were done by a muscan that stored no checksums/m,
    );
    expect(unsummed.stdout).toMatch(/^ 1 +small .* 8 of 12 agree/m);
  });

  it('refuses or reports a file with changed bytes', async () => {
    const bytes = readFileSync(database);
    const path = join(folder, 'flipped.sqlite');
    for (const offset of [100, 4096 * 3 + 10]) {
      const flipped = Buffer.from(bytes);
      flipped.fill(0xff, offset, offset + 64);
      writeFileSync(path, flipped);
      const { code, stderr } = await verify(path);
      expect(code).toBe(6);
      expect(stderr).toMatch(/damaged.*Go back to a backup/);
    }
  });

  it('works while a scan is running', async () => {
    const path = join(folder, 'running.sqlite');
    const scan = writeScan(folder, LONG_SCAN, 'long.yaml');
    const { child, outcome } = startCli(['run', scan, '--db', path, '--no-outputs', '--threads', '1']);
    let checked = 0;
    while (checked < 2) {
      const { code, stdout, stderr } = await verify(path, '--json', '--sample', '1');
      // The run may not even have made the database.
      if (/no database|is empty/.test(stderr)) continue;
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ ok: true });
      checked++;
    }
    child.kill('SIGINT');
    await outcome;
    expect((await verify(path)).code).toBe(0);
  });

  it.each([
    ['an unknown scan', ['smal'], /did you mean "small"/],
    ['a part of a point', ['--sample', '1.5'], /--sample: expected a whole number/],
    ['fewer than none', ['--sample=-1'], /--sample: expected a number from 0/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await verify(database, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
