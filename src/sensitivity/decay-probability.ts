import { expNegative, oneMinusExpNegative } from '../numerics/exponential.js';

/**
 * Probability to decay inside the decay volume.
 *
 * @param near way to the volume over gamma beta hbar c, GeV^-1; @param span way through it, Infinity if it has no end;
 * @param spread of ways that are longer by anything from 0 to this, the mean is taken: (1 - exp(-z))/z, z = Gamma spread.
 */
export function decayProbability(widthGeV: number, near: number, span: number, spread: number): number {
  let survival = expNegative(widthGeV * near);
  const z = widthGeV * spread;
  if (z > 0) survival *= oneMinusExpNegative(z) / z;
  return span === Infinity ? survival : survival * oneMinusExpNegative(widthGeV * span);
}
