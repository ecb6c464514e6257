/** Charged leptons. Masses in GeV; sources: CODATA 2018 (e, mu), PDG 2024 (tau). */
export const LEPTON_MASS_GEV = {
  electron: 0.51099895e-3,
  muon: 0.1056583755,
  tau: 1.77693,
} as const;

export type Lepton = keyof typeof LEPTON_MASS_GEV;

export const LEPTONS = Object.keys(LEPTON_MASS_GEV) as Lepton[];
