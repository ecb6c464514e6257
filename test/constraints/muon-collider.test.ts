import { describe, expect, it } from 'vitest';
import { LIMITS, LINES } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { vectorMomentAtUnitCoupling } from '../../src/physics/anomalous-moment.js';
import { bhabhaForwardBackwardGeV2 } from '../../src/physics/bhabha.js';

const GEV2_FB = 0.3893793721e12;

function regionsOf(constraint: string, id: string, parameters: Readonly<Record<string, unknown>> = {}) {
  const limit = LIMITS[constraint];
  return limit.regions({
    model: MODELS[id],
    particle: particleOf({ id, parameters: {} }),
    parameters: limit.parameters.parse(parameters),
  });
}

describe('muon-collider-bhabha', () => {
  it.each([
    ['scalar-muon-only', '215 GeV', 215, 400, 8],
    ['mu-tau-vector', '3 TeV', 3000, 1000, 12],
  ] as const)(
    '%s, %s: has 5 Poisson errors of the asymmetry at its edge',
    (id, sqrt_s, sqrtS, perFb, over) => {
      const massGeV = 30;
      const [{ edges }] = regionsOf('muon-collider-bhabha', id, { sqrt_s });
      const coupling = edges(massGeV).low;
      const kind = id === 'mu-tau-vector' ? 'vector' : 'scalar';
      // To muons; other decays and 1/100 of the mass do not matter so far from the resonance.
      const widthGeV = (coupling ** 2 * massGeV) / (over * Math.PI);
      const counts = (singlet?: Parameters<typeof bhabhaForwardBackwardGeV2>[2]) => {
        const { forward, backward } = bhabhaForwardBackwardGeV2(sqrtS, 0.866, singlet);
        return { F: forward * GEV2_FB * perFb, B: backward * GEV2_FB * perFb };
      };
      const { F, B } = counts({ kind, massGeV, coupling, widthGeV });
      const without = counts();
      const asymmetry = ({ F: f, B: b }: { F: number; B: number }) => (f - b) / (f + b);
      // dr/dF = 2B/N^2 and dr/dB = -2F/N^2, with dF = sqrt F and dB = sqrt B.
      const error = Math.hypot(2 * B * Math.sqrt(F), 2 * F * Math.sqrt(B)) / (F + B) ** 2;
      expect(Math.abs(asymmetry({ F, B }) - asymmetry(without)) / error).toBeCloseTo(5, 4);
    },
  );

  it('tells the gap in which a scalar leaves the asymmetry as it is, and says nothing on resonance', () => {
    const [below, beyondGap, above] = regionsOf('muon-collider-bhabha', 'scalar-muon-only');
    const first = below.edges(10);
    const second = beyondGap.edges(10);
    expect(first.high).toBeLessThan(second.low);
    expect(second.low / first.high).toBeLessThan(1.1);
    expect(second.high).toBe(Infinity);
    expect(below.toGeV).toBeCloseTo(2850, 9);
    expect(above.fromGeV).toBeCloseTo(3150, 9);
    expect(above.edges(3000).low).toBeNaN();
  });

  it('falls on a contact interaction far above sqrt s: g goes as the mass', () => {
    const above = regionsOf('muon-collider-bhabha', 'scalar-muon-only', { sqrt_s: '215 GeV' }).at(-1)!;
    // Corrections of s/m^2 = 0.3 %.
    expect(above.edges(8000).low / above.edges(4000).low).toBeCloseTo(2, 1);
  });
});

describe('muon-collider-mono-photon', () => {
  const lowAt = (massGeV: number, parameters: Readonly<Record<string, unknown>>) =>
    regionsOf('muon-collider-mono-photon', 'mu-tau-vector', parameters)[0].edges(massGeV).low;

  it('needs sigmas^2 events without background: g goes as sigmas', () => {
    const at = (sigmas: number) => lowAt(20, { background: 'none', sigmas });
    expect(at(5) / at(2)).toBeCloseTo(2.5, 12);
  });

  it('is weakest at the Z, where neutrinos are made on resonance, and ends with soft photons', () => {
    const at = (massGeV: number) => lowAt(massGeV, { sqrt_s: '215 GeV' });
    expect(at(91.19)).toBeGreaterThan(3 * at(60));
    expect(at(91.19)).toBeGreaterThan(2 * at(110));
    // s - 2 sqrt(s) 10 GeV.
    const end = Math.sqrt(215 ** 2 - 4300);
    expect(at(end * 0.9999)).toBeGreaterThan(0);
    expect(at(end * 1.0001)).toBeNaN();
  });

  it.each([
    ['scalar-muon-only', '3 TeV', 'neutrinos', 25],
    ['mu-tau-vector', '3 TeV', 'neutrinos', 5.7],
    ['scalar-muon-only', '3 TeV', 'none', 4.7],
    ['mu-tau-vector', '3 TeV', 'none', 1.3],
    ['scalar-muon-only', '215 GeV', 'neutrinos', 0.57],
    ['mu-tau-vector', '215 GeV', 'neutrinos', 0.18],
  ])(
    '%s, %s, background %s: begins to see what (g-2) asks for at %f GeV',
    (id, sqrt_s, background, massGeV) => {
      const [{ edges }] = regionsOf('muon-collider-mono-photon', id, { sqrt_s, background });
      const moment = particleOf({ id, parameters: {} }).momentAtUnitCoupling!;
      const excess = (mass: number) => Math.sqrt(251e-11 / moment(mass)) / edges(mass).low;
      // Two digits, as its summary has them.
      expect(excess(massGeV * 0.95)).toBeLessThan(1);
      expect(excess(massGeV * 1.05)).toBeGreaterThan(1);
    },
  );

  it.each([
    ['3 TeV', 447, 450],
    ['215 GeV', 73, 106],
  ])(
    'at %s has corners from %f to %f GeV, where the photon beside a Z meets the edge of the window',
    (sqrt_s, from, to) => {
      const [{ cornersGeV, edges }] = regionsOf('muon-collider-mono-photon', 'mu-tau-vector', { sqrt_s });
      const corners = cornersGeV!;
      expect(Math.abs(corners[0] - from)).toBeLessThan(1);
      expect(Math.abs(corners.at(-1)! - to)).toBeLessThan(1);
      // The step is resolved: between two of them it goes half of the way at most.
      const lows = corners.map((mass) => edges(mass).low);
      const height = Math.max(...lows) / Math.min(...lows);
      expect(height).toBeGreaterThan(1.07);
      for (const [i, low] of lows.slice(1).entries())
        expect(Math.abs(Math.log(low / lows[i]))).toBeLessThan(Math.log(height) / 2);
      const [{ cornersGeV: none }] = regionsOf('muon-collider-mono-photon', 'mu-tau-vector', {
        sqrt_s,
        background: 'none',
      });
      expect(none).toEqual([]);
    },
  );

  it('is worse with a poorer resolution', () => {
    const at = (constant_resolution: number) => lowAt(20, { constant_resolution });
    expect(at(0.02)).toBeGreaterThan(at(0.01));
  });
});

describe('perturbativity', () => {
  it('is not for scalars whose coupling to taus is the larger one', () => {
    const isFor = (id: string) =>
      LINES['perturbativity'].appliesTo(MODELS[id], particleOf({ id, parameters: {} }));
    expect(Object.keys(MODELS).filter(isFor)).toEqual(['scalar-muon-only', 'mu-tau-vector', 'dark-photon']);
  });

  it('is sqrt(4 pi), and bounds the mass of a vector that explains 279e-11 below 2 TeV', () => {
    const line = LINES['perturbativity'];
    const [coupling] = line.couplings(
      particleOf({ id: 'mu-tau-vector', parameters: {} }),
      line.parameters.parse({}),
      [1],
    );
    expect(coupling ** 2 / (4 * Math.PI)).toBeCloseTo(1, 12);
    expect(coupling ** 2 * vectorMomentAtUnitCoupling(2000)).toBeLessThan(279e-11);
  });
});
