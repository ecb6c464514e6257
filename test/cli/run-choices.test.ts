/** A scan file that was changed under its name: what differs, and the ways on. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/scan/plan.js';
import { canonicalJson, planHash } from '../../src/scan/plan-hash.js';
import { runCli, temporaryFolder, writeScan } from './run-cli.js';

const COUPLING = '{ from: 1e-6, to: 1, points: 20 }';
/** Nothing between them coincides but what is said to. */
const SHORT = Array.from({ length: 40 }, (_, i) => `${2 + i} MeV`);
const LONG = Array.from({ length: 80 }, (_, i) => `${2 + 1.5 * i} MeV`);
const COMMON = SHORT.filter((mass) => LONG.includes(mass)).length;

function gridOf(masses: readonly string[], coupling = COUPLING): string {
  return `{ mass: { values: [${masses.join(', ')}] }, coupling: ${coupling} }`;
}

function workshop() {
  const folder = temporaryFolder();
  return {
    write: (changes: Record<string, string>, name: string) => writeScan(folder, changes, name),
    run: (file: string, ...args: string[]) =>
      runCli(['run', file, '--db', join(folder, 'scan.sqlite'), '--no-outputs', ...args]),
    last: (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, number>,
    dump: async (scan: string, database = join(folder, 'scan.sqlite')) => {
      const sql = `SELECT mass_gev, coupling, yield, rel_error, status FROM grid WHERE scan = '${scan}' ORDER BY 1, 2`;
      return (await runCli(['query', sql, '--db', database, '--format', 'csv', '--max-rows', '0'])).stdout;
    },
    database: join(folder, 'scan.sqlite'),
  };
}

describe('a changed scan file', () => {
  it('is refused with the differences in its own words', async () => {
    const { write, run } = workshop();
    const before = write({}, 'a.yaml');
    expect((await run(before)).code).toBe(0);
    const after = write(
      {
        experiment: '{ id: na64-1701.07437, beam: { energy: 100 GeV }, target: { length: 40 cm } }',
        integration: '{ x_max: physical }',
        grid: gridOf(['2 MeV', '3 MeV']),
      },
      'b.yaml',
    );
    const { code, stderr, stdout } = await run(after);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(`Stored -> now in ${after}:\n`);
    expect(stderr).toContain('\n  experiment.beam.energy: 160 GeV -> 100 GeV\n');
    expect(stderr).toContain('\n  experiment.target.length: 20 cm -> 40 cm\n');
    expect(stderr).toContain('\n  integration.x_max: 1 -> physical\n');
    expect(stderr).toContain('\n  grid.mass: 12 values 0.002..0.2 GeV -> 0.002, 0.003 GeV\n');
    for (const way of ['--new', '--fork', '--restart']) expect(stderr).toContain(`\n  ${way} `);
    const dry = await run(after, '--dry-run');
    expect({ code: dry.code, stderr: dry.stderr }).toEqual({ code, stderr });
    expect((await run(after, '--dry-run', '--new')).code).toBe(0);
    expect(stderr).toContain('as "small-2"');
    expect(stderr).toContain('nothing can be taken over, because more than the axes differs');
  });

  it('of a longer axis is forked: common columns are copied, and the grid is that of a fresh run', async () => {
    expect(COMMON).toBe(14);
    const { write, run, last, dump, database } = workshop();
    const short = write({ grid: gridOf(SHORT) }, 'short.yaml');
    const long = write({ grid: gridOf(LONG) }, 'long.yaml');
    expect((await run(short)).code).toBe(0);
    const before = await dump('small');

    const refused = await run(long);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('take over the 14 of 80 mass columns');

    const planned = last((await run(long, '--fork', '--dry-run', '--json')).stdout);
    expect(planned).toMatchObject({ tasks: 80, tasksDone: 0, tasksTakenOver: 14 });

    const forked = await run(long, '--fork', '--json');
    expect(forked.code).toBe(0);
    expect(JSON.parse(forked.stdout.split('\n')[0])).toMatchObject({
      event: 'fork',
      scan: 'small-2',
      from: ['small'],
      columns: 14,
      columnsTotal: 80,
    });
    expect(last(forked.stdout)).toMatchObject({ event: 'done', scan: 'small-2', pointsComputed: 66 * 20 });

    const fresh = workshop();
    expect((await fresh.run(long)).code).toBe(0);
    expect(await dump('small-2')).toBe(await fresh.dump('small'));
    expect(await dump('small')).toBe(before);
    expect(taskResults(database, 'small-2')).toEqual(taskResults(fresh.database, 'small'));

    // Again, with or without the option, it is the same scan.
    for (const args of [[], ['--fork'], ['--new']]) {
      expect(last((await run(long, '--json', ...args)).stdout)).toMatchObject({
        scan: 'small-2',
        pointsComputed: 0,
      });
    }
  });

  it('is forked from all scans of its name', async () => {
    const { write, run, last } = workshop();
    expect((await run(write({ grid: gridOf(SHORT.slice(0, 4)) }, 'a.yaml'))).code).toBe(0);
    expect((await run(write({ grid: gridOf(SHORT.slice(4, 10)) }, 'b.yaml'), '--new')).code).toBe(0);
    const third = await run(write({ grid: gridOf(SHORT.slice(0, 12)) }, 'c.yaml'), '--fork', '--json');
    expect(JSON.parse(third.stdout.split('\n')[0])).toMatchObject({
      scan: 'small-3',
      from: ['small', 'small-2'],
      columns: 10,
    });
    expect(last(third.stdout)).toMatchObject({ pointsComputed: 40 });
  });

  it.each([
    ['another accuracy', { accuracy: '1e-3' }, 'more than the axes differs (accuracy)'],
    [
      'other couplings',
      { grid: gridOf(SHORT.slice(0, 4), '{ from: 1e-6, to: 1, points: 21 }') },
      'grid.coupling differs',
    ],
    ['other masses', { grid: gridOf(['50 MeV', '60 MeV']) }, 'no mass of the new axis is stored yet'],
  ])('with %s is forked without a single column, and says why', async (_, changes, reason) => {
    const { write, run, last, dump } = workshop();
    expect((await run(write({ grid: gridOf(SHORT.slice(0, 4)) }, 'a.yaml'))).code).toBe(0);
    const changed = write({ grid: gridOf(SHORT.slice(0, 4)), ...changes }, 'b.yaml');
    const { code, stderr } = await run(changed, '--fork');
    expect(code).toBe(0);
    expect(stderr).toContain('small-2: nothing is taken over from "small", because ');
    expect(stderr).toContain(reason);
    const fresh = workshop();
    expect((await fresh.run(changed)).code).toBe(0);
    expect(await dump('small-2')).toBe(await fresh.dump('small'));
    const again = last((await run(changed, '--json')).stdout);
    expect(again).toMatchObject({ scan: 'small-2', pointsComputed: 0 });
  });

  it('and another numerics version never mix', async () => {
    const { write, run, database } = workshop();
    const file = write({ grid: gridOf(SHORT.slice(0, 4)) }, 'a.yaml');
    expect((await run(file)).code).toBe(0);
    const direct = new Database(database);
    const plan = JSON.parse(direct.prepare('SELECT plan FROM scan').pluck().get() as string) as Plan;
    const older = { ...plan, numericsVersion: 0 };
    direct
      .prepare('UPDATE scan SET plan_hash = ?, numerics_version = 0, plan = ?')
      .run(planHash(older), canonicalJson(older));
    direct.close();
    const refused = await run(file);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(
      /\n {2}numericsVersion: 0 -> \d+\n {2}\(numericsVersion is not in the file/,
    );
    const byName = await run('small');
    expect(byName.code).toBe(4);
    const forked = await run(file, '--fork');
    expect(forked.code).toBe(0);
    expect(forked.stderr).toContain('because more than the axes differs (numericsVersion)');
  });

  it('takes one way at a time', async () => {
    const { write, run } = workshop();
    const file = write({}, 'a.yaml');
    for (const args of [
      ['--new', '--fork'],
      ['--restart', '--new'],
      ['--restart', '--retry-failed'],
      ['--fork', '--retry-failed'],
    ]) {
      const { code, stderr } = await run(file, ...args);
      expect(code).toBe(2);
      for (const option of args) expect(stderr).toContain(option);
    }
  });
});

/** What a checker looks at: every task with the checksum of its points. */
function taskResults(path: string, scan: string): unknown[] {
  const database = new Database(path, { readonly: true });
  try {
    return database
      .prepare(
        `SELECT task_index, first_mass_index, state, attempts, evaluations, checksum
         FROM task WHERE scan_id = (SELECT scan_id FROM scan WHERE name = ?) ORDER BY 1`,
      )
      .all(scan);
  } finally {
    database.close();
  }
}
