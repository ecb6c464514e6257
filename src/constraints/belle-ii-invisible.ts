/** e+ e- -> mu+ mu- Z' with an invisible Z' at Belle II. */
import { z } from 'zod';
import type { LimitConstraint } from './constraint.js';
import { invisibleRegion } from './invisible-region.js';
import { tableRegion } from './limit-regions.js';

/**
 * Masses in GeV and upper limits on g' of a Z' that is always invisible: 1912.11276, Fig. 3, in the digitisation of darkcast,
 * file recast/limits/Lmu-Ltau_boson/BelleII_Adachi2019otg.lmt of the repository micha-a-schmidt/darkcast, to the three
 * digits that it has. Its first point is 0.5 % lower, by its own 99 % of invisible decays above 2 m_mu and 100 % below: undone.
 */
const MASS_GEV = [
  0.002, 1.1565, 1.6383, 1.988, 2.2919, 2.5669, 2.8103, 3.0228, 3.2121, 3.3852, 3.5466, 3.699, 3.8441, 3.9824,
  4.1141, 4.2392, 4.3584, 4.4725, 4.583, 4.691, 4.7969, 4.9005, 5.0007, 5.0964, 5.1865, 5.2709, 5.3499,
  5.4244, 5.4955, 5.5644, 5.6321, 5.6996, 5.7673, 5.8356, 5.9047, 5.9744,
];
const COUPLING = [
  0.051, 0.051, 0.07, 0.086, 0.1, 0.115, 0.129, 0.144, 0.18, 0.18, 0.198, 0.226, 0.254, 0.275, 0.296, 0.327,
  0.356, 0.381, 0.408, 0.461, 0.461, 0.494, 0.52, 0.554, 0.59, 0.635, 0.833, 0.723, 0.723, 0.751, 0.803,
  0.827, 0.874, 0.92, 0.96, 0.994,
];

const TABLE = { massGeV: MASS_GEV, low: COUPLING };

export const belleInvisible: LimitConstraint = {
  id: 'belle-ii-invisible',
  kind: 'limit',
  title: 'Belle II, $\\mu\\mu$ + invisible',
  source: "1912.11276, Fig. 3 (90 % credibility), by way of darkcast's digitisation (1801.04847)",
  certainty: 'digitised',
  confidence: '90 % credibility',
  summary:
    "g^2 BR(Z' -> invisible) = limit^2, from e+ e- -> mu+ mu- Z' in 0.28 fb^-1 of 2018. The table is for a Z' that is always invisible; above 2 m_mu one of L_mu - L_tau decays to muons as well, which makes a step. With 79.7 fb^-1 Belle II has since reached from 3e-3 at low masses to 1 at 8 GeV (2212.03066, abstract), of which no table is at hand.",
  models: 'an L_mu - L_tau boson, to neutrinos or a dark partner',
  coupling: { is: 'g', of: 'muon' },
  appliesTo: ({ id }) => id === 'mu-tau-vector',
  parameters: z.strictObject({}),
  regions: ({ particle }) => [invisibleRegion(particle, TABLE, () => 1)],
  statements: [
    {
      says: "least g' of an invisible Z': 5e-2, one digit",
      source: '1912.11276, abstract',
      published: 5e-2,
      found: () => tableRegion(TABLE).edges(0.1).low,
      within: 0.1,
    },
    {
      says: "g' up to which there are limits: 1 for masses up to 6 GeV",
      source: '1912.11276, abstract',
      published: 1,
      found: () => tableRegion(TABLE).edges(5.9744).low,
      within: 0.05,
    },
  ],
};
