/**
 * Runs a scan: plan x pool x store.
 *
 * 1. Take the run lock, open the database, find the scan by its plan's hash or create it.
 * 2. Hand the columns that are not stored yet to the pool, those that are damaged, and on request those that hold failed
 *    points.
 * 3. Of a refined scan, when all its columns are stored: plan those that are missing next, and go on with them.
 * 4. Commit what finished every 200 ms or every 2 x threads columns; only then report it.
 * 5. Stop softly on request: running columns finish and are committed. At once on abort.
 */
import type Database from 'better-sqlite3';
import { coarseCouplings } from '../scan/plan.js';
import type { ScanFile } from '../scan/scan-file.js';
import { damagedTasks } from '../store/check-tasks.js';
import { requireFreeSpace } from '../store/free-space.js';
import { openDatabase } from '../store/open-database.js';
import { acquireRunLock } from '../store/run-lock.js';
import { type StopReason, startRun, stopRun } from '../store/run-log.js';
import { runProvenance } from '../store/run-provenance.js';
import {
  type ScanProgress,
  type Task,
  countStatuses,
  failedTasks,
  pendingTasks,
  refineScan,
  requireProgress,
} from '../store/tasks.js';
import type { PointStatusName } from '../store/point-status.js';
import { explainDamage } from '../store/storage-errors.js';
import { closeDatabase } from '../store/wal.js';
import { VERSION } from '../version.js';
import { type ComputeOptions, computeColumns } from './compute-columns.js';
import { defaultThreads } from './pool.js';
import { type RefinedPlan, isRefined, nextTasks } from './refine-scan.js';
import {
  type RunEvent,
  reportFailures,
  reportFork,
  reportLostRuns,
  warnOfOtherPlatform,
} from './run-events.js';
import { type ChoiceOfScan, type ChosenScan, scanOfFile } from './scan-of-file.js';
import { requirePlan } from './stored-plan.js';

export interface RunOptions extends ChoiceOfScan, ComputeOptions {
  readonly databasePath: string;
  /** Default: all cores. */
  readonly threads?: number;
  /** Compute again, besides what is pending, the columns that hold failed points; they take the place of the old ones. */
  readonly retryFailed?: boolean;
  readonly allowNetworkFileSystem?: boolean;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface RunSummary {
  readonly scan: string;
  /** The file's name for a scan that was stored before under another one; absent otherwise. */
  readonly otherName?: string;
  readonly scanId: number;
  readonly points: number;
  readonly pointsDone: number;
  /** Points computed by this run. */
  readonly pointsComputed: number;
  /** Failed points that there were before they were computed again; absent if that was not asked for. */
  readonly failedBefore?: number;
  readonly interrupted: boolean;
  readonly statuses: Readonly<Record<PointStatusName, number>>;
  readonly elapsedMs: number;
}

/**
 * Runs a scan to its end, or until it is stopped.
 *
 * @throws {DatabaseLockedError} another run is going on in the database.
 * @throws {PlanMismatchError} the name is stored with a different plan.
 * @throws {StorageError} disk full or broken; what was committed is safe.
 * @throws {IntegrityError} the scan is damaged beyond columns that can be computed again.
 */
export async function runScan(file: ScanFile, options: RunOptions): Promise<RunSummary> {
  const lock = acquireRunLock(options.databasePath, options);
  try {
    const database = openDatabase(options.databasePath, options);
    try {
      return await runLocked(database, file, options);
    } catch (error) {
      throw explainDamage(error, database.name) ?? error;
    } finally {
      closeDatabase(database);
    }
  } finally {
    lock.release();
  }
}

async function runLocked(
  database: Database.Database,
  file: ScanFile,
  options: RunOptions,
): Promise<RunSummary> {
  const startedAt = performance.now();
  const emit = options.onEvent ?? (() => undefined);
  const { plan } = file;
  const chosen = scanOfFile(database, file, options);
  const { scan } = chosen;
  const otherName = chosen.hasOtherName ? { otherName: file.name } : {};
  if (chosen.hasOtherName) {
    emit({ event: 'other-name', name: file.name, scan: scan.name, scanId: scan.scanId });
  }
  reportFork(chosen, plan, emit);
  warnOfOtherPlatform(chosen, emit);
  const damaged = damagedColumns(database, chosen, emit);
  const isIntact = ({ taskIndex }: Task) => damaged.every((task) => task.taskIndex !== taskIndex);
  const planNext = () => (isRefined(plan) ? refine(database, scan.scanId, plan) : []);
  const planned = pendingTasks(database, scan.scanId);
  // Of a refined scan that was stopped between two rounds, or in the first one's stead.
  const isBetweenRounds = planned.length + damaged.length === 0 && scan.refinement === 'growing';
  const pending = isBetweenRounds ? planNext() : planned.filter(isIntact);
  const retried = options.retryFailed === true ? failedTasks(database, scan.scanId).filter(isIntact) : [];
  const replaced = [...damaged, ...retried];
  const failedBefore = options.retryFailed === true ? countStatuses(database, scan.scanId).failed : undefined;
  const total = pending.length + replaced.length;
  const couplings = coarseCouplings(plan).length;
  const pointsBefore = new Map(replaced.map((task) => [task.taskIndex, task.points ?? couplings]));
  const count = pointCount(requireProgress(database, scan.scanId), replaced, couplings);
  requireFreeSpace(database.name, pending.length * couplings);

  // How many columns a refined scan has is not known yet.
  const most = isRefined(plan) ? Infinity : total;
  const threads = Math.max(1, Math.min(options.threads ?? defaultThreads(), most));
  emit({
    event: 'start',
    scan: scan.name,
    scanId: scan.scanId,
    planHash: scan.planHash,
    file: file.path,
    database: database.name,
    threads,
    ...count,
    resumed: chosen.isResumed,
  });
  reportLostRuns(database, scan, emit);
  if (failedBefore !== undefined && failedBefore > 0) {
    emit({ event: 'retry-failed', scan: scan.name, columns: retried.length, points: failedBefore });
  }
  const provenance = runProvenance(database, file.path);
  const runId = startRun(database, { scanId: scan.scanId, threads, muscanVersion: VERSION, provenance });

  let reason: StopReason = 'error';
  try {
    let pointsComputed = 0;
    if (total > 0) {
      const isWhole = await computeColumns(
        { database, plan, scanId: scan.scanId, runId, threads, options, emit },
        { pending, replaced },
        (columns) => {
          for (const { taskIndex, yields } of columns) {
            // Of a refined column, more than was planned.
            count.points += yields.length - (pointsBefore.get(taskIndex) ?? couplings);
            count.pointsDone += yields.length;
            pointsComputed += yields.length;
          }
          emit({ event: 'progress', ...count });
          for (const column of columns) reportFailures(column, plan, emit);
        },
        () => {
          const next = planNext();
          count.points += next.length * couplings;
          if (next.length > 0) emit({ event: 'refine', scan: scan.name, columns: next.length });
          return next;
        },
      );
      reason = isWhole ? 'done' : 'interrupted';
    } else {
      reason = 'done';
    }
    const { points, pointsDone } = requireProgress(database, scan.scanId);
    return {
      scan: scan.name,
      ...otherName,
      scanId: scan.scanId,
      points,
      pointsDone,
      pointsComputed,
      ...(failedBefore !== undefined && { failedBefore }),
      interrupted: reason === 'interrupted',
      statuses: countStatuses(database, scan.scanId),
      elapsedMs: performance.now() - startedAt,
    };
  } finally {
    recordStop(database, runId, reason);
  }
}

/** Stores the next tasks of a refined scan. */
function refine(database: Database.Database, scanId: number, plan: RefinedPlan): Task[] {
  refineScan(database, scanId, nextTasks(database, scanId, plan));
  return pendingTasks(database, scanId);
}

/** How many points there are, as far as they are planned, and how many are done and stay. */
function pointCount({ points, pointsDone }: ScanProgress, replaced: readonly Task[], perTask: number) {
  const redone = replaced.reduce((sum, task) => sum + (task.points ?? perTask), 0);
  return { points, pointsDone: pointsDone - redone };
}

/**
 * Nothing is built upon what is not what was stored: such columns are computed again.
 *
 * @throws {IntegrityError} it is not the columns that are damaged.
 */
function damagedColumns(
  database: Database.Database,
  { scan, isResumed, takenOver }: ChosenScan,
  emit: (event: RunEvent) => void,
): Task[] {
  if (!isResumed && takenOver === undefined) return [];
  requirePlan(database, scan);
  const damaged = damagedTasks(database, scan.scanId);
  if (damaged.length > 0) {
    emit({
      event: 'warning',
      message:
        `${damaged.length} of ${requireProgress(database, scan.scanId).tasks} mass columns of "${scan.name}" in ${database.name} are not ` +
        'what was stored, and are computed again. Disks that do this are about to fail: make a backup elsewhere',
    });
  }
  return damaged;
}

/** The record of a run's end must not hide the error that ended it. */
function recordStop(database: Database.Database, runId: number, reason: StopReason): void {
  try {
    stopRun(database, runId, reason);
  } catch (error) {
    if (reason !== 'error') throw error;
  }
}
