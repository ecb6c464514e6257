import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { E_SQUARED } from '../../src/physics/bremsstrahlung.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import {
  type Singlet,
  photonEnergyGeV,
  photonSingletCrossSectionGeV2,
  photonSingletDifferentialGeV2,
  photonSingletSquaredAmplitude,
} from '../../src/physics/photon-singlet.js';
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
const negative = ([e, x, y, z]: Vector): Vector => [-e, -x, -y, -z];

interface Point {
  readonly sqrtS: number;
  readonly massGeV: number;
  readonly cosTheta: number;
}

function momenta({ sqrtS, massGeV, cosTheta }: Point) {
  const E = sqrtS / 2;
  const p = Math.sqrt(E * E - MUON * MUON);
  const k = photonEnergyGeV(sqrtS, massGeV);
  const p1: Vector = [E, 0, 0, p];
  const p2: Vector = [E, 0, 0, -p];
  const photon: Vector = [k, k * Math.sqrt(1 - cosTheta * cosTheta), 0, k * cosTheta];
  return { p1, p2, photon, a: 2 * dot(p1, photon), b: 2 * dot(p2, photon) };
}

/** The sum of the t- and u-channel, for a vertex of the photon and one of X, without couplings. */
function amplitude(point: Point, photonVertex: Matrix, singletVertex: Matrix): Matrix {
  const { p1, p2, photon, a, b } = momenta(point);
  const propagator = (q: Vector, denominator: number) =>
    scale(1 / denominator, plus(slash(q), scale(MUON, UNIT_MATRIX)));
  return plus(
    times(times(singletVertex, propagator(total(p1, negative(photon)), -a)), photonVertex),
    times(times(photonVertex, propagator(total(photon, negative(p2)), -b)), singletVertex),
  );
}

function spinSum(point: Point, matrix: Matrix): number {
  const { p1, p2 } = momenta(point);
  const first = plus(slash(p1), scale(MUON, UNIT_MATRIX));
  const second = minus(slash(p2), scale(MUON, UNIT_MATRIX));
  return trace(times(times(second, matrix), times(first, adjoint(matrix))));
}

/** The metric; the real gamma2/i of `dirac.ts` counts as gamma2 beside its adjoint. */
const METRIC = [1, -1, -1, -1];

function fromTraces(singlet: Singlet, point: Point): number {
  let sum = 0;
  for (let mu = 0; mu < 4; mu++) {
    if (singlet === 'scalar') {
      sum -= METRIC[mu] * spinSum(point, amplitude(point, GAMMA.real[mu], UNIT_MATRIX));
    } else {
      for (let nu = 0; nu < 4; nu++) {
        sum += METRIC[mu] * METRIC[nu] * spinSum(point, amplitude(point, GAMMA.real[mu], GAMMA.real[nu]));
      }
    }
  }
  return E_SQUARED * sum;
}

const POINTS: readonly Point[] = [
  { sqrtS: 0.5, massGeV: 0.01, cosTheta: 0.3 },
  { sqrtS: 0.7, massGeV: 0.4, cosTheta: -0.9 },
  { sqrtS: 1, massGeV: 0.05, cosTheta: 0.999 },
  { sqrtS: 3, massGeV: 2.9, cosTheta: 0.1 },
  { sqrtS: 20, massGeV: 7, cosTheta: -0.99 },
  { sqrtS: 215, massGeV: 30, cosTheta: 0.6 },
];

describe.each(['scalar', 'vector'] as const)('mu mu -> gamma %s', (singlet) => {
  it('has the squared amplitude of explicit Dirac traces to 1e-9', () => {
    for (const point of POINTS) {
      const { sqrtS, massGeV } = point;
      const { a, b } = momenta(point);
      const value = photonSingletSquaredAmplitude(singlet, { sGeV2: sqrtS ** 2, massGeV, a, b });
      expect(Math.abs(value / fromTraces(singlet, point) - 1), JSON.stringify(point)).toBeLessThan(1e-9);
    }
  });

  it('vanishes with the polarisation of the photon along its momentum', () => {
    for (const point of POINTS) {
      const { photon } = momenta(point);
      const vertex = singlet === 'scalar' ? UNIT_MATRIX : GAMMA.real[1];
      const longitudinal = spinSum(point, amplitude(point, slash(photon), vertex));
      const transverse = spinSum(point, amplitude(point, scale(photon[0], GAMMA.real[2]), vertex));
      expect(Math.abs(longitudinal / transverse)).toBeLessThan(1e-10);
    }
  });

  it('has the integral over the angle in closed form', () => {
    for (const [sqrtSGeV, massGeV] of [
      [0.5, 0.1],
      [10, 9.9],
      [215, 50],
      [3000, 1],
    ]) {
      for (const maxCosTheta of [0.3, 0.9, 0.999]) {
        const differential = (cosTheta: number) =>
          photonSingletDifferentialGeV2(singlet, { sqrtSGeV, massGeV, cosTheta });
        const sum = integrate(differential, -maxCosTheta, maxCosTheta, { relativeTolerance: 1e-11 });
        const closed = photonSingletCrossSectionGeV2(singlet, { sqrtSGeV, massGeV, maxCosTheta });
        expect(Math.abs(closed / sum.value - 1)).toBeLessThan(1e-9);
      }
    }
  });
});

describe('its limits', () => {
  it('is e+ e- -> gamma gamma, 2 pi alpha^2/s (1 + c^2)/(1 - c^2), with g = e, m_X = 0 and light muons', () => {
    const [sqrtSGeV, c] = [3000, 0.4];
    const alpha = E_SQUARED / (4 * Math.PI);
    const massless = ((2 * Math.PI * alpha ** 2) / sqrtSGeV ** 2) * ((1 + c * c) / (1 - c * c));
    const value = photonSingletDifferentialGeV2('vector', { sqrtSGeV, massGeV: 0, cosTheta: c });
    // Peskin and Schroeder (5.107), there over half of the sphere. Corrections of m_mu^2/s = 1e-9.
    expect(Math.abs((value * E_SQUARED) / massless - 1)).toBeLessThan(1e-7);
  });

  it('is the total of e+ e- -> gamma gamma near threshold as well, of Dirac', () => {
    const s = 0.25;
    const beta = Math.sqrt(1 - (4 * MUON ** 2) / s);
    const alpha = E_SQUARED / (4 * Math.PI);
    // Dirac, Proc. Camb. Phil. Soc. 26 (1930) 361: sigma = pi alpha^2 (1-beta^2)/(4 beta m^2) [(3-beta^4)/beta ln((1+beta)/(1-beta)) - 2(2-beta^2)].
    const dirac =
      ((Math.PI * alpha ** 2 * (1 - beta ** 2)) / (4 * beta * MUON ** 2)) *
      (((3 - beta ** 4) / beta) * Math.log((1 + beta) / (1 - beta)) - 2 * (2 - beta ** 2));
    const value = photonSingletCrossSectionGeV2('vector', { sqrtSGeV: 0.5, massGeV: 0, maxCosTheta: 1 });
    // Identical photons: half of the two distinguishable ones.
    expect(Math.abs((value * E_SQUARED) / 2 / dirac - 1)).toBeLessThan(1e-10);
  });

  it('is closed from sqrt s on', () => {
    expect(photonSingletCrossSectionGeV2('scalar', { sqrtSGeV: 10, massGeV: 10, maxCosTheta: 1 })).toBe(0);
    expect(photonSingletDifferentialGeV2('vector', { sqrtSGeV: 10, massGeV: 11, cosTheta: 0 })).toBe(0);
  });
});
