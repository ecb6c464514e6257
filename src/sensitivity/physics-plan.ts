/**
 * What determines the numbers of a grid, apart from its axes: in canonical units (GeV, cm), as plain data, so that it
 * can be sent to another thread, hashed and stored.
 */
import type { Experiment } from '../experiments/schema.js';

/**
 * Version of the numerics. Raise it whenever a change could alter a bit of a stored yield: a grid made with another
 * version is then a different plan.
 */
export const NUMERICS_VERSION = 5;

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
    /** Of a spectrum: its upper end. */
    readonly energyGeV: number;
    /** null for a monochromatic beam. */
    readonly spectrum: BeamSpectrum | null;
    readonly particlesOnTarget: number;
  };
  readonly target: PlanTarget;
  readonly channel: PlanChannel;
}

/** Particles per bin of energy, evenly in ln E within a bin; the bins do not overlap. */
export interface BeamSpectrum {
  readonly energyFromGeV: readonly number[];
  readonly energyToGeV: readonly number[];
  /** Relative numbers of particles. */
  readonly weight: readonly number[];
}

export interface PlanTarget {
  readonly material: { readonly name: string; readonly Z: number; readonly A: number };
  /** Of the material itself. */
  readonly lengthCm: number;
  /** Along the beam, with what is between the layers of the material. */
  readonly extentCm: number;
  readonly numberDensityPerCm3: number;
  readonly energyLoss: PlanEnergyLoss;
  /** 0 where no lower limit was given. */
  readonly minimumEnergyGeV: number;
  /** X is made at these distances from the end of the target, equally often; null for everywhere along it. */
  readonly layers: { readonly count: number; readonly spacingCm: number } | null;
  /** The way of every X to a decay volume is counted from the front face, wherever it is made. */
  readonly isMadeAtFront?: true;
}

/** Mean energy loss of a beam particle in the material of the target. */
export type PlanEnergyLoss =
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly gevPerCm: number }
  /** Of electrons, by radiation: not the mean, but the distribution of energies (physics/electron-straggling.ts). */
  | { readonly kind: 'bremsstrahlung'; readonly radiationLengthCm: number }
  | {
      readonly kind: 'table';
      readonly energyGeV: readonly number[];
      readonly lossGeVPerCm: readonly number[];
    };

/** Distances from the target's front face; `toCm` null means infinity. */
export interface DecayVolume {
  readonly fromCm: number;
  readonly toCm: number | null;
}

export interface PlanChannel {
  readonly id: string;
  readonly signature: Signature;
  /** Where a decay is accepted, any one of these; empty: anywhere. */
  readonly decayVolumes: readonly DecayVolume[];
  readonly xMin: number;
  readonly xMax: number;
  /** Limits of the energy (1 - x) E of the recoil lepton. */
  readonly recoilMinGeV: number;
  /** null for no upper limit. */
  readonly recoilMaxGeV: number | null;
  /** Limits of the energy x E of X; maxGeV null for no upper limit. */
  readonly energyX?: { readonly minGeV: number; readonly maxGeV: number | null };
  readonly efficiency: Efficiency;
  /** Selection of the recoil lepton where that is a tau. */
  readonly recoilTau: TauSelection | null;
  /** Selection of the tau of X -> mu tau. */
  readonly decayTau: TauSelection | null;
}

/**
 * Which X count: `any`: those that decay in the decay volume (all, without one); `visible`: of these, those that decay to
 * visible particles; `invisible`: those that decay to invisible particles, and visible decays in the decay volume.
 */
export const SIGNATURES = ['any', 'invisible', 'visible'] as const;
export type Signature = (typeof SIGNATURES)[number];

/** Linear between the values of a table, constant beyond its ends. */
export type Efficiency =
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'by-mass' | 'by-x';
      /** GeV, or x. */
      readonly at: readonly number[];
      readonly value: readonly number[];
    };

export interface TauSelection {
  /** Fraction of decays that are looked for, with whatever else is a constant. */
  readonly fraction: number;
  /** Its muon must have less energy than this; null for no such cut. */
  readonly muonBelowGeV: number | null;
  /** The tau must fly further than this. */
  readonly flightBeyondCm: number;
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
