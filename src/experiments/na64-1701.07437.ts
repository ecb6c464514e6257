import type { ExperimentInput } from './schema.js';

/** NA64-type muon missing-energy experiment proposed in 1701.07437. */
export const na64MissingEnergy: ExperimentInput = {
  id: 'na64-1701.07437',
  title: 'NA64-type (1701.07437)',
  source: '1701.07437, Table I and section III.A.1',
  certainty: 'projected',
  beam: { particle: 'muon', energy: '160 GeV', particles_on_target: 8e12 },
  target: {
    material: 'Pb',
    length: '20 cm',
    number_density: '3.3e22 /cm^3',
    // Minimum ionisation; the mean loss at 160 GeV is four times larger, which changes the yield by less than 1 %.
    energy_loss: '12.7 MeV/cm',
  },
  channels: {
    'missing-energy': {
      title: 'Missing energy: the scalar decays behind the detector',
      source: '1701.07437: decay beyond L_tg + L_det = 0.2 m + 5 m, E_miss > 50 GeV read as x > 1/3',
      decay_volume: { from: '520 cm', to: 'infinity' },
      x_min: '1/3',
    },
  },
};
