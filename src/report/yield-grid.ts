/** The yields on a rectangular grid: as they are stored or, of a refined scan, filled up from the points that were computed. */
import { fillColumns } from '../contour/index.js';
import { type RefinedPlan, fieldColumns, isRefined, isUsable } from '../engine/refine-scan.js';
import type { LoadedScan } from '../engine/scan-reference.js';
import { decayThresholds } from '../sensitivity/decay-thresholds.js';
import type { StoredGrid } from '../store/read-grid.js';

/** NaN where a yield failed, or is not known. */
export type YieldGrid = Pick<StoredGrid, 'massGeV' | 'coupling' | 'yield'>;

/** Lines of a filled grid in each direction, besides those that contours need. */
const FILLED_LINES = 1000;

/**
 * @param levels yields whose contours are to be found on the grid: where they turn round, it is made as fine as the
 * refinement is accurate.
 */
export function yieldGrid(plan: LoadedScan['plan'], grid: StoredGrid, levels: readonly number[]): YieldGrid {
  if (!isRefined(plan)) return grid;
  const known = filledGrids.get(grid);
  const key = levels.join();
  if (known?.key === key) return known.filled;
  const filled = fill(plan, grid, levels);
  filledGrids.set(grid, { key, filled });
  return filled;
}

/** The last filled grid of each: contours with and without steps, or a heat map with them, are drawn on the same one. */
const filledGrids = new WeakMap<StoredGrid, { readonly key: string; readonly filled: YieldGrid }>();

function fill(plan: RefinedPlan, grid: StoredGrid, levels: readonly number[]): YieldGrid {
  const { massGeV, coupling, refine } = plan.grid;
  const rows = everyNth(coupling);
  const field = {
    x: massGeV.map(Math.log),
    columns: fieldColumns(grid).filter(isUsable),
    breaks: decayThresholds(plan).map(Math.log),
  };
  const { indices, z } = fillColumns(
    field,
    Float64Array.from(rows, (j) => Math.log(coupling[j])),
    everyNth(massGeV),
    { levels: levels.map(Math.log10), accuracy: refine.accuracy },
  );
  return {
    massGeV: Float64Array.from(indices, (i) => massGeV[i]),
    coupling: Float64Array.from(rows, (j) => coupling[j]),
    yield: z.map((exponent) => 10 ** exponent),
  };
}

/** Indices of the first, the last and some FILLED_LINES values between. */
function everyNth(axis: readonly number[]): number[] {
  const last = axis.length - 1;
  const step = Math.max(1, Math.floor(last / FILLED_LINES));
  return axis.flatMap((_, i) => (i % step === 0 || i === last ? [i] : []));
}
