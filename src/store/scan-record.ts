/** All that is known about a stored scan, apart from its points: where its numbers come from. */
import type Database from 'better-sqlite3';
import type { PointStatusName } from './point-status.js';
import { readAxes } from './read-grid.js';
import { readHolder } from './run-lock.js';
import { type StoredRun, listRuns } from './run-log.js';
import type { StoredScan } from './scan-repository.js';
import { withStorageErrors } from './storage-errors.js';
import { type ScanProgress, countStatuses, requireProgress } from './tasks.js';

export interface ScanRecord {
  readonly scan: StoredScan;
  readonly axes: { readonly massGeV: AxisSummary; readonly coupling: AxisSummary };
  readonly progress: ScanProgress;
  readonly statuses: Readonly<Record<PointStatusName, number>>;
  readonly work: WorkSummary;
  readonly failures: FailureSummary;
  /** Oldest first. */
  readonly runs: readonly StoredRun[];
  /** Who runs a scan in the database just now, this one or another; null if nobody does. */
  readonly runner: string | null;
}

export interface AxisSummary {
  readonly values: number;
  readonly from: number;
  readonly to: number;
}

/** Over the tasks that are done. */
export interface WorkSummary {
  /** Of the integrand. */
  readonly evaluations: number;
  /** Of all threads together. */
  readonly totalMs: number;
  /** null while no task is done. */
  readonly meanMs: number | null;
  readonly maxMs: number | null;
  /** Tasks that took more than one attempt. */
  readonly repeated: number;
  readonly checksums: number;
}

export interface FailureSummary {
  /** Reasons stored; one may speak for a whole mass column. */
  readonly reasons: number;
  readonly first: readonly StoredReason[];
}

export interface StoredReason {
  readonly massGeV: number;
  /** null: every failed point of the mass. */
  readonly coupling: number | null;
  readonly reason: string;
}

const REASONS_SHOWN = 5;

/** As of one moment, also during a run. */
export function readScanRecord(database: Database.Database, scan: StoredScan): ScanRecord {
  const { scanId } = scan;
  const read = database.transaction(() => {
    const { massGeV, coupling } = readAxes(database, scanId);
    return {
      scan,
      axes: { massGeV: summary(massGeV), coupling: summary(coupling) },
      progress: requireProgress(database, scanId),
      statuses: countStatuses(database, scanId),
      work: readWork(database, scanId),
      failures: readReasons(database, scanId),
      runs: listRuns(database, scanId),
    };
  });
  const record = withStorageErrors(database.name, () => read.deferred());
  return { ...record, runner: readHolder(database.name) ?? null };
}

function summary(axis: Float64Array): AxisSummary {
  return { values: axis.length, from: axis[0], to: axis.at(-1)! };
}

function readWork(database: Database.Database, scanId: number): WorkSummary {
  return database
    .prepare<[number], WorkSummary>(
      `SELECT total(evaluations) AS evaluations, total(duration_ms) AS totalMs, avg(duration_ms) AS meanMs,
         max(duration_ms) AS maxMs, count(*) FILTER (WHERE attempts > 1) AS repeated, count(checksum) AS checksums
       FROM task WHERE scan_id = ? AND state = 'done'`,
    )
    .get(scanId)!;
}

function readReasons(database: Database.Database, scanId: number): FailureSummary {
  const reasons = database
    .prepare<[number], number>('SELECT count(*) FROM failure WHERE scan_id = ?')
    .pluck()
    .get(scanId)!;
  const first = database
    .prepare<[number, number], StoredReason>(
      `SELECT mass_gev AS massGeV, coupling, reason
       FROM failure JOIN mass_axis USING (scan_id, mass_index) LEFT JOIN coupling_axis USING (scan_id, coupling_index)
       WHERE scan_id = ? ORDER BY mass_index, coupling_index LIMIT ?`,
    )
    .all(scanId, REASONS_SHOWN);
  return { reasons, first };
}
