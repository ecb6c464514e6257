/** mu+ mu- -> gamma X at a muon collider: a photon of one energy beside an X that is not seen. */
import { z } from 'zod';
import { findRoot } from '../numerics/find-root.js';
import { ALPHA, HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import { Z_MASS_GEV, Z_WIDTH_GEV } from '../physics/electroweak.js';
import { photonNeutrinosCrossSectionGeV2 } from '../physics/photon-neutrinos.js';
import { type Singlet, photonEnergyGeV, photonSingletCrossSectionGeV2 } from '../physics/photon-singlet.js';
import type { LimitConstraint } from './constraint.js';
import { COLLIDER_PARAMETERS, colliderOf, leastMassGeV, singletOf } from './muon-collider.js';
import { MUON_SINGLETS, isMuonSinglet } from './perturbativity.js';

const parameters = z.strictObject({
  ...COLLIDER_PARAMETERS,
  background: z
    .enum(['neutrinos', 'none'])
    .default('neutrinos')
    .meta({ description: 'gamma nu nubar, or none at all: the best case.' }),
  stochastic_resolution: z
    .number()
    .min(0)
    .max(1)
    .default(0.17)
    .meta({ description: 'Relative resolution of photon energies times (E/GeV)^(1/2).' }),
  constant_resolution: z
    .number()
    .min(1e-3)
    .max(0.5)
    .default(0.01)
    .meta({ description: 'Its part that does not depend on the energy, added in squares.' }),
  least_photon_energy_gev: z
    .number()
    .min(1)
    .max(100)
    .default(10)
    .meta({ description: 'Least energy of a photon that is seen, GeV.', unit: 'GeV' }),
});
type Parameters = z.infer<typeof parameters>;

const LIGHTEST_GEV = 1e-3;
/** Half of the window in the energy of the photon, in standard deviations, and the share of a Gaussian within. */
const WINDOW = 2;
const IN_WINDOW = 0.9545;

/** The heaviest X beside a photon that is seen: E_gamma = (s - m_X^2)/(2 sqrt s). */
function heaviestGeV({ sqrt_s, least_photon_energy_gev }: Parameters): number {
  const { sqrtSGeV } = colliderOf(sqrt_s);
  return Math.sqrt(sqrtSGeV * (sqrtSGeV - 2 * least_photon_energy_gev));
}

/** The energies, GeV, that are taken for that of the photon beside X. */
function windowGeV(massGeV: number, all: Parameters): { fromGeV: number; toGeV: number } {
  const energy = photonEnergyGeV(colliderOf(all.sqrt_s).sqrtSGeV, massGeV);
  const error = energy * Math.hypot(all.stochastic_resolution / Math.sqrt(energy), all.constant_resolution);
  return { fromGeV: Math.max(energy - WINDOW * error, energy / 100), toGeV: energy + WINDOW * error };
}

/** Background events in the window. */
function backgroundEvents(massGeV: number, all: Parameters): number {
  if (all.background === 'none') return 0;
  const { sqrtSGeV, eventsPerCrossSection } = colliderOf(all.sqrt_s);
  const window = windowGeV(massGeV, all);
  return (
    eventsPerCrossSection *
    photonNeutrinosCrossSectionGeV2({ sqrtSGeV, ...window, maxCosTheta: all.max_cos_theta })
  );
}

/**
 * Masses in GeV at which the photon beside a Z enters the window or leaves it: the background has a step there, of a few
 * widths of the Z.
 */
function stepsGeV(all: Parameters): number[] {
  if (all.background === 'none') return [];
  const { sqrtSGeV } = colliderOf(all.sqrt_s);
  const to = heaviestGeV(all);
  return [-3, -1, 0, 1, 3].flatMap((widths) => {
    const besideZ = photonEnergyGeV(sqrtSGeV, Z_MASS_GEV + widths * Z_WIDTH_GEV);
    return (['fromGeV', 'toGeV'] as const).flatMap((edge) => {
      const above = (massGeV: number) => windowGeV(massGeV, all)[edge] - besideZ;
      if (above(LIGHTEST_GEV) > 0 === above(to) > 0) return [];
      return [findRoot(above, LIGHTEST_GEV, to, 1e-9)];
    });
  });
}

/** The coupling with S/(S + B)^(1/2) = n: S = n^2/2 + (n^4/4 + n^2 B)^(1/2). NaN out of range. */
function reach(kind: Singlet, massGeV: number, all: Parameters): number {
  if (massGeV < LIGHTEST_GEV || massGeV > heaviestGeV(all)) return Number.NaN;
  const { sqrtSGeV, eventsPerCrossSection } = colliderOf(all.sqrt_s);
  const square = all.sigmas ** 2;
  const wanted = square / 2 + Math.sqrt(square ** 2 / 4 + square * backgroundEvents(massGeV, all));
  const share = all.background === 'none' ? 1 : IN_WINDOW;
  const perCoupling =
    photonSingletCrossSectionGeV2(kind, { sqrtSGeV, massGeV, maxCosTheta: all.max_cos_theta }) *
    eventsPerCrossSection *
    share;
  return Math.sqrt(wanted / perCoupling);
}

const BEST_CASE = parameters.parse({ background: 'none' });

export const muonColliderMonoPhoton: LimitConstraint<Parameters> = {
  id: 'muon-collider-mono-photon',
  kind: 'limit',
  title: 'Muon collider, $\\mu\\mu \\to \\gamma X$',
  source:
    '2006.16277 and 2101.10334 for the colliders and the idea; amplitudes and background derived here at tree level',
  certainty: 'projected',
  confidence: '5 sigma',
  summary:
    'The couplings with S/(S + B)^(1/2) = 5 for photons of E = (s - m_X^2)/(2 s^(1/2)) and |cos(theta)| < cos 30 deg beside an X that is not seen, whatever the model says of its decays. B is gamma nu nubar within two standard deviations of E: initial-state radiation times mu+ mu- -> nu nubar by Z and W, not smeared by the resolution. All of it is assumed here, as the analyses of the papers are not at hand: the resolution of 17 % E^(-1/2) and 1 %, photons from 10 GeV on, an X that is invisible; no systematic error, and no radiation or spread of the beams for the signal. At 3 TeV this default, with background, starts to see what (g-2) of 251e-11 asks for at 25 GeV (scalar) and 5.7 GeV (vector), not from about a GeV on as the abstract of 2101.10334 has it for both; without background at 4.7 and 1.3 GeV. At 215 GeV, with background, at 0.57 and 0.18 GeV. The step at 447 to 450 GeV for 3 TeV, and the maximum around 90 GeV for 215 GeV, are where the window leaves or meets the photon beside a Z, whose edge is sharp as it is not smeared.',
  models: MUON_SINGLETS,
  coupling: { is: 'g', of: 'muon' },
  appliesTo: isMuonSinglet,
  parameters,
  regions: ({ model, parameters: all }) => {
    const toGeV = heaviestGeV(all);
    return [
      {
        fromGeV: LIGHTEST_GEV,
        toGeV,
        cornersGeV: stepsGeV(all).toSorted((a, b) => a - b),
        edges: (massGeV) => {
          const low = reach(singletOf(model), massGeV, all);
          return { low, high: Number.isNaN(low) ? low : Infinity };
        },
      },
    ];
  },
  statements: [
    {
      says: 'coupling of a light vector for 25 events in 1 ab^-1 at 3 TeV, by e+ e- -> gamma gamma with alpha to alpha_X',
      source: 'dsigma/dc = (2 pi alpha alpha_X/s) (1 + c^2)/(1 - c^2)',
      published: lightVectorCoupling(25),
      found: () => reach('vector', LIGHTEST_GEV, BEST_CASE),
      within: 1e-6,
    },
    {
      says: 'mass in GeV from which the vector that (g-2) of 251e-11 asks for is seen at 3 TeV without background; "~ GeV", to a factor',
      source: '2101.10334, abstract',
      published: 1,
      found: () => leastMassGeV('vector', (massGeV) => reach('vector', massGeV, BEST_CASE)),
      within: 0.5,
    },
  ],
};

/** g of a massless vector for so many events: 1 ab^-1 at 3 TeV and |cos(theta)| < 0.866, with massless muons. */
function lightVectorCoupling(events: number): number {
  const c = 0.866;
  const angles = 2 * Math.log((1 + c) / (1 - c)) - 2 * c;
  const alphaX = (events * 3000 ** 2) / (1e6 * HBAR_C_SQUARED_GEV2_PB * 2 * Math.PI * ALPHA * angles);
  return Math.sqrt(4 * Math.PI * alphaX);
}
