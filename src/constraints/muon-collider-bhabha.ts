/** mu+ mu- -> mu+ mu- at a muon collider: the forward-backward asymmetry that the exchange of X changes. */
import { z } from 'zod';
import { type Particle, couplingOfVertex, totalWidthGeV } from '../models/index.js';
import { findRoot } from '../numerics/find-root.js';
import { type ExchangedSinglet, type ForwardBackward, bhabhaForwardBackwardGeV2 } from '../physics/bhabha.js';
import type { Singlet } from '../physics/photon-singlet.js';
import type { CouplingInterval, LimitConstraint, LimitRegion, Statement } from './constraint.js';
import { COLLIDER_PARAMETERS, type Collider, colliderOf, leastMassGeV, singletOf } from './muon-collider.js';
import { MUON_SINGLETS, PERTURBATIVE_COUPLING, isMuonSinglet } from './perturbativity.js';

const parameters = z.strictObject(COLLIDER_PARAMETERS);
type Parameters = z.infer<typeof parameters>;

/** Masses this far from sqrt s, relatively: closer, the spread and the radiation of the beams decide, which are left out. */
const OFF_RESONANCE = 0.05;
const LIGHTEST_GEV = 1e-3;
const HEAVIEST_GEV = 1e4;

/** Couplings at which the significance is sampled, before its roots are found between them. */
const LEAST_COUPLING = 1e-3;
const SAMPLES = 24;

const asymmetry = ({ forward, backward }: ForwardBackward) => (forward - backward) / (forward + backward);

/** The signed change of the asymmetry over its Poisson error, (1 - r^2)/N in square, as a function of the coupling. */
function significanceOf(
  { sqrt_s, max_cos_theta }: Parameters,
  singletAt: (coupling: number) => ExchangedSinglet,
): (coupling: number) => number {
  const { sqrtSGeV, eventsPerCrossSection } = colliderOf(sqrt_s);
  const standard = asymmetry(bhabhaForwardBackwardGeV2(sqrtSGeV, max_cos_theta));
  return (coupling) => {
    const expected = bhabhaForwardBackwardGeV2(sqrtSGeV, max_cos_theta, singletAt(coupling));
    const r = asymmetry(expected);
    const events = (expected.forward + expected.backward) * eventsPerCrossSection;
    return (r - standard) / Math.sqrt((1 - r * r) / events);
  };
}

/**
 * The intervals of couplings with |significance| of at least `sigmas`; open where one reaches the perturbative limit.
 * More than one where the change goes through zero.
 */
function observable(significance: (coupling: number) => number, sigmas: number): CouplingInterval[] {
  const logarithms = [LEAST_COUPLING, PERTURBATIVE_COUPLING].map(Math.log);
  const step = (logarithms[1] - logarithms[0]) / SAMPLES;
  const at = (logarithm: number) => significance(Math.exp(logarithm));
  const edges: number[] = [];
  let left = logarithms[0];
  let before = at(left);
  if (Math.abs(before) >= sigmas) edges.push(0);
  for (let i = 1; i <= SAMPLES; i++) {
    const right = logarithms[0] + i * step;
    const after = at(right);
    // Of both signs: a change that goes through zero between two samples leaves and comes back.
    const crossed = [sigmas, -sigmas].filter((level) => before >= level !== after >= level);
    const roots = crossed.map((level) => findRoot((logarithm) => at(logarithm) - level, left, right, 1e-9));
    edges.push(...roots.map(Math.exp).toSorted((a, b) => a - b));
    left = right;
    before = after;
  }
  return edges.flatMap((low, i) => (i % 2 === 0 ? [{ low, high: edges[i + 1] ?? Infinity }] : []));
}

const NOTHING: CouplingInterval = { low: Number.NaN, high: Number.NaN };

type Intervals = (massGeV: number) => readonly CouplingInterval[];

/** Regions that share their masses ask for each mass in turn. */
function remembered(intervals: Intervals): Intervals {
  const known = new Map<number, readonly CouplingInterval[]>();
  return (massGeV) => {
    const found = known.get(massGeV) ?? intervals(massGeV);
    known.set(massGeV, found);
    return found;
  };
}

/** The first interval at all masses of a range, and the second from its low end to where the gap between them closes. */
function regionsBetween(fromGeV: number, toGeV: number, intervals: Intervals): LimitRegion[] {
  const region = (which: number, endGeV: number): LimitRegion => ({
    fromGeV,
    toGeV: endGeV,
    edges: (massGeV) =>
      fromGeV <= massGeV && massGeV <= endGeV ? (intervals(massGeV)[which] ?? NOTHING) : NOTHING,
  });
  const hasGap = (massGeV: number) => intervals(massGeV).length > 1;
  if (!hasGap(fromGeV)) return [region(0, toGeV)];
  let [open, closed] = [fromGeV, toGeV];
  if (hasGap(toGeV)) open = toGeV;
  else {
    while (closed / open > 1 + 1e-4) {
      const middle = Math.sqrt(open * closed);
      if (hasGap(middle)) open = middle;
      else closed = middle;
    }
  }
  return [region(0, toGeV), region(1, open)];
}

/** The width in GeV of X at a mass, as a function of its coupling to muons. */
function widthAt(particle: Particle, massGeV: number): (g: number) => number {
  const scaling = totalWidthGeV(particle.decaysAtUnitCoupling(massGeV));
  const fixed = totalWidthGeV(particle.fixedDecays?.(massGeV) ?? []);
  return (g) => scaling * couplingOfVertex(particle, g) ** particle.couplingPower + fixed;
}

/** The coupling from which X is seen, where its width plays no role: far below sqrt s. NaN without one. */
function reachOfLight(kind: Singlet, massGeV: number, all: Parameters): number {
  const significance = significanceOf(all, (coupling) => ({ kind, massGeV, coupling, widthGeV: 0 }));
  return (observable(significance, all.sigmas)[0] ?? NOTHING).low;
}

const PUBLISHED: readonly (readonly [Singlet, Collider, number])[] = [
  ['scalar', '3 TeV', 58],
  ['vector', '3 TeV', 14],
  ['scalar', '215 GeV', 17.5],
  ['vector', '215 GeV', 5.5],
];

export const muonColliderBhabha: LimitConstraint<Parameters> = {
  id: 'muon-collider-bhabha',
  kind: 'limit',
  title: 'Muon collider, $\\mu\\mu \\to \\mu\\mu$',
  source:
    '2101.10334, text with Figs. 6 to 8, for the search and its reach; amplitudes derived here at tree level',
  certainty: 'projected',
  confidence: '5 sigma',
  summary:
    'The couplings that change r = (N_F - N_B)/(N_F + N_B) of mu+ mu- -> mu+ mu- by 5 times its Poisson error [(1 - r^2)/N]^(1/2), by exchange of X beside photon and Z in the s- and t-channels. Inferred, as they are not printed: that r is this, and 5; both and an acceptance of |cos(theta)| < cos 30 deg, the one number adjusted, meet the four masses below. No systematic error, radiation or spread of the beams: nothing is said within 5 % of sqrt s, where X is made on resonance. Where the change of r goes through zero, for scalars below sqrt s at g of about 0.3 and for vectors just above, there is a gap.',
  models: MUON_SINGLETS,
  coupling: { is: 'g', of: 'muon' },
  appliesTo: isMuonSinglet,
  parameters,
  regions: ({ model, particle, parameters: all }) => {
    const kind = singletOf(model);
    const intervals = remembered((massGeV) => {
      const width = widthAt(particle, massGeV);
      const significance = significanceOf(all, (coupling) => ({
        kind,
        massGeV,
        coupling,
        widthGeV: width(coupling),
      }));
      return observable(significance, all.sigmas);
    });
    const { sqrtSGeV } = colliderOf(all.sqrt_s);
    return [
      ...regionsBetween(LIGHTEST_GEV, sqrtSGeV * (1 - OFF_RESONANCE), intervals),
      ...regionsBetween(sqrtSGeV * (1 + OFF_RESONANCE), HEAVIEST_GEV, intervals),
    ];
  },
  statements: PUBLISHED.map(([kind, sqrt_s, published]): Statement => ({
    says: `mass in GeV from which the ${kind} that (g-2) of 251e-11 asks for is seen, at ${sqrt_s}`,
    source: '2101.10334, text with Fig. 8',
    published,
    found: () => leastMassGeV(kind, (massGeV) => reachOfLight(kind, massGeV, parameters.parse({ sqrt_s }))),
    within: 0.03,
  })),
};
