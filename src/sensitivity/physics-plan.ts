/**
 * What determines the numbers of a grid, apart from its axes: in canonical units (GeV, cm), as plain data, so that it
 * can be sent to another thread, hashed and stored.
 */
import type { Experiment } from '../experiments/schema.js';

/**
 * Version of the numerics. Raise it whenever a change could alter a bit of a stored yield: a grid made with another
 * version is then a different plan.
 */
export const NUMERICS_VERSION = 2;

export interface PhysicsPlan {
  readonly numericsVersion: number;
  readonly model: { readonly id: string; readonly parameters: Readonly<Record<string, number | string>> };
  /** The experiment without its documentation (titles, sources). */
  readonly experiment: PlanExperiment;
  readonly method: string;
  readonly formFactor: string;
  readonly integration: IntegrationLimits;
  /** Relative accuracy asked of every yield. */
  readonly accuracy: number;
}

export interface PlanExperiment {
  readonly id: string;
  readonly beam: {
    readonly particle: Experiment['beam']['particle'];
    readonly energyGeV: number;
    readonly particlesOnTarget: number;
  };
  readonly target: {
    readonly material: { readonly name: string; readonly Z: number; readonly A: number };
    readonly lengthCm: number;
    readonly numberDensityPerCm3: number;
    /** 0 for a thin target. */
    readonly energyLossGeVPerCm: number;
    /** 0 where no lower limit was given. */
    readonly minimumEnergyGeV: number;
  };
  readonly channel: {
    readonly id: string;
    /** Distances from the target's front face; `null` where every produced particle counts; `toCm` null means infinity. */
    readonly decayVolume: { readonly fromCm: number; readonly toCm: number | null } | null;
    readonly xMin: number;
    readonly xMax: number;
    readonly efficiency: number;
  };
}

/** Limits of the integration over the matrix element; `null` takes the natural one named in each line. */
export interface IntegrationLimits {
  /** Least x; the channel's own cut holds as well. */
  readonly xMin: number;
  /** null: the kinematic limit 1 - m_l/E. */
  readonly xMax: number | null;
  /** null: no cut on the angle (pi). */
  readonly thetaMax: number | null;
  /** In GeV^2. null: m_X^2 + m_l^2. */
  readonly tMaxGeV2: number | null;
}
