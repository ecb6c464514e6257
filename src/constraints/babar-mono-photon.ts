/** e+ e- -> gamma X with an invisible X at BaBar. */
import { z } from 'zod';
import { MODELS, type Model, type Particle, particleOf } from '../models/index.js';
import { E_SQUARED } from '../physics/bremsstrahlung.js';
import type { LimitConstraint } from './constraint.js';
import { hasInvisibleDecay, invisibleRegion } from './invisible-region.js';
import { tableRegion } from './limit-regions.js';

/**
 * Masses in GeV and upper limits on epsilon of a dark photon that is always invisible: 1702.03327, Fig. 5, in the
 * digitisation of darkcast, file recast/limits/B-L_boson/BaBar_Lees2017lec.lmt of the repository micha-a-schmidt/darkcast.
 * It has g of B - L with the invisible branching fraction of the dark photon, g = e epsilon with e = 0.302822. Of its 167
 * points a script kept the 73 whose power laws meet all of them within 1 %. At 5.5 GeV the selection of BaBar changes.
 */
const MASS_GEV = [
  0.001, 0.5, 1.5, 1.7, 1.9, 2.3, 2.5, 3.05, 3.2, 3.35, 3.5, 3.7, 3.75, 3.95, 4.05, 4.25, 4.4, 4.65, 4.75,
  4.8, 4.85, 5, 5.1, 5.3, 5.5, 5.55, 5.65, 5.7, 5.75, 5.8, 5.9, 5.95, 6, 6.1, 6.19, 6.22, 6.25, 6.28, 6.31,
  6.34, 6.4, 6.43, 6.46, 6.52, 6.58, 6.67, 6.73, 6.88, 6.91, 6.94, 7, 7.03, 7.06, 7.09, 7.12, 7.21, 7.27, 7.3,
  7.33, 7.36, 7.42, 7.45, 7.48, 7.51, 7.54, 7.57, 7.6, 7.72, 7.76, 7.78, 7.8, 7.9, 8,
];
const EPSILON = [
  9.428e-4, 9.537e-4, 9.669e-4, 9.383e-4, 8.618e-4, 7.238e-4, 7.044e-4, 7.574e-4, 7.817e-4, 7.656e-4,
  7.106e-4, 5.972e-4, 5.603e-4, 4.791e-4, 4.406e-4, 4.327e-4, 4.446e-4, 3.962e-4, 4.028e-4, 4.164e-4,
  4.535e-4, 5.471e-4, 5.992e-4, 6.517e-4, 6.646e-4, 1.331e-3, 1.491e-3, 1.525e-3, 1.516e-3, 1.458e-3,
  1.299e-3, 1.262e-3, 1.269e-3, 1.392e-3, 1.516e-3, 1.53e-3, 1.511e-3, 1.462e-3, 1.381e-3, 1.269e-3, 1.01e-3,
  9.22e-4, 8.664e-4, 8.234e-4, 8.374e-4, 9.633e-4, 1.052e-3, 1.189e-3, 1.176e-3, 1.126e-3, 9.473e-4, 8.55e-4,
  7.889e-4, 7.584e-4, 7.644e-4, 8.283e-4, 8.98e-4, 9.706e-4, 1.013e-3, 1.009e-3, 9.164e-4, 8.622e-4, 8.293e-4,
  8.943e-4, 8.86e-4, 9.111e-4, 9.853e-4, 1.479e-3, 1.584e-3, 1.587e-3, 1.534e-3, 1.181e-3, 8.672e-4,
];

const TABLE = { massGeV: MASS_GEV, low: EPSILON };

/** Epsilon over the model's own coupling: 1 of a dark photon, |Pi(m^2)|/g of an L_mu - L_tau boson. */
function epsilonAtUnitCoupling({ beamVertex }: Model, { vertexAtUnitCoupling }: Particle) {
  return (massGeV: number) =>
    (vertexAtUnitCoupling * beamVertex.electron!.at(massGeV)) / Math.sqrt(E_SQUARED);
}

function regionOf(model: Model, particle: Particle) {
  return invisibleRegion(particle, TABLE, epsilonAtUnitCoupling(model, particle));
}

/** g_Z' at a mass in GeV. */
function muTauCoupling(massGeV: number): number {
  const model = MODELS['mu-tau-vector'];
  const particle = particleOf({ id: model.id, parameters: {} });
  return regionOf(model, particle).edges(massGeV).low / epsilonAtUnitCoupling(model, particle)(massGeV);
}

const DARKCAST = "darkcast's recast (1801.04847), Lmu-Ltau_boson/BaBar_Lees2017lec.lmt";

export const babarMonoPhoton: LimitConstraint = {
  id: 'babar-mono-photon',
  kind: 'limit',
  title: 'BaBar, $\\gamma$ + invisible',
  source:
    "1702.03327, Fig. 5 (90 % CL), by way of darkcast's digitisation (1801.04847); Pi of 1702.01497 (5)",
  certainty: 'recast',
  confidence: '90 % CL',
  summary:
    "epsilon^2 BR(X -> invisible) = limit^2. The table is for a dark photon that is always invisible; its power laws meet all 167 digitised points within 1 %. For an L_mu - L_tau boson epsilon = |Pi(m^2)|, by the muon and tau loops alone, and neutrinos are invisible: above 2 m_mu part of it decays to muons, which darkcast leaves out. A dark photon's decays to hadrons are not in the model: they matter only where g_chi is not large against e epsilon.",
  models: 'an L_mu - L_tau boson, or a dark photon that decays to a dark partner (g_chi > 0)',
  coupling: { is: 'epsilon', of: 'electron' },
  appliesTo: ({ id }, particle) =>
    (id === 'mu-tau-vector' || id === 'dark-photon') && hasInvisibleDecay(particle),
  parameters: z.strictObject({}),
  regions: ({ model, particle }) => [regionOf(model, particle)],
  statements: [
    {
      says: 'epsilon of light dark photons: 1e-3 (one digit)',
      source: '1702.03327, Fig. 5',
      published: 1e-3,
      found: () => tableRegion(TABLE).edges(0.1).low,
      within: 0.1,
    },
    // Below 2 m_mu, where both take nearly all of it to be invisible; above, darkcast leaves the muons out.
    ...(
      [
        [0.1, 6.3022e-2],
        [0.18, 5.6049e-2],
      ] as const
    ).map(([massGeV, published]) => ({
      says: `g_Z' at ${massGeV * 1000} MeV; 0.5 % for 99 % of invisible decays there, 1 % for the thinned table`,
      source: DARKCAST,
      published,
      found: () => muTauCoupling(massGeV),
      within: 0.015,
    })),
  ],
};
