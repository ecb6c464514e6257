/**
 * Runs a scan: plan x pool x store.
 *
 * 1. Take the run lock, open the database, find the scan by its plan's hash or create it.
 * 2. Hand the columns that are not stored yet to the pool.
 * 3. Commit what finished every 200 ms or every 2 x threads columns; only then report it.
 * 4. Stop softly on request: running columns finish and are committed. At once on abort.
 */
import type Database from 'better-sqlite3';
import { PlanMismatchError } from '../errors.js';
import type { Plan } from '../scan/plan.js';
import { planDifferences } from '../scan/plan-diff.js';
import { canonicalJson } from '../scan/plan-hash.js';
import type { ScanFile } from '../scan/scan-file.js';
import { type FinishedColumn, ColumnWriter } from '../store/column-writer.js';
import { requireFreeSpace } from '../store/free-space.js';
import { openDatabase } from '../store/open-database.js';
import { acquireRunLock } from '../store/run-lock.js';
import { type StopReason, startRun, stopRun } from '../store/run-log.js';
import {
  type StoredScan,
  createScan,
  deleteScan,
  findScan,
  updatePresentation,
} from '../store/scan-repository.js';
import { countStatuses, pendingTasks } from '../store/tasks.js';
import type { PointStatusName } from '../store/point-status.js';
import { closeDatabase } from '../store/wal.js';
import { VERSION } from '../version.js';
import { ColumnPool, defaultThreads } from './pool.js';

export interface RunOptions {
  readonly databasePath: string;
  /** Default: all cores. */
  readonly threads?: number;
  /** Forget what is stored of this scan and compute it anew. */
  readonly restart?: boolean;
  /** Store a changed plan beside the one that has its name, as NAME-2 and so on. */
  readonly asNew?: boolean;
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
      readonly database: string;
      readonly threads: number;
      readonly points: number;
      readonly pointsDone: number;
    }
  | { readonly event: 'progress'; readonly points: number; readonly pointsDone: number }
  | { readonly event: 'retry'; readonly massGeV: number; readonly attempts: number; readonly reason: string }
  | { readonly event: 'warning'; readonly message: string };

export interface RunSummary {
  readonly scan: string;
  readonly scanId: number;
  readonly points: number;
  readonly pointsDone: number;
  /** Points computed by this run. */
  readonly pointsComputed: number;
  readonly interrupted: boolean;
  readonly statuses: Readonly<Record<PointStatusName, number>>;
  readonly elapsedMs: number;
}

const COMMIT_INTERVAL_MS = 200;

/**
 * Runs a scan to its end, or until it is stopped.
 *
 * @throws {DatabaseLockedError} another run is going on in the database.
 * @throws {PlanMismatchError} the name is stored with a different plan.
 * @throws {StorageError} disk full or broken; what was committed is safe.
 */
export async function runScan(file: ScanFile, options: RunOptions): Promise<RunSummary> {
  const lock = acquireRunLock(options.databasePath, options);
  try {
    const database = openDatabase(options.databasePath, options);
    try {
      return await runLocked(database, file, options);
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
  const perColumn = plan.grid.coupling.length;
  const points = plan.grid.massGeV.length * perColumn;

  const scan = findOrCreate(database, file, options);
  warnOfOtherPlatform(scan, emit);
  const pending = pendingTasks(database, scan.scanId);
  let pointsDone = points - pending.length * perColumn;
  requireFreeSpace(database.name, points - pointsDone);

  const threads = Math.max(1, Math.min(options.threads ?? defaultThreads(), pending.length));
  const started = {
    scan: scan.name,
    scanId: scan.scanId,
    database: database.name,
    threads,
    points,
    pointsDone,
  };
  emit({ event: 'start', ...started });
  const runId = startRun(database, { scanId: scan.scanId, threads, muscanVersion: VERSION });

  let reason: StopReason = 'error';
  try {
    const before = pointsDone;
    if (pending.length > 0) {
      await computeColumns(
        { database, plan, scanId: scan.scanId, runId, threads, options, emit },
        pending,
        (count) => {
          pointsDone += count * perColumn;
          emit({ event: 'progress', points, pointsDone });
        },
      );
    }
    reason = pointsDone === points ? 'done' : 'interrupted';
    return {
      scan: scan.name,
      scanId: scan.scanId,
      points,
      pointsDone,
      pointsComputed: pointsDone - before,
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

async function computeColumns(
  { database, plan, scanId, runId, threads, options, emit }: RunContext,
  pending: readonly { taskIndex: number; firstMassIndex: number }[],
  onCommitted: (columns: number) => void,
): Promise<void> {
  const writer = new ColumnWriter(database, { scanId, runId });
  const taskOfMass = new Map(pending.map(({ taskIndex, firstMassIndex }) => [firstMassIndex, taskIndex]));
  const pool = new ColumnPool(plan, {
    threads,
    onRetry: ({ massGeV }, attempts, reason) => emit({ event: 'retry', massGeV, attempts, reason }),
    ...(options.worker && { worker: options.worker }),
  });
  const unlisten = listen(options.stopSignal, () => pool.stop());
  const unlistenAbort = listen(options.abortSignal, () => void pool.abort());

  const batch = new CommitBatch(writer, 2 * threads, onCommitted, () => pool.stop());
  try {
    const tasks = pending.map(({ firstMassIndex: massIndex }) => ({
      massIndex,
      massGeV: plan.grid.massGeV[massIndex],
    }));
    for await (const { task, column, attempts } of pool.run(tasks)) {
      batch.add({
        ...column,
        massIndex: task.massIndex,
        taskIndex: taskOfMass.get(task.massIndex)!,
        attempts,
      });
    }
    batch.finish();
    await pool.close();
  } catch (error) {
    await pool.abort();
    throw error;
  } finally {
    batch.cancel();
    unlisten();
    unlistenAbort();
  }
}

/** Columns that are finished but not yet stored: committed when enough have come, and never later than the interval. */
class CommitBatch {
  #columns: FinishedColumn[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: unknown;

  constructor(
    readonly writer: ColumnWriter,
    readonly limit: number,
    readonly onCommitted: (columns: number) => void,
    readonly onFailure: () => void,
  ) {}

  add(column: FinishedColumn): void {
    this.#throwFailure();
    this.#columns.push(column);
    if (this.#columns.length >= this.limit) this.#commit();
    else this.#timer ??= setTimeout(() => this.#commitLater(), COMMIT_INTERVAL_MS);
  }

  finish(): void {
    this.#throwFailure();
    this.#commit();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** A timer has nobody to throw to: the failure is kept for the next call, and the pool stopped meanwhile. */
  #commitLater(): void {
    try {
      this.#commit();
    } catch (error) {
      this.#failure = error;
      this.onFailure();
    }
  }

  #commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#columns.length === 0) return;
    const columns = this.#columns;
    this.#columns = [];
    this.writer.saveColumns(columns);
    this.onCommitted(columns.length);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}

function listen(signal: AbortSignal | undefined, action: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) action();
  signal.addEventListener('abort', action, { once: true });
  return () => signal.removeEventListener('abort', action);
}

function findOrCreate(
  database: Database.Database,
  file: ScanFile,
  { restart, asNew }: RunOptions,
): StoredScan {
  const { name, plan, planHash } = file;
  const presentation = {
    title: file.title ?? name,
    contourLevels: file.contourLevels,
    contourExposures: file.contourExposures,
    file: { path: file.path, text: file.text },
  };
  const same = findScan(database, { planHash });
  if (same !== undefined && restart !== true) {
    updatePresentation(database, same.scanId, presentation);
    return { ...same, presentation };
  }
  const replaced = same ?? (restart === true ? findScan(database, { name }) : undefined);
  const newName = freeName(database, file, replaced, asNew === true);
  if (replaced !== undefined) deleteScan(database, replaced.scanId);
  const scanId = createScan(database, {
    name: newName,
    planHash,
    plan: canonicalJson(plan),
    accuracy: plan.accuracy,
    numericsVersion: plan.numericsVersion,
    muscanVersion: VERSION,
    labels: {
      model: plan.model.id,
      experiment: plan.experiment.id,
      channel: plan.experiment.channel.id,
      method: plan.method,
      formFactor: plan.formFactor,
      parameters: { ...plan.model.parameters, ...file.sweep },
    },
    presentation,
    massGeV: plan.grid.massGeV,
    coupling: plan.grid.coupling,
  });
  return findScan(database, { scanId })!;
}

/** The name a new scan is stored under: its own, that of the scan it replaces, or with a number if asked so. */
function freeName(
  database: Database.Database,
  { name, plan, path }: ScanFile,
  replaced: StoredScan | undefined,
  asNew: boolean,
): string {
  if (replaced !== undefined) return replaced.name;
  const other = findScan(database, { name });
  if (other === undefined) return name;
  if (asNew) {
    for (let number = 2; ; number++) {
      const numbered = `${name}-${number}`;
      if (findScan(database, { name: numbered }) === undefined) return numbered;
    }
  }
  const differences = planDifferences(JSON.parse(other.plan) as Plan, plan).map(
    ({ field, stored, current }) => `  ${field}: ${stored} -> ${current}`,
  );
  throw new PlanMismatchError(
    [
      `the scan "${name}" in ${database.name} was made from a different plan. Stored -> now in ${path}:`,
      ...differences,
      'Nothing was changed. Give the scan another name in its file, or store it beside the old one with --new, ' +
        'or discard the stored one with --restart.',
    ].join('\n'),
  );
}

function warnOfOtherPlatform(scan: StoredScan, emit: (event: RunEvent) => void): void {
  if (majorOf(scan.nodeVersion) === majorOf(process.versions.node) && scan.architecture === process.arch)
    return;
  emit({
    event: 'warning',
    message:
      `the scan was begun with Node ${scan.nodeVersion} on ${scan.architecture} and goes on with ` +
      `${process.versions.node} on ${process.arch}: the last bit of new points may differ`,
  });
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
