import { findMaximum } from '../numerics/find-maximum.js';
import { findRoot } from '../numerics/find-root.js';
import { LARGEST_EXPONENT } from '../numerics/exponential.js';
import { eventYield } from './event-yield.js';
import type { MassSlice } from './mass-slice.js';

const SAMPLES_PER_DECADE = 24;
/** In ln g: two crossings closer than this are one touch. */
const NEAREST = 1e-7;
/** Beyond this, in whatever unit, a coupling means nothing. */
const LARGEST_COUPLING = 1e12;

/**
 * The couplings at which the yield at one mass crosses a level, in rising order; empty if it never does.
 *
 * 1. Below a first coupling the level is out of reach even if every particle counted; above a last one the yield
 *    has died. In between ln N is sampled.
 * 2. Where a sample comes closer to the level than both of its neighbours, the yield is looked at more closely: near a
 *    nose of the contour it crosses the level twice between samples.
 * 3. Each sign change is refined with Brent's method in ln g, to 1e-12.
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
  const logs = Array.from({ length: steps + 1 }, (_, i) => logFirst + i * step);
  const excess = logs.map(logExcess);
  const roots: number[] = [];
  const addRoot = (from: number, to: number) => roots.push(Math.exp(findRoot(logExcess, from, to, 1e-12)));
  for (let i = 1; i <= steps; i++) {
    const isAbove = excess[i] >= 0;
    if (excess[i - 1] >= 0 !== isAbove) addRoot(logs[i - 1], logs[i]);
    const sign = isAbove ? -1 : 1;
    const comesClosest =
      sign * excess[i] > Math.max(sign * excess[i - 1], sign * (excess[i + 1] ?? Infinity));
    if (!comesClosest) continue;
    const [from, to] = [logs[i - 1], logs[i + 1]];
    const between = findMaximum(
      (log) => sign * logExcess(log),
      from,
      to,
      NEAREST,
      (value) => value > 0,
    );
    if (logExcess(between) >= 0 === isAbove) continue;
    addRoot(from, between);
    addRoot(between, to);
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
