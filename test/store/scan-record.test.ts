import { expect, it } from 'vitest';
import { PointStatus } from '../../src/store/point-status.js';
import { startRun, stopRun } from '../../src/store/run-log.js';
import { readScanRecord } from '../../src/store/scan-record.js';
import { listScans } from '../../src/store/scan-repository.js';
import { acquireRunLock } from '../../src/store/run-lock.js';
import { newColumn, newDatabase, newScan, startScan } from './fixtures.js';

it('a record sums up points, failures, work and runs', () => {
  const database = newDatabase();
  const { scanId, writer } = startScan(database);
  startScan(database, newScan({ name: 'other' })).writer.saveColumns([newColumn(0, 4)]);
  const { failed } = PointStatus;
  writer.saveColumns([
    newColumn(0, 4, { durationMs: 10, evaluations: 5 }),
    newColumn(2, 4, {
      durationMs: 30,
      evaluations: 7,
      attempts: 3,
      statuses: new Uint8Array(4).fill(failed),
      failures: [{ couplingIndex: null, reason: 'the worker died' }],
    }),
  ]);
  const runId = startRun(database, { scanId, threads: 5, muscanVersion: '0.1.0' });
  stopRun(database, runId, 'interrupted');
  const [scan] = listScans(database);
  expect(readScanRecord(database, scan)).toMatchObject({
    scan,
    axes: {
      massGeV: { values: 3, from: 0.1, to: 0.2 },
      coupling: { values: 4, from: 1e-5, to: 1e-2 },
    },
    progress: { tasks: 3, tasksDone: 2, points: 12, pointsDone: 8 },
    statuses: { ok: 4, failed: 4 },
    work: { evaluations: 12, totalMs: 40, meanMs: 20, maxMs: 30, repeated: 1, checksums: 2 },
    failures: { reasons: 1, first: [{ massGeV: 0.2, coupling: null, reason: 'the worker died' }] },
    runs: [
      { stopReason: 'lost', threads: 2 },
      { runId, stopReason: 'interrupted', threads: 5 },
    ],
    runner: null,
  });
});

it('a record of a scan that was only just begun, by a run that goes on', () => {
  const database = newDatabase();
  startScan(database);
  const lock = acquireRunLock(database.name);
  const record = readScanRecord(database, listScans(database)[0]);
  lock.release();
  expect(record.work).toEqual({
    evaluations: 0,
    totalMs: 0,
    meanMs: null,
    maxMs: null,
    repeated: 0,
    checksums: 0,
  });
  expect(record.failures).toEqual({ reasons: 0, first: [] });
  expect(record.runs).toMatchObject([{ stopReason: null, stoppedAt: null }]);
  expect(record.runner).toContain(`process ${process.pid}`);
});

it('a record shows the first of many failures', () => {
  const database = newDatabase();
  const { writer } = startScan(database);
  const yields = new Float64Array(4).fill(Number.NaN);
  writer.saveColumns([newColumn(1, 4, { yields }), newColumn(0, 4, { yields })]);
  const { failures } = readScanRecord(database, listScans(database)[0]);
  expect(failures.reasons).toBe(8);
  expect(failures.first.map(({ massGeV, coupling }) => [massGeV, coupling])).toEqual([
    [0.1, 1e-5],
    [0.1, 1e-4],
    [0.1, 1e-3],
    [0.1, 1e-2],
    [0.15, 1e-5],
  ]);
});
