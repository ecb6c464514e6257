/**
 * Limits on annihilation to mu tau for asymmetric dark matter: from the relic line of the symmetric one up to couplings at which
 * too few of the rarer particles are left.
 */
import { z } from 'zod';
import { fraction } from '../experiments/fields.js';
import { findRoot } from '../numerics/find-root.js';
import { fractionalAsymmetry, largestVisibleCrossSection } from '../physics/asymmetric-relic.js';
import { cmbEfficiency } from '../physics/cmb-energy-deposition.js';
import { relicCouplingProduct } from '../physics/dark-matter.js';
import {
  type CrossSectionLimit,
  FERMI_MASS_GEV,
  FINAL_STATES,
  type FinalState,
  fermiLimit,
  planckLimit,
  strongerLimit,
} from './annihilation-limits.js';
import type { CouplingInterval, LimitConstraint, RelationConstraint, Statement } from './constraint.js';
import { annihilationOpensAtGeV } from './relic-density.js';
import { chiMassRatio, relicCrossSection } from './relic-parameters.js';

const PRODUCT_PARAMETERS = {
  chi_mass_ratio: chiMassRatio('m_a'),
  cross_section: relicCrossSection(),
  final_state: z.enum(FINAL_STATES).default('mu-tau').meta({
    description:
      'What the limit on <sigma v> is taken of: mu-tau, or mu-mu, tau-tau or the stronger of these two, as if they were mu tau (default mu-tau).',
  }),
  improvement: fraction({ min: 1e-6, max: 1e6 })
    .default(1)
    .meta({ description: 'What the limit on <sigma v> is divided by (default 1).' }),
};
const FUTURE_PARAMETERS = {
  ...PRODUCT_PARAMETERS,
  improvement: fraction({ min: 1e-6, max: 1e6 })
    .default(10)
    .meta({ description: 'What the limits on <sigma v> are divided by (default 10).' }),
};
const G_CHI = fraction({ min: 1e-9, max: 4 * Math.PI })
  .default(1)
  .meta({ description: 'Coupling of X to the dark fermion chi (default 1).' });

type Fields = typeof PRODUCT_PARAMETERS;
type ProductParameters = z.output<z.ZodObject<Fields>>;

const NONE: CouplingInterval = { low: Number.NaN, high: Number.NaN };

/** The products g_mutau g_chi that are ruled out at a mass of chi. */
function excludedProducts(
  limit: CrossSectionLimit,
  { chi_mass_ratio, cross_section, final_state, improvement }: ProductParameters,
  massChiGeV: number,
): CouplingInterval {
  const low = relicCouplingProduct(massChiGeV, massChiGeV / chi_mass_ratio, cross_section);
  const largest = largestVisibleCrossSection(
    diracLimit(limit, final_state, massChiGeV) / improvement / cross_section,
  );
  return low === null || largest === null ? NONE : { low, high: low * Math.sqrt(largest) };
}

/**
 * On <sigma v> of chi chibar with as many of both: there are n^2/4 pairs, where particles that are their own antiparticles, of
 * whom limits are, have n^2/2.
 */
function diracLimit(limit: CrossSectionLimit, finalState: FinalState, massChiGeV: number): number {
  return 2 * limit(finalState, massChiGeV);
}

/** Masses of chi in GeV up to which limits are looked for, and in how many equal ratios. */
const LARGEST_MASS_GEV = 1000;
const STEPS = 400;

/** The first and the last mass of chi at which something is ruled out; null: nowhere. */
function excludedMasses(
  limit: CrossSectionLimit,
  { cross_section, final_state, improvement }: ProductParameters,
): readonly [number, number] | null {
  const from = Math.log(annihilationOpensAtGeV());
  const step = (Math.log(LARGEST_MASS_GEV) - from) / STEPS;
  const at = (i: number) => (i === STEPS ? Math.log(LARGEST_MASS_GEV) : from + i * step);
  const excess = (logarithm: number) =>
    Math.max(-1, 1 - diracLimit(limit, final_state, Math.exp(logarithm)) / improvement / cross_section);
  const excluded = Array.from({ length: STEPS + 1 }, (_, i) => excess(at(i)) > 0);
  const first = excluded.indexOf(true);
  const last = excluded.lastIndexOf(true);
  if (first === -1) return null;
  const begins = first === 0 ? at(0) : findRoot(excess, at(first - 1), at(first), 1e-12);
  const ends = last === STEPS ? at(STEPS) : findRoot(excess, at(last), at(last + 1), 1e-12);
  // Inside by a hair, so that there is something at both ends.
  return [Math.exp(begins) * (first === 0 ? 1 : 1 + EDGE), Math.exp(ends) * (1 - EDGE)];
}

const EDGE = 1e-6;

interface What extends Pick<LimitConstraint, 'id' | 'title' | 'source' | 'certainty' | 'confidence'> {
  readonly limit: CrossSectionLimit;
  readonly fields: Fields;
  /** Of what the limit on <sigma v> is made. */
  readonly from: string;
  /** Masses of chi in GeV at which the limit on <sigma v> bends. */
  readonly bendsAtGeV: readonly number[];
  /** Of the limit on <sigma v>, and of the largest product that is ruled out. */
  readonly statements: readonly Statement[];
  readonly productStatement: Statement;
}

interface Pair {
  readonly inPlane: LimitConstraint<ProductParameters & { readonly g_chi: number }>;
  readonly product: RelationConstraint<ProductParameters>;
}

const RULE =
  'Ruled out is from the relic line of symmetric dark matter up to where <sigma v> 2 r/(1 + r)^2 falls below the limit, with the ratio r of the rarer of chi and chibar to the other from r = exp[-2 s (1 - r)/(1 + r)], s being <sigma v> over that of the relic line; the limit is of particles that are their own antiparticles. The Boltzmann equation has ln r 3 to 7 % smaller in size, and so the upper edge some 3 % higher.';

/** A limit on the coupling, and the same on the product of couplings. */
function annihilation({
  limit,
  fields,
  from,
  bendsAtGeV,
  statements,
  productStatement,
  ...what
}: What): Pair {
  const described = { ...what, models: 'a flavour-violating ALP' };
  return {
    inPlane: {
      ...described,
      kind: 'limit',
      statements: [...statements, productStatement],
      summary: `${from} ${RULE}`,
      coupling: { is: 'g', of: 'muon-tau' },
      appliesTo: ({ mediator }) => mediator === 'lfv-alp',
      parameters: z.strictObject({ g_chi: G_CHI, ...fields }),
      regions: ({ parameters }) => {
        const { g_chi, chi_mass_ratio } = parameters;
        const masses = excludedMasses(limit, parameters);
        if (masses === null) return [];
        const [fromGeV, toGeV] = masses.map((mass) => mass / chi_mass_ratio);
        return [
          {
            fromGeV,
            toGeV,
            cornersGeV: bendsAtGeV
              .map((mass) => mass / chi_mass_ratio)
              .filter((mass) => fromGeV < mass && mass < toGeV),
            edges: (massGeV) => {
              if (!(fromGeV <= massGeV && massGeV <= toGeV)) return NONE;
              const { low, high } = excludedProducts(limit, parameters, chi_mass_ratio * massGeV);
              return { low: low / g_chi, high: high / g_chi };
            },
          },
        ];
      },
    },
    product: {
      ...described,
      id: `${what.id}-product`,
      kind: 'relation',
      statements: [productStatement],
      summary: `As ${what.id}, for any coupling of chi: the largest product of the two couplings that is ruled out, against m_chi. The smallest is relic-product.`,
      massSymbol: 'm_\\chi',
      valueSymbol: 'g_{\\mu\\tau} g_\\chi',
      parameters: z.strictObject(fields),
      value: (massGeV, parameters) => excludedProducts(limit, parameters, massGeV).high,
      corners: (parameters) => {
        const masses = excludedMasses(limit, parameters);
        if (masses === null) return [];
        const [first, last] = masses;
        return [first, ...bendsAtGeV.filter((mass) => first < mass && mass < last), last];
      },
    },
  };
}

const DEFAULTS: ProductParameters = z.strictObject(PRODUCT_PARAMETERS).parse({});

/** The mass of chi above which a limit rules out nothing. */
function endsAtGeV(limit: CrossSectionLimit): number {
  return excludedMasses(limit, DEFAULTS)![1];
}

const INDEPENDENT = 'an independent program, which solves the equation of r itself';

const PLANCK = annihilation({
  id: 'planck-annihilation',
  title: 'Planck, asymmetric dark matter to $\\mu\\tau$',
  source:
    '1807.06209 (f_eff <sigma v>/m_chi < 3.2e-28 cm^3/s/GeV at 95 % CL); f_eff from 1506.03811, Fig. 3; r from 1103.2771 and 1111.0293; <sigma v> from 2407.15942 (13)',
  certainty: 'approximate',
  confidence: '95 % CL',
  limit: planckLimit,
  fields: PRODUCT_PARAMETERS,
  from: '<sigma v> < 3.2e-28 cm^3/s (m_chi/GeV)/f_eff, with f_eff of mu tau from the spectra of their electrons and photons: 0.19 at 1 GeV, 0.15 at 3, 0.17 at 10, 0.15 at 100.',
  bendsAtGeV: [],
  statements: [
    ...(
      [
        ['mu-mu', 0.1844],
        ['tau-tau', 0.1431],
      ] as const
    ).map(([pair, published]) => ({
      says: `f_eff of ${pair.replace('-', ' ')} at m_chi = 5 GeV`,
      source: '1506.03811, Fig. 3, weighted with the spectra of Pythia (CosmiXs, 2312.01153)',
      published,
      found: () => cmbEfficiency(pair, 5),
      within: 0.04,
    })),
    {
      says: 'r at twice the <sigma v> of the relic line',
      source: 'an independent program, the Boltzmann equation at m_chi = 10 GeV',
      published: 0.0252,
      found: () => fractionalAsymmetry(2),
      within: 0.15,
    },
    {
      says: 'm_chi in GeV up to which symmetric dark matter is strongly constrained (one digit, about)',
      source: '2407.15942, section II.C',
      published: 10,
      found: () => endsAtGeV(planckLimit),
      within: 0.3,
    },
  ],
  productStatement: {
    says: 'g_mutau g_chi up to which 5 GeV is ruled out, m_a = 15 GeV, with f_eff = 0.1638, the mean of those of mu mu and tau tau from Pythia',
    source: INDEPENDENT,
    published: 3.363e-3,
    found: () => excludedProducts(planckLimit, DEFAULTS, 5).high,
    within: 0.02,
  },
});

const FERMI = annihilation({
  id: 'fermi-lat-annihilation',
  title: 'Fermi-LAT, asymmetric dark matter to $\\mu\\tau$',
  source:
    '1503.02641, 25 dwarf galaxies at 95 % CL, by way of the tables in DMbounds (github.com/moritzhuetten/DMbounds); r from 1103.2771 and 1111.0293; <sigma v> from 2407.15942 (13)',
  certainty: 'approximate',
  confidence: '95 % CL',
  limit: fermiLimit,
  fields: PRODUCT_PARAMETERS,
  from: 'The limits on <sigma v> to mu mu and tau tau from 2 GeV, joined by power laws in m_chi. That on mu tau is taken as the inverse of the mean of their inverses, which would be exact if the photons of muons and taus had spectra of one shape; those of the taus dominate.',
  bendsAtGeV: FERMI_MASS_GEV,
  statements: [
    {
      says: 'm_chi in GeV at which the limit on tau tau is the thermal 2.2e-26 cm^3/s (said: below 100 GeV)',
      source: '1503.02641, abstract',
      published: 100,
      found: () =>
        Math.exp(
          findRoot((x) => fermiLimit('tau-tau', Math.exp(x)) - 2.2e-26, Math.log(25), Math.log(500), 1e-9),
        ),
      within: 0.25,
    },
  ],
  productStatement: {
    says: 'g_mutau g_chi up to which 10 GeV is ruled out, m_a = 30 GeV',
    source: INDEPENDENT,
    published: 6.864893e-3,
    found: () => excludedProducts(fermiLimit, DEFAULTS, 10).high,
    within: 1e-5,
  },
});

const FUTURE = annihilation({
  id: 'annihilation-projection',
  title: 'Future searches, asymmetric dark matter to $\\mu\\tau$',
  source:
    '2407.15942, Fig. 1: an order of magnitude in <sigma v> (its reference 31); the present limits as in planck-annihilation and fermi-lat-annihilation',
  certainty: 'projected',
  confidence: '95 % CL',
  limit: strongerLimit,
  fields: FUTURE_PARAMETERS,
  from: 'The stronger of the present limits of Planck and Fermi-LAT at each mass, ten times smaller, and not a forecast of any experiment.',
  bendsAtGeV: FERMI_MASS_GEV,
  statements: [],
  productStatement: {
    says: 'g_mutau g_chi up to which 10 GeV would be ruled out, m_a = 30 GeV',
    source: INDEPENDENT,
    published: 9.369417e-3,
    found: () => excludedProducts(strongerLimit, { ...DEFAULTS, improvement: 10 }, 10).high,
    within: 1e-5,
  },
});

export const planckAnnihilation = PLANCK.inPlane;
export const planckAnnihilationProduct = PLANCK.product;
export const fermiAnnihilation = FERMI.inPlane;
export const fermiAnnihilationProduct = FERMI.product;
export const annihilationProjection = FUTURE.inPlane;
export const annihilationProjectionProduct = FUTURE.product;
