/** Columns from the pool to the store: committed in batches, refined in rounds, and only then told. */
import type Database from 'better-sqlite3';
import { type Plan, coarseCouplings, coarseStride } from '../scan/plan.js';
import { type FinishedColumn, ColumnWriter } from '../store/column-writer.js';
import type { Task } from '../store/tasks.js';
import type { AttemptedColumn } from './column-attempts.js';
import { CommitBatch } from './commit-batch.js';
import { ColumnPool } from './pool.js';
import { isRefined } from './refine-scan.js';
import type { RunEvent } from './run-events.js';

export interface ComputeOptions {
  /** Soft stop: running columns finish and are committed. */
  readonly stopSignal?: AbortSignal;
  /** Hard stop: running columns are lost. */
  readonly abortSignal?: AbortSignal;
  /** The workers' module; another one only in tests. */
  readonly worker?: URL;
}

interface RunContext {
  readonly database: Database.Database;
  readonly plan: Plan;
  readonly scanId: number;
  readonly runId: number;
  readonly threads: number;
  readonly options: ComputeOptions;
  readonly emit: (event: RunEvent) => void;
}

/**
 * @param planNext plans further tasks when all are done; none where there is nothing more to do.
 * @returns whether all was done; otherwise it was stopped.
 */
export async function computeColumns(
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

function listen(signal: AbortSignal | undefined, action: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) action();
  signal.addEventListener('abort', action, { once: true });
  return () => signal.removeEventListener('abort', action);
}
