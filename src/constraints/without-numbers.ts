/** Limits that people draw and that are not drawn here, for want of numbers to cite. */
import type { MissingConstraint } from './constraint.js';

export const belleMonoPhoton: MissingConstraint = {
  id: 'belle-ii-mono-photon',
  kind: 'missing',
  title: 'Belle II to come, one photon and nothing else',
  source: '1702.01497 and 1808.10567',
  models: 'an L_mu - L_tau boson, or a dark photon that decays to a dark partner',
  reason:
    'No table of the expected reach is at hand. The signal is a formula, but the reach is decided by the photons and electrons that leave the detector unseen, of which no numbers are at hand either: from the signal alone it would be far too good. From a digitised curve one is drawn by an overlay or a file of your own with coupling_is: epsilon and coupling_of: electron.',
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
