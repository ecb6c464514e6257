/** What is left to do in a scan and how far it has come. Counts cover committed work only. */
import type Database from 'better-sqlite3';
import { PointStatus, type PointStatusName } from './point-status.js';
import { withStorageErrors } from './storage-errors.js';

/** A piece of work, frozen when the scan was created. */
export interface Task {
  readonly taskIndex: number;
  readonly firstMassIndex: number;
  readonly massCount: number;
}

export interface ScanProgress {
  readonly tasks: number;
  readonly tasksDone: number;
  readonly points: number;
  readonly pointsDone: number;
}

/** The tasks whose points are not stored yet, in order. */
export function pendingTasks(database: Database.Database, scanId: number): Task[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], Task>(
        `SELECT task_index AS taskIndex, first_mass_index AS firstMassIndex, mass_count AS massCount
         FROM task WHERE scan_id = ? AND state = 'pending' ORDER BY task_index`,
      )
      .all(scanId),
  );
}

/** How far the scan has come; undefined if there is none of that id. */
export function scanProgress(database: Database.Database, scanId: number): ScanProgress | undefined {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], ScanProgress>(
        `SELECT tasks, tasks_done AS tasksDone, points, points_done AS pointsDone
         FROM progress WHERE scan = (SELECT name FROM scan WHERE scan_id = ?)`,
      )
      .get(scanId),
  );
}

/** How many stored points have each status. Reads every point: about half a second for four million. */
export function countStatuses(database: Database.Database, scanId: number): Record<PointStatusName, number> {
  const counts = Object.entries(PointStatus).map(
    ([name, code]) => `count(*) FILTER (WHERE status = ${code}) AS ${name}`,
  );
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], Record<PointStatusName, number>>(
        `SELECT ${counts.join(', ')} FROM point WHERE scan_id = ?`,
      )
      .get(scanId)!,
  );
}
