/** What a number that is called a coupling means -> the scanned coupling of a model. Never guessed: whoever has it says it. */
import { E_SQUARED, type MassWeight } from '../physics/bremsstrahlung.js';
import type { Lepton } from '../physics/particles.js';
import { type Model, type Particle, fixedVertex } from './model.js';

export interface CouplingMeaning {
  readonly title: string;
  /** The dimensionless strength of the vertex, or of a coupling with a dimension its value in GeV^-1. */
  readonly value: (coupling: number) => number;
  readonly dimension: 'vertex' | 'GeV^-1';
}

const ELECTRIC_CHARGE = Math.sqrt(E_SQUARED);

/** How a coupling is normalised. */
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

/** What X couples to with it. */
export const COUPLED = {
  electron: 'electrons',
  muon: 'muons',
  tau: 'taus',
  photon: 'photons',
  'muon-tau': 'muons that turn into taus',
  'dark-pair': 'muons, times that to dark fermions, of a massless boson',
} as const satisfies Record<Lepton, string> & Record<string, string>;

export type Coupled = keyof typeof COUPLED;

/** A coupling that limits are given in: its normalisation, and what couples. */
export interface GivenCoupling {
  readonly is: CouplingName;
  readonly of: Coupled;
}

/** Models whose vertex is not one that leaves a lepton as it was. */
const COUPLED_BY_MEDIATOR: Readonly<Partial<Record<Model['mediator'], Coupled>>> = {
  'alp-photon': 'photon',
  'lfv-alp': 'muon-tau',
  'dark-pair': 'dark-pair',
};

/** The vertex over that of the muon or, where no lepton stays what it was, over the model's own; undefined without one. */
function vertexRatio({ mediator, beamVertex }: Model, of: Coupled): MassWeight | undefined {
  const only = COUPLED_BY_MEDIATOR[mediator];
  if (only !== undefined) return of === only ? fixedVertex(1) : undefined;
  return beamVertex[of as Lepton];
}

/** What the X of a model couples to at tree level or, as the electrons of L_mu - L_tau, by a mixing that it declares. */
export function coupledTo(model: Model): Coupled[] {
  return (Object.keys(COUPLED) as Coupled[]).filter((of) => vertexRatio(model, of) !== undefined);
}

/** GeV^-1 in the units of couplings that models have. */
const IN_UNIT: Readonly<Record<string, number>> = { 'GeV^-1': 1, 'TeV^-1': 1e3 };

/** From what is given, at a mass in GeV, to the coupling of a model's plane. 0 and Infinity stay what they are. */
export type Conversion = (coupling: number, massGeV: number) => number;

/**
 * The conversion of a coupling, or a message where the model has no such coupling.
 *
 * @param of what couples with it; left out: what the model's own coupling is of.
 */
export function converter(
  name: CouplingName,
  model: Model,
  particle: Particle,
  of?: Coupled,
): Conversion | { readonly message: string } {
  const { dimension, value }: CouplingMeaning = COUPLING_MEANINGS[name];
  const ratio = of === undefined ? fixedVertex(1) : vertexRatio(model, of);
  if (ratio === undefined) {
    return {
      message: `expected a coupling to ${coupledTo(model)
        .map((known) => COUPLED[known])
        .join(' or ')}, as ${model.id} has it; got one to ${COUPLED[of!]}`,
    };
  }
  if (dimension === 'GeV^-1') {
    const unit = model.couplingUnit;
    if (unit !== null && Object.hasOwn(IN_UNIT, unit)) {
      return (coupling, massGeV) => (value(coupling) * IN_UNIT[unit]) / ratio.at(massGeV);
    }
    return {
      message: `expected a coupling without dimension, as the plane of ${model.id} has it; got ${name}`,
    };
  }
  // A photon's vertex has the coupling's dimension: no g without one.
  if (model.mediator === 'alp-photon') {
    return { message: `expected GeV^-1 or TeV^-1 in the plane of ${model.id}; got ${name}` };
  }
  return (coupling, massGeV) => couplingOfVertex(particle, value(coupling) / ratio.at(massGeV));
}

/** The scanned coupling at which the vertex where X is produced has a strength: (g/vertex)^(2/power). */
export function couplingOfVertex(
  { vertexAtUnitCoupling, couplingPower }: Particle,
  strength: number,
): number {
  return (strength / vertexAtUnitCoupling) ** (2 / couplingPower);
}
