/** Limits that people draw and that are not drawn here, for want of numbers to cite. */
import type { MissingConstraint } from './constraint.js';

const OVERLAY = 'From a table or a digitised curve one is drawn by an overlay or a file of your own';

export const borexino: MissingConstraint = {
  id: 'borexino',
  kind: 'missing',
  title: 'Borexino',
  source: '1707.09279 (measurement); recasts: 1702.01497, 2007.16098, 2104.03297',
  models: 'an L_mu - L_tau boson',
  reason:
    "No table of the limit on g_Z' is at hand. 1702.01497 shows one as a curve, recast from a limit on B - L with g_(B-L)^2 -> g_Z' e Pi(0), without numbers, and 2007.16098 warns that such a recast has to weigh the flavours of the neutrinos. From a digitised curve one is drawn by a file of your own.",
};

export const monoPhoton: MissingConstraint = {
  id: 'mono-photon',
  kind: 'missing',
  title: 'BaBar, one photon and nothing else',
  source: '1702.03327',
  models: 'a vector that couples to electrons',
  reason: `No table of the limit on epsilon is at hand. ${OVERLAY} with coupling_is: epsilon and coupling_of: electron: for L_mu - L_tau it is then recast through |Pi(m^2)|, above the thresholds too.`,
};

export const positronLimits: MissingConstraint = {
  id: 'ams-02-positrons',
  kind: 'missing',
  title: 'AMS-02, positrons of annihilating dark matter',
  source: '1306.3983, reference 30 of 2407.15942, Fig. 1',
  models: 'a flavour-violating ALP',
  reason:
    'No table of the limits on <sigma v> to mu mu or tau tau is at hand: they are published as curves without numbers. From a table the couplings would follow as for planck-annihilation.',
};
