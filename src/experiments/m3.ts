import type { ExperimentInput } from './schema.js';

function phase(number: 1 | 2, particlesOnTarget: number): ExperimentInput {
  return {
    id: `m3-phase-${number}`,
    title: `M^3, phase ${number}`,
    source: '1804.03144: 15 GeV muons on 50 radiation lengths of tungsten, recoil muon below 9 GeV, 3 events',
    certainty: 'projected',
    beam: { particle: 'muon', energy: '15 GeV', particles_on_target: particlesOnTarget },
    target: {
      material: 'W',
      length: '17.52 cm',
      number_density: '6.3e22 /cm^3',
      // 0.6 GeV on average; the paper quotes 0.5 GeV and neglects it.
      energy_loss: 'none',
    },
    channels: {
      'missing-momentum': {
        title: 'Missing momentum: every X that leaves the muon less than 9 GeV',
        source: '1804.03144, section 4',
        recoil: { max: '9 GeV' },
      },
    },
  };
}

/** The muon missing-momentum experiment proposed for Fermilab, in its two phases. */
export const m3Phase1 = phase(1, 1e10);
export const m3Phase2 = phase(2, 1e13);
