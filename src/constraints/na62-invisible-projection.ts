/** K+ -> mu+ nu X with an invisible X in all of NA62's data, if a trigger kept the single muons: 1902.07715. */
import { z } from 'zod';
import { fraction, positiveNumber } from '../experiments/fields.js';
import { kaonBranchingFraction, LARGEST_MISSING_MASS2_GEV2 } from '../physics/kaon-decay.js';
import type { LimitConstraint } from './constraint.js';
import {
  FROM_KAON,
  HEAVIEST_FROM_KAON_GEV,
  KAON_EXPOSURE,
  fromKaon,
  kaonRegion,
  signalAtSignificance,
} from './kaon-couplings.js';

const parameters = z.strictObject({
  ...KAON_EXPOSURE,
  least_missing_mass2: fraction({ max: 0.15 })
    .default(0.05)
    .meta({ description: 'Least squared missing mass in GeV^2 (default 0.05).', unit: 'GeV^2' }),
  background_per_kaon: positiveNumber().default(1e-5).meta({
    description: 'Background events above the least missing mass per decay of a K+ (default 1e-5).',
  }),
});

type Parameters = z.output<typeof parameters>;

/** The limit on BR(K+ -> mu+ nu X) within the cut. */
function fractionOf({ kaons, acceptance, sigmas, systematic, background_per_kaon }: Parameters): number {
  return signalAtSignificance(background_per_kaon * kaons, systematic, sigmas) / (kaons * acceptance);
}

/** GeV. Towards m_K - m_mu itself the coupling grows without end. */
const TO_GEV = 0.95 * HEAVIEST_FROM_KAON_GEV;

export const na62InvisibleProjection: LimitConstraint<Parameters> = {
  id: 'na62-invisible-projection',
  kind: 'limit',
  title: 'NA62 to come, $K^+ \\to \\mu^+ \\nu X$, invisible',
  source: '1902.07715, section IV.A and supplement, (A.4)-(A.8) and (C.1)',
  certainty: 'projected',
  confidence: '2 sigma',
  summary:
    'S/(B + kappa^2 B^2)^(1/2) = 2 with S = N_K A BR(K+ -> mu+ nu X; m_miss^2 > m_cut^2) BR(X -> invisible). B is not printed: the default is the order of magnitude of B^(-1/2) ~ 1e-4, which the paper gives for all of the data. For 2015 (1e8 kaons) take twice the background per kaon, which the paper halves for the beam spectrometer. The paper raises m_cut with the mass of X, which needs the shape of the background: here it is fixed. kappa = 1e-2, below which the paper expects new reach, raises g tenfold here. B enters as its fourth root: a factor of ten is 1.8 in g. A scalar is taken to be invisible: above 2 m_mu that of scalar-muon-only itself decays to mu mu.',
  models: FROM_KAON,
  coupling: { is: 'g', of: 'muon' },
  appliesTo: fromKaon,
  parameters,
  regions: ({ model, particle, parameters: values }) => [
    kaonRegion(
      { model, particle },
      { fromGeV: 1e-3, toGeV: TO_GEV },
      {
        search: 'invisible',
        fractionAt: () => fractionOf(values),
        leastMissingMass2GeV2: values.least_missing_mass2,
      },
    ),
  ],
  statements: [
    {
      says: 'B^(-1/2) of all of the data: ~ 1e-4',
      source: '1902.07715, supplement, background systematics',
      published: 1e-4,
      found: () => {
        const { background_per_kaon, kaons } = parameters.parse({});
        return 1 / Math.sqrt(background_per_kaon * kaons);
      },
      within: 1e-9,
      isInput: true,
    },
    {
      says: 'the largest squared missing mass, GeV^2',
      source: '1902.07715, below (C.1)',
      published: 0.15,
      found: () => LARGEST_MISSING_MASS2_GEV2,
      within: 0.01,
    },
    {
      says: 'BR(K+ -> mu+ nu X)/g^2 of a vector of 100 MeV, m_miss^2 > 0.05 GeV^2',
      source: 'an independent program, from 1902.07715 (A.7)',
      published: 0.01032,
      found: () => kaonBranchingFraction('vector', 0.1, 0.05),
      within: 1e-3,
    },
    {
      says: 'BR(K+ -> mu+ nu X)/g^2 of a scalar of 50 MeV, m_miss^2 > 0.05 GeV^2',
      source: 'an independent program, from 1902.07715 (A.8)',
      published: 0.0173,
      found: () => kaonBranchingFraction('scalar', 0.05, 0.05),
      within: 3e-3,
    },
  ],
};
