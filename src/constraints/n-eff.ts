/** Neutrinos that a light L_mu - L_tau boson heats in the early universe. */
import { z } from 'zod';
import { positiveNumber } from '../experiments/fields.js';
import { findRoot } from '../numerics/find-root.js';
import {
  NEUTRINO_DECOUPLING_GEV,
  STANDARD_EFFECTIVE_NEUTRINOS,
  equilibriumExtraNeutrinos,
} from '../physics/effective-neutrinos.js';
import type { LimitConstraint } from './constraint.js';
import { constantRegion } from './limit-regions.js';
import { NOT_DARK, hasDarkDecay } from './searched-decay.js';

/** N_eff = 2.99 +- 0.17 of Planck 2018 with baryon acoustic oscillations, at two standard deviations. */
const PLANCK_EXTRA = 2.99 + 2 * 0.17 - STANDARD_EFFECTIVE_NEUTRINOS;

const parameters = z.strictObject({
  delta_n_eff: positiveNumber().max(2).default(PLANCK_EXTRA).meta({
    description:
      'Largest allowed Delta N_eff, up to 2 (default 0.284: 2.99 + 2 x 0.17 of Planck 2018, less 3.046).',
  }),
  least_coupling: positiveNumber().max(0.5).default(1e-8).meta({
    description: 'Coupling above which the boson is in equilibrium (default 1e-8).',
  }),
});

/** GeV. Somewhat below it inverse decays, Gamma m/T_D = H(T_D), need more than 1e-8 for equilibrium: g = 4.5e-13 GeV/m. */
const FROM_GEV = 1e-4;
/** No Delta N_eff of interest is left at this mass, GeV. */
const HEAVIEST_GEV = 0.1;

/** The mass in GeV below which Delta N_eff is larger. */
function massAt(extra: number): number {
  return findRoot((mass) => equilibriumExtraNeutrinos(mass) - extra, FROM_GEV, HEAVIEST_GEV, 1e-12);
}

export const effectiveNeutrinos: LimitConstraint<z.output<typeof parameters>> = {
  id: 'n-eff',
  kind: 'limit',
  title: '$\\Delta N_{\\mathrm{eff}}$',
  source: '1901.02010, section 3.1 (equilibrium); N_eff = 2.99 +- 0.17: 1807.06209, abstract',
  certainty: 'approximate',
  confidence: '2 sigma, at the default delta_n_eff',
  summary: `N_eff = 3.046 (1 + F(m/T_D)/2)^(4/3), the entropy of a boson in equilibrium given to three flavours of neutrinos that decouple suddenly at T_D = ${NEUTRINO_DECOUPLING_GEV * 1000} MeV: masses at which that is too much, at all couplings for which the boson is in equilibrium, above some 1e-8. Up to g = 1, where nothing but the figure ends. Smaller couplings are not excluded by this; freeze-in, electrons that the mixing with the photon couples, and dark partners too heavy for X to decay to, which would heat as well, are left out.`,
  models: NOT_DARK,
  coupling: { is: 'g', of: 'muon' },
  appliesTo: ({ id }, particle) => id === 'mu-tau-vector' && !hasDarkDecay(particle),
  parameters,
  regions: ({ parameters: { delta_n_eff, least_coupling } }) => [
    constantRegion({ fromGeV: FROM_GEV, toGeV: massAt(delta_n_eff) }, { low: least_coupling, high: 1 }),
  ],
  statements: [
    ...(
      [
        [0.01, 0.42],
        [0.012, 0.24],
        [0.015, 0.1],
        [0.02, 0.02],
      ] as const
    ).map(([massGeV, published]) => ({
      says: `Delta N_eff at ${massGeV * 1000} MeV`,
      source: 'an independent program, from the formula',
      published,
      found: () => equilibriumExtraNeutrinos(massGeV),
      // Two digits, of the last one digit.
      within: massGeV === 0.02 ? 0.25 : 0.03,
    })),
    {
      says: 'mass in MeV up to which Delta N_eff is above 0.2 (from 10 to 20)',
      source: '1901.02010, abstract',
      published: 15,
      found: () => massAt(0.2) * 1000,
      within: 1 / 3,
    },
  ],
};
