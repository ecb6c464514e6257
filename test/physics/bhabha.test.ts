import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import {
  type ExchangedSinglet,
  bhabhaDifferentialGeV2,
  bhabhaForwardBackwardGeV2,
  bhabhaSquaredAmplitude,
} from '../../src/physics/bhabha.js';
import { PHOTON_TO_MUON, Z_MASS_GEV, Z_TO_MUON, Z_WIDTH_GEV } from '../../src/physics/electroweak.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { GAMMA, type Matrix, UNIT_MATRIX, type Vector, minus, plus, scale, slash, times } from './dirac.js';

/** Columns of the spinors of a particle (sign 1) or an antiparticle (-1): real, as momenta have no y. */
function spinors(p: Vector, mass: number, sign: 1 | -1): Matrix[] {
  const projector = plus(scale(sign, slash(p)), scale(mass, UNIT_MATRIX));
  return [0, 1].map((spin) => {
    const atRest = [0, 1, 2, 3].map((i) => [i % 2 === spin ? (i < 2 ? 1 : sign) / Math.SQRT2 : 0]);
    return scale(1 / Math.sqrt(p[0] + mass), times(projector, atRest));
  });
}

const bar = (spinor: Matrix): Matrix => times([spinor.map(([value]) => value)], GAMMA.real[0]);
const line = (left: Matrix, vertex: Matrix, right: Matrix) => times(times(bar(left), vertex), right)[0][0];

/** Signs with which a vertex stands beside the same again: the metric, and i^2 for the real gamma2/i of `dirac.ts`. */
const BESIDE_ITSELF = [1, -1, 1, -1];

interface Exchange {
  readonly massGeV: number;
  readonly widthGeV: number;
  /** Each with itself, and the sign: 1 of a vector, -1 of a scalar. */
  readonly vertices: readonly (readonly [sign: number, vertex: Matrix])[];
}

function vector(massGeV: number, widthGeV: number, left: number, right: number): Exchange {
  const chiral = plus(scale(left, GAMMA.left), scale(right, minus(UNIT_MATRIX, GAMMA.left)));
  return {
    massGeV,
    widthGeV,
    vertices: GAMMA.real.map((gamma, mu) => [BESIDE_ITSELF[mu], times(gamma, chiral)] as const),
  };
}

const PHOTON_AND_Z = [
  vector(0, 0, PHOTON_TO_MUON.left, PHOTON_TO_MUON.right),
  vector(Z_MASS_GEV, Z_WIDTH_GEV, Z_TO_MUON.left, Z_TO_MUON.right),
];

function exchangeOf({ kind, massGeV, widthGeV, coupling }: ExchangedSinglet): Exchange {
  return kind === 'vector'
    ? vector(massGeV, widthGeV, coupling, coupling)
    : { massGeV, widthGeV, vertices: [[-1, scale(coupling, UNIT_MATRIX)]] };
}

/** The sum over all spins of |M|^2, s- minus t-channel, amplitude by amplitude. */
function fromSpinors(s: number, cosTheta: number, exchanges: readonly Exchange[], mass = 0): number {
  const E = Math.sqrt(s) / 2;
  const p = Math.sqrt(E * E - mass * mass);
  const [x, z] = [p * Math.sqrt(1 - cosTheta * cosTheta), p * cosTheta];
  const t = -2 * p * p * (1 - cosTheta);
  let sum = 0;
  for (const in1 of spinors([E, 0, 0, p], mass, 1)) {
    for (const in2 of spinors([E, 0, 0, -p], mass, -1)) {
      for (const out1 of spinors([E, x, 0, z], mass, 1)) {
        for (const out2 of spinors([E, -x, 0, -z], mass, -1)) {
          let real = 0;
          let imaginary = 0;
          for (const { massGeV, widthGeV, vertices } of exchanges) {
            for (const [sign, vertex] of vertices) {
              const annihilated = sign * line(in2, vertex, in1) * line(out1, vertex, out2);
              const scattered = sign * line(out1, vertex, in1) * line(in2, vertex, out2);
              const distance = s - massGeV ** 2;
              const damping = massGeV * widthGeV;
              const norm = distance ** 2 + damping ** 2;
              real += (annihilated * distance) / norm - scattered / (t - massGeV ** 2);
              imaginary -= (annihilated * damping) / norm;
            }
          }
          sum += real ** 2 + imaginary ** 2;
        }
      }
    }
  }
  return sum;
}

const SINGLETS: readonly (ExchangedSinglet | undefined)[] = [
  undefined,
  { kind: 'scalar', massGeV: 20, widthGeV: 0.3, coupling: 0.4 },
  { kind: 'scalar', massGeV: 230, widthGeV: 12, coupling: 1.3 },
  { kind: 'vector', massGeV: 5, widthGeV: 0.01, coupling: 0.2 },
  { kind: 'vector', massGeV: 1000, widthGeV: 40, coupling: 1.1 },
];

const POINTS = [
  [80, 0.3],
  [91.2, -0.7],
  [215, 0.9],
  [215, -0.95],
  [3000, 0.1],
];

describe('mu mu -> mu mu', () => {
  it('has the squared amplitude of explicit spinors to 1e-9, with and without a singlet', () => {
    for (const singlet of SINGLETS) {
      const exchanges = singlet === undefined ? PHOTON_AND_Z : [...PHOTON_AND_Z, exchangeOf(singlet)];
      for (const [sqrtS, cosTheta] of POINTS) {
        const value = bhabhaSquaredAmplitude(sqrtS ** 2, cosTheta, singlet);
        const explicit = fromSpinors(sqrtS ** 2, cosTheta, exchanges);
        expect(Math.abs(value / explicit - 1), JSON.stringify([singlet, sqrtS, cosTheta])).toBeLessThan(1e-9);
      }
    }
  });

  it('is that of muons with their mass at 215 GeV up to some m_mu^2/|t|', () => {
    for (const singlet of SINGLETS.slice(1)) {
      for (const cosTheta of [-0.9, 0, 0.9]) {
        const value = bhabhaSquaredAmplitude(215 ** 2, cosTheta, singlet);
        const massive = fromSpinors(
          215 ** 2,
          cosTheta,
          [...PHOTON_AND_Z, exchangeOf(singlet!)],
          LEPTON_MASS_GEV.muon,
        );
        // m_mu^2/|t| = 5e-6 at cos(theta) = 0.9.
        expect(Math.abs(value / massive - 1)).toBeLessThan(5e-5);
      }
    }
  });

  it('is Bhabha scattering of QED far below the Z', () => {
    const [s, c] = [1, 0.3];
    const e2 = PHOTON_TO_MUON.left ** 2;
    const [t, u] = [(-s * (1 - c)) / 2, (-s * (1 + c)) / 2];
    const qed = 8 * e2 ** 2 * (u ** 2 * (1 / s + 1 / t) ** 2 + (t / s) ** 2 + (s / t) ** 2);
    // The Z interferes at some s/M_Z^2 = 1e-4.
    expect(Math.abs(bhabhaSquaredAmplitude(s, c) / qed - 1)).toBeLessThan(1e-4);
  });

  it('is 1/(32 pi s) |M|^2 per cos(theta), forward and backward up to the acceptance', () => {
    for (const singlet of SINGLETS) {
      const differential = (c: number) => bhabhaDifferentialGeV2(215 ** 2, c, singlet);
      const options = { relativeTolerance: 1e-10 };
      for (const maxCosTheta of [0.5, 0.866, 0.99, 0.9999]) {
        const { forward, backward } = bhabhaForwardBackwardGeV2(215, maxCosTheta, singlet);
        const sums = [
          integrate(differential, 0, maxCosTheta, options),
          integrate(differential, -maxCosTheta, 0, options),
        ];
        expect(Math.abs(forward / sums[0].value - 1)).toBeLessThan(1e-8);
        expect(Math.abs(backward / sums[1].value - 1)).toBeLessThan(1e-8);
      }
      expect(differential(0.2)).toBeCloseTo(
        bhabhaSquaredAmplitude(215 ** 2, 0.2, singlet) / (128 * Math.PI * 215 ** 2),
        15,
      );
    }
  });
});
