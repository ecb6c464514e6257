/** Limits on a vector that is always invisible, for one that is so only at times. */
import type { Particle } from '../models/index.js';
import type { LimitRegion } from './constraint.js';
import { type LimitTable, tableRegion } from './limit-regions.js';
import { isInvisible, searchedDecay, squareWithDecay } from './searched-decay.js';

/** Whether X has an invisible decay at any mass: that to a dark partner is open at all masses or at none. */
export function hasInvisibleDecay(particle: Particle): boolean {
  const { searched, fixedSearched } = searchedDecay(particle, 1, isInvisible);
  return searched > 0 || fixedSearched > 0;
}

/**
 * The lower edge of a coupling whose square times BR(X -> invisible) is limited.
 *
 * @param table the limits if X is always invisible, in the coupling of the constraint.
 * @param perUnit that coupling over the model's own, by the mass in GeV; X is made and decays as the square of it.
 */
export function invisibleRegion(
  particle: Particle,
  table: Omit<LimitTable, 'high'>,
  perUnit: (massGeV: number) => number,
): LimitRegion {
  const { fromGeV, toGeV, edges } = tableRegion(table);
  const thresholds = particle.decayThresholdsGeV.filter((mass) => fromGeV < mass && mass < toGeV);
  return {
    fromGeV,
    toGeV,
    cornersGeV: [...table.massGeV.slice(1, -1), ...thresholds].toSorted((a, b) => a - b),
    edges: (massGeV) => {
      const always = edges(massGeV).low;
      if (Number.isNaN(always)) return { low: Number.NaN, high: Number.NaN };
      const ratio = perUnit(massGeV);
      const decay = searchedDecay(particle, massGeV, isInvisible);
      const low = ratio * Math.sqrt(squareWithDecay((always / ratio) ** 2, decay));
      return { low, high: Number.isNaN(low) ? low : Infinity };
    },
  };
}
