/** From a renormalisable model to the flavour-violating coupling of the ALP. */
import { LEPTON_MASS_GEV } from './particles.js';

/** Vacuum expectation value of the Higgs field, (sqrt2 G_F)^(-1/2) (PDG 2024). */
const HIGGS_VEV_GEV = 246.22;
const PER_TEV_IN_PER_GEV = 1e3;

/**
 * C_mutau/Lambda in TeV^-1 of the model with a heavy Dirac fermion F, at mixing angle pi/4:
 * y2 lambda v/(2 sqrt2 M_F m_tau).
 *
 * Source: 2407.15942 (A3) matched to (3). (A4) is printed sqrt2 larger in its first form, with m_muF and m_tauF, and 2 sqrt2
 * larger in its second, which gives the 14 TeV^-1 of (A5).
 *
 * @param y2 Yukawa coupling of Phi_2 between the muon and F.
 * @param lambda Yukawa coupling of the Higgs between the tau and F.
 * @example lfvCouplingPerTeV(1, 1, 1e4) // 4.90
 */
export function lfvCouplingPerTeV(y2: number, lambda: number, heavyMassGeV: number): number {
  return (
    (PER_TEV_IN_PER_GEV * y2 * lambda * HIGGS_VEV_GEV) / (2 * Math.SQRT2 * heavyMassGeV * LEPTON_MASS_GEV.tau)
  );
}
