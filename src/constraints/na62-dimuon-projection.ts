/** K+ -> mu+ nu X, X -> mu+ mu- in all of NA62's data: 1902.07715. */
import { z } from 'zod';
import { fraction, positiveNumber } from '../experiments/fields.js';
import { kaonBranchingFraction } from '../physics/kaon-decay.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import type { LimitConstraint } from './constraint.js';
import {
  HEAVIEST_FROM_KAON_GEV,
  KAON_EXPOSURE,
  fromKaon,
  kaonRegion,
  signalAtSignificance,
} from './kaon-couplings.js';

const parameters = z.strictObject({
  ...KAON_EXPOSURE,
  background_fraction: positiveNumber().default(1.35e-8).meta({
    description: 'Branching fraction of K+ -> 3 mu nu in the standard model (default 1.35e-8).',
  }),
  window_share: fraction({ min: 1e-6 }).default(1).meta({
    description: 'Share of that background within the mass window of a resonance (default 1: all of it).',
  }),
});

type Parameters = z.output<typeof parameters>;

/** The limit on BR(K+ -> mu+ nu X) BR(X -> mu mu). */
function fractionOf({
  kaons,
  acceptance,
  sigmas,
  systematic,
  background_fraction,
  window_share,
}: Parameters) {
  const seen = kaons * acceptance;
  return signalAtSignificance(seen * background_fraction * window_share, systematic, sigmas) / seen;
}

/** Just inside of the thresholds of X -> mu mu and of K -> mu nu X. */
const RANGE = { fromGeV: 2.001 * LEPTON_MASS_GEV.muon, toGeV: 0.95 * HEAVIEST_FROM_KAON_GEV };

export const na62DimuonProjection: LimitConstraint<Parameters> = {
  id: 'na62-dimuon-projection',
  kind: 'limit',
  title: 'NA62 to come, $K^+ \\to \\mu^+ \\nu X$, $X \\to \\mu\\mu$',
  source: '1902.07715, (A.4)-(A.8); background: K+ -> 3 mu nu, hep-ph/9209261',
  certainty: 'projected',
  confidence: '2 sigma',
  summary:
    'S/(B + kappa^2 B^2)^(1/2) = 2 with S = N_K A BR(K+ -> mu+ nu X) BR(X -> mu mu) and B = N_K A BR(K+ -> 3 mu nu) times the share within the mass window. 1902.07715 names this background. Its size is the prediction of hep-ph/9209261 as it is commonly quoted, not checked against that paper; the mass resolution and the acceptance for three muons are not at hand. So the default counts all of it under every resonance, which a window of a tenth would lower by 1.8 in g, and takes the acceptance for single muons.',
  models: 'an L_mu - L_tau boson or a scalar that couples to muons only',
  coupling: { is: 'g', of: 'muon' },
  appliesTo: fromKaon,
  parameters,
  regions: ({ model, particle, parameters: values }) => [
    kaonRegion({ model, particle }, RANGE, { search: 'dimuon', fractionAt: () => fractionOf(values) }),
  ],
  statements: [
    {
      says: 'BR(K+ -> mu+ nu X)/g^2 of a vector of 250 MeV',
      source: 'an independent program, from 1902.07715 (A.7)',
      published: 0.00048019746001422205,
      found: () => kaonBranchingFraction('vector', 0.25),
      within: 1e-8,
    },
    {
      says: 'BR(K+ -> mu+ nu X)/g^2 of a scalar of 250 MeV',
      source: 'an independent program, from 1902.07715 (A.8)',
      published: 0.0007511897179793492,
      found: () => kaonBranchingFraction('scalar', 0.25),
      within: 1e-8,
    },
  ],
};
