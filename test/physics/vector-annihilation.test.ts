import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../src/numerics/gauss-legendre.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import {
  thermalTarget,
  vectorAnnihilationAtUnitCoupling,
  vectorRelicProduct,
} from '../../src/physics/vector-annihilation.js';
import {
  GAMMA,
  type Matrix,
  UNIT_MATRIX,
  type Vector,
  adjoint,
  minus,
  plus,
  scale,
  slash,
  times,
  trace,
} from './dirac.js';

const METRIC = [1, -1, -1, -1];
const AXIAL = minus(UNIT_MATRIX, scale(2, GAMMA.left));

/** sigma v at unit couplings to a lepton of a mass by traces over all spins, at a relative velocity. */
function fromTraces(
  kind: 'dirac' | 'majorana' | 'complex-scalar',
  chi: number,
  lepton: number,
  vector: number,
  velocity: number,
) {
  const p = (chi * velocity) / 2;
  const energy = Math.hypot(chi, p);
  const k = Math.sqrt(energy ** 2 - lepton ** 2);
  const rule = gaussLegendre(12);
  let mean = 0;
  const spinors = (vertex: Matrix, first: Vector, second: Vector, mass: number) => (a: number, b: number) => {
    const unit = scale(mass, UNIT_MATRIX);
    const [left, right] = [a, b].map((index) => times(GAMMA.real[index], vertex));
    return trace(
      times(times(plus(slash(first), unit), left), times(minus(slash(second), unit), adjoint(right))),
    );
  };
  rule.nodes.forEach((cosine, i) => {
    const sine = Math.sqrt(1 - cosine ** 2);
    const out = spinors(
      UNIT_MATRIX,
      [energy, k * sine, 0, k * cosine],
      [energy, -k * sine, 0, -k * cosine],
      lepton,
    );
    const into =
      kind === 'complex-scalar'
        ? (a: number, b: number) => (a === 3 && b === 3 ? 4 * p * p : 0)
        : spinors(kind === 'majorana' ? AXIAL : UNIT_MATRIX, [energy, 0, 0, p], [energy, 0, 0, -p], chi);
    let squared = 0;
    // gamma2 is imaginary: with one of it alone a trace has no real part, and vanishes in this plane.
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        if ((a === 2) === (b === 2)) squared += METRIC[a] * METRIC[b] * out(a, b) * into(a, b);
      }
    }
    mean += 0.5 * rule.weights[i] * squared;
  });
  const spins = kind === 'complex-scalar' ? 1 : 4;
  const twoBody = k / energy / (8 * Math.PI);
  return ((mean / spins) * twoBody) / (4 * energy ** 2) / (4 * energy ** 2 - vector ** 2) ** 2;
}

describe('annihilation through a vector', () => {
  it.each([
    [0.3, 1],
    [0.15, 0.4],
    [5, 12],
  ])('has the traces of Dirac, Majorana and scalar currents at m_chi = %f GeV', (chi, vector) => {
    const { muon, tau } = LEPTON_MASS_GEV;
    const v = 1e-3;
    // Corrections are v^2 times the distance from threshold.
    const charged = (kind: 'dirac' | 'majorana' | 'complex-scalar') =>
      [muon, tau]
        .filter((mass) => mass < chi)
        .reduce((sum, mass) => sum + fromTraces(kind, chi, mass, vector, v), 0);
    const neutrinos = (kind: 'dirac' | 'majorana' | 'complex-scalar') => fromTraces(kind, chi, 0, vector, v);
    const dirac = vectorAnnihilationAtUnitCoupling(chi, vector);
    expect((charged('dirac') + neutrinos('dirac')) / dirac).toBeCloseTo(1, 5);
    for (const kind of ['majorana', 'complex-scalar'] as const) {
      expect(((charged(kind) + neutrinos(kind)) * 6) / (v * v) / dirac).toBeCloseTo(1, 5);
    }
  });

  // An independent program, with 4.4e-26 cm^3/s, x = 20 and m_V = 3 m_chi.
  it.each([
    [0.02, 1.4619209409607343e-12, 5.847683763842937e-11],
    [0.2, 7.430173066991107e-11, 2.9720692267964425e-9],
  ])('leaves the relic at the y of another program at m_chi = %f GeV', (chi, dirac, scalar) => {
    expect(thermalTarget('dirac', chi, 3 * chi) / dirac).toBeCloseTo(1, 6);
    expect(thermalTarget('complex-scalar', chi, 3 * chi) / scalar).toBeCloseTo(1, 6);
    expect(thermalTarget('majorana', chi, 3 * chi) / scalar).toBeCloseTo(0.5, 6);
  });

  it('needs a y that forgets a heavy mediator, and goes as the cross-section and as x', () => {
    expect(thermalTarget('dirac', 0.01, 10) / thermalTarget('dirac', 0.01, 100)).toBeCloseTo(1, 4);
    const at = (freezeOut: object) => vectorRelicProduct('majorana', 0.5, 2, freezeOut);
    expect(at({ targetCm3PerS: 8.8e-26 }) / at({})).toBeCloseTo(Math.SQRT2, 12);
    expect(at({ freezeOutX: 80 }) / at({})).toBeCloseTo(2, 12);
  });
});
