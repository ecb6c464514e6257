/**
 * Compares the points of a scan with its tasks: a done one has all its points, and these are the ones that its checksum
 * was made of; a pending one has none; whatever failed has a reason.
 */
import type Database from 'better-sqlite3';
import { type PointValues, numberFrom, pointsChecksum, statusFrom } from './checksum.js';
import { IntegrityError } from '../errors.js';
import { PointStatus } from './point-status.js';
import { withStorageErrors } from './storage-errors.js';
import { type Task, countCouplings } from './tasks.js';

export interface TaskCheck {
  readonly tasks: number;
  readonly tasksDone: number;
  readonly pointsStored: number;
  /** Done tasks whose points are what their checksum was made of. */
  readonly checksumsEqual: number;
  /** Done tasks without a checksum: from before there were any. */
  readonly checksumsAbsent: number;
  readonly faults: readonly TaskFault[];
}

export interface TaskFault {
  readonly kind: TaskFaultKind;
  /** Indices of the tasks, in order. */
  readonly tasks: readonly number[];
}

export const TASK_FAULTS = {
  'no-task': 'are missing',
  'missing-points': 'are done, but not all of their points are there',
  'unexpected-points': 'have points that do not belong to them',
  checksum: 'have points that are not what was stored',
  'no-reason': 'have failed points without a reason, or a reason for a point that did not fail',
} as const;

export type TaskFaultKind = keyof typeof TASK_FAULTS;

interface TaskRow extends Task {
  readonly state: string;
  readonly checksum: string | null;
}

/** Reads every point of the scan: about a second per million. */
export function checkTasks(database: Database.Database, scanId: number): TaskCheck {
  const masses = database
    .prepare<[number], number>('SELECT count(*) FROM mass_axis WHERE scan_id = ?')
    .pluck()
    .get(scanId)!;
  const couplings = countCouplings(database, scanId);
  const tasks = allTasks(database, scanId);
  const readPoints = pointReader(database, scanId, couplings);
  const wrongReasons = massesWithWrongReasons(database, scanId);
  const faults = new FaultList();
  // Of a refined scan, tasks that are missing are planned again.
  if (tasks.every(({ points }) => points === null)) {
    for (const mass of massesWithoutTask(tasks, masses)) faults.add('no-task', mass);
  }
  let pointsStored = 0;
  let checksumsEqual = 0;
  let checksumsAbsent = 0;
  for (const task of tasks) {
    const { taskIndex, firstMassIndex, massCount, state, checksum } = task;
    const points = readPoints(task);
    const stored = points.yields.length;
    const expected = task.points ?? massCount * couplings;
    pointsStored += stored;
    if (wrongReasons.some((mass) => mass >= firstMassIndex && mass < firstMassIndex + massCount)) {
      faults.add('no-reason', taskIndex);
    }
    if (state !== 'done') {
      if (stored > 0) faults.add('unexpected-points', taskIndex);
      continue;
    }
    if (stored < expected) faults.add('missing-points', taskIndex);
    else if (stored > expected || !points.inPlace) faults.add('unexpected-points', taskIndex);
    if (checksum === null) checksumsAbsent++;
    else if (checksum === pointsChecksum(points)) checksumsEqual++;
    else faults.add('checksum', taskIndex);
  }
  return {
    tasks: tasks.length,
    tasksDone: tasks.filter(({ state }) => state === 'done').length,
    pointsStored,
    checksumsEqual,
    checksumsAbsent,
    faults: faults.list(),
  };
}

/**
 * The tasks that are neither pending without points nor done with all the points that their checksum was made of.
 *
 * @throws {IntegrityError} computing them again is of no use: tasks are missing.
 */
export function damagedTasks(database: Database.Database, scanId: number): Task[] {
  return withStorageErrors(database.name, () => {
    const { faults } = checkTasks(database, scanId);
    if (faults.some(({ kind }) => kind === 'no-task')) {
      throw new IntegrityError(
        `${database.name} is damaged: some of its tasks are missing. Go back to a backup, or begin anew with --restart; ` +
          'muscan verify tells all that is damaged.',
      );
    }
    const damaged = new Set(faults.flatMap(({ tasks }) => tasks));
    return allTasks(database, scanId).filter(({ taskIndex }) => damaged.has(taskIndex));
  });
}

class FaultList {
  readonly #tasks = new Map<TaskFaultKind, number[]>();

  add(kind: TaskFaultKind, task: number): void {
    const tasks = this.#tasks.get(kind);
    if (tasks === undefined) this.#tasks.set(kind, [task]);
    else tasks.push(task);
  }

  list(): TaskFault[] {
    return [...this.#tasks].map(([kind, tasks]) => ({ kind, tasks }));
  }
}

/** One task is cut per mass, and has its number. */
function massesWithoutTask(tasks: readonly TaskRow[], masses: number): number[] {
  const isCovered = new Uint8Array(masses);
  for (const { firstMassIndex, massCount } of tasks) {
    isCovered.fill(1, firstMassIndex, firstMassIndex + massCount);
  }
  return Array.from({ length: masses }, (_, mass) => mass).filter((mass) => isCovered[mass] === 0);
}

function allTasks(database: Database.Database, scanId: number): TaskRow[] {
  return database
    .prepare<[number], TaskRow>(
      `SELECT task_index AS taskIndex, first_mass_index AS firstMassIndex, mass_count AS massCount, state, checksum,
         points
       FROM task WHERE scan_id = ? ORDER BY task_index`,
    )
    .all(scanId);
}

type PointRow = [coupling: number, value: unknown, relError: unknown, status: unknown];

interface TaskPoints extends PointValues {
  readonly yields: readonly number[];
  /** Whether the points are those of the couplings 0, 1, 2, ... of each mass, unless the scan is refined. */
  readonly inPlace: boolean;
}

function pointReader(
  database: Database.Database,
  scanId: number,
  couplings: number,
): (task: TaskRow) => TaskPoints {
  const select = database
    .prepare<[number, number, number], PointRow>(
      `SELECT coupling_index, yield, rel_error, status FROM point
       WHERE scan_id = ? AND mass_index >= ? AND mass_index < ? ORDER BY mass_index, coupling_index`,
    )
    .raw();
  return ({ firstMassIndex, massCount, points }) => {
    const rows = select.all(scanId, firstMassIndex, firstMassIndex + massCount);
    return {
      inPlace: points !== null || rows.every(([coupling], i) => coupling === i % couplings),
      couplingIndices: points === null ? undefined : rows.map(([coupling]) => coupling),
      yields: rows.map(([, value]) => numberFrom(value)),
      relErrors: rows.map(([, , relError]) => numberFrom(relError)),
      statuses: rows.map(([, , , status]) => statusFrom(status)),
    };
  };
}

function massesWithWrongReasons(database: Database.Database, scanId: number): number[] {
  return database
    .prepare<[Record<string, number>], number>(
      `SELECT mass_index FROM point
       WHERE scan_id = @scanId AND status = @failed AND NOT EXISTS (
         SELECT 1 FROM failure WHERE failure.scan_id = point.scan_id AND failure.mass_index = point.mass_index
           AND ifnull(failure.coupling_index, point.coupling_index) = point.coupling_index)
       UNION
       SELECT mass_index FROM failure JOIN point USING (scan_id, mass_index, coupling_index)
       WHERE scan_id = @scanId AND status <> @failed`,
    )
    .pluck()
    .all({ scanId, failed: PointStatus.failed });
}
