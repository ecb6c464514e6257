import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { LEPTON_MASS_GEV, TAU_C_TAU_CM } from '../../src/physics/particles.js';
import {
  fractionOfMuonsBelow,
  meanSurvivalOfTauFromAlp,
  survivesBeyond,
  tauEnergyRangeFromAlp,
} from '../../src/physics/tau-decay.js';
import { referenceRows } from '../fixtures/read-fixture.js';

const { muon, tau } = LEPTON_MASS_GEV;

describe('fractionOfMuonsBelow', () => {
  it('is the integral of the Michel spectrum, 1 at its end', () => {
    expect(fractionOfMuonsBelow(50, 50)).toBe(1);
    expect(fractionOfMuonsBelow(80, 50)).toBe(1);
    expect(fractionOfMuonsBelow(0, 50)).toBe(0);
    expect(fractionOfMuonsBelow(-1, 50)).toBe(0);
    for (const y of [1e-6, 0.1, 0.5, 0.9]) {
      const spectrum = (z: number) => (5 - 9 * z * z + 4 * z ** 3) / 3;
      const integral = integrate(spectrum, 0, y, { relativeTolerance: 1e-13 }).value;
      expect(fractionOfMuonsBelow(160 * y, 160) / integral).toBeCloseTo(1, 13);
    }
  });

  it('has the mean <y> = 7/20', () => {
    const above = integrate((y) => 1 - fractionOfMuonsBelow(y, 1), 0, 1, { relativeTolerance: 1e-13 });
    expect(above.value).toBeCloseTo(0.35, 13);
  });
});

describe('survivesBeyond', () => {
  it('is exp(-length m/(c tau p))', () => {
    const energy = 200;
    const length = 0.2;
    const momentum = Math.sqrt(energy ** 2 - tau ** 2);
    const expected = Math.exp((-length * tau) / (TAU_C_TAU_CM * momentum));
    expect(survivesBeyond(length, energy) / expected).toBeCloseTo(1, 13);
    // 2 mm is 2.04 decay lengths at 20 GeV, and one at 40.9 GeV.
    expect(survivesBeyond(0.2, 40.87)).toBeCloseTo(Math.exp(-1), 3);
  });

  it('is 1 without a length, 0 at rest with one', () => {
    for (const energy of [1, tau, 2, 1e3]) expect(survivesBeyond(0, energy)).toBe(1);
    for (const energy of [1, tau, tau * (1 + 1e-12)]) expect(survivesBeyond(0.2, energy)).toBe(0);
    expect(survivesBeyond(0.2, 1e12)).toBeCloseTo(1, 9);
  });
});

interface FromAlp {
  readonly min: number;
  readonly max: number;
  readonly survival: number;
}

describe('taus from a -> mu tau', () => {
  const rows = referenceRows<{ length: number; E: number; ma: number }, FromAlp>(
    'formulas.json',
    'tau_from_alp',
  );

  it('have the energies and the mean survival of 40-digit kinematics and quadrature', () => {
    expect(rows).toHaveLength(10);
    for (const { inputs, value } of rows) {
      const range = tauEnergyRangeFromAlp(inputs.E, inputs.ma)!;
      expect(Math.abs(range.minGeV / value.min - 1)).toBeLessThan(1e-13);
      expect(Math.abs(range.maxGeV / value.max - 1)).toBeLessThan(1e-13);
      const survival = meanSurvivalOfTauFromAlp(inputs.length, inputs.E, inputs.ma);
      expect(Math.abs(survival / value.survival - 1)).toBeLessThan(1e-10);
    }
  });

  it('agree with a sum over directions in the rest frame of the ALP', () => {
    const [energy, mass, length] = [400, 4, 0.5];
    const restEnergy = (mass ** 2 + tau ** 2 - muon ** 2) / (2 * mass);
    const restMomentum = Math.sqrt(restEnergy ** 2 - tau ** 2);
    const gamma = energy / mass;
    const steps = 20_000;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const cosine = (2 * i + 1) / steps - 1;
      const boosted = gamma * restEnergy + Math.sqrt(gamma ** 2 - 1) * restMomentum * cosine;
      sum += survivesBeyond(length, boosted);
    }
    // The midpoint rule is 1e-9 off here.
    expect(Math.abs((meanSurvivalOfTauFromAlp(length, energy, mass) * steps) / sum - 1)).toBeLessThan(1e-8);
  });

  it('share one energy when the ALP is at rest, and little spread when nothing is released', () => {
    const restEnergy = (5 ** 2 + tau ** 2 - muon ** 2) / 10;
    const { minGeV, maxGeV } = tauEnergyRangeFromAlp(5, 5)!;
    expect(minGeV).toBe(maxGeV);
    expect(minGeV).toBeCloseTo(restEnergy, 13);
    const atRest = meanSurvivalOfTauFromAlp(1e-2, 5, 5);
    expect(atRest / survivesBeyond(1e-2, restEnergy)).toBeCloseTo(1, 12);
    expect(meanSurvivalOfTauFromAlp(1e-2, 5 * (1 + 1e-12), 5) / atRest).toBeCloseTo(1, 9);
    const threshold = muon + tau;
    const carried = survivesBeyond(0.2, (100 * tau) / threshold);
    expect(meanSurvivalOfTauFromAlp(0.2, 100, threshold * (1 + 1e-13)) / carried).toBeCloseTo(1, 5);
  });

  it('all survive a length of 0, and none exist below threshold', () => {
    expect(meanSurvivalOfTauFromAlp(0, 100, 5)).toBe(1);
    expect(meanSurvivalOfTauFromAlp(0.2, 100, 1.88)).toBe(0);
    expect(tauEnergyRangeFromAlp(100, 1.88)).toBeNull();
    expect(tauEnergyRangeFromAlp(4, 5)).toBeNull();
    // Far too long a way: below the smallest double.
    expect(meanSurvivalOfTauFromAlp(1e4, 3, 2)).toBe(0);
  });
});
