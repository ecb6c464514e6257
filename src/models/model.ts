import type { MassWeight, Mediator } from '../physics/bremsstrahlung.js';
import type { Lepton } from '../physics/particles.js';

/** A kind of particle X with its couplings. */
export interface Model {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** How X couples where it is produced. */
  readonly mediator: Mediator;
  /** Symbols of mass and coupling, in TeX, for axes. */
  readonly massSymbol: string;
  readonly couplingSymbol: string;
  /** Unit of the coupling in scan files and on axes; null if dimensionless. */
  readonly couplingUnit: string | null;
  /** What a scan file may set beside mass and coupling, by name. */
  readonly parameters: Readonly<Record<string, ModelParameter>>;
  /**
   * What a beam lepton couples with, over what the scanned coupling means at `vertexAtUnitCoupling`, by the mass of what
   * is produced. X does not couple to leptons that are left out.
   */
  readonly beamVertex: BeamVertices;
  /** The model at values of all of its parameters. */
  readonly particle: (parameters: ParameterValues) => Particle;
}

export type BeamVertices = Readonly<Partial<Record<Lepton, MassWeight>>>;

/** A vertex that is in a fixed ratio to the scanned coupling. */
export function fixedVertex(ratio: number): MassWeight {
  return { at: () => ratio, breakpointsGeV: [] };
}

export type ParameterValues = Readonly<Record<string, number | string>>;

export type ModelParameter = { readonly description: string } & (
  | { readonly kind: 'angle'; readonly default: number }
  | { readonly kind: 'number'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
);

/** X as a function of its mass and the one scanned coupling c. */
export interface Particle {
  /** Strength of the vertex where a muon produces X, at c = 1; for other leptons see `beamVertex`. */
  readonly vertexAtUnitCoupling: number;
  /** Production and the widths that are not fixed go as c to this power. */
  readonly couplingPower: 1 | 2;
  /** Of a flavour-violating ALP, rad. */
  readonly mixingAngle?: number;
  /** Decays whose widths scale, at c = 1. */
  readonly decaysAtUnitCoupling: (massGeV: number) => readonly DecayChannel[];
  /** Decays that do not know c, such as those to a dark sector. */
  readonly fixedDecays?: (massGeV: number) => readonly DecayChannel[];
  /** Masses at which decay channels open, GeV. */
  readonly decayThresholdsGeV: readonly number[];
  /** Contribution to (g-2)/2 of the muon at c = 1, where the model has one; it goes as c^2. */
  readonly momentAtUnitCoupling?: (massGeV: number) => number;
}

export interface DecayChannel {
  readonly name: string;
  readonly widthGeV: number;
  /** Left out where the decay can be seen. */
  readonly isInvisible?: true;
}

/** Values of all parameters: those given, and the defaults of the others. */
export function withDefaults({ parameters }: Model, given: ParameterValues): ParameterValues {
  return {
    ...Object.fromEntries(Object.entries(parameters).map(([name, { default: value }]) => [name, value])),
    ...given,
  };
}

/** Of all the channels together. */
export function totalWidthGeV(channels: readonly DecayChannel[]): number {
  return channels.reduce((sum, { widthGeV }) => sum + widthGeV, 0);
}
