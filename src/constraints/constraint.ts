/** What a line, a band or a limit is that no scan computes: where it lies, where that comes from, and which models have it. */
import type { z } from 'zod';
import type { GivenCoupling, Model, Particle } from '../models/index.js';
import type { Certainty } from '../certainty.js';

export type Constraint =
  BandConstraint | LineConstraint | RelationConstraint | LimitConstraint | MissingConstraint;

interface Description {
  readonly id: string;
  readonly title: string;
  /** Of every number; papers by their arXiv number. */
  readonly source: string;
  readonly certainty: Certainty;
  /** The level at which it excludes or favours, such as `90 % CL`; left out where there is none. Of a parameter `sigmas` that one counts. */
  readonly confidence?: string;
  /** How it is found from what, in a sentence or two, with its formula. */
  readonly summary: string;
  /** The models it is for, in words: completes "for models with". */
  readonly models: string;
  /** What it must meet; never empty. */
  readonly statements: readonly Statement[];
}

/** A number from outside, beside the same of the constraint. */
export interface Statement {
  /** What is said, with its unit. */
  readonly says: string;
  readonly source: string;
  readonly published: number;
  readonly found: () => number;
  /** The relative difference that its digits, or whatever `says` tells, allow. */
  readonly within: number;
  /** It is what the constraint is made of, not a check of it: as it is given. */
  readonly isInput?: true;
}

/** Couplings that bring a measured value and its prediction together; of any model, or it says why there are none. */
export interface BandConstraint extends Description {
  readonly kind: 'band';
  /** Measured minus predicted values, by name. */
  readonly measurements: Readonly<Record<string, MeasuredDifference>>;
  /** The one of them that is meant where none is named. */
  readonly usual: string;
  /** Whether a model contributes at all, of whatever sign. */
  readonly appliesTo: (model: Model, particle: Particle) => boolean;
  /** The couplings within n standard deviations. */
  readonly band: (
    particle: Particle,
    difference: MeasuredDifference,
    sigmas: number,
    massGeV: readonly number[],
  ) => CouplingBand | NoBand;
}

/** Measured minus predicted. */
export interface MeasuredDifference {
  readonly title: string;
  readonly value: number;
  readonly error: number;
  readonly source: string;
}

/** Couplings from low to high at each mass, NaN where there are none; low is 0 where the band is only an upper limit. */
export interface CouplingBand {
  readonly massGeV: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Why there is no coupling in the band at any mass. */
export interface NoBand {
  readonly reason: string;
}

/** One coupling at each mass. */
export interface LineConstraint<Parameters = unknown> extends Description {
  readonly kind: 'line';
  /** Whether it is for a model, by what the model declares. */
  readonly appliesTo: (model: Model, particle: Particle) => boolean;
  readonly parameters: z.ZodType<Parameters>;
  /** Couplings in the model's unit: NaN where the formula says nothing, Infinity where it says that none is enough. */
  couplings(particle: Particle, parameters: Parameters, massGeV: readonly number[]): number[];
  /** What legends say of its parameters, after the title. */
  legend?(parameters: Parameters): string;
  /** Masses in GeV at which the line begins, ends or bends. */
  corners?(parameters: Parameters): readonly number[];
}

/** A function of a mass that is not in the plane of any model. */
export interface RelationConstraint<Parameters = unknown> extends Description {
  readonly kind: 'relation';
  /** In TeX, for axes. */
  readonly massSymbol: string;
  readonly valueSymbol: string;
  readonly parameters: z.ZodType<Parameters>;
  /** NaN where the formula says nothing, Infinity where it says that none is enough. */
  value(massGeV: number, parameters: Parameters): number;
  /** Masses in GeV at which it begins or ends. */
  corners?(parameters: Parameters): readonly number[];
}

/** Couplings that a measurement or an observation rules out, or would. */
export interface LimitConstraint<Parameters = unknown> extends Description {
  readonly kind: 'limit';
  /** What its numbers are: they are converted to the coupling of each model, or refused where it has none such. */
  readonly coupling: GivenCoupling;
  /** Whether it is for a model, by what the model declares. */
  readonly appliesTo: (model: Model, particle: Particle) => boolean;
  /** Of a file of the user that names no models: none of those that it fits is the first. */
  readonly isForAnyModel?: boolean;
  readonly parameters: z.ZodType<Parameters>;
  /** One for each range of masses. */
  regions(of: LimitOf<Parameters>): readonly LimitRegion[];
}

/** What a limit may depend on. Tables know neither model nor particle. */
export interface LimitOf<Parameters> {
  readonly model: Model;
  readonly particle: Particle;
  readonly parameters: Parameters;
}

/** What is ruled out over a range of masses, as intervals of the constraint's own coupling. */
export interface LimitRegion {
  /** GeV; 0 where it holds for all light masses. */
  readonly fromGeV: number;
  readonly toGeV: number;
  /** Couplings from low to high: low is 0 without a lower edge, high Infinity without an upper one, NaN: nothing. */
  readonly edges: (massGeV: number) => CouplingInterval;
  /** An edge that there is but whose place is not known: `edges` has it as if there were none, and nothing is tinted. */
  readonly unknown?: 'low' | 'high';
  /** Masses in GeV between the ends at which an edge bends. */
  readonly cornersGeV?: readonly number[];
}

export interface CouplingInterval {
  readonly low: number;
  readonly high: number;
}

/** One that people draw, and for which there is no number that can be cited: nothing is drawn. */
export interface MissingConstraint extends Pick<Description, 'id' | 'title' | 'source' | 'models'> {
  readonly kind: 'missing';
  /** What is missing, and what would mend it. */
  readonly reason: string;
}
