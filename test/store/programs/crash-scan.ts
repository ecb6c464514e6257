/** A scan whose columns are the same in every process, so that interrupted and uninterrupted grids can be compared. */
import type Database from 'better-sqlite3';
import { ColumnWriter, type FinishedColumn } from '../../../src/store/column-writer.js';
import { startRun } from '../../../src/store/run-log.js';
import { createScan, findScan } from '../../../src/store/scan-repository.js';
import { pendingTasks } from '../../../src/store/tasks.js';

export const COUPLINGS = 250;

/** Starts or resumes the scan: one column per commit, each reported once it is committed. */
export function runCrashScan(
  database: Database.Database,
  masses: number,
  onCommitted: (taskIndex: number) => void = () => {},
): void {
  const scanId = findScan(database, { name: 'crash' })?.scanId ?? createCrashScan(database, masses);
  const runId = startRun(database, { scanId, threads: 1, muscanVersion: '0.1.0' });
  const writer = new ColumnWriter(database, { scanId, runId });
  for (const { taskIndex } of pendingTasks(database, scanId)) {
    writer.saveColumns([column(taskIndex)]);
    onCommitted(taskIndex);
  }
}

function createCrashScan(database: Database.Database, masses: number): number {
  return createScan(database, {
    name: 'crash',
    planHash: 'crash',
    plan: '{}',
    accuracy: 1e-3,
    numericsVersion: 1,
    muscanVersion: '0.1.0',
    labels: { model: '', experiment: '', channel: '', method: '', formFactor: '', parameters: {} },
    presentation: { title: '', contourLevels: [], contourExposures: [], file: null },
    massGeV: Float64Array.from({ length: masses }, (_, index) => index + 1),
    coupling: Float64Array.from({ length: COUPLINGS }, (_, index) => index + 1),
  });
}

function column(taskIndex: number): FinishedColumn {
  const value = (index: number) => Math.exp(40 * Math.sin(1 + taskIndex * COUPLINGS + index));
  return {
    taskIndex,
    massIndex: taskIndex,
    yields: Float64Array.from({ length: COUPLINGS }, (_, index) => value(index)),
    relErrors: Float64Array.from({ length: COUPLINGS }, (_, index) => 1e-6 * value(index + 1)),
    statuses: new Uint8Array(COUPLINGS),
    failures: [],
    evaluations: 1,
    durationMs: 1,
    attempts: 1,
  };
}
