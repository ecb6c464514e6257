/**
 * Energies of electrons that radiate in thick matter.
 *
 * After t radiation lengths an electron of initial energy E0 has the energy E with the density
 *
 *   I(E; E0, t) = [ln(E0/E)]^(4t/3 - 1) / (E0 Gamma(4t/3)):
 *
 * its logarithmic loss L = ln(E0/E) has a Gamma distribution of shape 4t/3, exp(-L) L^(4t/3 - 1)/Gamma(4t/3) dL. Source:
 * Tsai and Whitis, Phys. Rev. 149 (1966) 1248, with the radiated spectrum of complete screening simplified so that it has
 * this closed form; as in 0906.0580 and 1209.6083. Secondary electrons and positrons are left out, and ionisation,
 * which takes over below some 10 MeV.
 *
 * For small L the track length at L, int dt I, goes as 1/(L ln^2 L): some electrons hardly lose anything, over a depth
 * that is only logarithmically short. In u = 1/ln(1 + 1/L), which is 1/|ln L| for small and L + 1/2 for large L, it is
 * smooth.
 */
import jStat from 'jstat';

/** Shape of the distribution per radiation length. */
const SHAPE_PER_RADIATION_LENGTH = 4 / 3;

/** L = ln(E0/E) at u, > 0; below 1e-308 it is zero. */
export function logarithmicLossAt(u: number): number {
  return 1 / Math.expm1(1 / u);
}

/** u at L = ln(E0/E) >= 0. */
export function stragglingVariable(logarithmicLoss: number): number {
  return 1 / Math.log1p(1 / logarithmicLoss);
}

/** Density of u, at u > 0, after a depth in radiation lengths >= 0. */
export function stragglingDensity(u: number, radiationLengths: number): number {
  const shape = SHAPE_PER_RADIATION_LENGTH * radiationLengths;
  const loss = logarithmicLossAt(u);
  // Of L, which may be too small for a number itself.
  const logarithm = -1 / u - Math.log1p(-Math.exp(-1 / u));
  // L^(shape - 1)/Gamma(shape) dL/du, with dL/du = L (1 + L)/u^2 and Gamma(shape) = Gamma(1 + shape)/shape.
  return ((shape * (1 + loss)) / (u * u)) * Math.exp(shape * logarithm - loss - jStat.loggam(1 + shape));
}

/** Radiation lengths beyond which less than 1e-10 of the track length at u lies. */
export function radiationLengthsAt(u: number): number {
  return Math.min(25 * u, 12 + 4 * u) / SHAPE_PER_RADIATION_LENGTH;
}
