/** What the coupling of somebody else's file means -> the coupling of a figure's plane. Never guessed: the file is asked. */
import { couplingOfVertex } from '../constraints/constraint.js';
import { type Model, type Particle } from '../models/index.js';
import { E_SQUARED } from '../physics/bremsstrahlung.js';

export interface CouplingMeaning {
  readonly title: string;
  /** The dimensionless strength of the vertex, or of a coupling with a dimension its value in GeV^-1. */
  readonly value: (coupling: number) => number;
  readonly dimension: 'vertex' | 'GeV^-1';
}

const ELECTRIC_CHARGE = Math.sqrt(E_SQUARED);

export const COUPLING_MEANINGS = {
  g: { title: 'the coupling g of the vertex', dimension: 'vertex', value: (g) => g },
  'g^2': { title: 'its square', dimension: 'vertex', value: Math.sqrt },
  alpha: { title: 'g^2/(4 pi)', dimension: 'vertex', value: (alpha) => Math.sqrt(4 * Math.PI * alpha) },
  epsilon: { title: 'g/e', dimension: 'vertex', value: (epsilon) => epsilon * ELECTRIC_CHARGE },
  'epsilon^2': {
    title: '(g/e)^2',
    dimension: 'vertex',
    value: (square) => Math.sqrt(square) * ELECTRIC_CHARGE,
  },
  'GeV^-1': { title: 'a coupling in GeV^-1, such as g_agg, g_amumu', dimension: 'GeV^-1', value: (g) => g },
  'TeV^-1': { title: 'a coupling in TeV^-1, such as C/Lambda', dimension: 'GeV^-1', value: (g) => g * 1e-3 },
} as const satisfies Record<string, CouplingMeaning>;

export type CouplingName = keyof typeof COUPLING_MEANINGS;

/** GeV^-1 in the units of couplings that models have. */
const IN_UNIT: Readonly<Record<string, number>> = { 'GeV^-1': 1, 'TeV^-1': 1e3 };

/** The coupling of the plane; a message where the two have nothing to do with each other. */
export function converter(
  name: CouplingName,
  model: Model,
  particle: Particle,
): ((coupling: number) => number) | { readonly message: string } {
  const { dimension, value }: CouplingMeaning = COUPLING_MEANINGS[name];
  if (dimension === 'GeV^-1') {
    const unit = model.couplingUnit;
    if (unit !== null && Object.hasOwn(IN_UNIT, unit)) return (coupling) => value(coupling) * IN_UNIT[unit];
    return {
      message: `expected a coupling without dimension, as the plane of ${model.id} has it; got ${name}`,
    };
  }
  // A photon's vertex has the coupling's dimension: no g without one.
  if (model.mediator === 'alp-photon') {
    return { message: `expected GeV^-1 or TeV^-1 in the plane of ${model.id}; got ${name}` };
  }
  return (coupling) => couplingOfVertex(particle, value(coupling));
}
