/** What each finished task cost. */
import type Database from 'better-sqlite3';
import { withStorageErrors } from './storage-errors.js';

export interface ColumnTime {
  /** The first one of the task. */
  readonly massGeV: number;
  readonly durationMs: number;
  /** Of the integrand. */
  readonly evaluations: number;
  readonly attempts: number;
}

/** In the order of the masses; without tasks whose time was not recorded. */
export function readColumnTimes(database: Database.Database, scanId: number): ColumnTime[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], ColumnTime>(
        `SELECT mass_gev AS massGeV, duration_ms AS durationMs, evaluations, attempts
         FROM task JOIN mass_axis ON mass_axis.scan_id = task.scan_id AND mass_index = first_mass_index
         WHERE task.scan_id = ? AND state = 'done' AND duration_ms IS NOT NULL ORDER BY mass_index`,
      )
      .all(scanId),
  );
}
