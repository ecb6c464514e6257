import { findRoot } from '../numerics/find-root.js';
import { eventYield } from './event-yield.js';
import type { MassSlice } from './mass-slice.js';

const SAMPLES_PER_DECADE = 24;

/**
 * The couplings at which the yield at one mass crosses a level, in rising order; empty if it never does.
 *
 * 1. Sample ln N over all couplings that can matter: from where N is far below the level even without decay losses,
 *    to where the yield has died or the coupling is beyond 1e12.
 * 2. Refine each sign change with Brent's method in ln g, to 1e-12.
 */
export function couplingsAtLevel(slice: MassSlice, level: number): number[] {
  if (slice.weight.length === 0) return [];
  const logExcess = (logCoupling: number) => {
    const { events } = eventYield(slice, Math.exp(logCoupling));
    return events > 0 ? Math.log(events / level) : -1e3;
  };
  const roots: number[] = [];
  const step = Math.LN10 / SAMPLES_PER_DECADE;
  const end = 12 * Math.LN10;
  let left = -20 * Math.LN10;
  let atLeft = logExcess(left);
  for (; left < end;) {
    const right = left + step;
    const atRight = logExcess(right);
    if (atLeft >= 0 !== atRight >= 0) roots.push(Math.exp(findRoot(logExcess, left, right, 1e-12)));
    left = right;
    atLeft = atRight;
  }
  return roots;
}
