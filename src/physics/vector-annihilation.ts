/**
 * Annihilation of dark matter chi through an L_mu - L_tau boson V to muons, taus and their neutrinos, and the couplings that
 * leave the observed relic.
 *
 * With q = (g g_chi)^2/(2 pi (4 m_chi^2 - m_V^2)^2), and a sum over flavours f of (2 m_chi^2 + m_f^2)(1 - m_f^2/m_chi^2)^(1/2),
 * half for each neutrino:
 *
 *   Dirac, vector current:               sigma v = q sum             (s-wave)
 *   complex scalar i chi* d chi + h.c.:  sigma v = q sum v^2/6       (p-wave)
 *   Majorana, axial current times 1/2:   sigma v = q sum v^2/6       (p-wave: the current of the lepton is conserved)
 *
 * v is the relative velocity. Source: the currents are those of 1902.07715 (3) = 1804.03144, whose formulas are not printed
 * there; these are tree level, and a test has their traces.
 */
import { FREEZE_OUT_X, RELIC_CROSS_SECTION_CM3_PER_S, relicCrossSectionPerGeV2 } from './dark-matter.js';
import { LEPTON_MASS_GEV } from './particles.js';

export const DARK_MATTER_KINDS = ['dirac', 'majorana', 'complex-scalar'] as const;
export type DarkMatterKind = (typeof DARK_MATTER_KINDS)[number];

export interface FreezeOut {
  /** <sigma v> in cm^3/s that leaves the observed relic of a Dirac fermion by its s-wave. */
  readonly targetCm3PerS?: number;
  /** m_chi over the temperature at freeze-out. */
  readonly freezeOutX?: number;
}

/** sigma v in GeV^-2 of a Dirac fermion at rest, at unit g g_chi; not to be used near m_V = 2 m_chi, where it is Infinity. */
export function vectorAnnihilationAtUnitCoupling(massChiGeV: number, massVectorGeV: number): number {
  const { muon, tau } = LEPTON_MASS_GEV;
  const chi2 = massChiGeV ** 2;
  const charged = (massGeV: number) =>
    massGeV < massChiGeV ? (2 * chi2 + massGeV ** 2) * Math.sqrt(1 - massGeV ** 2 / chi2) : 0;
  // Two neutrinos of half 2 m_chi^2 each.
  const sum = charged(muon) + charged(tau) + 2 * chi2;
  const offShell = (2 * massChiGeV - massVectorGeV) * (2 * massChiGeV + massVectorGeV);
  return sum / (2 * Math.PI * offShell ** 2);
}

/**
 * The g g_chi that leaves the observed relic.
 *
 * Of b v^2 what is left is as of an s-wave of 3 b/x: int_x^inf 6 b/x' dx'/x'^2 in place of int a dx'/x'^2. Majorana fermions
 * are their own antiparticles, and need half of the cross-section.
 */
export function vectorRelicProduct(
  kind: DarkMatterKind,
  massChiGeV: number,
  massVectorGeV: number,
  { targetCm3PerS = RELIC_CROSS_SECTION_CM3_PER_S, freezeOutX = FREEZE_OUT_X }: FreezeOut = {},
): number {
  const target = relicCrossSectionPerGeV2(targetCm3PerS) * (kind === 'majorana' ? 0.5 : 1);
  const effective = kind === 'dirac' ? 1 : 3 / (6 * freezeOutX);
  return Math.sqrt(target / (effective * vectorAnnihilationAtUnitCoupling(massChiGeV, massVectorGeV)));
}

/**
 * y = (g g_chi)^2 (m_chi/m_V)^4 that leaves the observed relic: for heavy V it does not know m_V.
 *
 * @example thermalTarget('dirac', 0.02, 0.06) // 1.46e-12
 */
export function thermalTarget(
  kind: DarkMatterKind,
  massChiGeV: number,
  massVectorGeV: number,
  freezeOut?: FreezeOut,
): number {
  const product = vectorRelicProduct(kind, massChiGeV, massVectorGeV, freezeOut);
  return product ** 2 * (massChiGeV / massVectorGeV) ** 4;
}
