import { describe, expect, it } from 'vitest';
import { ALPHA, HBAR_C_SQUARED_GEV2_PB } from '../../src/physics/constants.js';
import {
  type MuonRadiation,
  muonRadiationTrace,
  muonicAnnihilationGeVm2,
} from '../../src/physics/muonic-annihilation.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import {
  GAMMA,
  type Matrix,
  UNIT_MATRIX,
  type Vector,
  adjoint,
  dot,
  minus,
  plus,
  scale,
  slash,
  times,
  total,
  trace,
} from './dirac.js';

const MUON = LEPTON_MASS_GEV.muon;
const KINDS: readonly MuonRadiation[] = ['scalar', 'vector'];

/** Momenta of mu-, mu+ and X, in the rest frame of the muons, all in the plane of x and z. */
function momenta(s: number, massGeV: number, w: number, cosine: number) {
  const energy = Math.sqrt(w) / 2;
  const p = Math.sqrt(energy ** 2 - MUON ** 2);
  const energyX = (s - w - massGeV ** 2) / (2 * Math.sqrt(w));
  const sine = Math.sqrt(1 - cosine ** 2);
  const first: Vector = [energy, p * sine, 0, p * cosine];
  const second: Vector = [energy, -p * sine, 0, -p * cosine];
  const x: Vector = [energyX, 0, 0, Math.sqrt(energyX ** 2 - massGeV ** 2)];
  return { first, second, x };
}

/** Minus the metric. */
const SIGNS = [-1, 1, 1, 1];

/** T with explicit Dirac matrices, by minus the metric over the photon and, for a vector, over X. */
function fromTraces(kind: MuonRadiation, s: number, massGeV: number, w: number, cosine: number) {
  const { first, second, x } = momenta(s, massGeV, w, cosine);
  const withFirst = total(first, x);
  const withSecond = total(second, x);
  const a = dot(withFirst, withFirst) - MUON ** 2;
  const b = dot(withSecond, withSecond) - MUON ** 2;
  const mass = scale(MUON, UNIT_MATRIX);
  const before = scale(1 / a, plus(slash(withFirst), mass));
  const after = scale(1 / b, minus(mass, slash(withSecond)));
  const amplitude = (radiated: Matrix, photon: Matrix) =>
    plus(times(times(radiated, before), photon), times(times(photon, after), radiated));
  const squared = (vertex: Matrix) =>
    trace(times(times(plus(slash(first), mass), vertex), times(minus(slash(second), mass), adjoint(vertex))));
  const summed = (radiated: Matrix) =>
    GAMMA.real.reduce((sum, photon, i) => sum + SIGNS[i] * squared(amplitude(radiated, photon)), 0);
  const q = slash(total(first, second, x));
  const polarisations: readonly (readonly [Matrix, number])[] =
    kind === 'scalar' ? [[UNIT_MATRIX, 1]] : GAMMA.real.map((matrix, i) => [matrix, SIGNS[i]] as const);
  return {
    a,
    b,
    trace: polarisations.reduce((sum, [matrix, sign]) => sum + sign * summed(matrix), 0),
    /** What the photon's longitudinal part gives, and X's. */
    longitudinalPhoton: polarisations.map(([matrix]) => squared(amplitude(matrix, q)) / s),
    longitudinalX: GAMMA.real.map((photon) => squared(amplitude(slash(x), photon)) / massGeV ** 2),
  };
}

describe('the trace of gamma* -> mu+ mu- X', () => {
  it.each([
    [111.9, 0.25, 40, 0.3],
    [111.9, 0.25, 0.05, -0.8],
    [111.9, 1, 85, 0.99],
    [111.9, 4, 20, -0.5],
    [0.5, 0.22, 0.1, 0.6],
  ])('is that of Dirac matrices at s = %f GeV^2, M = %f GeV, w = %f GeV^2', (s, massGeV, w, cosine) => {
    for (const kind of KINDS) {
      const { a, b, trace: expected, ...longitudinal } = fromTraces(kind, s, massGeV, w, cosine);
      // Rounding of the matrices, whose terms are larger than their sum.
      expect(muonRadiationTrace(kind, s, massGeV, a, b) / expected).toBeCloseTo(1, 9);
      // Both currents are conserved: of X where it is a vector.
      for (const part of longitudinal.longitudinalPhoton)
        expect(Math.abs(part / expected)).toBeLessThan(1e-9);
      if (kind === 'vector') {
        for (const part of longitudinal.longitudinalX) expect(Math.abs(part / expected)).toBeLessThan(1e-9);
      }
    }
  });

  it('has the soft limit of the eikonal current times gamma* -> mu mu', () => {
    const s = 100;
    const massGeV = 1e-6;
    const [a, b] = [3e-4, 5e-4];
    const without = 4 * (s + 2 * MUON ** 2);
    // A scalar by m/(p k) of either muon, with equal signs; a photon by p/(p k), with opposite ones.
    const scalar = (2 * MUON) ** 2 * (1 / a + 1 / b) ** 2;
    const vector = (4 * (s - 2 * MUON ** 2)) / (a * b) - (2 * MUON) ** 2 * (1 / a ** 2 + 1 / b ** 2);
    // Up to a/s and, for the scalar, up to a/m^2.
    expect(muonRadiationTrace('vector', s, massGeV, a, b) / (without * vector)).toBeCloseTo(1, 4);
    expect(
      muonRadiationTrace('scalar', s, massGeV, a * 1e-4, b * 1e-4) / (without * scalar * 1e8),
    ).toBeCloseTo(1, 3);
  });
});

describe('sigma(e+ e- -> mu+ mu- X)', () => {
  // 400,000 events each of another program, by sums over Dirac spinors with massive electrons and flat phase space; in pb.
  it.each([
    ['vector', 0.3, 302.15, 0.74],
    ['vector', 1, 99.457, 0.117],
    ['vector', 4, 5.4409, 0.0022],
    ['scalar', 0.3, 26.208, 0.164],
    ['scalar', 1, 13.407, 0.033],
    ['scalar', 4, 1.6444, 0.002],
  ] as const)('is that of a Monte Carlo for a %s of %f GeV', (kind, massGeV, pb, error) => {
    const value = muonicAnnihilationGeVm2(kind, massGeV, 10.58) * HBAR_C_SQUARED_GEV2_PB;
    expect(3 * error).toBeLessThan(0.02 * pb);
    expect(Math.abs(value - pb)).toBeLessThan(3 * error);
  });

  it('of a light vector off massless muons is that of a gluon with a small mass', () => {
    // sigma_0 alpha_X/(2 pi) [L^2 + 3 L + 5 - pi^2/3], L = ln(M^2/s): textbook regularisation of e+ e- -> q qbar g.
    const [sqrtS, massGeV] = [10, 1e-3];
    const logarithm = Math.log(massGeV ** 2 / sqrtS ** 2);
    const pair = (4 * Math.PI * ALPHA ** 2) / (3 * sqrtS ** 2);
    const expected = ((logarithm + 3) * logarithm + 5 - Math.PI ** 2 / 3) / (8 * Math.PI ** 2);
    // Corrections are of M^2/s.
    expect(muonicAnnihilationGeVm2('vector', massGeV, sqrtS, 1e-8) / pair / expected).toBeCloseTo(1, 6);
  });

  it('is closed above sqrt(s) - 2 m_mu, and falls up to there', () => {
    for (const kind of KINDS) {
      const values = [0.25, 1, 3, 7, 10.3].map((mass) => muonicAnnihilationGeVm2(kind, mass, 10.58));
      for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThan(values[i - 1]);
      expect(values.at(-1)).toBeGreaterThan(0);
      expect(muonicAnnihilationGeVm2(kind, 10.37, 10.58)).toBe(0);
    }
  });
});
