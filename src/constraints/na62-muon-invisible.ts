/** K+ -> mu+ nu X with an invisible X, as NA62 published it in 2021. */
import { z } from 'zod';
import { powerLaw } from '../numerics/power-law.js';
import type { RelationConstraint } from './constraint.js';

/** The ends of the range of masses, GeV, and the orders of magnitude between which the limits range. */
const MASS_GEV = [0.01, 0.37];
const BRANCHING_FRACTION = [1e-5, 1e-7];

const limitAt = (massGeV: number) => powerLaw(MASS_GEV, BRANCHING_FRACTION, massGeV);

export const na62MuonInvisible: RelationConstraint = {
  id: 'na62-muon-invisible',
  kind: 'relation',
  title: 'NA62, $K^+ \\to \\mu^+ \\nu X$',
  source: '2101.12304, abstract',
  certainty: 'approximate',
  summary:
    'The upper limit on the branching fraction of K+ -> mu+ nu X with an invisible X, of which only the orders of magnitude are at hand: a power law from 1e-5 at 10 MeV to 1e-7 at 370 MeV. Scalars and vectors have limits of their own, which it does not tell apart.',
  models: 'an invisible scalar or vector that muons radiate',
  massSymbol: 'm_X',
  valueSymbol: '\\mathrm{BR}(K^+ \\to \\mu^+ \\nu X)',
  parameters: z.strictObject({}),
  value: limitAt,
  corners: () => MASS_GEV,
  statements: [
    {
      says: 'branching fraction at 10 MeV: O(1e-5)',
      source: '2101.12304, abstract',
      published: 1e-5,
      found: () => limitAt(0.01),
      within: 1e-12,
    },
    {
      says: 'branching fraction at 370 MeV: O(1e-7)',
      source: '2101.12304, abstract',
      published: 1e-7,
      found: () => limitAt(0.37),
      within: 1e-12,
    },
  ],
};
