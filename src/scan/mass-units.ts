/** Units of mass that files are in, in GeV. */
export const MASS_UNITS = { eV: 1e-9, keV: 1e-6, MeV: 1e-3, GeV: 1, TeV: 1e3 } as const;
export type MassUnit = keyof typeof MASS_UNITS;
