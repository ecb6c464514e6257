import { describe, expect, it } from 'vitest';
import { ALPHA } from '../../src/physics/constants.js';
import {
  KINETIC_MIXING_AT_ZERO_MOMENTUM,
  kineticMixingAtUnitCoupling,
  kineticMixingStrengthAtUnitCoupling,
  millichargeToMuTau,
} from '../../src/physics/kinetic-mixing.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { referenceRows } from '../fixtures/read-fixture.js';

interface Mixing {
  readonly re: number;
  readonly im: number;
}

/** |Pi - reference| over |reference|. */
function deviation(q2GeV2: number, { re, im }: Mixing): number {
  const pi = kineticMixingAtUnitCoupling(q2GeV2);
  return Math.hypot(pi.re - re, pi.im - im) / Math.hypot(re, im);
}

const THRESHOLDS = [4 * LEPTON_MASS_GEV.muon ** 2, 4 * LEPTON_MASS_GEV.tau ** 2];

describe('mixing of the L_mu - L_tau vector with the photon', () => {
  it('agrees with the reference to its error of 1e-10', () => {
    const rows = referenceRows<{ q2: number }, Mixing>('formulas.json', 'Pi_over_g');
    expect(rows).toHaveLength(7);
    for (const { inputs, value } of rows) expect(deviation(inputs.q2, value)).toBeLessThan(1e-10);
  });

  it('agrees with 40-digit quadrature to 1e-13: tiny and huge q^2 of both signs, and near the thresholds', () => {
    const rows = referenceRows<{ q2: number }, Mixing>('formulas.json', 'Pi_over_g_quadrature');
    expect(rows).toHaveLength(20);
    for (const { inputs, value } of rows) expect(deviation(inputs.q2, value)).toBeLessThan(1e-13);
  });

  it('is g/69.3 at zero momentum', () => {
    const [{ value }] = referenceRows<unknown, { closed: number; inverse: number }>('formulas.json', 'Pi0');
    expect(KINETIC_MIXING_AT_ZERO_MOMENTUM / value.closed).toBeCloseTo(1, 13);
    expect(1 / KINETIC_MIXING_AT_ZERO_MOMENTUM).toBeCloseTo(value.inverse, 10);
    expect(kineticMixingAtUnitCoupling(0)).toEqual({ re: KINETIC_MIXING_AT_ZERO_MOMENTUM, im: 0 });
  });

  it('has an imaginary part above the thresholds only, and positive there', () => {
    const [muonPair, tauPair] = THRESHOLDS;
    for (const q2 of [-1e3, 0, 0.5 * muonPair, muonPair]) {
      expect(Math.abs(kineticMixingAtUnitCoupling(q2).im)).toBe(0);
    }
    for (const q2 of [1.0001 * muonPair, 1, tauPair, 1.0001 * tauPair, 1e4, 1e8]) {
      expect(kineticMixingAtUnitCoupling(q2).im).toBeGreaterThan(0);
    }
  });

  it('is continuous at the thresholds and where the form of evaluation changes', () => {
    const { muon, tau } = LEPTON_MASS_GEV;
    for (const at of [...THRESHOLDS, muon ** 2, -(muon ** 2), tau ** 2, -(tau ** 2)]) {
      const below = kineticMixingAtUnitCoupling(at * (1 - 1e-14));
      // Im Pi rises as the square root of the distance from a threshold.
      expect(deviation(at * (1 + 1e-14), below)).toBeLessThan(1e-6);
    }
    // Away from the thresholds the two forms agree to rounding.
    for (const at of [muon ** 2, -(muon ** 2), tau ** 2, -(tau ** 2)]) {
      expect(deviation(at * (1 + 1e-14), kineticMixingAtUnitCoupling(at * (1 - 1e-14)))).toBeLessThan(1e-13);
    }
  });
});

describe('millichargeToMuTau', () => {
  it("turns a millicharge into g_Z' g_chi, about 69.3 e epsilon for light chi", () => {
    const e = Math.sqrt(4 * Math.PI * ALPHA);
    expect(millichargeToMuTau(1e-3, 1e-6) / ((1e-3 * e) / KINETIC_MIXING_AT_ZERO_MOMENTUM)).toBeCloseTo(1, 9);
    const product = millichargeToMuTau(2e-4, 0.25);
    expect(product * kineticMixingStrengthAtUnitCoupling(0.25)).toBeCloseTo(2e-4 * e, 15);
    const [row] = referenceRows<{ q2: number }, { abs: number }>('formulas.json', 'Pi_over_g').filter(
      ({ inputs }) => inputs.q2 === 0.25,
    );
    expect(product / ((2e-4 * e) / row.value.abs)).toBeCloseTo(1, 10);
  });
});
