/** Annihilation of the Dirac dark matter of 2407.15942, and the couplings that leave the observed relic of it. */
import { HBAR_C_SQUARED_GEV2_CM2 } from './constants.js';
import { LEPTON_MASS_GEV } from './particles.js';

/** <sigma v> in cm^3/s that leaves the observed relic of a Dirac fermion (2407.15942, section II C). */
export const RELIC_CROSS_SECTION_CM3_PER_S = 4.4e-26;

/** m_chi over the temperature at freeze-out: the usual value; 2407.15942 (14) leaves it open. 25 raises g_chi by 6 %. */
export const FREEZE_OUT_X = 20;

const LIGHT_SPEED_CM_PER_S = 2.99792458e10;

/** <sigma v> from cm^3/s to GeV^-2: over c (hbar c)^2. */
export function relicCrossSectionPerGeV2(
  crossSectionCm3PerS: number = RELIC_CROSS_SECTION_CM3_PER_S,
): number {
  return crossSectionCm3PerS / LIGHT_SPEED_CM_PER_S / HBAR_C_SQUARED_GEV2_CM2;
}

/**
 * <sigma v> in GeV^-2 of chi chibar -> mu- tau+ and mu+ tau- through the flavour-violating ALP, at unit g_mutau g_chi:
 * (4 m_chi^2 - m_tau^2)^2 / [16 pi m_chi^2 (4 m_chi^2 - m_a^2)^2]; it scales with the square of the product.
 *
 * Source: 2407.15942 (13), the s-wave at rest. m_mu -> 0, but not in the threshold: 0 for 2 m_chi <= m_mu + m_tau; near it
 * as far off as `alpToMuonTauWidthGeV` is at a mass of 2 m_chi. No width of the ALP: Infinity at m_a = 2 m_chi, and not to be
 * used within the thermal spread of energies around it.
 */
export function annihilationToMuonTauAtUnitCoupling(massChiGeV: number, massAlpGeV: number): number {
  const { muon, tau } = LEPTON_MASS_GEV;
  const energy = 2 * massChiGeV;
  if (energy <= muon + tau) return 0;
  const ratio = ((energy - tau) * (energy + tau)) / ((energy - massAlpGeV) * (energy + massAlpGeV));
  return (ratio / massChiGeV) ** 2 / (16 * Math.PI);
}

/**
 * The product g_mutau g_chi that gives the target <sigma v> by `annihilationToMuonTauAtUnitCoupling`; null below threshold.
 *
 * @example relicCouplingProduct(2, 6) // 1.36e-3
 */
export function relicCouplingProduct(
  massChiGeV: number,
  massAlpGeV: number,
  targetCm3PerS?: number,
): number | null {
  const atUnitCoupling = annihilationToMuonTauAtUnitCoupling(massChiGeV, massAlpGeV);
  return atUnitCoupling === 0 ? null : Math.sqrt(relicCrossSectionPerGeV2(targetCm3PerS) / atUnitCoupling);
}

/**
 * <sigma v> in GeV^-2 of chi chibar -> a a at unit g_chi:
 * (6/x_fo) m_chi^2 (m_chi^2 - m_a^2)^2 (1 - m_a^2/m_chi^2)^(1/2) / [24 pi (2 m_chi^2 - m_a^2)^4]; it scales with g_chi^4.
 *
 * Source: 2407.15942 (14), the p-wave with v^2 = 6/x_fo. 0 for m_a >= m_chi.
 */
export function annihilationToAlpsAtUnitCoupling(
  massChiGeV: number,
  massAlpGeV: number,
  freezeOutX = FREEZE_OUT_X,
): number {
  if (massAlpGeV >= massChiGeV) return 0;
  const chi2 = massChiGeV ** 2;
  const difference = (massChiGeV - massAlpGeV) * (massChiGeV + massAlpGeV);
  const propagator = (chi2 + difference) ** 4;
  return (
    ((6 / freezeOutX) * chi2 * difference ** 2 * Math.sqrt(difference / chi2)) / (24 * Math.PI * propagator)
  );
}

/**
 * The g_chi that gives the target <sigma v> by `annihilationToAlpsAtUnitCoupling`; null for m_a >= m_chi.
 *
 * @example secludedCoupling(6, 2) // 0.155
 */
export function secludedCoupling(
  massChiGeV: number,
  massAlpGeV: number,
  targetCm3PerS?: number,
  freezeOutX?: number,
): number | null {
  const atUnitCoupling = annihilationToAlpsAtUnitCoupling(massChiGeV, massAlpGeV, freezeOutX);
  return atUnitCoupling === 0 ? null : (relicCrossSectionPerGeV2(targetCm3PerS) / atUnitCoupling) ** 0.25;
}
