/** Charged leptons. Masses in GeV; sources: CODATA 2018 (e, mu), PDG 2024 (tau). */
export const LEPTON_MASS_GEV = {
  electron: 0.51099895e-3,
  muon: 0.1056583755,
  tau: 1.77693,
} as const;

export type Lepton = keyof typeof LEPTON_MASS_GEV;

export const LEPTONS = Object.keys(LEPTON_MASS_GEV) as Lepton[];

/** Mean decay length of the tau over beta gamma, c tau = 87.03 um, in cm (PDG 2024: lifetime 290.3 fs). */
export const TAU_C_TAU_CM = 87.03e-4;

/** Branching fraction of tau -> mu nu nu (PDG 2024: 17.39 %). */
export const TAU_TO_MUON_FRACTION = 0.1739;

/** Branching fraction of the tau to three charged particles (PDG 2024: 15.20 %; 2407.15942 uses 0.15). */
export const TAU_TO_THREE_PRONGS_FRACTION = 0.152;
