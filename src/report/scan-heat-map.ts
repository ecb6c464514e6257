/** The expected events of a stored scan as a heat map. */
import type { LoadedScan } from '../engine/scan-reference.js';
import { UsageError } from '../errors.js';
import { POINT_PENDING } from '../store/point-status.js';
import { standIns } from './computed-points.js';
import type { HeatMap } from './figure.js';

interface HeatMapOptions {
  /** log10 of the events at the ends of the colour bar; left out: as the grid has them. */
  readonly range?: readonly [number, number] | undefined;
  /** Particles on target; left out: those of the scan. */
  readonly exposure?: number | undefined;
}

/** Nobody looks for less than one event in a million exposures. */
const LEAST_EXPONENT = -6;
const LEAST_SPAN = 6;

/** @throws {UsageError} the grid is a line or a point. */
export function heatMapOfScan(
  { scan, plan, grid }: LoadedScan,
  { range, exposure }: HeatMapOptions,
): HeatMap {
  const { massGeV, coupling } = grid;
  if (massGeV.length < 2 || coupling.length < 2) {
    throw new UsageError(
      `"${scan.name}": expected a grid of at least 2 masses and 2 couplings for a heat map; got ${massGeV.length} x ${coupling.length}`,
    );
  }
  const factor = exposure === undefined ? 1 : exposure / plan.experiment.beam.particlesOnTarget;
  // Of a refined grid, each point that is computed has the cell around it.
  const couplings = plan.grid.refine === undefined ? undefined : standIns(grid);
  const values = Array.from(grid.yield, (_, k) => {
    const at = couplings === undefined ? k : k - (k % coupling.length) + couplings[k];
    return grid.status[at] === POINT_PENDING ? undefined : factor * grid.yield[at];
  });
  const [from, to] = range ?? decadesOf(values);
  return {
    label: '\\text{expected events}\\ N',
    x: massGeV,
    y: coupling,
    values,
    range: [10 ** from, 10 ** to],
  };
}

/** Whole decades around what is worth telling apart. */
function decadesOf(values: readonly (number | undefined)[]): [number, number] {
  const exponents = values
    .filter((value) => value !== undefined && value > 0)
    .map((value) => Math.log10(value!));
  if (exponents.length === 0) return [LEAST_EXPONENT, 0];
  const to = Math.ceil(exponents.reduce((a, b) => Math.max(a, b)));
  const least = Math.floor(exponents.reduce((a, b) => Math.min(a, b)));
  const from = Math.max(least, Math.min(LEAST_EXPONENT, to - LEAST_SPAN));
  return [from < to ? from : to - 1, to];
}
