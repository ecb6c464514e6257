/** Solar neutrinos on electrons, through the mixing of an L_mu - L_tau boson with the photon. */
import type { MissingConstraint } from './constraint.js';

export const borexino: MissingConstraint = {
  id: 'borexino',
  kind: 'missing',
  title: 'Borexino',
  source: '1707.09279 (measurement); recasts: 1702.01497, 2007.16098, 2104.03297',
  models: 'an L_mu - L_tau boson',
  reason:
    "No table of the limit on g_Z' is at hand. 1702.01497 shows one as a curve, recast from a limit on B - L with g_(B-L)^2 -> g_Z' e Pi(0), without numbers, and 2007.16098 warns that such a recast has to weigh the flavours of the neutrinos. From a digitised curve one is drawn by a file of your own.",
};
