/** The thread's side: builds the kernel once, then computes columns. Never touches the database. */
import { workerData } from 'piscina';
import { type GridRefinement, coarseCouplings, coarseStride } from '../scan/plan.js';
import { Kernel } from '../sensitivity/kernel.js';
import type { ColumnReply, WorkerData, WorkerTask } from './protocol.js';

const { plan, stopFlag } = workerData as WorkerData;
const stop = new Int32Array(stopFlag);
const kernel = new Kernel(plan);
const coarse = coarseCouplings(plan);

export default function computeColumn({ massGeV, couplings }: WorkerTask): ColumnReply {
  if (Atomics.load(stop, 0) !== 0) return null;
  const start = performance.now();
  const column =
    plan.grid.refine !== undefined && couplings.to - couplings.from === coarse.length
      ? kernel.refinedColumn(massGeV, plan.grid.coupling, refinementOf(plan.grid.refine))
      : kernel.column(massGeV, coarse.slice(couplings.from, couplings.to));
  return { ...column, durationMs: performance.now() - start };
}

function refinementOf({ accuracy, events }: GridRefinement) {
  return { stride: coarseStride(plan), accuracy, levels: events.map(Math.log10) };
}
