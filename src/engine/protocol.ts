/** What passes between the main thread and the workers: plain data and typed arrays only. */
import type { Plan } from '../scan/plan.js';
import type { Column } from '../sensitivity/kernel.js';

/** Given to every worker when it starts. */
export interface WorkerData {
  readonly plan: Plan;
  /** One Int32: anything but 0 asks the workers to take no further task. */
  readonly stopFlag: SharedArrayBuffer;
}

/** One mass, all couplings of the plan or those of them that a refined grid needs. */
export interface ColumnTask {
  readonly massIndex: number;
  readonly massGeV: number;
}

/**
 * Couplings of the plan's coarse grid by their indices, `to` not included; none at all asks for the integrals of the mass
 * alone. Only a task of all of them is refined.
 */
export interface CouplingRange {
  readonly from: number;
  readonly to: number;
}

/** What a worker is handed: a column, or a part of one. */
export interface WorkerTask extends ColumnTask {
  readonly couplings: CouplingRange;
}

/** A column, or the part of it that was asked for, and how long it took. */
export type ComputedColumn = Column & { readonly durationMs: number };

/** The column, or null if the stop flag was up before it began. */
export type ColumnReply = ComputedColumn | null;
