import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../src/numerics/gauss-legendre.js';
import { integrate } from '../../src/numerics/integrate.js';
import { ALPHA } from '../../src/physics/constants.js';
import { helmFormFactor } from '../../src/physics/form-factors.js';
import {
  FERMI_CONSTANT_PER_GEV2,
  HIGGS_FIELD2_GEV2,
  TRIDENT_AXIAL_COUPLING,
  TRIDENT_VECTOR_COUPLING,
  neutrinoPhotonCrossSectionPerGeV2,
  pairTensor,
  tridentCoupling,
  tridentRatio,
  tridentTable,
} from '../../src/physics/neutrino-trident.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { readFixture } from '../fixtures/read-fixture.js';
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
  trace,
} from './dirac.js';

interface Table<Row> {
  readonly rows: readonly Row[];
}

/** Numeric traces over all of the phase space, by quadrature, with the form factor and the flux of their own. */
const reference = readFixture('tridents.json') as {
  readonly experiments: readonly {
    readonly name: string;
    readonly E: number;
    readonly Z: number;
    readonly A: number;
    readonly ratio: number;
    readonly error: number;
  }[];
  readonly photons: Table<
    readonly [s: number, mass: number, power: number, vector: number, axial: number, err: number]
  >;
  readonly limits: Table<
    readonly [experiment: string, mass: number, sigmas: number, coupling: number, err: number]
  >;
};

const MUON = LEPTON_MASS_GEV.muon;
const CCFR = tridentTable({ energyGeV: 160, nucleus: { Z: 26, A: 55.845 } });

/** Explicit traces of V* gamma -> mu mu in the frame of the pair, integrated over the angle of the muon. */
function tensorFromTraces(pairMass2: number, k2: number, isAxial: boolean) {
  const mass = Math.sqrt(pairMass2);
  const energy = mass / 2;
  const omega = (pairMass2 + k2) / (2 * mass);
  const photon: Vector = [omega, 0, 0, -omega];
  const current: Vector = [(pairMass2 - k2) / (2 * mass), 0, 0, omega];
  // n is orthogonal to the current's momentum.
  const share = (2 * k2) / (pairMass2 + k2);
  const n: Vector = [current[0] + share * photon[0], 0, 0, current[3] + share * photon[3]];
  const axial = minus(UNIT_MATRIX, scale(2, GAMMA.left));
  const mu = scale(MUON, UNIT_MATRIX);
  const beta = Math.sqrt(1 - (4 * MUON ** 2) / pairMass2);
  const rule = gaussLegendre(200);
  let transverse = 0;
  let longitudinal = 0;
  rule.nodes.forEach((cosine, i) => {
    const p = energy * beta;
    const sine = Math.sqrt(1 - cosine ** 2);
    const p1: Vector = [energy, p * sine, 0, p * cosine];
    const p2: Vector = [energy, -p * sine, 0, -p * cosine];
    const before = scale(-1 / (2 * dot(p1, photon)), plus(minus(slash(p1), slash(photon)), mu));
    const after = scale(-1 / (2 * dot(p2, photon)), plus(minus(slash(photon), slash(p2)), mu));
    const squared = (polarisation: Matrix, vertex: Matrix) => {
      const whole = isAxial ? times(vertex, axial) : vertex;
      const amplitude = plus(
        times(times(polarisation, before), whole),
        times(times(whole, after), polarisation),
      );
      return trace(
        times(times(plus(slash(p1), mu), amplitude), times(minus(slash(p2), mu), adjoint(amplitude))),
      );
    };
    // Mean over the two polarisations of the photon, mean over the angle; A is half of the sum over x and y.
    const across = [GAMMA.real[1], GAMMA.real[2]];
    const weight = 0.5 * rule.weights[i] * 0.5;
    for (const polarisation of across) {
      for (const vertex of across) transverse += 0.5 * weight * squared(polarisation, vertex);
      longitudinal += weight * squared(polarisation, slash(n));
    }
  });
  const phaseSpace = beta / (8 * Math.PI);
  const alongPhoton = (longitudinal + transverse * k2) / ((pairMass2 + k2) / 2) ** 2;
  return { transverse: phaseSpace * transverse, alongPhoton: phaseSpace * alongPhoton * pairMass2 };
}

describe('V* gamma -> mu mu', () => {
  it.each([
    [0.046, 0.3],
    [0.1, 0.02],
    [1, 1e-4],
    [2, 5],
  ])('has the tensor of the Dirac traces at W^2 = %f and K = %f GeV^2', (pairMass2, k2) => {
    const { transverse, alongPhoton } = pairTensor(pairMass2, k2);
    const vector = tensorFromTraces(pairMass2, k2, false);
    const axial = tensorFromTraces(pairMass2, k2, true);
    // Rounding of the traces; 200 points in the angle are exact to that.
    expect(transverse.vector / vector.transverse).toBeCloseTo(1, 8);
    expect(alongPhoton.vector / vector.alongPhoton).toBeCloseTo(1, 7);
    expect(transverse.axial / axial.transverse).toBeCloseTo(1, 8);
    expect(alongPhoton.axial / axial.alongPhoton).toBeCloseTo(1, 8);
  });

  it('has the structure function F_2 of the photon, with the mass of the muon', () => {
    // Budnev et al., Phys. Rept. 15 (1975) 181, as in hep-ex/9912049.
    for (const [pairMass2, k2] of [
      [0.1, 0.02],
      [3, 1],
      [0.5, 40],
    ]) {
      const x = k2 / (k2 + pairMass2);
      const ratio = (4 * MUON ** 2) / k2;
      const beta = Math.sqrt(1 - (4 * MUON ** 2) / pairMass2);
      const rational = -1 + 8 * x * (1 - x) - x * (1 - x) * ratio;
      const ofLogarithm = x * x + (1 - x) ** 2 + x * (1 - 3 * x) * ratio - 0.5 * (x * ratio) ** 2;
      const bracket = beta * rational + ofLogarithm * Math.log((1 + beta) / (1 - beta));
      // F_2 = x alpha/(4 pi) 8 pi (A + n n T/K), and B = K (A + n n T/K)/(q q1)^2.
      const both =
        (pairTensor(pairMass2, k2).alongPhoton.vector * (pairMass2 + k2) ** 2) / (4 * k2 * pairMass2);
      expect((2 * Math.PI * both) / bracket).toBeCloseTo(1, 9);
    }
  });
});

describe('nu gamma -> nu mu mu', () => {
  it.each([
    [0.1, 5.7677e-17, 1.651e-16, 0.02],
    [1, 1.7765e-14, 2.3634e-14, 0.0025],
    [20, 1.0633e-12, 1.0951e-12, 0.003],
  ])(
    'agrees with a Monte Carlo of all four-vectors and traces at s = %f GeV^2',
    (s, vector, axial, error) => {
      const found = neutrinoPhotonCrossSectionPerGeV2(s);
      // 2e5 points: their statistical error is 0.2 to 0.3 %, at threshold of the vector 1.9 %.
      expect(Math.abs(found.vector / vector - 1)).toBeLessThan(2 * error);
      expect(Math.abs(found.axial / axial - 1)).toBeLessThan(0.008);
    },
  );

  it('agrees with that Monte Carlo where the propagator of a boson of 300 MeV weighs K', () => {
    const propagator = (k2: number) => 1 / (0.09 + k2);
    const single = neutrinoPhotonCrossSectionPerGeV2(1, propagator).vector;
    const double = neutrinoPhotonCrossSectionPerGeV2(1, (k2) => propagator(k2) ** 2).vector;
    // 4e5 points: 0.2 and 0.3 %.
    expect(Math.abs(single / 5.81656e-14 - 1)).toBeLessThan(0.004);
    expect(Math.abs(double / 2.53531e-13 - 1)).toBeLessThan(0.006);
  });

  it('agrees with the quadrature of the traces, with propagators of bosons of 1 MeV to 3 GeV', () => {
    const { rows } = reference.photons;
    expect(rows.length).toBeGreaterThan(50);
    for (const [s, mass, power, vector, axial, err] of rows) {
      const found = neutrinoPhotonCrossSectionPerGeV2(s, (k2) => (mass * mass + k2) ** -power);
      // The start of the integral at K = 1e-12 GeV^2 costs 1e-6 of the axial current at 1 MeV.
      const tolerance = 2e-6 + err;
      expect(Math.abs(found.vector / vector - 1), `s = ${s}, ${mass} GeV`).toBeLessThan(tolerance);
      expect(Math.abs(found.axial / axial - 1), `s = ${s}, ${mass} GeV`).toBeLessThan(tolerance);
    }
  });

  it('is C_V^2 + C_A^2 times the same at large s, with the slope of 1406.2332 (9) in ln s', () => {
    const leading = (FERMI_CONSTANT_PER_GEV2 ** 2 * ALPHA) / (9 * Math.PI ** 2);
    const at = (s: number) => neutrinoPhotonCrossSectionPerGeV2(s);
    for (const s of [1e4, 1e6]) {
      const expected = leading * s * (Math.log(s / MUON ** 2) - 8 / 3);
      // Up to terms m_mu^2/s times logarithms.
      expect(at(s).vector / expected).toBeCloseTo(1, s === 1e4 ? 3 : 5);
      expect(at(s).axial / expected).toBeCloseTo(1, s === 1e4 ? 3 : 5);
    }
  });

  it('has the logarithm of 1406.2332 (14) of a light boson alone', () => {
    const s = 1e6;
    const alone = (mass: number) =>
      neutrinoPhotonCrossSectionPerGeV2(s, (k2) => (HIGGS_FIELD2_GEV2 / (mass * mass + k2)) ** 2).vector;
    const slope = (alone(1e-4) - alone(1e-3)) / Math.log(100);
    expect(slope / ((7 * ALPHA) / (72 * Math.PI ** 2 * MUON ** 2))).toBeCloseTo(1, 3);
  });
});

describe('tridents on nuclei', () => {
  it('follow from the cross-section on photons and their flux', () => {
    const energyGeV = 20;
    const nucleus = { Z: 14, A: 28 };
    const { vector, axial } = tridentTable({ energyGeV, nucleus });
    const formFactor = helmFormFactor(nucleus.A);
    const rule = gaussLegendre(80);
    const from = Math.log(4 * MUON ** 2);
    const range = Math.log(2 * energyGeV) - from;
    const direct = { vector: 0, axial: 0 };
    rule.nodes.forEach((node, i) => {
      const logS = from + 0.5 * range * (1 + node);
      const photons = integrate(
        (logQ) => 2 * formFactor(Math.exp(logQ)) ** 2,
        logS - Math.log(2 * energyGeV),
        0,
        { relativeTolerance: 1e-8 },
      ).value;
      const weight = ((nucleus.Z ** 2 * ALPHA) / Math.PI) * 0.5 * range * rule.weights[i] * photons;
      const ofPhoton = neutrinoPhotonCrossSectionPerGeV2(Math.exp(logS));
      direct.vector += weight * ofPhoton.vector;
      direct.axial += weight * ofPhoton.axial;
    });
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    // The accuracy that the table promises.
    expect(Math.abs(sum(vector) / direct.vector - 1)).toBeLessThan(1e-4);
    expect(Math.abs(sum(axial) / direct.axial - 1)).toBeLessThan(1e-4);
  });

  it('have the ratio of 1406.2332 (11) for a heavy boson, up to the mass of the muon', () => {
    const { interference, square } = tridentRatio(CCFR, 500);
    const vev2 = HIGGS_FIELD2_GEV2 / 500 ** 2;
    const norm = TRIDENT_VECTOR_COUPLING ** 2 + TRIDENT_AXIAL_COUPLING ** 2;
    // A massive muon has 9 % less of the vector than of the axial current: 2 % in their share.
    expect(interference / ((2 * TRIDENT_VECTOR_COUPLING * vev2) / norm)).toBeCloseTo(0.98, 2);
    expect(square / (vev2 ** 2 / norm)).toBeCloseTo(0.98, 2);
  });

  it.each(reference.experiments)(
    'give the couplings of the quadrature of the traces: $name',
    ({ name, E, Z, A, ratio, error }) => {
      const table = tridentTable({ energyGeV: E, nucleus: { Z, A } });
      const rows = reference.limits.rows.filter(([experiment]) => experiment === name);
      expect(rows.length).toBeGreaterThan(10);
      for (const [, mass, sigmas, coupling, err] of rows) {
        const found = tridentCoupling(tridentRatio(table, mass), ratio + sigmas * error);
        // Two Gauss rules of smooth integrands: each has converged to better than 1e-6.
        expect(Math.abs(found / coupling - 1), `${mass} GeV`).toBeLessThan(1e-6 + err);
      }
    },
  );

  it('give a coupling back', () => {
    const ratio = tridentRatio(CCFR, 0.1);
    const g2 = tridentCoupling(ratio, 1.38) ** 2;
    expect(1 + ratio.interference * g2 + ratio.square * g2 * g2).toBeCloseTo(1.38, 12);
    expect(tridentCoupling(ratio, 0.9)).toBeNaN();
  });
});
