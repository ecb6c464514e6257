/** K+ -> mu+ nu X with an invisible X, as NA62 published it in 2021. */
import { z } from 'zod';
import { MODELS, particleOf } from '../models/index.js';
import { powerLaw } from '../numerics/power-law.js';
import { kaonBranchingFraction } from '../physics/kaon-decay.js';
import type { LimitConstraint } from './constraint.js';
import { FROM_KAON, fromKaon, kaonRegion } from './kaon-couplings.js';
import { searchedDecay } from './searched-decay.js';

/** The ends of the range of masses, GeV, and the orders of magnitude between which the limits range. */
const MASS_GEV = [0.01, 0.37];
const BRANCHING_FRACTION = [1e-5, 1e-7];

const limitAt = (massGeV: number) => powerLaw(MASS_GEV, BRANCHING_FRACTION, massGeV);

const RANGE = { fromGeV: MASS_GEV[0], toGeV: MASS_GEV[1] };
const LIMIT = { search: 'invisible', fractionAt: limitAt } as const;

/** BR(K -> mu nu Z') BR(Z' -> nu nu) back from the limit on the coupling: nearly half of the Z' are visible above 2 m_mu. */
function fractionBack(massGeV: number): number {
  const model = MODELS['mu-tau-vector'];
  const particle = particleOf({ id: model.id, parameters: {} });
  const { low } = kaonRegion({ model, particle }, RANGE, LIMIT).edges(massGeV);
  const { searched, scaling } = searchedDecay(particle, massGeV, ({ name }) => name === 'nu nu');
  return low ** 2 * kaonBranchingFraction('vector', massGeV) * (searched / scaling);
}

export const na62MuonInvisible: LimitConstraint = {
  id: 'na62-muon-invisible',
  kind: 'limit',
  title: 'NA62, $K^+ \\to \\mu^+ \\nu X$',
  source: '2101.12304, abstract (90 % CL); branching fraction from 1902.07715 (A.4)-(A.8)',
  certainty: 'approximate',
  confidence: '90 % CL',
  summary:
    'g^2 BR(X -> invisible) = limit/[BR(K+ -> mu+ nu X)/g^2]. Of the limit only the orders of magnitude are at hand: a power law from 1e-5 at 10 MeV to 1e-7 at 370 MeV, the same for scalars and vectors, which NA62 tells apart. Half an order of magnitude in it is a factor 1.8 in g. A scalar is taken to be invisible, as NA62 takes it; by gamma gamma alone one of more than some 50 MeV would decay within the 65 m of the decay region, and above 2 m_mu one of muons only decays to mu mu at once: there the line is none for the model scalar-muon-only itself.',
  models: FROM_KAON,
  coupling: { is: 'g', of: 'muon' },
  appliesTo: fromKaon,
  parameters: z.strictObject({}),
  regions: (of) => [kaonRegion(of, RANGE, LIMIT)],
  statements: [
    {
      says: "BR(K+ -> mu+ nu Z') BR(Z' -> nu nu) of the coupling at 10 MeV: O(1e-5)",
      source: '2101.12304, abstract',
      published: 1e-5,
      found: () => fractionBack(0.01),
      within: 1e-9,
      isInput: true,
    },
    {
      says: "BR(K+ -> mu+ nu Z') BR(Z' -> nu nu) of the coupling at 370 MeV: O(1e-7)",
      source: '2101.12304, abstract',
      published: 1e-7,
      found: () => fractionBack(0.37),
      within: 1e-9,
      isInput: true,
    },
    {
      says: 'BR(K+ -> mu+ nu X)/g^2 of a scalar of 100 MeV',
      source: 'an independent program, from 1902.07715 (A.8)',
      published: 0.013187777476733047,
      found: () => kaonBranchingFraction('scalar', 0.1),
      within: 1e-8,
    },
    {
      says: 'BR(K+ -> mu+ nu X)/g^2 of a vector of 1 MeV',
      source: 'an independent program, from 1902.07715 (A.7)',
      published: 0.606972997618337,
      found: () => kaonBranchingFraction('vector', 1e-3),
      within: 1e-8,
    },
  ],
};
