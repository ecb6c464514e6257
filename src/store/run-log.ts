/** The table `run`: every start and stop of the engine on a scan. */
import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import { withStorageErrors } from './storage-errors.js';

export type StopReason = 'done' | 'interrupted' | 'error';

/**
 * Notes that a run starts and returns its id. Needs the run lock: runs that never stopped themselves (kill -9, power
 * cut) are called lost here, which is certain only for the one process that may run.
 */
export function startRun(
  database: Database.Database,
  run: { readonly scanId: number; readonly threads: number; readonly muscanVersion: string },
): number {
  const start = database.transaction(() => {
    database.exec(`UPDATE run SET stop_reason = 'lost' WHERE stop_reason IS NULL`);
    return database
      .prepare(
        `INSERT INTO run (scan_id, started_at, threads, host, pid, node_version, muscan_version)
         VALUES (@scanId, @startedAt, @threads, @host, @pid, @nodeVersion, @muscanVersion)`,
      )
      .run({
        ...run,
        startedAt: new Date().toISOString(),
        host: hostname(),
        pid: process.pid,
        nodeVersion: process.versions.node,
      }).lastInsertRowid;
  });
  return withStorageErrors(database.name, () => Number(start.immediate()));
}

/** Notes that the run stopped, and why. */
export function stopRun(database: Database.Database, runId: number, reason: StopReason): void {
  withStorageErrors(database.name, () =>
    database
      .prepare('UPDATE run SET stopped_at = ?, stop_reason = ? WHERE run_id = ?')
      .run(new Date().toISOString(), reason, runId),
  );
}
