/** One-loop contributions to the muon's anomalous magnetic moment a = (g-2)/2. */
import { integrate } from '../numerics/integrate.js';
import { LEPTON_MASS_GEV } from './particles.js';

/**
 * Contribution at unit coupling; it scales with the square of the coupling.
 *
 * Integrated over w = 1 - z, with s = w^(1/2): the integrand varies at w ~ m_X/m_mu for light X and at
 * w ~ (m_mu/m_X)^2... of 1 for heavy X, which adaptive bisection resolves.
 */
function loopIntegral(massGeV: number, numerator: (z: number) => number): number {
  const r = (massGeV / LEPTON_MASS_GEV.muon) ** 2;
  const { value } = integrate((w) => numerator(1 - w) / (w * w + (1 - w) * r), 0, 1, {
    relativeTolerance: 1e-12,
  });
  return value;
}

/**
 * Scalar: g^2/(8 pi^2) int_0^1 dz (1-z)^2 (1+z) / [(1-z)^2 + z (m/m_mu)^2], for g = 1.
 *
 * Source: 1701.07437 (3). Accuracy: 1e-10.
 *
 * @example scalarMomentAtUnitCoupling(0.1) * 5e-4 ** 2 // 1.648e-9
 */
export function scalarMomentAtUnitCoupling(massGeV: number): number {
  return loopIntegral(massGeV, (z) => (1 - z) ** 2 * (1 + z)) / (8 * Math.PI ** 2);
}

/**
 * Vector: g^2/(4 pi^2) int_0^1 dz z (1-z)^2 / [(1-z)^2 + z (m/m_mu)^2], for g = 1.
 *
 * Source: one-loop QED with a massive photon (2501.06294 and the muon g-2 literature). Accuracy: 1e-10.
 */
export function vectorMomentAtUnitCoupling(massGeV: number): number {
  return loopIntegral(massGeV, (z) => z * (1 - z) ** 2) / (4 * Math.PI ** 2);
}

/**
 * Pseudoscalar with vertex strength g_P: -g_P^2/(8 pi^2) int_0^1 dz (1-z)^3 / [(1-z)^2 + z (m/m_mu)^2]; negative.
 */
export function pseudoscalarMomentAtUnitCoupling(massGeV: number): number {
  return -loopIntegral(massGeV, (z) => (1 - z) ** 3) / (8 * Math.PI ** 2);
}
