/**
 * Electron beam dumps, with the geometries of 1209.6083: X is made in the dump, flies through the shield and decays
 * to what a detector at the end of the decay volume sees. What a detector covers, across the beam, is not asked.
 */
import type { ExperimentInput } from './schema.js';

interface Dump {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly energy: string;
  readonly electrons: number;
  readonly material: string;
  /** Dump and shield, from the front face of the dump to the decay volume. */
  readonly shieldM: number;
  readonly decayM: number;
  /** Least energy of X. */
  readonly energyAbove: string;
  /** Events that are excluded at 95 %. */
  readonly limitEvents: number;
}

/** No detector's acceptance is asked (docs/electron-dumps.md). */
const CERTAINTY = 'approximate';

/** The whole length counts as dump: the electrons are gone after some ten radiation lengths. */
function dump({
  id,
  title,
  source,
  energy,
  electrons,
  material,
  shieldM,
  decayM,
  energyAbove,
  limitEvents,
}: Dump) {
  return {
    id,
    title,
    source,
    certainty: CERTAINTY,
    beam: { particle: 'electron', energy, particles_on_target: electrons },
    target: { material, length: `${shieldM} m`, energy_loss: 'bremsstrahlung' },
    channels: {
      visible: {
        title: `Visible decay behind the shield, above ${energyAbove}`,
        source,
        signature: 'visible',
        decay_volume: { from: `${shieldM} m`, to: `${shieldM + decayM} m` },
        energy: { min: energyAbove },
        limit_events: limitEvents,
      },
    },
  } as const satisfies ExperimentInput;
}

export const e137 = dump({
  id: 'e137',
  title: 'E137 (SLAC)',
  source: '1209.6083, of Phys. Rev. D 38 (1988) 3375; threshold 2 GeV as in 0906.0580',
  energy: '20 GeV',
  electrons: 1.87e20,
  material: 'Al',
  shieldM: 179,
  decayM: 204,
  energyAbove: '2 GeV',
  limitEvents: 3,
});

export const e141 = dump({
  id: 'e141',
  title: 'E141 (SLAC)',
  source: '1209.6083, of Phys. Rev. Lett. 59 (1987) 755',
  energy: '9 GeV',
  electrons: 2e15,
  material: 'W',
  shieldM: 0.12,
  decayM: 35,
  energyAbove: '4.5 GeV',
  limitEvents: 3419,
});

export const e774 = dump({
  id: 'e774',
  title: 'E774 (Fermilab)',
  source: '1209.6083, of Phys. Rev. Lett. 67 (1991) 2942',
  energy: '275 GeV',
  electrons: 5.2e9,
  material: 'W',
  shieldM: 0.3,
  decayM: 2,
  energyAbove: '27.5 GeV',
  limitEvents: 18,
});

export const orsay = dump({
  id: 'orsay',
  title: 'Orsay',
  source: '1209.6083, of Phys. Lett. B 229 (1989) 150',
  energy: '1.6 GeV',
  electrons: 2e16,
  material: 'W',
  shieldM: 1,
  decayM: 2,
  energyAbove: '0.75 GeV',
  limitEvents: 3,
});

export const kek = dump({
  id: 'kek',
  title: 'KEK',
  source: '1209.6083, of Phys. Rev. Lett. 57 (1986) 659',
  energy: '2.5 GeV',
  electrons: 1.69e17,
  material: 'W',
  shieldM: 2.4,
  decayM: 2.2,
  energyAbove: '0.1 GeV',
  limitEvents: 3,
});

/** Active dump: what is missing in the calorimeter is X. */
function na64Electron(id: string, title: string, source: string, electrons: number): ExperimentInput {
  return {
    id,
    title,
    source,
    certainty: CERTAINTY,
    beam: { particle: 'electron', energy: '100 GeV', particles_on_target: electrons },
    // The lead of 40 radiation lengths of a lead-scintillator calorimeter.
    target: { material: 'Pb', length: '22.4 cm', energy_loss: 'bremsstrahlung' },
    channels: {
      invisible: {
        title: 'Missing energy above 50 GeV',
        source,
        signature: 'invisible',
        energy: { min: '50 GeV' },
        // 90 %, nothing seen.
        limit_events: 2.3,
      },
    },
  };
}

export const na64e2019 = na64Electron('na64e-2019', 'NA64-e, 2016-2018 data', '1906.00176', 2.84e11);
export const na64e2023 = na64Electron('na64e-2023', 'NA64-e, 2016-2022 data', '2307.02404', 9.37e11);
