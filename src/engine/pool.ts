/** The workers, behind an in-flight window: what is handed out is bounded, so that a stop has little to wait for. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { type Plan, coarseCouplings } from '../scan/plan.js';
import { type AttemptedColumn, type Death, type Try, attemptColumn } from './column-attempts.js';
import type { ColumnReply, ColumnTask, WorkerData, WorkerTask } from './protocol.js';

/** A task that went through the pool; `attempts` counts the workers that it took. */
export interface FinishedTask extends AttemptedColumn {
  readonly task: ColumnTask;
}

const WORKER = new URL('./worker.js', import.meta.url);
/** A column needs some 20 MB; a worker beyond this is lost anyway, and should not take the machine with it. */
const WORKER_HEAP_MB = 512;

export function defaultThreads(): number {
  return availableParallelism();
}

export class ColumnPool {
  readonly threads: number;
  readonly #piscina: Piscina<WorkerTask, ColumnReply>;
  readonly #stop: Int32Array;
  readonly #couplings: number;
  readonly #onDeath: (task: ColumnTask, death: Death) => void;
  #aborted = false;

  /** @param worker the module that computes columns; another one only in tests. */
  constructor(
    plan: Plan,
    options: {
      readonly threads: number;
      readonly onDeath: (task: ColumnTask, death: Death) => void;
      readonly worker?: URL;
    },
  ) {
    this.threads = options.threads;
    this.#couplings = coarseCouplings(plan).length;
    this.#onDeath = options.onDeath;
    const stopFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.#stop = new Int32Array(stopFlag);
    const workerData: WorkerData = { plan, stopFlag };
    this.#piscina = new Piscina({
      filename: (options.worker ?? WORKER).href,
      minThreads: options.threads,
      maxThreads: options.threads,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    });
    // A dying worker also emits here; its task's own rejection is what counts.
    this.#piscina.on('error', () => undefined);
  }

  /**
   * Runs the tasks, at most 2 x threads in flight, and yields each as it finishes; ends early after stop() or abort().
   *
   * A worker that dies costs its task another attempt; what cannot be computed at all comes back as failed points.
   */
  async *run(tasks: Iterable<ColumnTask>): AsyncGenerator<FinishedTask> {
    const queue = tasks[Symbol.iterator]();
    const inFlight = new Map<number, Promise<{ massIndex: number; finished: FinishedTask | null }>>();
    let exhausted = false;
    const fill = () => {
      while (!exhausted && !this.isStopping && inFlight.size < 2 * this.threads) {
        const { done, value } = queue.next();
        if (done === true) {
          exhausted = true;
          return;
        }
        const { massIndex } = value;
        inFlight.set(
          massIndex,
          this.#attempt(value).then((finished) => ({ massIndex, finished })),
        );
      }
    };
    for (fill(); inFlight.size > 0; fill()) {
      const { massIndex, finished } = await Promise.race(inFlight.values());
      inFlight.delete(massIndex);
      if (finished !== null) yield finished;
    }
  }

  /** Lets the running columns finish and takes no further one. */
  stop(): void {
    Atomics.store(this.#stop, 0, 1);
  }

  /** Kills the workers; their columns are lost. */
  async abort(): Promise<void> {
    this.#aborted = true;
    this.stop();
    await this.#piscina.destroy();
  }

  async close(): Promise<void> {
    await this.#piscina.close();
  }

  get isStopping(): boolean {
    return Atomics.load(this.#stop, 0) !== 0;
  }

  async #attempt(task: ColumnTask): Promise<FinishedTask | null> {
    const attempted = await attemptColumn(
      this.#couplings,
      (couplings) => this.#try({ ...task, couplings }),
      (death) => this.#onDeath(task, death),
    );
    return attempted && { task, ...attempted };
  }

  async #try(task: WorkerTask): Promise<Try> {
    try {
      return await this.#piscina.run(task);
    } catch (error) {
      if (this.#aborted) return null;
      // Workers never throw: what cannot be computed comes back as data. A rejection is the death of the thread.
      return { death: error instanceof Error ? error.message : String(error) };
    }
  }
}
