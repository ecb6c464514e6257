/** Limits on annihilating dark matter, as upper limits on <sigma v> to mu tau of particles that are their own antiparticles. */
import { powerLaw } from '../numerics/power-law.js';
import { cmbEfficiency } from '../physics/cmb-energy-deposition.js';

/**
 * What a limit is taken of. "stronger" is the smaller of the limits on mu mu and tau tau, which 2407.15942 draws: more than
 * holds for mu tau.
 */
export const FINAL_STATES = ['mu-tau', 'mu-mu', 'tau-tau', 'stronger'] as const;

export type FinalState = (typeof FINAL_STATES)[number];

/** Upper limits on <sigma v> in cm^3/s; Infinity where there is none. */
export type CrossSectionLimit = (finalState: FinalState, massChiGeV: number) => number;

/**
 * f_eff <sigma v>/m_chi in cm^3/s/GeV at 95 % CL, of particles that are their own antiparticles: Planck 2018 (1807.06209),
 * TT,TE,EE+lowE+lensing+BAO, by way of LoganAMorrison/Hazma (hazma/cmb.py); 3.3e-28 without BAO, 3.5e-28 without lensing too.
 */
export const PLANCK_ANNIHILATION_CM3_PER_S_GEV = 3.2e-28;

/** From the deposit of energy at recombination; that of mu tau is computed as such. */
export const planckLimit: CrossSectionLimit = (finalState, massChiGeV) =>
  finalState === 'stronger'
    ? stronger(planckLimit, massChiGeV)
    : (PLANCK_ANNIHILATION_CM3_PER_S_GEV * massChiGeV) / cmbEfficiency(finalState, massChiGeV);

/**
 * Combined limits from 25 dwarf galaxies in cm^3/s, 95 % CL (1503.02641): the tables that go with the paper, as in
 * moritzhuetten/DMbounds (bounds/fermi/lat_2015_multidsph_ann_mumu.ecsv and _tautau.ecsv, last column).
 */
export const FERMI_MASS_GEV = [2, 5, 10, 25, 50, 100, 250, 500, 1000];
const FERMI_MU_MU = [
  2.4177e-26, 1.6017e-26, 3.7624e-26, 6.1919e-26, 1.0746e-25, 2.0625e-25, 5.9019e-25, 1.5096e-24, 4.7208e-24,
];
const FERMI_TAU_TAU = [
  3.1491e-27, 2.8883e-27, 4.2962e-27, 7.6911e-27, 1.4173e-26, 2.8567e-26, 8.5838e-26, 2.2767e-25, 7.1934e-25,
];

/** A mu tau pair shines with half of each: exact for gamma spectra of one shape, so the mean of the inverses is rough. */
export const fermiLimit: CrossSectionLimit = (finalState, massChiGeV) => {
  if (finalState === 'stronger') return stronger(fermiLimit, massChiGeV);
  const muons = powerLaw(FERMI_MASS_GEV, FERMI_MU_MU, massChiGeV);
  const taus = powerLaw(FERMI_MASS_GEV, FERMI_TAU_TAU, massChiGeV);
  if (Number.isNaN(muons)) return Infinity;
  if (finalState === 'mu-tau') return 2 / (1 / muons + 1 / taus);
  return finalState === 'mu-mu' ? muons : taus;
};

/** The stronger of both at each mass. */
export const strongerLimit: CrossSectionLimit = (finalState, massChiGeV) =>
  Math.min(planckLimit(finalState, massChiGeV), fermiLimit(finalState, massChiGeV));

function stronger(limit: CrossSectionLimit, massChiGeV: number): number {
  return Math.min(limit('mu-mu', massChiGeV), limit('tau-tau', massChiGeV));
}
