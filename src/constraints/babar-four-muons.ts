/** e+ e- -> mu+ mu- Z', Z' -> mu+ mu- at BaBar. */
import { z } from 'zod';
import type { LimitConstraint } from './constraint.js';
import { tableRegion } from './limit-regions.js';
import { NOT_DARK, hasDarkDecay } from './searched-decay.js';

/**
 * Read off the 1772 points that darkcast has of 1606.03501: the limit is very jagged, and these
 * are its level. Masses in GeV; the first two are the ends of a stretch at 1e-3.
 */
const MASS_GEV = [0.22, 0.3, 0.5, 1, 2, 5];
const COUPLING = [1e-3, 1e-3, 1.69e-3, 2.44e-3, 4.62e-3, 1.74e-2];

const REGION = tableRegion({ massGeV: MASS_GEV, low: COUPLING });

/** The limit, for recasts: its masses in GeV, and the coupling at each between their ends. */
export const BABAR_FOUR_MUONS = {
  massGeV: MASS_GEV as readonly number[],
  couplingAt: (massGeV: number) => REGION.edges(massGeV).low,
};

export const babarFourMuons: LimitConstraint = {
  id: 'babar-4mu',
  kind: 'limit',
  title: 'BaBar, $4\\mu$',
  source: "1606.03501 (90 % CL), by way of darkcast's digitisation (1801.04847)",
  certainty: 'approximate',
  confidence: '90 % CL',
  summary:
    "The upper limit on the coupling of an L_mu - L_tau boson from e+ e- -> mu+ mu- Z', Z' -> mu+ mu-, at five levels with power laws between them. The published limit is very jagged around them.",
  models: NOT_DARK,
  coupling: { is: 'g', of: 'muon' },
  appliesTo: ({ id }, particle) => id === 'mu-tau-vector' && !hasDarkDecay(particle),
  parameters: z.strictObject({}),
  regions: () => [REGION],
  statements: [
    {
      says: 'g at 1 GeV, 90 % CL',
      source: '1606.03501, digitised',
      published: 2.44e-3,
      found: () => REGION.edges(1).low,
      within: 1e-12,
      isInput: true,
    },
  ],
};
