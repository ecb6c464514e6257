/** What is in a database and how far it has come, for people who watch. */
import type Database from 'better-sqlite3';
import { readHolder } from './run-lock.js';
import { listScans } from './scan-repository.js';
import { countStatuses, requireProgress } from './tasks.js';
import { withStorageErrors } from './storage-errors.js';

export interface RunRecord {
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  /** null while it runs. */
  readonly stopReason: string | null;
  readonly threads: number;
  readonly host: string;
  readonly pid: number;
  readonly pointsDone: number;
}

export interface ScanStatus {
  readonly scanId: number;
  readonly name: string;
  readonly title: string;
  readonly points: number;
  readonly pointsDone: number;
  readonly statuses: ReturnType<typeof countStatuses>;
  readonly lastRun: RunRecord | null;
}

export interface DatabaseStatus {
  readonly database: string;
  /** Who runs a scan in it just now; null if nobody does. */
  readonly runner: string | null;
  readonly scans: readonly ScanStatus[];
}

/** The status of every scan; works while a run goes on. */
export function databaseStatus(database: Database.Database): DatabaseStatus {
  return withStorageErrors(database.name, () => {
    const lastRun = database.prepare<[number], RunRecord>(
      `SELECT started_at AS startedAt, stopped_at AS stoppedAt, stop_reason AS stopReason, threads, host, pid,
         points_done AS pointsDone
       FROM run WHERE scan_id = ? ORDER BY run_id DESC LIMIT 1`,
    );
    return {
      database: database.name,
      runner: readHolder(database.name) ?? null,
      scans: listScans(database).map(({ scanId, name, presentation }) => ({
        scanId,
        name,
        title: presentation.title,
        ...pick(requireProgress(database, scanId)),
        statuses: countStatuses(database, scanId),
        lastRun: lastRun.get(scanId) ?? null,
      })),
    };
  });
}

function pick({ points, pointsDone }: { points: number; pointsDone: number }) {
  return { points, pointsDone };
}
