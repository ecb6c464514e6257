import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DatabaseLockedError, IntegrityError } from '../../src/errors.js';
import { openReadOnly } from '../../src/store/open-database.js';
import { POINT_PENDING, PointStatus } from '../../src/store/point-status.js';
import { readFailures, readGrid } from '../../src/store/read-grid.js';
import { createScan, deleteScan } from '../../src/store/scan-repository.js';
import { pendingTasks } from '../../src/store/tasks.js';
import { axis, countRows, newColumn, newDatabase, newScan, startScan } from './fixtures.js';

function bits(values: Float64Array): BigUint64Array {
  return new BigUint64Array(values.buffer, values.byteOffset, values.length);
}

describe('values', () => {
  it('come back bit for bit', () => {
    const database = newDatabase();
    // Any of the 2^64 bit patterns that is a finite number other than -0.
    const double = fc
      .bigInt({ min: 0n, max: 2n ** 64n - 1n })
      .map((pattern) => new Float64Array(BigUint64Array.of(pattern).buffer)[0])
      .filter((value) => Number.isFinite(value) && !Object.is(value, -0));
    const column = fc.array(fc.tuple(double, double), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(column, (pairs) => {
        const { scanId, writer } = startScan(
          database,
          newScan({ massGeV: [1], coupling: axis(pairs.length) }),
        );
        const yields = Float64Array.from(pairs, ([value]) => value);
        const relErrors = Float64Array.from(pairs, ([, error]) => error);
        writer.saveColumns([newColumn(0, pairs.length, { yields, relErrors })]);
        const grid = readGrid(database, scanId);
        expect(bits(grid.yield)).toEqual(bits(yields));
        expect(bits(grid.relError)).toEqual(bits(relErrors));
        deleteScan(database, scanId);
      }),
      { numRuns: 60 },
    );
  });

  it('include denormals, huge and tiny numbers, and every integer', () => {
    const database = newDatabase();
    const yields = Float64Array.of(
      5e-324,
      2.2250738585072009e-308,
      1e-300,
      1e-17,
      0.1,
      0.1 + 0.2,
      1,
      3,
      2 ** 31,
      2 ** 53 - 1,
      2 ** 53 + 2,
      2 ** 63,
      1e300,
      Number.MAX_VALUE,
      -1e-300,
      Math.PI,
    );
    const { scanId, writer } = startScan(database, newScan({ massGeV: [1], coupling: axis(yields.length) }));
    writer.saveColumns([newColumn(0, yields.length, { yields })]);
    expect(bits(readGrid(database, scanId).yield)).toEqual(bits(yields));
  });

  it('lose the sign of zero', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database);
    writer.saveColumns([
      newColumn(0, 4, { yields: Float64Array.of(-0, 0, -0, 1), relErrors: Float64Array.of(-0, 0, 0, 0) }),
    ]);
    const grid = readGrid(database, scanId);
    expect([...grid.yield.subarray(0, 4)]).toEqual([0, 0, 0, 1]);
    expect([...grid.relError.subarray(0, 1)]).toEqual([0]);
  });

  it.each([1, 99, 100, 101, 200, 250])('of %i couplings all arrive at their place', (couplings) => {
    const database = newDatabase();
    const { scanId, writer } = startScan(
      database,
      newScan({ massGeV: [1, 2, 3], coupling: axis(couplings) }),
    );
    const columns = [newColumn(2, couplings), newColumn(0, couplings)];
    writer.saveColumns(columns);
    const grid = readGrid(database, scanId);
    expect(grid.yield.subarray(2 * couplings)).toEqual(columns[0].yields);
    expect(grid.yield.subarray(0, couplings)).toEqual(columns[1].yields);
    expect(grid.yield.subarray(couplings, 2 * couplings).every(Number.isNaN)).toBe(true);
    expect(grid.status.subarray(couplings, 2 * couplings).every((code) => code === POINT_PENDING)).toBe(true);
  });

  it('keep their status', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database, newScan({ coupling: axis(5) }));
    const { ok, unconverged, closed, failed, negligible } = PointStatus;
    const statuses = Uint8Array.of(closed, ok, unconverged, failed, negligible);
    writer.saveColumns([newColumn(1, 5, { yields: Float64Array.of(0, 1, 2, 3, 1e-40), statuses })]);
    const grid = readGrid(database, scanId);
    expect(grid.status.subarray(5, 10)).toEqual(statuses);
    expect([...grid.yield.subarray(5, 10)]).toEqual([0, 1, 2, Number.NaN, 1e-40]);
  });
});

describe('failed points', () => {
  it('have a reason and no yield; NaN is never stored', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database);
    const { ok, unconverged, failed } = PointStatus;
    writer.saveColumns([
      newColumn(0, 4, {
        yields: Float64Array.of(Number.NaN, 7, Infinity, 7),
        relErrors: Float64Array.of(Number.NaN, Number.NaN, Infinity, 0.5),
        statuses: Uint8Array.of(ok, failed, unconverged, failed),
        failures: [{ couplingIndex: 3, reason: 'the root was not bracketed' }],
      }),
    ]);
    const rows = database.prepare('SELECT yield, rel_error, status, typeof(yield) FROM point').raw().all();
    expect(rows).toEqual([
      [null, null, failed, 'null'],
      [null, null, failed, 'null'],
      [null, Infinity, failed, 'null'],
      [null, 0.5, failed, 'null'],
    ]);
    expect(readFailures(database, scanId)).toEqual([
      { massIndex: 0, couplingIndex: 0, reason: 'the yield is not a finite number (NaN)' },
      { massIndex: 0, couplingIndex: 1, reason: 'no reason was given' },
      { massIndex: 0, couplingIndex: 2, reason: 'the yield is not a finite number (Infinity)' },
      { massIndex: 0, couplingIndex: 3, reason: 'the root was not bracketed' },
    ]);
  });

  it('of a whole column share one reason', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database);
    writer.saveColumns([
      newColumn(1, 4, {
        yields: new Float64Array(4).fill(Number.NaN),
        statuses: new Uint8Array(4).fill(PointStatus.failed),
        failures: [{ couplingIndex: null, reason: '' }],
      }),
    ]);
    expect(readFailures(database, scanId)).toEqual([
      { massIndex: 1, couplingIndex: null, reason: 'no reason was given' },
    ]);
    expect(database.prepare('SELECT * FROM failures').raw().all()).toEqual([
      ['fermilab-exact', 0.15, null, 'no reason was given'],
    ]);
  });
});

describe('a batch', () => {
  it('is stored with its tasks and the count of its run', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database);
    writer.saveColumns([
      newColumn(0, 4),
      newColumn(2, 4, { attempts: 3, evaluations: 12345, durationMs: 0.25 }),
    ]);
    const tasks = database
      .prepare('SELECT task_index, state, attempts, evaluations, duration_ms FROM task')
      .raw()
      .all();
    expect(tasks).toEqual([
      [0, 'done', 1, 1000, 12.5],
      [1, 'pending', null, null, null],
      [2, 'done', 3, 12345, 0.25],
    ]);
    expect(database.prepare('SELECT points_done FROM run WHERE scan_id = ?').pluck().get(scanId)).toBe(8);
  });

  it('is visible to others as soon as the call returns, not before', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    const reader = openReadOnly(database.name);
    expect(countRows(reader, 'point')).toBe(0);
    writer.saveColumns([newColumn(0, 4)]);
    expect(countRows(reader, 'point')).toBe(4);
    reader.close();
  });

  it('that throws midway leaves nothing behind, and the writer goes on', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(database);
    const unknownStatus = newColumn(1, 4, { statuses: Uint8Array.of(0, 0, 0, 9) });
    expect(() => writer.saveColumns([newColumn(0, 4), unknownStatus, newColumn(2, 4)])).toThrow(
      /FOREIGN KEY/,
    );
    expect(database.inTransaction).toBe(false);
    expect(countRows(database, 'point')).toBe(0);
    expect(pendingTasks(database, scanId)).toHaveLength(3);
    expect(database.prepare('SELECT points_done FROM run').pluck().get()).toBe(0);
    writer.saveColumns([newColumn(0, 4), newColumn(1, 4), newColumn(2, 4)]);
    expect(countRows(database, 'point')).toBe(12);
    expect(pendingTasks(database, scanId)).toEqual([]);
  });

  it('never stores a column twice, under a wrong mass, or of an unknown task', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    writer.saveColumns([newColumn(0, 4)]);
    for (const column of [newColumn(0, 4), newColumn(1, 4, { massIndex: 2 }), newColumn(3, 4)]) {
      expect(() => writer.saveColumns([newColumn(2, 4), column])).toThrow(IntegrityError);
    }
    expect(countRows(database, 'point')).toBe(4);
  });

  it('is refused when its arrays do not fit the axis or its reasons do not fit its points', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    const save = (overrides: Parameters<typeof newColumn>[2]) => () =>
      writer.saveColumns([newColumn(0, 4, overrides)]);
    expect(save({ yields: new Float64Array(3) })).toThrow(RangeError);
    expect(save({ relErrors: new Float64Array(5) })).toThrow(/expected 4 values per column; got 5/);
    expect(save({ statuses: new Uint8Array(0) })).toThrow(RangeError);
    expect(save({ failures: [{ couplingIndex: 4, reason: 'x' }] })).toThrow(RangeError);
    expect(save({ failures: [{ couplingIndex: -1, reason: 'x' }] })).toThrow(RangeError);
    expect(save({ failures: [{ couplingIndex: 1, reason: 'x' }] })).toThrow(/which did not fail/);
    expect(countRows(database, 'point')).toBe(0);
  });

  it('is not stored with a yield at a kinematically closed point', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    const statuses = Uint8Array.of(0, 0, 0, PointStatus.closed);
    expect(() => writer.saveColumns([newColumn(0, 4, { statuses })])).toThrow(/CHECK constraint/);
  });

  it('belongs to its own scan', () => {
    const database = newDatabase();
    const other = createScan(database, newScan({ name: 'other' }));
    const { scanId, writer } = startScan(database);
    writer.saveColumns([newColumn(0, 4)]);
    expect(pendingTasks(database, other)).toHaveLength(3);
    expect(pendingTasks(database, scanId)).toHaveLength(2);
    expect(readGrid(database, other).status.every((code) => code === POINT_PENDING)).toBe(true);
  });

  it('says so when another program does not let it write', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    const other = newDatabase(database.name);
    other.exec('BEGIN IMMEDIATE');
    database.pragma('busy_timeout = 20');
    expect(() => writer.saveColumns([newColumn(0, 4)])).toThrow(DatabaseLockedError);
    other.exec('ROLLBACK');
    writer.saveColumns([newColumn(0, 4)]);
    expect(countRows(database, 'point')).toBe(4);
  });
});

it('a grid is read as of one moment, even if a column is stored meanwhile', () => {
  const database = newDatabase();
  const { scanId, writer } = startScan(database);
  const reader = openReadOnly(database.name);
  const prepare = reader.prepare.bind(reader);
  let interruptions = 0;
  vi.spyOn(reader, 'prepare').mockImplementation((sql: string) => {
    const statement = prepare(sql);
    if (!sql.includes('FROM point')) return statement;
    const all = statement.all.bind(statement);
    statement.all = (...values) => {
      if (interruptions++ === 1) writer.saveColumns([newColumn(2, 4)]);
      return all(...values);
    };
    return statement;
  });
  expect(readGrid(reader, scanId).status.every((code) => code === POINT_PENDING)).toBe(true);
  expect(interruptions).toBe(3);
  expect([...readGrid(reader, scanId).status.subarray(8)]).toEqual([0, 0, 0, 0]);
  reader.close();
});
