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
import { type Plan, coarseCouplings, coarseMasses, coarseStride } from '../scan/plan.js';
import type { ScanFile } from '../scan/scan-file.js';
import { type FinishedColumn, ColumnWriter } from '../store/column-writer.js';
import { damagedTasks } from '../store/check-tasks.js';
import { requireFreeSpace } from '../store/free-space.js';
import { openDatabase } from '../store/open-database.js';
import { acquireRunLock } from '../store/run-lock.js';
import { type StopReason, listRuns, startRun, stopRun } from '../store/run-log.js';
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
import { PointStatus, type PointStatusName } from '../store/point-status.js';
import { explainDamage } from '../store/storage-errors.js';
import { closeDatabase } from '../store/wal.js';
import { VERSION } from '../version.js';
import { CommitBatch } from './commit-batch.js';
import { type FailureGroup, groupFailures } from './failure-groups.js';
import type { AttemptedColumn } from './column-attempts.js';
import { ColumnPool, defaultThreads } from './pool.js';
import { type RefinedPlan, isRefined, nextTasks } from './refine-scan.js';
import { type ChoiceOfScan, type ChosenScan, scanOfFile } from './scan-of-file.js';
import { requirePlan } from './stored-plan.js';

export interface RunOptions extends ChoiceOfScan {
  readonly databasePath: string;
  /** Default: all cores. */
  readonly threads?: number;
  /** Compute again, besides what is pending, the columns that hold failed points; they take the place of the old ones. */
  readonly retryFailed?: boolean;
  readonly allowNetworkFileSystem?: boolean;
  readonly onEvent?: (event: RunEvent) => void;
  /** Soft stop: running columns finish and are committed. */
  readonly stopSignal?: AbortSignal;
  /** Hard stop: running columns are lost. */
  readonly abortSignal?: AbortSignal;
  /** The workers' module; another one only in tests. */
  readonly worker?: URL;
}

export type RunEvent =
  | {
      readonly event: 'start';
      readonly scan: string;
      readonly scanId: number;
      readonly planHash: string;
      /** Path of the scan file. */
      readonly file: string;
      readonly database: string;
      readonly threads: number;
      readonly points: number;
      /** Those of columns that are computed again do not count. */
      readonly pointsDone: number;
      /** Whether the scan was stored before. */
      readonly resumed: boolean;
    }
  /** The plan was stored before under another name than the file's, which it keeps. */
  | { readonly event: 'other-name'; readonly name: string; readonly scan: string; readonly scanId: number }
  /** A scan was forked: these columns were copied. */
  | {
      readonly event: 'fork';
      readonly scan: string;
      readonly from: readonly string[];
      readonly columns: number;
      readonly columnsTotal: number;
      /** Why there is nothing to copy; empty otherwise. */
      readonly reason: string;
    }
  /** Runs of the scan that never stopped themselves: killed, or the power was cut. */
  | { readonly event: 'lost'; readonly scan: string; readonly runs: readonly LostRun[] }
  /** Failed points that are computed again. */
  | {
      readonly event: 'retry-failed';
      readonly scan: string;
      readonly columns: number;
      readonly points: number;
    }
  | { readonly event: 'progress'; readonly points: number; readonly pointsDone: number }
  /** Of a refined scan: all columns so far are stored, and these are added. */
  | { readonly event: 'refine'; readonly scan: string; readonly columns: number }
  /** A worker died and the column, or a part of it, is tried again. */
  | {
      readonly event: 'retry';
      readonly massGeV: number;
      readonly attempts: number;
      readonly reason: string;
      /** The first and the last coupling of a part; absent for a whole column. */
      readonly couplings?: readonly [number, number];
    }
  /** Workers died of the whole column too often: which couplings do they die on? */
  | {
      readonly event: 'isolate';
      readonly massGeV: number;
      readonly attempts: number;
      readonly reason: string;
    }
  /** A column was stored with failed points. */
  | {
      readonly event: 'failed';
      readonly massGeV: number;
      readonly points: number;
      readonly failures: readonly FailureGroup[];
    }
  | { readonly event: 'warning'; readonly message: string };

export interface LostRun {
  readonly startedAt: string;
  readonly host: string;
  readonly pid: number;
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

interface RunContext {
  readonly database: Database.Database;
  readonly plan: Plan;
  readonly scanId: number;
  readonly runId: number;
  readonly threads: number;
  readonly options: RunOptions;
  readonly emit: (event: RunEvent) => void;
}

/**
 * @param planNext plans further tasks when all are done; none where there is nothing more to do.
 * @returns whether all was done; otherwise it was stopped.
 */
async function computeColumns(
  { database, plan, scanId, runId, threads, options, emit }: RunContext,
  { pending, replaced }: { readonly pending: readonly Task[]; readonly replaced: readonly Task[] },
  onCommitted: (columns: readonly FinishedColumn[]) => void,
  planNext: () => readonly Task[],
): Promise<boolean> {
  const writer = new ColumnWriter(database, { scanId, runId });
  const coupling = coarseCouplings(plan);
  const isReplaced = new Set(replaced);
  const pool = new ColumnPool(plan, {
    threads,
    onDeath: ({ massGeV }, { attempts, reason, couplings: { from, to }, isLastOfWhole }) => {
      if (isLastOfWhole) emit({ event: 'isolate', massGeV, attempts, reason });
      else if (to - from === coupling.length) emit({ event: 'retry', massGeV, attempts, reason });
      else if (to > from) {
        emit({ event: 'retry', massGeV, attempts, reason, couplings: [coupling[from], coupling[to - 1]] });
      }
    },
    ...(options.worker && { worker: options.worker }),
  });
  const unlisten = listen(options.stopSignal, () => pool.stop());
  const unlistenAbort = listen(options.abortSignal, () => void pool.abort());

  const batch = new CommitBatch(writer, 2 * threads, onCommitted, () => pool.stop());
  try {
    let isWhole = true;
    for (let tasks: readonly Task[] = [...pending, ...replaced]; tasks.length > 0 && isWhole;) {
      const taskOfMass = new Map(tasks.map((task) => [task.firstMassIndex, task]));
      const columnTasks = tasks.map(({ firstMassIndex: massIndex }) => ({
        massIndex,
        massGeV: plan.grid.massGeV[massIndex],
      }));
      let finished = 0;
      for await (const { task, column, attempts } of pool.run(columnTasks)) {
        const stored = taskOfMass.get(task.massIndex)!;
        batch.add(finishedColumn(plan, stored, { column, attempts, replaces: isReplaced.has(stored) }));
        finished++;
      }
      batch.finish();
      isWhole = finished === tasks.length;
      if (isWhole) tasks = planNext();
    }
    await pool.close();
    return isWhole;
  } catch (error) {
    await pool.abort();
    throw error;
  } finally {
    batch.cancel();
    unlisten();
    unlistenAbort();
  }
}

function finishedColumn(
  plan: Plan,
  { taskIndex, firstMassIndex: massIndex }: Task,
  { column, attempts, replaces }: AttemptedColumn & { readonly replaces: boolean },
): FinishedColumn {
  const finished = { ...column, massIndex, taskIndex, attempts, replaces };
  if (!isRefined(plan)) return finished;
  // Of a column that was put together from parts, the points of the coarse grid alone are there.
  const stride = coarseStride(plan);
  const indices = column.couplingIndices ?? Int32Array.from(coarseCouplings(plan), (_, i) => i * stride);
  const failures = column.couplingIndices
    ? column.failures
    : column.failures.map(({ couplingIndex, reason }) => ({
        couplingIndex: couplingIndex === null ? null : couplingIndex * stride,
        reason,
      }));
  return { ...finished, failures, couplingIndices: indices };
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

function listen(signal: AbortSignal | undefined, action: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) action();
  signal.addEventListener('abort', action, { once: true });
  return () => signal.removeEventListener('abort', action);
}

function reportFork({ scan, takenOver }: ChosenScan, plan: Plan, emit: (event: RunEvent) => void): void {
  if (takenOver === undefined) return;
  const { named, columns, reason } = takenOver;
  emit({
    event: 'fork',
    scan: scan.name,
    from: columns.length === 0 ? [named.name] : [...new Set(columns.map(({ from }) => from.name))],
    columns: columns.length,
    columnsTotal: coarseMasses(plan).length,
    reason,
  });
}

/** Before this run is noted: then they are called lost. */
function reportLostRuns(
  database: Database.Database,
  { scanId, name }: ChosenScan['scan'],
  emit: (event: RunEvent) => void,
): void {
  const runs = listRuns(database, scanId)
    .filter(({ stopReason }) => stopReason === null)
    .map(({ startedAt, host, pid }) => ({ startedAt, host, pid }));
  if (runs.length > 0) emit({ event: 'lost', scan: name, runs });
}

function reportFailures(column: FinishedColumn, plan: Plan, emit: (event: RunEvent) => void): void {
  const points = column.statuses.filter((status) => status === PointStatus.failed).length;
  if (points === 0) return;
  const failures = groupFailures(column.failures, plan.grid.coupling);
  emit({ event: 'failed', massGeV: plan.grid.massGeV[column.massIndex], points, failures });
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

/** Of a scan that goes on, or of columns that were taken over. */
function warnOfOtherPlatform({ scan, takenOver }: ChosenScan, emit: (event: RunEvent) => void): void {
  const begun = new Set([scan, ...(takenOver?.columns ?? []).map(({ from }) => from)]);
  for (const { name, nodeVersion, architecture } of begun) {
    if (majorOf(nodeVersion) === majorOf(process.versions.node) && architecture === process.arch) continue;
    emit({
      event: 'warning',
      message:
        `the scan "${name}" was begun with Node ${nodeVersion} on ${architecture} and goes on with ` +
        `${process.versions.node} on ${process.arch}: the last bit of new points may differ`,
    });
  }
}

function majorOf(version: string): string {
  return version.split('.')[0];
}

/** The record of a run's end must not hide the error that ended it. */
function recordStop(database: Database.Database, runId: number, reason: StopReason): void {
  try {
    stopRun(database, runId, reason);
  } catch (error) {
    if (reason !== 'error') throw error;
  }
}
