/** Refined scans from end to end: which points they compute, that these do not depend on how, and that contours are right. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/engine/run-events.js';
import type { RunOptions } from '../../src/engine/run-scan.js';
import { ROOT, runCli, scanText, startCli, temporaryFolder, writeScan } from '../cli/run-cli.js';
import { sabotagedWorker } from './sabotage.js';

const dist = (await import(
  pathToFileURL(join(ROOT, 'dist/index.js')).href
)) as typeof import('../../src/index.js');

const AXES = 'mass: { from: 1.1 MeV, to: 200 MeV, points: 9 }, coupling: { from: 1e-5, to: 10, points: 13 }';
const FIELDS = {
  model: '{ id: scalar-muon-only }',
  experiment: 'fermilab-1701.07437',
  channel: 'displaced-decay',
  method: 'ww',
  integration: '{}',
  accuracy: '1e-4',
};
const REFINED = { ...FIELDS, grid: `{ ${AXES}, refine: { accuracy: 0.5 %, levels: 5 } }` };

interface Row {
  readonly mass_index: number;
  readonly coupling_index: number;
  readonly yield: number;
  readonly rel_error: number;
  readonly status: string;
}

const ROWS = 'SELECT mass_index, coupling_index, yield, rel_error, status FROM point ORDER BY 1, 2';

async function query<R>(database: string, sql = ROWS): Promise<R[]> {
  const { stdout } = await runCli(['query', sql, '--db', database, '--format', 'json']);
  return JSON.parse(stdout) as R[];
}

async function run(options: Partial<RunOptions> & { folder?: string; sabotage?: string } = {}) {
  const { folder = temporaryFolder(), sabotage, ...others } = options;
  const databasePath = join(folder, 'scan.sqlite');
  const events: RunEvent[] = [];
  const summary = await dist.runScan(dist.parseScanFile(scanText(REFINED), 'scan.yaml'), {
    databasePath,
    onEvent: (event) => events.push(event),
    ...(sabotage !== undefined && { worker: sabotagedWorker(folder, sabotage) }),
    ...others,
  });
  return { summary, events, databasePath, folder };
}

let undisturbed: readonly Row[];
let database: string;
let rounds: number;
beforeAll(async () => {
  const { databasePath, events, summary } = await run();
  database = databasePath;
  undisturbed = await query<Row>(database);
  rounds = events.filter(({ event }) => event === 'refine').length;
  expect(summary).toMatchObject({
    points: undisturbed.length,
    pointsDone: undisturbed.length,
    pointsComputed: undisturbed.length,
    interrupted: false,
  });
  expect(rounds).toBeGreaterThan(1);
});

describe('a refined scan', () => {
  it('holds the coarse grid and a small part of the fine one', () => {
    const places = new Set(undisturbed.map((row) => `${row.mass_index} ${row.coupling_index}`));
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < 13; j++) expect(places).toContain(`${32 * i} ${32 * j}`);
    }
    expect(undisturbed.length).toBeGreaterThan(9 * 13);
    expect(undisturbed.length).toBeLessThan(0.05 * (8 * 32 + 1) * (12 * 32 + 1));
  });

  it('has the bits that the full grid of its values has', async () => {
    const [masses, couplings] = await Promise.all([
      query<{ mass_gev: number }>(database, 'SELECT mass_gev FROM mass_axis WHERE mass_index % 16 = 0'),
      query<{ coupling: number }>(
        database,
        'SELECT coupling FROM coupling_axis WHERE coupling_index % 8 = 0',
      ),
    ]);
    const axisOf = (numbers: readonly number[], unit: string) =>
      `{ values: [${numbers.map((value) => `${value}${unit}`).join(', ')}] }`;
    const grid = `{ mass: ${axisOf(
      masses.map((row) => row.mass_gev),
      ' GeV',
    )}, coupling: ${axisOf(
      couplings.map((row) => row.coupling),
      '',
    )} }`;
    const folder = temporaryFolder();
    const full = join(folder, 'full.sqlite');
    const file = dist.parseScanFile(scanText({ ...FIELDS, grid }), 'full.yaml');
    await dist.runScan(file, { databasePath: full });
    const expected = new Map(
      (await query<Row>(full)).map((row) => [`${16 * row.mass_index} ${8 * row.coupling_index}`, row]),
    );
    let shared = 0;
    for (const { mass_index, coupling_index, ...values } of undisturbed) {
      const row = expected.get(`${mass_index} ${coupling_index}`);
      if (row === undefined) continue;
      shared++;
      expect(row).toMatchObject(values);
    }
    expect(shared).toBeGreaterThan(9 * 13);
  });

  it('marks its points by level', async () => {
    const rows = await query<{ level: number; points: number; masses: number }>(
      database,
      'SELECT level, count(*) AS points, count(DISTINCT mass_gev) AS masses FROM grid GROUP BY level ORDER BY level',
    );
    expect(rows[0]).toEqual({ level: 0, points: 9 * 13, masses: 9 });
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every(({ level }) => level >= 0 && level <= 5)).toBe(true);
    const [progress] = await query<object>(database, 'SELECT * FROM progress');
    expect(progress).toMatchObject({ points: undisturbed.length, fraction: 1, complete: 1 });
  });

  it('has contours within its accuracy of the roots, at all masses', async () => {
    const loaded = dist.loadScan({ kind: 'name', name: 'small' }, database);
    // The grid is filled between its points: a part of the vertices will do.
    const thinned = dist.contoursOf(loaded).map((one) => ({
      ...one,
      lines: one.lines.map(({ x, y }) => {
        const some = (values: ArrayLike<number>) => Float64Array.from(values).filter((_, k) => k % 12 === 5);
        return { x: some(x), y: some(y), closed: false };
      }),
    }));
    const [{ lines }] = thinned;
    const { contours } = dist.polishContours(loaded.plan, thinned);
    for (const [i, line] of lines.entries()) {
      const roots = contours[0].lines[i];
      for (let k = 0; k < line.x.length; k++) {
        const inMass = Math.abs(Math.log(line.x[k] / roots.x[k]));
        const inCoupling = Math.abs(Math.log(line.y[k] / roots.y[k]));
        // A vertex is moved in the mass only where there is no root at its own: there the contour is steep.
        expect(inCoupling).toBeLessThan(0.005);
        expect(inMass).toBeLessThan(0.0005);
      }
    }
  }, 120_000);

  it('does not depend on threads', async () => {
    const { databasePath } = await run({ threads: 1 });
    expect(await query<Row>(databasePath)).toEqual(undisturbed);
  });

  it('is found intact, and its changed bits are found', async () => {
    const { code, stdout } = await runCli(['verify', '--db', database, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    const { default: Database } = await import('better-sqlite3');
    const { databasePath } = await run();
    const raw = new Database(databasePath);
    raw.exec(
      'UPDATE point SET coupling_index = coupling_index + 1 WHERE mass_index = 32 AND coupling_index = 32',
    );
    raw.close();
    const damaged = await runCli(['verify', '--db', databasePath]);
    expect(damaged.code).toBe(6);
    expect((await runCli(['contour', 'small', '--db', databasePath])).code).toBe(6);
    // A run computes the column again.
    await run({ folder: join(databasePath, '..') });
    expect(await query<Row>(databasePath)).toEqual(undisturbed);
  });

  it('is another scan for other contours, and says so', async () => {
    const folder = temporaryFolder();
    const scan = writeScan(folder, { ...REFINED, contours: '{ levels: [10] }' });
    const { code, stderr } = await runCli(['run', scan, '--db', database]);
    expect(code).toBe(4);
    expect(stderr).toContain(
      'grid.refine: accuracy 0.005, levels 5, for contours of 3 events -> accuracy 0.005, levels 5, for contours of 10 events',
    );
    const { stderr: note } = await runCli(['contour', 'small', '--db', database, '--level', '10']);
    expect(note).toContain(
      'small is refined for N = 3 alone: the contour of N = 10 may be off by far more than 0.5 %',
    );
  });
});

describe('an interrupted refined scan', () => {
  it.each([...Array(6).keys()])('goes on after kill -9 and comes to the same points (%i)', async (i) => {
    const folder = temporaryFolder();
    const scan = writeScan(folder, REFINED);
    const path = join(folder, 'scan.sqlite');
    const { child, outcome } = startCli(['run', scan, '--db', path, '--no-outputs', '--json']);
    // Killed after the i-th round began, a little later each time.
    let begun = 0;
    child.stdout!.on('data', (text: string) => {
      begun += text.split('"event":"refine"').length - 1;
      if (begun >= Math.min(i, rounds)) void sleep(37 * i).then(() => child.kill('SIGKILL'));
    });
    await outcome;
    expect((await runCli(['run', scan, '--db', path, '--no-outputs'])).code).toBe(0);
    expect(await query<Row>(path)).toEqual(undisturbed);
  });

  it('plans what is missing when it was killed between two rounds', async () => {
    const { default: Database } = await import('better-sqlite3');
    const { databasePath, folder, events } = await run();
    const { columns } = events.findLast((event) => event.event === 'refine')!;
    const raw = new Database(databasePath);
    raw.exec(`
      CREATE TEMP TABLE round AS SELECT task_index, first_mass_index FROM task ORDER BY 1 DESC LIMIT ${columns};
      DELETE FROM point WHERE mass_index IN (SELECT first_mass_index FROM round);
      DELETE FROM task WHERE task_index IN (SELECT task_index FROM round);
      UPDATE scan SET refinement = 'growing'`);
    raw.close();
    const { summary } = await run({ folder });
    expect(summary.pointsComputed).toBeGreaterThan(0);
    expect(await query<Row>(databasePath)).toEqual(undisturbed);
  });
});

describe('a worker that dies on a refined column', () => {
  it('costs a retry', async () => {
    const { databasePath, events } = await run({
      sabotage: 'if (task.massIndex === 32 && attempts < 3) process.exit(9);',
    });
    expect(events.some(({ event }) => event === 'retry')).toBe(true);
    expect(await query<Row>(databasePath)).toEqual(undisturbed);
  });

  it('leaves that column with the points of the coarse grid, those failed that it dies on', async () => {
    const { databasePath, summary, folder } = await run({
      sabotage: 'if (task.massIndex === 64 && holds(4)) process.exit(9);',
    });
    expect(summary.statuses.failed).toBe(1);
    const rows = await query<Row>(databasePath);
    const column = rows.filter(({ mass_index }) => mass_index === 64);
    expect(column.map(({ coupling_index }) => coupling_index)).toEqual(
      [...Array(13).keys()].map((j) => 32 * j),
    );
    const failures = await query<{ coupling_index: number }>(
      databasePath,
      'SELECT coupling_index FROM failure',
    );
    expect(failures).toEqual([{ coupling_index: 4 * 32 }]);
    // Computed again, it is refined; columns that were added in the meantime stay.
    const again = await run({ folder, retryFailed: true });
    expect(again.summary.statuses.failed).toBe(0);
    const now = await query<Row>(databasePath);
    for (const row of undisturbed.filter(({ mass_index }) => mass_index === 64))
      expect(now).toContainEqual(row);
  });
});
