/** Photon, Z and W at the energies of colliders: masses, widths and couplings to muons and neutrinos at tree level. */

export const Z_MASS_GEV = 91.1876;
export const Z_WIDTH_GEV = 2.4955;
export const W_MASS_GEV = 80.3692;

/** At the mass of the Z, MS-bar. PDG 2024, as the masses and the width. */
const ALPHA_AT_Z = 1 / 127.93;
export const SIN2_WEAK = 0.23129;

/** Couplings to left- and right-handed fermions, without a unit. */
export interface ChiralCouplings {
  readonly left: number;
  readonly right: number;
}

const CHARGE = Math.sqrt(4 * Math.PI * ALPHA_AT_Z);
const TO_Z = CHARGE / Math.sqrt(SIN2_WEAK * (1 - SIN2_WEAK));

/** Source: g_f = (T_3 - Q sin^2 theta_W) e/(sin theta_W cos theta_W), PDG 2024, Electroweak model. */
export const PHOTON_TO_MUON: ChiralCouplings = { left: -CHARGE, right: -CHARGE };
export const Z_TO_MUON: ChiralCouplings = { left: TO_Z * (SIN2_WEAK - 1 / 2), right: TO_Z * SIN2_WEAK };
export const Z_TO_NEUTRINO: ChiralCouplings = { left: TO_Z / 2, right: 0 };

/** W between muon and neutrino, left-handed: e/(sqrt(2) sin theta_W). */
export const W_TO_MUON = CHARGE / Math.sqrt(2 * SIN2_WEAK);
