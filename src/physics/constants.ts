/** Natural units, GeV. Values: CODATA 2018 and PDG 2024 as quoted; `hbar c` and `(hbar c)^2` are exact to the digits given. */

/** Fine-structure constant at zero momentum transfer (CODATA 2018). */
export const ALPHA = 1 / 137.035999084;

/** hbar c in GeV cm. */
export const HBAR_C_GEV_CM = 1.973269804e-14;

/** (hbar c)^2 in GeV^2 cm^2: a cross-section in GeV^-2 times this is in cm^2. */
export const HBAR_C_SQUARED_GEV2_CM2 = 0.3893793721e-27;

/** (hbar c)^2 in GeV^2 pb. */
export const HBAR_C_SQUARED_GEV2_PB = 0.3893793721e9;

/** Proton mass in GeV (CODATA 2018). */
export const PROTON_MASS_GEV = 0.93827208816;

/** Nuclear mass per nucleon in GeV: M = 0.9315 A (atomic mass unit). */
export const NUCLEON_MASS_UNIT_GEV = 0.9315;

/** Avogadro's number (CODATA 2018, exact). */
export const AVOGADRO_PER_MOL = 6.02214076e23;
