import type { ExperimentInput } from './schema.js';

/** Emulsion detector FASERnu2 in the muons of the LHC; the spectrum, and its uncertainty, are described in its file. */
export const faserNu2: ExperimentInput = {
  id: 'fasernu2-2407.15942',
  title: 'FASERnu2 (2407.15942)',
  source: '2407.15942, section III.B: 20 t of tungsten, 6.4 m long, emulsion layers every 2 mm',
  certainty: 'projected',
  beam: {
    particle: 'muon',
    spectrum: { file: 'data/lhc-muons-2506.13889.csv' },
    // 1.77e4 muons above 7 GeV per cm^2 and fb^-1 through 1600 cm^2 in 3000 fb^-1: approximate.
    particles_on_target: 8.5e10,
  },
  target: { material: 'W', length: '640 cm', number_density: '6.3e22 /cm^3', energy_loss: 'none' },
  channels: {
    'tau-to-muon-2mm': {
      title: 'Invisible ALP; tau -> mu nu nu after more than 2 mm of flight',
      source: '2407.15942, section III.B',
      signature: 'invisible',
      recoil_tau: { fraction: 0.1739, flight_beyond: '2 mm' },
    },
    'all-tau': {
      title: 'Invisible ALP; every tau counts',
      source: '2407.15942, section III.B, "without cuts"',
      signature: 'invisible',
    },
  },
};
