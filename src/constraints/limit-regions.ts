/** The regions of limits that are tables, constants, or one coupling at each mass. */
import { powerLaw } from '../numerics/power-law.js';
import type { CouplingInterval, LimitRegion } from './constraint.js';

export interface LimitTable {
  /** GeV, rising. */
  readonly massGeV: readonly number[];
  /** Lower edges of what is ruled out. */
  readonly low: readonly number[];
  /** Upper edges; left out: none. */
  readonly high?: readonly number[] | undefined;
}

/** Power laws between the masses of a table, nothing beyond them. */
export function tableRegion({ massGeV, low, high }: LimitTable): LimitRegion {
  return {
    fromGeV: massGeV[0],
    toGeV: massGeV.at(-1)!,
    cornersGeV: massGeV.slice(1, -1),
    edges: (mass) => {
      const edge = powerLaw(massGeV, low, mass);
      const open = Number.isNaN(edge) ? edge : Infinity;
      return { low: edge, high: high === undefined ? open : powerLaw(massGeV, high, mass) };
    },
  };
}

/** All couplings above one at each mass of a range. */
export function openRegion(
  range: Pick<LimitRegion, 'fromGeV' | 'toGeV'>,
  couplingAt: (massGeV: number) => number,
): LimitRegion {
  return {
    ...range,
    edges: (mass) => {
      const low = range.fromGeV <= mass && mass <= range.toGeV ? couplingAt(mass) : Number.NaN;
      return { low, high: Number.isNaN(low) ? low : Infinity };
    },
  };
}

/** The same couplings at all masses of a range, with an edge that is perhaps not known. */
export function constantRegion(
  { fromGeV, toGeV, ...rest }: Pick<LimitRegion, 'fromGeV' | 'toGeV' | 'unknown'>,
  interval: CouplingInterval,
): LimitRegion {
  return {
    fromGeV,
    toGeV,
    ...rest,
    edges: (mass) => (fromGeV <= mass && mass <= toGeV ? interval : { low: Number.NaN, high: Number.NaN }),
  };
}
