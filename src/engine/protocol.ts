/** What passes between the main thread and the workers: plain data and typed arrays only. */
import type { Plan } from '../scan/plan.js';
import type { Column } from '../sensitivity/kernel.js';

/** Given to every worker when it starts. */
export interface WorkerData {
  readonly plan: Plan;
  /** One Int32: anything but 0 asks the workers to take no further task. */
  readonly stopFlag: SharedArrayBuffer;
}

/** One mass, all couplings of the plan. */
export interface ColumnTask {
  readonly massIndex: number;
  readonly massGeV: number;
}

/** The column, or null if the stop flag was up before it began. */
export type ColumnReply = (Column & { readonly durationMs: number }) | null;
