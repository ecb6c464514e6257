import type { ExperimentInput } from './schema.js';

/** Muon beam dump with a displaced-decay detector at Fermilab, proposed in 1701.07437. */
export const fermilabBeamDump: ExperimentInput = {
  id: 'fermilab-1701.07437',
  title: 'Fermilab (1701.07437)',
  source: '1701.07437, Table I and section III.A.2',
  certainty: 'projected',
  beam: { particle: 'muon', energy: '3 GeV', particles_on_target: 3e14 },
  target: {
    material: 'W',
    length: '150 cm',
    number_density: '6.3e22 /cm^3',
    energy_loss: '22.1 MeV/cm',
    minimum_energy: '0.5 GeV',
  },
  channels: {
    'displaced-decay': {
      title: 'Displaced decay in the 3 m behind the dump',
      source: '1701.07437: decay between L_tg = 1.5 m and L_tg + L_dec = 4.5 m, x_min ~ 0',
      decay_volume: { from: '150 cm', to: '450 cm' },
    },
  },
};
