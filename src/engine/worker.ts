/** The thread's side: builds the kernel once, then computes columns. Never touches the database. */
import { workerData } from 'piscina';
import { Kernel } from '../sensitivity/kernel.js';
import type { ColumnReply, WorkerData, WorkerTask } from './protocol.js';

const { plan, stopFlag } = workerData as WorkerData;
const stop = new Int32Array(stopFlag);
const kernel = new Kernel(plan);

export default function computeColumn({ massGeV, couplings }: WorkerTask): ColumnReply {
  if (Atomics.load(stop, 0) !== 0) return null;
  const start = performance.now();
  const column = kernel.column(massGeV, plan.grid.coupling.slice(couplings.from, couplings.to));
  return { ...column, durationMs: performance.now() - start };
}
