import type { ExperimentInput } from './schema.js';

/**
 * NA64mu as 2501.06294 describes it: lead layers of the calorimeter as target, X made at any of them.
 *
 * The efficiency of the collaboration's selection is not published as numbers: channels count every event unless
 * `-inferred` is part of their name.
 */
const INVISIBLE = {
  signature: 'invisible',
  // From the end of the ECAL (136 layers of 3 mm) 10.65 m on: behind the last HCAL.
  decay_volume: { from: '1105.8 cm', to: 'infinity' },
  recoil: { max: '120 GeV' },
} as const;

const CALORIMETERS = { from: '40.8 cm', to: '1105.8 cm' } as const;

export const na64mu2022: ExperimentInput = {
  id: 'na64mu-2022',
  title: 'NA64mu 2022 (2501.06294)',
  source: '2501.06294 v2, section II and appendix A; beam and exposure also 2401.01708 and 2409.10128',
  // The data is there, the efficiency is assumed or inferred.
  certainty: 'approximate',
  beam: { particle: 'muon', energy: '160 GeV', particles_on_target: 2e10 },
  target: {
    material: 'Pb',
    length: '20 cm',
    layers: { count: 136, spacing: '3 mm' },
    number_density: '3.3e22 /cm^3',
    // 1 GeV of 160 on average; the paper neglects it.
    energy_loss: 'none',
  },
  channels: {
    invisible: {
      title: 'Missing energy: X decays invisibly or behind the last calorimeter',
      source: '2501.06294 v2 (15): P = exp(-10.65 m / l) from the end of the ECAL; p_out < 120 GeV',
      ...INVISIBLE,
    },
    visible: {
      title: 'X decays between the end of the ECAL and that of the last calorimeter',
      source: '2501.06294 v2 (14): P = 1 - exp(-10.65 m / l); p_out < 120 GeV',
      signature: 'visible',
      decay_volume: CALORIMETERS,
      recoil: { max: '120 GeV' },
    },
    'visible-2022': {
      title: 'Visible decays in the signal box of the 2022 data',
      source: '2501.06294 v2, section III: 50 < p_out < 80 GeV, 4 events observed, limit 7.8 events at 90 %',
      signature: 'visible',
      decay_volume: CALORIMETERS,
      recoil: { min: '50 GeV', max: '80 GeV' },
    },
    'invisible-v1': {
      title: 'Missing energy with decays between the calorimeters, as in version 1',
      source:
        '2501.06294 v1 (A1): L_V = 1.2 m, L_VHCAL = 1 m, L_H = 6.85 m, L_HCAL = 1.54 m from the end of the ECAL',
      signature: 'invisible',
      decay_volume: [
        { from: '40.8 cm', to: '160.8 cm' },
        { from: '260.8 cm', to: '725.8 cm' },
        { from: '1033.8 cm', to: 'infinity' },
      ],
      recoil: { max: '120 GeV' },
    },
    'invisible-inferred': {
      title: 'As invisible, with an efficiency inferred from the printed limit',
      source:
        'Efficiency inferred, not measured: that which turns our g_amumu at 2e10 MOT into the 4e-3 /GeV of 2501.06294, if that holds flat up to 0.2 GeV',
      ...INVISIBLE,
      efficiency: {
        mass_gev: [0.001, 0.02, 0.05, 0.1, 0.148, 0.2],
        efficiency: [0.06, 0.064, 0.083, 0.128, 0.186, 0.264],
      },
    },
  },
};
