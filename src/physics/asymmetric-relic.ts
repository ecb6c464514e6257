/** Asymmetric dark matter: how much of the rarer of chi and chibar freeze-out leaves, and what annihilates of it today. */
import { findRoot } from '../numerics/find-root.js';

/**
 * The present ratio r of the rarer of chi and chibar to the other, for an s-wave <sigma v> in units of the one that leaves the
 * observed relic without asymmetry: r = exp[-2 s (1 - r)/(1 + r)]. 1 at s = 1; NaN below, where too much is left over anyhow.
 *
 * Source: dr/dx = -(lambda/x^2) (Y+ - Y-) r after freeze-out (1103.2771) with Y+ + Y- that of the symmetric relic, as in
 * 1111.0293. Freeze-out itself is taken at the same m/T with and without asymmetry, and r = 1 there: against the Boltzmann
 * equation ln r is 3 to 7 % too large in size for s from 1.2 to 4.
 *
 * @example fractionalAsymmetry(2) // 0.0217
 */
export function fractionalAsymmetry(crossSectionOverSymmetric: number): number {
  return Math.exp(-2 * depth(crossSectionOverSymmetric));
}

/**
 * The largest <sigma v> whose annihilation today, <sigma v> 4 r/(1 + r)^2, is not below a limit; null if none is above it.
 * Both in units of the one that leaves the observed relic without asymmetry. Everything from 1 up to it is above the limit:
 * with r = exp(-2 y) it is <sigma v> = y/tanh(y) and <sigma v> 4 r/(1 + r)^2 = 2 y/sinh(2 y), which falls from 1.
 *
 * @example largestVisibleCrossSection(0.1) // 2.30
 */
export function largestVisibleCrossSection(limit: number): number | null {
  if (!(limit < 1)) return null;
  const y = 0.5 * findRoot((z) => overSinh(z) - limit, 0, 20 - 2 * Math.log(limit), 1e-13);
  return y === 0 ? 1 : y / Math.tanh(y);
}

function overSinh(z: number): number {
  return z === 0 ? 1 : z / Math.sinh(z);
}

/** The y of r = exp(-2 y): y = s tanh(y). */
function depth(crossSectionOverSymmetric: number): number {
  const s = crossSectionOverSymmetric;
  if (!(s >= 1)) return Number.NaN;
  if (s === 1) return 0;
  // tanh(y) > y - y^3/3 puts the root above (3 (s - 1)/s)^(1/2), and it is below s.
  const below = Math.min(Math.sqrt((3 * (s - 1)) / s), 1) * 0.5;
  return findRoot((y) => y - s * Math.tanh(y), below, s, 1e-14);
}
