import type { ExperimentInput } from './schema.js';

/** B(tau -> 3 prongs) as 2407.15942 rounds it. */
const THREE_PRONG = 0.15;
/** Of a -> mu tau, half the decays flip the charge of the muon. */
const CHARGE_FLIP = 0.5;

function invisible(flightBeyond: string) {
  return {
    title: `Invisible ALP; three-prong tau after more than ${flightBeyond} of flight`,
    source: '2407.15942, section III.C',
    signature: 'invisible',
    recoil_tau: { fraction: THREE_PRONG, flight_beyond: flightBeyond },
  } as const;
}

function visible(flightBeyond: string) {
  return {
    title: `ALP to mu+ tau-; both taus three-prong after more than ${flightBeyond} of flight`,
    source: '2407.15942, section III.C and Fig. 7',
    signature: 'visible',
    recoil_tau: { fraction: THREE_PRONG, flight_beyond: flightBeyond },
    decay_tau: { fraction: CHARGE_FLIP * THREE_PRONG, flight_beyond: flightBeyond },
  } as const;
}

/** Thin target between tracking layers in a beam of a muon collider's energy. */
export const tevMuons: ExperimentInput = {
  id: 'tev-muons-2407.15942',
  title: 'TeV muons on a thin target (2407.15942)',
  source: '2407.15942, section III.C: 1.5 TeV, 1e16 muons, 2 cm of lead',
  certainty: 'projected',
  beam: { particle: 'muon', energy: '1.5 TeV', particles_on_target: 1e16 },
  target: { material: 'Pb', length: '2 cm', number_density: '3.3e22 /cm^3', energy_loss: 'none' },
  channels: {
    'invisible-2mm': invisible('2 mm'),
    'invisible-2cm': invisible('2 cm'),
    'invisible-all': {
      title: 'Invisible ALP; every tau counts',
      source: '2407.15942, section III.C, ultimate reach',
      signature: 'invisible',
    },
    'visible-2mm': visible('2 mm'),
    'visible-2cm': visible('2 cm'),
    'visible-all': {
      title: 'ALP to mu+ tau-; every tau counts',
      source: '2407.15942, Fig. 7, without cuts',
      signature: 'visible',
      decay_tau: { fraction: CHARGE_FLIP },
    },
  },
};
