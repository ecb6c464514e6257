/**
 * The tasks of a scan: what is left to do, what is done again, what is taken over from another scan, and how far it has
 * come. Counts cover committed work only.
 */
import type Database from 'better-sqlite3';
import { IntegrityError } from '../errors.js';
import { PointStatus, type PointStatusName } from './point-status.js';
import { withStorageErrors } from './storage-errors.js';

/** A piece of work, frozen when the scan was created. */
export interface Task {
  readonly taskIndex: number;
  readonly firstMassIndex: number;
  readonly massCount: number;
  /** Of a refined scan: how many points it has or, while it is pending, will have at least; null for one of each coupling. */
  readonly points: number | null;
}

/** Of a refined scan: what is planned so far. */
export interface ScanProgress {
  readonly tasks: number;
  readonly tasksDone: number;
  readonly points: number;
  readonly pointsDone: number;
  /** Whether all is done, and nothing more will be planned. */
  readonly isComplete: boolean;
}

export interface NewTask {
  readonly massIndex: number;
  /** Of a refined scan: how many points there will be at least. */
  readonly points: number | null;
}

/** Numbers them on from those that there are. Within a transaction. */
export function insertTasks(database: Database.Database, scanId: number, tasks: readonly NewTask[]): void {
  const first = database
    .prepare<[number], number>('SELECT ifnull(max(task_index) + 1, 0) FROM task WHERE scan_id = ?')
    .pluck()
    .get(scanId)!;
  const insert = database.prepare(
    `INSERT INTO task (scan_id, task_index, first_mass_index, mass_count, points)
     VALUES (@scanId, @taskIndex, @massIndex, 1, @points)`,
  );
  for (const [i, task] of tasks.entries()) insert.run({ ...task, scanId, taskIndex: first + i });
}

/** The next tasks of a refined scan, all of them or none; no tasks at all complete it. Needs the run lock. */
export function refineScan(database: Database.Database, scanId: number, tasks: readonly NewTask[]): void {
  const refine = database.transaction(() => {
    insertTasks(database, scanId, tasks);
    database
      .prepare('UPDATE scan SET refinement = ? WHERE scan_id = ?')
      .run(tasks.length === 0 ? 'complete' : 'growing', scanId);
  });
  withStorageErrors(database.name, () => refine.immediate());
}

/** How long a column of the scan is. Not a count, which SQLite would take from the index of the values. */
export function countCouplings(database: Database.Database, scanId: number): number {
  const last = database
    .prepare<[number], number | null>('SELECT max(coupling_index) FROM coupling_axis WHERE scan_id = ?')
    .pluck()
    .get(scanId);
  return (last ?? -1) + 1;
}

/** The tasks whose points are not stored yet, in order. */
export function pendingTasks(database: Database.Database, scanId: number): Task[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], Task>(
        `SELECT task_index AS taskIndex, first_mass_index AS firstMassIndex, mass_count AS massCount, points
         FROM task WHERE scan_id = ? AND state = 'pending' ORDER BY task_index`,
      )
      .all(scanId),
  );
}

/** The finished tasks some of whose points failed, in order. Reads every point, as `countStatuses` does. */
export function failedTasks(database: Database.Database, scanId: number): Task[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], Task>(
        `SELECT task_index AS taskIndex, first_mass_index AS firstMassIndex, mass_count AS massCount, points
         FROM task WHERE scan_id = ? AND state = 'done' AND ${HAS_FAILED} ORDER BY task_index`,
      )
      .all(scanId),
  );
}

const HAS_FAILED = `EXISTS (
  SELECT 1 FROM point
  WHERE point.scan_id = task.scan_id AND status = ${PointStatus.failed}
    AND mass_index BETWEEN first_mass_index AND first_mass_index + mass_count - 1)`;

/** Makes a task pending, whatever it was, and removes its points. Only within the transaction that stores new ones. */
export function reopenTask(
  database: Database.Database,
  { scanId, taskIndex, massIndex }: { scanId: number; taskIndex: number; massIndex: number },
): void {
  for (const table of ['point', 'failure']) {
    database.prepare(`DELETE FROM ${table} WHERE scan_id = ? AND mass_index = ?`).run(scanId, massIndex);
  }
  const unset = resultColumns(database).map((column) => `${column} = NULL`);
  database
    .prepare(`UPDATE task SET state = 'pending', ${unset.join(', ')} WHERE scan_id = ? AND task_index = ?`)
    .run(scanId, taskIndex);
}

/** A mass column that is stored as a whole, without a failed point. */
export interface IntactColumn {
  readonly massIndex: number;
  readonly massGeV: number;
}

export function intactColumns(database: Database.Database, scanId: number): IntactColumn[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], IntactColumn>(
        `SELECT mass_index AS massIndex, mass_gev AS massGeV
         FROM task JOIN mass_axis ON mass_axis.scan_id = task.scan_id AND mass_index = first_mass_index
         WHERE task.scan_id = ? AND mass_count = 1 AND state = 'done' AND NOT ${HAS_FAILED} ORDER BY mass_index`,
      )
      .all(scanId),
  );
}

interface ColumnPlace {
  readonly scanId: number;
  readonly massIndex: number;
}

/** Copies an intact column, bit for bit, into a pending one of a scan with the same couplings. Within a transaction. */
export function copyColumn(database: Database.Database, from: ColumnPlace, to: ColumnPlace): void {
  const results = ['state', ...resultColumns(database)].join(', ');
  const places = {
    fromScan: from.scanId,
    fromMass: from.massIndex,
    toScan: to.scanId,
    toMass: to.massIndex,
  };
  database
    .prepare(
      `INSERT INTO point (scan_id, mass_index, coupling_index, yield, rel_error, status)
       SELECT @toScan, @toMass, coupling_index, yield, rel_error, status
       FROM point WHERE scan_id = @fromScan AND mass_index = @fromMass`,
    )
    .run(places);
  database
    .prepare(
      `UPDATE task SET (${results}) =
         (SELECT ${results} FROM task WHERE scan_id = @fromScan AND first_mass_index = @fromMass)
       WHERE scan_id = @toScan AND first_mass_index = @toMass AND state = 'pending'`,
    )
    .run(places);
}

/** What a finished task has and a pending one has not: whatever the schema adds to these is reset and copied too. */
function resultColumns(database: Database.Database): string[] {
  const identity = new Set(['scan_id', 'task_index', 'first_mass_index', 'mass_count', 'state', 'points']);
  return database
    .prepare<[], string>(`SELECT name FROM pragma_table_info('task')`)
    .pluck()
    .all()
    .filter((column) => !identity.has(column));
}

/** How far the scan has come; undefined if there is none of that id. */
export function scanProgress(database: Database.Database, scanId: number): ScanProgress | undefined {
  const row = withStorageErrors(database.name, () =>
    database
      .prepare<[number], Omit<ScanProgress, 'isComplete'> & { readonly complete: number }>(
        `SELECT tasks, tasks_done AS tasksDone, points, points_done AS pointsDone, complete
         FROM progress WHERE scan = (SELECT name FROM scan WHERE scan_id = ?)`,
      )
      .get(scanId),
  );
  if (row === undefined) return undefined;
  const { complete, ...progress } = row;
  return { ...progress, isComplete: complete === 1 };
}

/**
 * The same of a scan that is known to be there.
 *
 * @throws {IntegrityError} it is not found by its name.
 */
export function requireProgress(database: Database.Database, scanId: number): ScanProgress {
  const progress = scanProgress(database, scanId);
  if (progress !== undefined) return progress;
  throw new IntegrityError(
    `${database.name} is damaged: it knows the scan of id ${scanId} and does not find it by its name. Go back to a backup; ` +
      'muscan verify tells all that is damaged.',
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
