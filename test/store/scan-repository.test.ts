import { describe, expect, it } from 'vitest';
import { IntegrityError, PlanMismatchError, UsageError } from '../../src/errors.js';
import { openReadOnly } from '../../src/store/open-database.js';
import { readGrid } from '../../src/store/read-grid.js';
import { startRun, stopRun } from '../../src/store/run-log.js';
import {
  createScan,
  deleteScan,
  findScan,
  findScansOfFile,
  listScans,
  type ScanPresentation,
  updatePresentation,
} from '../../src/store/scan-repository.js';
import { countStatuses, pendingTasks, requireProgress, scanProgress } from '../../src/store/tasks.js';
import { countRows, newColumn, newDatabase, newScan, startScan } from './fixtures.js';

describe('createScan', () => {
  it('stores everything that was given, and where it was made', () => {
    const database = newDatabase();
    const scan = newScan();
    const scanId = createScan(database, scan);
    const { massGeV, coupling, ...rest } = scan;
    const stored = findScan(database, { scanId })!;
    expect(stored).toMatchObject({
      ...rest,
      scanId,
      nodeVersion: process.versions.node,
      architecture: process.arch,
    });
    expect(new Date(stored.createdAt).toISOString()).toBe(stored.createdAt);
    const grid = readGrid(database, scanId);
    expect([...grid.massGeV]).toEqual(massGeV);
    expect([...grid.coupling]).toEqual(coupling);
  });

  it('keeps the axes bit for bit', () => {
    const database = newDatabase();
    const massGeV = Float64Array.from({ length: 301 }, (_, index) => 10 ** (-3 + index / 77));
    const coupling = Float64Array.from({ length: 277 }, (_, index) => Math.exp(-40 + index / 7.3));
    const grid = readGrid(database, createScan(database, newScan({ massGeV, coupling })));
    expect(grid.massGeV).toEqual(massGeV);
    expect(grid.coupling).toEqual(coupling);
  });

  it('stores a scan without a file', () => {
    const database = newDatabase();
    const presentation = { title: '', contourLevels: [], contourExposures: [], file: null };
    const scanId = createScan(database, newScan({ presentation }));
    expect(findScan(database, { scanId })!.presentation).toEqual(presentation);
  });

  it('is all or nothing: a fault in the last coupling leaves no trace', () => {
    const database = newDatabase();
    expect(() => createScan(database, newScan({ coupling: [1, 2, 2] }))).toThrow(/UNIQUE/);
    for (const table of ['scan', 'mass_axis', 'coupling_axis', 'task'])
      expect(countRows(database, table)).toBe(0);
  });

  it('refuses an empty axis and a plan that is not JSON', () => {
    const database = newDatabase();
    expect(() => createScan(database, newScan({ massGeV: [] }))).toThrow(RangeError);
    expect(() => createScan(database, newScan({ coupling: [] }))).toThrow(RangeError);
    expect(() => createScan(database, newScan({ plan: '{' }))).toThrow(/CHECK constraint/);
  });

  it('refuses the same plan under a second name, and a second plan under the same name', () => {
    const database = newDatabase();
    createScan(database, newScan({ name: 'a', planHash: '1' }));
    expect(() => createScan(database, newScan({ name: 'b', planHash: '1' }))).toThrow(UsageError);
    expect(() => createScan(database, newScan({ name: 'b', planHash: '1' }))).toThrow(
      /already stored .* as "a"/,
    );
    expect(() => createScan(database, newScan({ name: 'a', planHash: '2' }))).toThrow(PlanMismatchError);
    expect(listScans(database)).toHaveLength(1);
  });
});

function madeFrom(path: string): ScanPresentation {
  return { title: '', contourLevels: [], contourExposures: [], file: { path, text: '' } };
}

describe('finding scans', () => {
  it('goes by id, name, plan or file, and guesses nothing', () => {
    const database = newDatabase();
    const first = createScan(
      database,
      newScan({ name: 'a', planHash: '1', presentation: madeFrom('/x.yaml') }),
    );
    const second = createScan(
      database,
      newScan({ name: 'b', planHash: '2', presentation: madeFrom('/x.yaml') }),
    );
    const third = createScan(
      database,
      newScan({ name: 'c', planHash: '3', presentation: madeFrom('/y.yaml') }),
    );
    expect(findScan(database, { scanId: second })!.name).toBe('b');
    expect(findScan(database, { name: 'c' })!.scanId).toBe(third);
    expect(findScan(database, { planHash: '1' })!.scanId).toBe(first);
    expect(findScansOfFile(database, '/x.yaml').map(({ scanId }) => scanId)).toEqual([second, first]);
    expect(listScans(database).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(findScan(database, { name: 'B' })).toBeUndefined();
    expect(findScan(database, { name: String(first) })).toBeUndefined();
    expect(findScan(database, { planHash: '' })).toBeUndefined();
    expect(findScan(database, { scanId: 99 })).toBeUndefined();
    expect(findScansOfFile(database, '/z.yaml')).toEqual([]);
  });

  it('works on a read-only handle', () => {
    const database = newDatabase();
    createScan(database, newScan());
    const reader = openReadOnly(database.name);
    expect(findScan(reader, { name: 'fermilab-exact' })).toEqual(listScans(database)[0]);
    reader.close();
  });
});

it('takes over an edited title, levels and file, and nothing else', () => {
  const database = newDatabase();
  const scanId = createScan(database, newScan());
  const other = createScan(database, newScan({ name: 'other' }));
  const before = findScan(database, { scanId })!;
  const presentation = {
    title: 'Another',
    contourLevels: [2.3],
    contourExposures: [1e12],
    file: { path: '/b.yaml', text: 'b' },
  };
  updatePresentation(database, scanId, presentation);
  expect(findScan(database, { scanId })).toEqual({ ...before, presentation });
  expect(findScan(database, { scanId: other })!.presentation).toEqual(newScan().presentation);
});

describe('resuming', () => {
  it('lists the pending tasks in order, whatever order the others were finished in', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database, newScan({ massGeV: [1, 2, 3, 4, 5] }));
    const indices = () => pendingTasks(database, scanId).map(({ taskIndex }) => taskIndex);
    expect(indices()).toEqual([0, 1, 2, 3, 4]);
    writer.saveColumns([newColumn(3, 4), newColumn(0, 4)]);
    expect(indices()).toEqual([1, 2, 4]);
    expect(pendingTasks(database, scanId)[1]).toEqual({
      taskIndex: 2,
      firstMassIndex: 2,
      massCount: 1,
      points: null,
    });
  });

  it('counts progress per scan', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database);
    startScan(database, newScan({ name: 'other', massGeV: [1, 2] }));
    writer.saveColumns([newColumn(1, 4, { statuses: Uint8Array.of(0, 1, 1, 3) })]);
    expect(scanProgress(database, scanId)).toEqual({
      tasks: 3,
      tasksDone: 1,
      points: 12,
      pointsDone: 4,
      isComplete: false,
    });
    expect(countStatuses(database, scanId)).toEqual({
      ok: 1,
      unconverged: 2,
      closed: 0,
      failed: 1,
      negligible: 0,
    });
    expect(scanProgress(database, 99)).toBeUndefined();
    expect(() => requireProgress(database, 99)).toThrow(IntegrityError);
  });
});

describe('the log of runs', () => {
  it('records start, points and stop, and calls lost what never stopped', () => {
    const database = newDatabase();
    const { scanId, runId, writer } = startScan(database);
    writer.saveColumns([newColumn(0, 4), newColumn(1, 4)]);
    const next = startRun(database, { scanId, threads: 7, muscanVersion: '0.2.0' });
    stopRun(database, next, 'interrupted');
    startRun(database, { scanId, threads: 1, muscanVersion: '0.2.0' });
    const rows = database
      .prepare('SELECT run_id, threads, stop_reason, points_done, pid FROM run')
      .raw()
      .all();
    expect(rows).toEqual([
      [runId, 2, 'lost', 8, process.pid],
      [next, 7, 'interrupted', 0, process.pid],
      [next + 1, 1, null, 0, process.pid],
    ]);
    const stopped = database.prepare('SELECT stopped_at IS NULL FROM run').pluck().all();
    expect(stopped).toEqual([1, 0, 1]);
  });
});

describe('deleteScan', () => {
  it('removes everything of that scan and nothing of another', () => {
    const database = newDatabase();
    const tables = ['scan', 'mass_axis', 'coupling_axis', 'task', 'point', 'failure', 'run'];
    const fill = (name: string) => {
      const { scanId, writer } = startScan(database, newScan({ name }));
      writer.saveColumns([newColumn(0, 4, { statuses: Uint8Array.of(0, 0, 0, 3) }), newColumn(2, 4)]);
      return scanId;
    };
    fill('kept');
    const before = tables.map((table) => countRows(database, table));
    const scanId = fill('removed');
    expect(tables.map((table) => countRows(database, table))).toEqual(before.map((count) => 2 * count));
    expect(deleteScan(database, scanId)).toBe(true);
    expect(tables.map((table) => countRows(database, table))).toEqual(before);
    expect(listScans(database).map(({ name }) => name)).toEqual(['kept']);
    expect(deleteScan(database, scanId)).toBe(false);
  });

  it('never gives the id of a removed scan to another', () => {
    const database = newDatabase();
    const scanId = createScan(database, newScan());
    deleteScan(database, scanId);
    expect(createScan(database, newScan())).toBe(scanId + 1);
  });
});
