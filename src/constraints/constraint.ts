/** What a line or a band is that no scan computes: where it lies, where that comes from, and which models have it. */
import type { z } from 'zod';
import type { Model, Particle } from '../models/index.js';

export type Constraint = BandConstraint | LineConstraint | RelationConstraint;

interface Description {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** How sure it is: computed from a formula, or recast from limits on something else. */
  readonly certainty: 'computed' | 'recast';
  /** The models it is for, in words: completes "for models with". */
  readonly models: string;
}

/** Couplings that bring a measured value and its prediction together; of any model, or it says why there are none. */
export interface BandConstraint extends Description {
  readonly kind: 'band';
  /** Measured minus predicted values, by name. */
  readonly measurements: Readonly<Record<string, MeasuredDifference>>;
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
  readonly appliesTo: (model: Model) => boolean;
  readonly parameters: z.ZodType<Parameters>;
  /** Couplings in the model's unit: NaN where the formula says nothing, Infinity where it says that none is enough. */
  couplings(particle: Particle, parameters: Parameters, massGeV: readonly number[]): number[];
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

/** The scanned coupling at which the vertex where X is produced has a strength: (g/vertex)^(2/power). */
export function couplingOfVertex(
  { vertexAtUnitCoupling, couplingPower }: Particle,
  strength: number,
): number {
  return (strength / vertexAtUnitCoupling) ** (2 / couplingPower);
}
