/** All that is stored about a scan, as of one moment, also during a run. */
import type Database from 'better-sqlite3';
import { type ColumnTime, readColumnTimes } from '../store/column-times.js';
import { type StoredFailure, readFailures, readGrid } from '../store/read-grid.js';
import { type ScanRecord, readScanRecord } from '../store/scan-record.js';
import type { StoredScan } from '../store/scan-repository.js';
import type { LoadedScan } from './scan-reference.js';
import { requirePlan } from './stored-plan.js';

export interface ScanSnapshot extends LoadedScan {
  readonly record: ScanRecord;
  readonly columns: readonly ColumnTime[];
  readonly failures: readonly StoredFailure[];
}

/** @throws {IntegrityError} it is damaged. */
export function readSnapshot(database: Database.Database, scan: StoredScan): ScanSnapshot {
  const read = database.transaction(() => {
    const record = readScanRecord(database, scan);
    return {
      scan,
      plan: requirePlan(database, scan),
      progress: record.progress,
      grid: readGrid(database, scan.scanId),
      runs: record.runs,
      record,
      columns: readColumnTimes(database, scan.scanId),
      failures: readFailures(database, scan.scanId),
    };
  });
  return read.deferred();
}
