import { expNegative, oneMinusExpNegative } from '../numerics/exponential.js';

/**
 * Probability to decay inside the decay volume.
 *
 * @param near way to the volume over gamma beta hbar c, GeV^-1; @param span way through it, Infinity if it has no end.
 */
export function decayProbability(widthGeV: number, near: number, span: number): number {
  const survival = expNegative(widthGeV * near);
  return span === Infinity ? survival : survival * oneMinusExpNegative(widthGeV * span);
}
