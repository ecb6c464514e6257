/** Limits on BR(K+ -> mu+ nu X) times what becomes of X, as limits on the coupling of X. */
import { z } from 'zod';
import { fraction, positiveNumber } from '../experiments/fields.js';
import type { DecayChannel, Model, Particle } from '../models/index.js';
import { KAON_MASS_GEV, type KaonRadiation, kaonBranchingFraction } from '../physics/kaon-decay.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import type { LimitConstraint, LimitRegion } from './constraint.js';
import { ALWAYS, type SearchedDecay, isInvisible, searchedDecay, squareWithDecay } from './searched-decay.js';

/** m_K - m_mu in GeV: no heavier X comes from this decay. */
export const HEAVIEST_FROM_KAON_GEV = KAON_MASS_GEV - LEPTON_MASS_GEV.muon;

/** A scalar of muons alone, or the vector that neutrino and muon have the same charge of. */
export const fromKaon: LimitConstraint['appliesTo'] = ({ id }) => radiationOf(id) !== undefined;

export const FROM_KAON =
  'an L_mu - L_tau boson, or a scalar that couples to muons only and is taken to be invisible';

function radiationOf(id: string): KaonRadiation | undefined {
  if (id === 'mu-tau-vector') return 'vector';
  return id === 'scalar-muon-only' ? 'scalar' : undefined;
}

/** What NA62 looks for: nothing, or a pair of muons. */
export type KaonSearch = 'invisible' | 'dimuon';

export interface KaonLimit {
  readonly search: KaonSearch;
  /** The limit on BR(K+ -> mu+ nu X) BR(X), within the missing masses that count. */
  readonly fractionAt: (massGeV: number) => number;
  /** GeV^2; left out: all missing masses count. */
  readonly leastMissingMass2GeV2?: number;
}

/** The lower edge over a range of masses. */
export function kaonRegion(
  { model, particle }: { model: Pick<Model, 'id'>; particle: Particle },
  { fromGeV, toGeV }: Pick<LimitRegion, 'fromGeV' | 'toGeV'>,
  { search, fractionAt, leastMissingMass2GeV2 }: KaonLimit,
): LimitRegion {
  const kind = radiationOf(model.id)!;
  return {
    fromGeV,
    toGeV,
    cornersGeV: particle.decayThresholdsGeV.filter((mass) => fromGeV < mass && mass < toGeV),
    edges: (massGeV) => {
      if (!(fromGeV <= massGeV && massGeV <= toGeV)) return { low: Number.NaN, high: Number.NaN };
      const square = fractionAt(massGeV) / kaonBranchingFraction(kind, massGeV, leastMissingMass2GeV2);
      const low = Math.sqrt(squareWithDecay(square, decaysOf(particle, kind, search, massGeV)));
      return { low, high: Number.isNaN(low) ? low : Infinity };
    },
  };
}

function decaysOf(
  particle: Particle,
  kind: KaonRadiation,
  search: KaonSearch,
  massGeV: number,
): SearchedDecay {
  // No decay of a scalar is invisible in the model: 1902.07715 and NA62 take one for granted.
  if (kind === 'scalar' && search === 'invisible') return ALWAYS;
  return searchedDecay(particle, massGeV, search === 'invisible' ? isInvisible : isDimuon);
}

const isDimuon = ({ name }: DecayChannel) => name === 'mu mu';

/** Parameters of the projections of 1902.07715. */
export const KAON_EXPOSURE = {
  kaons: positiveNumber()
    .default(1e13)
    .meta({ description: 'Decays of K+ (default 1e13, all of NA62; in 2015: 1e8).' }),
  acceptance: fraction({ min: 1e-6 })
    .default(0.35)
    .meta({ description: 'Share of the decays that are seen (default 0.35).' }),
  sigmas: positiveNumber().default(2).meta({ description: 'Standard deviations (default 2).' }),
  systematic: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ description: 'Relative systematic uncertainty of the background, kappa (default 0).' }),
};

/** S of S/(B + kappa^2 B^2)^(1/2) = sigmas: 1902.07715, above (C.1). */
export function signalAtSignificance(background: number, systematic: number, sigmas: number): number {
  return sigmas * Math.sqrt(background * (1 + systematic ** 2 * background));
}
