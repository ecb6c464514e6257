/**
 * Nuclear and atomic form factors G(t), normalised to Z^2 at intermediate t; t = -q^2 > 0 in GeV^2.
 * Source: Y.-S. Tsai, Rev. Mod. Phys. 46 (1974) 815, as collected in 1701.07437 appendix A.
 */
import { HBAR_C_GEV_CM, PROTON_MASS_GEV } from './constants.js';
import { LEPTON_MASS_GEV } from './particles.js';

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
  /** Where the source cuts t, GeV^2; null for no cut of its own. */
  readonly tCutGeV2: number | null;
  /** Form factors that add up to this one and are told apart in results, by name. */
  readonly parts: Readonly<Record<string, string>> | null;
}

/** Elastic: atomic screening (Thomas-Fermi-Moliere) times nuclear size, 1701.07437 (A1) = 2501.06294 (5). */
function tsaiElastic({ Z, A }: Nucleus): FormFactor {
  const a2 = ((111 * Z ** (-1 / 3)) / LEPTON_MASS_GEV.electron) ** 2;
  const inverseD = A ** (2 / 3) / 0.164;
  return (t) => {
    const root = (Z * a2 * t) / ((1 + a2 * t) * (1 + inverseD * t));
    return root * root;
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

const FEMTOMETRE_PER_GEV = 1e-13 / HBAR_C_GEV_CM;
/** Nuclear radius per A^(1/3), surface thickness and magnetic moment of the neutron in 2407.15942. */
const RADIUS_FM = 1.2;
const SURFACE_FM = 0.79;
const NEUTRON_MAGNETIC_MOMENT = 1.91;

/** Atomic screening [a^2 t/(1 + a^2 t)]^2 with a = constant Z^power / m_e. */
function atomicScreening(constant: number, Z: number, power: number): FormFactor {
  const a = (constant * Z ** power) / LEPTON_MASS_GEV.electron;
  return (t) => ((a * a * t) / (1 + a * a * t)) ** 2;
}

/** Coherent: the nucleus as a uniform ball with a soft surface, screened. Source: 2407.15942, form factors of section II. */
function coherent({ Z, A }: Nucleus): FormFactor {
  const screening = atomicScreening(111, Z, -1 / 3);
  const radius = RADIUS_FM * FEMTOMETRE_PER_GEV * Math.cbrt(A);
  const surface2 = (SURFACE_FM * FEMTOMETRE_PER_GEV) ** 2;
  return (t) => {
    const ball = ballFormFactor(radius * Math.sqrt(t)) / (1 + surface2 * t);
    return screening(t) * (Z * ball) ** 2;
  };
}

/** 3 (sin x - x cos x)/x^3, by its series where that cancels. */
function ballFormFactor(x: number): number {
  const x2 = x * x;
  if (x < 0.1) return 1 - (x2 / 10) * (1 - (x2 / 28) * (1 - x2 / 54));
  return (3 * (Math.sin(x) - x * Math.cos(x))) / (x2 * x);
}

/**
 * The nuclear form factor F(q), 1 at q = 0, of a ball of radius R with a soft surface s: 3 j_1(q R)/(q R) exp(-q^2 s^2/2).
 *
 * Source: Helm, Phys. Rev. 104 (1956) 1466, with s = 0.9 fm and R^2 = c^2 + (7/3) pi^2 a^2 - 5 s^2, c = 1.23 A^(1/3) - 0.60 fm,
 * a = 0.52 fm of Lewin and Smith, Astropart. Phys. 6 (1996) 87.
 */
export function helmFormFactor(A: number): (momentumGeV: number) => number {
  const surfaceFm = 0.9;
  const radiusFm = Math.sqrt(
    (1.23 * Math.cbrt(A) - 0.6) ** 2 + (7 / 3) * Math.PI ** 2 * 0.52 ** 2 - 5 * surfaceFm ** 2,
  );
  const surface = surfaceFm * FEMTOMETRE_PER_GEV;
  const radius = radiusFm * FEMTOMETRE_PER_GEV;
  return (q) => ballFormFactor(q * radius) * Math.exp(-0.5 * (q * surface) ** 2);
}

/** Diffractive: scattering on single nucleons. Source: 2407.15942, form factors of section II. */
function diffractive({ Z, A }: Nucleus): FormFactor {
  const screening = atomicScreening(571.4, Z, -2 / 3);
  return (t) => {
    const magnetic = t / (4 * PROTON_MASS_GEV ** 2);
    const protons = Z * (1 + PROTON_MAGNETIC_MOMENT ** 2 * magnetic);
    const neutrons = (A - Z) * NEUTRON_MAGNETIC_MOMENT ** 2 * magnetic;
    return (screening(t) * (protons + neutrons)) / ((1 + t / DIPOLE_SCALE_GEV2) ** 4 * (1 + magnetic));
  };
}

const TSAI = { tCutGeV2: null, parts: null };
const LFV_PAPER = { tCutGeV2: 1, parts: null };

function sum(first: FormFactor, second: FormFactor): FormFactor {
  return (t) => first(t) + second(t);
}

/** The registry: form factors by the name used in scan files and on the command line. */
export const FORM_FACTORS = {
  'tsai-elastic': {
    ...TSAI,
    title: 'elastic (Tsai)',
    source: '1701.07437 (A1)',
    build: tsaiElastic,
  },
  tsai: {
    ...TSAI,
    title: 'elastic and inelastic (Tsai)',
    source: '1701.07437 (A1) and (A2) with the nucleon bracket not squared, as in the Rosenbluth formula',
    build: (nucleus) => sum(tsaiElastic(nucleus), tsaiInelastic(nucleus, 1)),
  },
  'tsai-as-printed': {
    ...TSAI,
    title: 'elastic and inelastic, as printed in 1701.07437',
    source: '1701.07437 (A1) and (A2); the printed (A2) squares the nucleon bracket, a misprint',
    build: (nucleus) => sum(tsaiElastic(nucleus), tsaiInelastic(nucleus, 2)),
  },
  '2407.15942': {
    ...LFV_PAPER,
    title: 'coherent and diffractive, t < 1 GeV^2',
    source: '2407.15942, section II',
    build: (nucleus) => sum(coherent(nucleus), diffractive(nucleus)),
    parts: { coherent: '2407.15942-coherent', diffractive: '2407.15942-diffractive' },
  },
  '2407.15942-coherent': {
    ...LFV_PAPER,
    title: 'coherent part only, t < 1 GeV^2',
    source: '2407.15942, section II',
    build: coherent,
  },
  '2407.15942-diffractive': {
    ...LFV_PAPER,
    title: 'diffractive part only, t < 1 GeV^2',
    source: '2407.15942, section II',
    build: diffractive,
  },
} as const satisfies Record<string, FormFactorDefinition>;

export type FormFactorId = keyof typeof FORM_FACTORS;

export const FORM_FACTOR_IDS = Object.keys(FORM_FACTORS) as FormFactorId[];
