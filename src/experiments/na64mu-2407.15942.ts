import type { ExperimentInput } from './schema.js';

/** NA64mu as 2407.15942 projects it: muons that turn into a tau and an invisible ALP. */
export const na64muTau: ExperimentInput = {
  id: 'na64mu-2407.15942',
  title: 'NA64mu, 1e13 MOT (2407.15942)',
  source: '2407.15942, sections III.B and IV; target and density as in 2501.06294',
  certainty: 'projected',
  beam: { particle: 'muon', energy: '160 GeV', particles_on_target: 1e13 },
  target: { material: 'Pb', length: '20 cm', number_density: '3.3e22 /cm^3', energy_loss: 'none' },
  channels: {
    'tau-to-muon': {
      title: 'Invisible ALP; tau -> mu nu nu with less than 80 GeV of muon',
      source: '2407.15942, section III.B: B(tau -> mu) = 0.1739, efficiency 1',
      signature: 'invisible',
      recoil_tau: { fraction: 0.1739, muon_below: '80 GeV' },
    },
  },
};
