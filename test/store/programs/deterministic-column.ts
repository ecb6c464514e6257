/** The same column for the same task in every process, so that interrupted and uninterrupted grids can be compared. */
import type { FinishedColumn } from '../../../src/store/column-writer.js';

export const COUPLINGS = 250;

export function deterministicColumn(taskIndex: number): FinishedColumn {
  const value = (index: number) => Math.exp(40 * Math.sin(1 + taskIndex * COUPLINGS + index));
  return {
    taskIndex,
    massIndex: taskIndex,
    yields: Float64Array.from({ length: COUPLINGS }, (_, index) => value(index)),
    relErrors: Float64Array.from({ length: COUPLINGS }, (_, index) => 1e-6 * value(index + 1)),
    statuses: new Uint8Array(COUPLINGS),
    failures: [],
    evaluations: 1,
    durationMs: 1,
    attempts: 1,
  };
}
