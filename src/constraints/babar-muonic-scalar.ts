/** e+ e- -> mu+ mu- S, S -> mu+ mu- at BaBar: the search for a vector, recast. */
import { z } from 'zod';
import { MODELS, type DecayChannel, type Particle } from '../models/index.js';
import { withDefaults } from '../models/model.js';
import { HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import { type MuonRadiation, muonicAnnihilationGeVm2 } from '../physics/muonic-annihilation.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { BABAR_FOUR_MUONS } from './babar-four-muons.js';
import type { LimitConstraint, LimitRegion } from './constraint.js';
import { searchedDecay, squareWithDecay } from './searched-decay.js';

/** The energy of the Upsilon(4S), at which most of BaBar's data were taken. */
const SQRT_S_GEV = 10.58;

const VECTOR_MODEL = MODELS['mu-tau-vector'];
const VECTOR = VECTOR_MODEL.particle(withDefaults(VECTOR_MODEL, {}));

const isDimuon = ({ name }: DecayChannel) => name === 'mu mu';

const crossSection = (kind: MuonRadiation, massGeV: number) =>
  muonicAnnihilationGeVm2(kind, massGeV, SQRT_S_GEV);

/** The coupling of a scalar that makes as many events of four muons as a vector with a coupling. */
export function scalarCoupling(scalar: Particle, massGeV: number, vectorCoupling: number): number {
  const { searched, scaling } = searchedDecay(VECTOR, massGeV, isDimuon);
  const events = vectorCoupling ** 2 * crossSection('vector', massGeV) * (searched / scaling);
  const square = events / crossSection('scalar', massGeV);
  return Math.sqrt(squareWithDecay(square, searchedDecay(scalar, massGeV, isDimuon)));
}

const { massGeV: MASS_GEV, couplingAt } = BABAR_FOUR_MUONS;
const [FROM_GEV, TO_GEV] = [MASS_GEV[0], MASS_GEV.at(-1)!];

function region(scalar: Particle): LimitRegion {
  return {
    fromGeV: FROM_GEV,
    toGeV: TO_GEV,
    cornersGeV: [...MASS_GEV.slice(1, -1), 2 * LEPTON_MASS_GEV.tau].toSorted((a, b) => a - b),
    edges: (massGeV) => {
      const vector = couplingAt(massGeV);
      if (Number.isNaN(vector)) return { low: Number.NaN, high: Number.NaN };
      return { low: scalarCoupling(scalar, massGeV, vector), high: Infinity };
    },
  };
}

/** Of muons alone. */
const MUONIC = MODELS['scalar-muon-only'].particle({});

export const babarMuonicScalar: LimitConstraint = {
  id: 'babar-4mu-scalar',
  kind: 'limit',
  title: 'BaBar, $4\\mu$, recast to scalars',
  source: 'recast here from 1606.03501 (90 % CL) as babar-4mu has it; sigma and widths at tree level',
  certainty: 'approximate',
  confidence: '90 % CL',
  summary:
    "g_S^2 sigma_S BR(S -> mu mu) = g_Z'^2 sigma_Z' BR(Z' -> mu mu) with the g_Z' of babar-4mu, an L_mu - L_tau boson, sigma of e+ e- -> gamma* -> mu+ mu- X at unit coupling and 10.58 GeV with the mass of the muon, and the widths of the models. Approximate: the limit on g_Z' is five levels of a jagged one, and a scalar is taken to be seen as often as a vector of its mass, decaying where it is made. Emission off the electrons, (m_e/m_mu)^2, is left out. 1701.07437 and 1902.07715 draw such a recast without a number.",
  models: 'a scalar that couples to muons',
  coupling: { is: 'g', of: 'muon' },
  appliesTo: ({ mediator }) => mediator === 'scalar',
  parameters: z.strictObject({}),
  regions: ({ particle }) => [region(particle)],
  statements: [
    {
      says: "sigma of a Z' of 1 GeV, g = 1, in pb; 0.1 % of its statistics",
      source: 'a Monte Carlo program, from sums over Dirac spinors (the process of 1606.03501)',
      published: 99.46,
      found: () => crossSection('vector', 1) * HBAR_C_SQUARED_GEV2_PB,
      within: 4e-3,
    },
    {
      says: 'sigma of a scalar of 1 GeV, g = 1, in pb; 0.25 % of its statistics',
      source: 'the same program',
      published: 13.407,
      found: () => crossSection('scalar', 1) * HBAR_C_SQUARED_GEV2_PB,
      within: 8e-3,
    },
    {
      says: "g_S over g_Z' with as many events, at 0.3 GeV (between 0.25 and 0.5 GeV: within 5 %), against the least limits of Belle II on either, to one or two digits",
      source: '2403.02841, abstract: 0.0018 and 0.0008',
      published: 0.0018 / 0.0008,
      found: () => scalarCoupling(MUONIC, 0.3, 1),
      within: 0.08,
    },
    {
      says: "g_S over g_Z' with as many events, at 6 GeV, against the weakest limits of Belle II on either below 6 GeV; masses and efficiencies are not the same",
      source: '2403.02841, abstract: 0.040 and 0.039',
      published: 0.04 / 0.039,
      found: () => scalarCoupling(MUONIC, 6, 1),
      within: 0.12,
    },
  ],
};
