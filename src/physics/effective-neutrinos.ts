/**
 * The effective number of neutrinos with an L_mu - L_tau boson that was in equilibrium with them: after they decouple from
 * electrons and photons, its entropy goes into the three flavours.
 *
 *   N_eff = 3.046 (1 + F(m/T_D)/2)^(4/3),   F(x) = 30/(7 pi^4) int_x^inf (4 y^2 - x^2) (y^2 - x^2)^(1/2)/(e^y - 1) dy,
 *
 * F/2 being the entropy of the boson's three states over that of the neutrinos; F(0) = 8/7. Decoupling is sudden, at T_D.
 *
 * Source: the equilibrium regime of 1901.02010, section 3.1.
 */
import { integrate } from '../numerics/integrate.js';

/** N_eff of the standard model, as 1901.02010 has it below (3.2). */
export const STANDARD_EFFECTIVE_NEUTRINOS = 3.046;

/** Temperature of neutrino decoupling in GeV (1901.02010). */
export const NEUTRINO_DECOUPLING_GEV = 2.3e-3;

/** Momenta beyond this many temperatures hold nothing: e^-60. */
const LARGEST_MOMENTUM = 60;

/**
 * Delta N_eff of a boson in equilibrium. Accuracy: 1e-10.
 *
 * @example equilibriumExtraNeutrinos(0.01) // 0.42
 */
export function equilibriumExtraNeutrinos(massGeV: number, decouplingGeV = NEUTRINO_DECOUPLING_GEV): number {
  const x = massGeV / decouplingGeV;
  // In the momentum p/T, of which y is the energy; e^x is taken out, which a heavy boson would underflow.
  const { value } = integrate(
    (p) => {
      const y = Math.hypot(x, p);
      return ((3 * y * y + p * p) * p * p * Math.exp(x - y)) / (y * -Math.expm1(-y));
    },
    0,
    LARGEST_MOMENTUM + 10 * Math.sqrt(x),
    { relativeTolerance: 1e-11 },
  );
  const share = (15 / (7 * Math.PI ** 4)) * value * Math.exp(-x);
  return STANDARD_EFFECTIVE_NEUTRINOS * Math.expm1((4 / 3) * Math.log1p(share));
}
