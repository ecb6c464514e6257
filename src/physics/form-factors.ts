/**
 * Nuclear and atomic form factors G(t), normalised to Z^2 at intermediate t; t = -q^2 > 0 in GeV^2.
 * Source: Y.-S. Tsai, Rev. Mod. Phys. 46 (1974) 815, as collected in 1701.07437 appendix A.
 */
import { LEPTON_MASS_GEV } from './particles.js';
import { PROTON_MASS_GEV } from './constants.js';

export interface Nucleus {
  readonly Z: number;
  readonly A: number;
}

/** G as a function of t in GeV^2. */
export type FormFactor = (tGeV2: number) => number;

export interface FormFactorDefinition {
  readonly title: string;
  readonly source: string;
  readonly build: (nucleus: Nucleus) => FormFactor;
}

/** Elastic: atomic screening (Thomas-Fermi-Moliere) times nuclear size, 1701.07437 (A1) = 2501.06294 (5). */
function tsaiElastic({ Z, A }: Nucleus): FormFactor {
  const a = (111 * Z ** (-1 / 3)) / LEPTON_MASS_GEV.electron;
  const d = 0.164 * A ** (-2 / 3);
  return (t) => {
    const screening = (a * a * t) / (1 + a * a * t);
    return (Z * screening) ** 2 / (1 + t / d) ** 2;
  };
}

const PROTON_MAGNETIC_MOMENT = 2.79;
const DIPOLE_SCALE_GEV2 = 0.71;

/** Inelastic: scattering on single protons. `nucleonPower` 1 is right; 2 is 1701.07437 (A2) as printed. */
function tsaiInelastic({ Z }: Nucleus, nucleonPower: 1 | 2): FormFactor {
  const a = (773 * Z ** (-2 / 3)) / LEPTON_MASS_GEV.electron;
  const magnetic = (PROTON_MAGNETIC_MOMENT ** 2 - 1) / (4 * PROTON_MASS_GEV ** 2);
  return (t) => {
    const screening = (a * a * t) / (1 + a * a * t);
    const dipole = 1 / (1 + t / DIPOLE_SCALE_GEV2) ** 2;
    const nucleon = (1 + t * magnetic) * dipole * dipole;
    return Z * screening * screening * (nucleonPower === 1 ? nucleon : nucleon * nucleon);
  };
}

function sum(first: FormFactor, second: FormFactor): FormFactor {
  return (t) => first(t) + second(t);
}

/** The registry: form factors by the name used in scan files and on the command line. */
export const FORM_FACTORS = {
  'tsai-elastic': {
    title: 'elastic (Tsai)',
    source: '1701.07437 (A1)',
    build: tsaiElastic,
  },
  tsai: {
    title: 'elastic and inelastic (Tsai)',
    source: '1701.07437 (A1) and (A2) with the nucleon bracket not squared, as in the Rosenbluth formula',
    build: (nucleus) => sum(tsaiElastic(nucleus), tsaiInelastic(nucleus, 1)),
  },
  'tsai-as-printed': {
    title: 'elastic and inelastic, as printed in 1701.07437',
    source: '1701.07437 (A1) and (A2); the printed (A2) squares the nucleon bracket, a misprint',
    build: (nucleus) => sum(tsaiElastic(nucleus), tsaiInelastic(nucleus, 2)),
  },
} as const satisfies Record<string, FormFactorDefinition>;

export type FormFactorId = keyof typeof FORM_FACTORS;

export const FORM_FACTOR_IDS = Object.keys(FORM_FACTORS) as FormFactorId[];
