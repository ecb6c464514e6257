/** The table `run`: every start and stop of the engine on a scan. */
import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import type { RunProvenance } from './run-provenance.js';
import { withStorageErrors } from './storage-errors.js';

export type StopReason = 'done' | 'interrupted' | 'error';

export interface NewRun {
  readonly scanId: number;
  readonly threads: number;
  readonly muscanVersion: string;
  readonly provenance?: RunProvenance;
}

/** A run as it is stored; what was not recorded when it was made is null. */
export interface StoredRun {
  readonly runId: number;
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  /** null while it runs, and until the next run finds that it was lost. */
  readonly stopReason: StopReason | 'lost' | null;
  readonly threads: number;
  readonly host: string;
  readonly pid: number;
  readonly pointsDone: number;
  readonly muscanVersion: string;
  readonly nodeVersion: string;
  readonly architecture: string | null;
  readonly gitCommit: string | null;
  readonly gitDirty: boolean | null;
  readonly packages: RunProvenance['packages'] | null;
  readonly scanFile: string | null;
}

/**
 * Notes that a run starts and returns its id. Needs the run lock: runs that never stopped themselves (kill -9, power
 * cut) are called lost here, which is certain only for the one process that may run.
 */
export function startRun(
  database: Database.Database,
  { scanId, threads, muscanVersion, provenance }: NewRun,
): number {
  const start = database.transaction(() => {
    database.exec(`UPDATE run SET stop_reason = 'lost' WHERE stop_reason IS NULL`);
    return database
      .prepare(
        `INSERT INTO run (scan_id, started_at, threads, host, pid, node_version, muscan_version,
           architecture, git_commit, git_dirty, packages, scan_file)
         VALUES (@scanId, @startedAt, @threads, @host, @pid, @nodeVersion, @muscanVersion,
           @architecture, @gitCommit, @gitDirty, @packages, @scanFile)`,
      )
      .run({
        scanId,
        threads,
        muscanVersion,
        startedAt: new Date().toISOString(),
        host: hostname(),
        pid: process.pid,
        nodeVersion: process.versions.node,
        ...provenanceColumns(provenance),
      }).lastInsertRowid;
  });
  return withStorageErrors(database.name, () => Number(start.immediate()));
}

function provenanceColumns(provenance: RunProvenance | undefined) {
  const { gitDirty, packages } = provenance ?? {};
  return {
    architecture: provenance?.architecture ?? null,
    gitCommit: provenance?.gitCommit ?? null,
    gitDirty: gitDirty === undefined || gitDirty === null ? null : Number(gitDirty),
    packages: packages === undefined ? null : JSON.stringify(packages),
    scanFile: provenance?.scanFile ?? null,
  };
}

/** Notes that the run stopped, and why. */
export function stopRun(database: Database.Database, runId: number, reason: StopReason): void {
  withStorageErrors(database.name, () =>
    database
      .prepare('UPDATE run SET stopped_at = ?, stop_reason = ? WHERE run_id = ?')
      .run(new Date().toISOString(), reason, runId),
  );
}

type RunRow = Omit<StoredRun, 'gitDirty' | 'packages'> & {
  readonly gitDirty: number | null;
  readonly packages: string | null;
};

/** Every run of a scan, oldest first. */
export function listRuns(database: Database.Database, scanId: number): StoredRun[] {
  const rows = withStorageErrors(database.name, () =>
    database
      .prepare<[number], RunRow>(
        `SELECT run_id AS runId, started_at AS startedAt, stopped_at AS stoppedAt, stop_reason AS stopReason,
           threads, host, pid, points_done AS pointsDone, muscan_version AS muscanVersion,
           node_version AS nodeVersion, architecture, git_commit AS gitCommit, git_dirty AS gitDirty,
           packages, scan_file AS scanFile
         FROM run WHERE scan_id = ? ORDER BY run_id`,
      )
      .all(scanId),
  );
  return rows.map((row) => ({
    ...row,
    gitDirty: row.gitDirty === null ? null : row.gitDirty === 1,
    packages: row.packages === null ? null : (JSON.parse(row.packages) as RunProvenance['packages']),
  }));
}

/** What the last bit of a number may depend on. */
export interface Platform {
  readonly nodeVersion: string;
  /** null where it was not recorded. */
  readonly architecture: string | null;
}

/** Tells on what platform a task was finished at a time: there is one run at a time in a database. */
export function platformLog(database: Database.Database): (finishedAt: string) => Platform | undefined {
  const runs = withStorageErrors(database.name, () =>
    database
      .prepare<[], Platform & { readonly startedAt: string }>(
        `SELECT started_at AS startedAt, node_version AS nodeVersion, architecture FROM run ORDER BY run_id`,
      )
      .all(),
  );
  return (finishedAt) => runs.findLast(({ startedAt }) => startedAt <= finishedAt);
}
