/** The muon colliders of 2101.10334, and what searches at them have in common. */
import { z } from 'zod';
import type { Model } from '../models/index.js';
import { findRoot } from '../numerics/find-root.js';
import { scalarMomentAtUnitCoupling, vectorMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import { HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import { parseQuantity } from '../physics/units.js';
import type { Singlet } from '../physics/photon-singlet.js';
import { MOMENT_DIFFERENCES } from './muon-g-2.js';

/** Integrated luminosities in pb^-1: 0.4 and 1 ab^-1. */
const COLLIDERS = {
  '215 GeV': { sqrtSGeV: 215, luminosityPerPb: 4e5 },
  '3 TeV': { sqrtSGeV: 3000, luminosityPerPb: 1e6 },
} as const;

export type Collider = keyof typeof COLLIDERS;

/** The name of a collider however its energy is written, as in 3TeV or 3000 GeV; anything else as it is. */
function nameOf(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const given = energyOf(text);
  return Object.keys(COLLIDERS).find((name) => energyOf(name) === given) ?? text;
}

function energyOf(text: string): number | undefined {
  try {
    return parseQuantity(text, 'energy');
  } catch {
    return undefined;
  }
}

/** Parameters of every search. */
export const COLLIDER_PARAMETERS = {
  sqrt_s: z
    .preprocess(nameOf, z.enum(Object.keys(COLLIDERS) as [Collider, ...Collider[]]))
    .default('3 TeV')
    .meta({
      description:
        'Energy of the muon collider; the luminosity goes with it: 0.4 or 1 ab^-1 (default 3 TeV).',
    }),
  max_cos_theta: z
    .number()
    .min(0.1)
    .max(0.9999)
    .default(0.866)
    .meta({ description: 'Largest |cos(theta)| that is seen (default 0.866: 30 deg from the beams).' }),
  sigmas: z
    .number()
    .min(0.1)
    .max(10)
    .default(5)
    .meta({ description: 'Statistical significance (default 5).' }),
};

/** sqrt s in GeV, and the events of a cross-section of 1 GeV^-2. */
export function colliderOf(name: Collider): {
  readonly sqrtSGeV: number;
  readonly eventsPerCrossSection: number;
} {
  const { sqrtSGeV, luminosityPerPb } = COLLIDERS[name];
  return { sqrtSGeV, eventsPerCrossSection: luminosityPerPb * HBAR_C_SQUARED_GEV2_PB };
}

export function singletOf({ mediator }: Model): Singlet {
  return mediator === 'scalar' ? 'scalar' : 'vector';
}

/** The mass in GeV, between 0.1 and 150, from which a search reaches the coupling that (g-2) of 251e-11 asks for. */
export function leastMassGeV(kind: Singlet, reach: (massGeV: number) => number): number {
  const moment = kind === 'scalar' ? scalarMomentAtUnitCoupling : vectorMomentAtUnitCoupling;
  const square = (massGeV: number) => MOMENT_DIFFERENCES['2021'].value / moment(massGeV);
  const excess = (logarithm: number) => {
    const massGeV = Math.exp(logarithm);
    return Math.log(square(massGeV) / reach(massGeV) ** 2);
  };
  return Math.exp(findRoot(excess, Math.log(0.1), Math.log(150), 1e-6));
}
