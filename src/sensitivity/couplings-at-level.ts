import { findRoot } from '../numerics/find-root.js';
import { LARGEST_EXPONENT } from '../numerics/exponential.js';
import { eventYield } from './event-yield.js';
import type { MassSlice } from './mass-slice.js';

const SAMPLES_PER_DECADE = 24;
/** Beyond this, in whatever unit, a coupling means nothing. */
const LARGEST_COUPLING = 1e12;

/**
 * The couplings at which the yield at one mass crosses a level, in rising order; empty if it never does.
 *
 * 1. Below a first coupling the level is out of reach even if every particle counted; above a last one the yield
 *    has died. In between ln N is sampled.
 * 2. Each sign change is refined with Brent's method in ln g, to 1e-12.
 */
export function couplingsAtLevel(slice: MassSlice, level: number): number[] {
  const { first, last } = range(slice, level);
  if (!(first < last)) return [];
  const logExcess = (logCoupling: number) => {
    const { events } = eventYield(slice, Math.exp(logCoupling));
    return events > 0 ? Math.log(events / level) : -1e3;
  };
  const logFirst = Math.log(first);
  const steps = Math.ceil(Math.log10(last / first) * SAMPLES_PER_DECADE);
  const step = Math.log(last / first) / steps;
  const roots: number[] = [];
  let atLeft = logExcess(logFirst);
  for (let i = 0; i < steps; i++) {
    const left = logFirst + i * step;
    const atRight = logExcess(left + step);
    if (atLeft >= 0 !== atRight >= 0) roots.push(Math.exp(findRoot(logExcess, left, left + step, 1e-12)));
    atLeft = atRight;
  }
  return roots;
}

function range(slice: MassSlice, level: number): { first: number; last: number } {
  const { normalisation, produced, couplingPower, nearest, widths, signature, hasDecayVolume } = slice;
  const root = (strength: number) => (couplingPower === 2 ? Math.sqrt(strength) : strength);
  const first = root(level / (2 * normalisation * produced));
  // Only where everything counted must reach a decay volume does the yield die.
  const dies = hasDecayVolume && signature !== 'invisible';
  const last = dies ? 1.01 * root(LARGEST_EXPONENT / (nearest * widths.scaling)) : Infinity;
  return { first, last: Math.min(last, LARGEST_COUPLING) };
}
