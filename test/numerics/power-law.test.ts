import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialLaw, powerLaw } from '../../src/numerics/power-law.js';

const MASSES = [1e-3, 0.22, 0.3, 0.5, 1, 7];
const VALUES = [2e-9, 1e-3, 1e-3, 1.69e-3, 2.44e-3, 1e-5];

describe('powerLaw', () => {
  it('is the table itself at its points, to the bit', () => {
    expect(MASSES.map((mass) => powerLaw(MASSES, VALUES, mass))).toEqual(VALUES);
    expect(powerLaw([2], [3], 2)).toBe(3);
  });

  it('is a power law of the mass between two points', () => {
    // Through (1, 2) and (100, 2e4) goes 2 x^2; rounding of the logarithms.
    for (const x of [1.5, 10, 99]) expect(powerLaw([1, 100], [2, 2e4], x) / (2 * x * x)).toBeCloseTo(1, 12);
  });

  it('is monotone between neighbours, and never beyond them', () => {
    fc.assert(
      fc.property(fc.nat(MASSES.length - 2), fc.double({ min: 0, max: 1, noNaN: true }), (i, share) => {
        const mass = MASSES[i] + share * (MASSES[i + 1] - MASSES[i]);
        const value = powerLaw(MASSES, VALUES, mass);
        const [low, high] = [VALUES[i], VALUES[i + 1]].toSorted((a, b) => a - b);
        // One rounding of the power.
        expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-14));
        expect(value).toBeLessThanOrEqual(high * (1 + 1e-14));
      }),
      { seed: 1 },
    );
  });

  it('is nothing beyond its ends, however close', () => {
    for (const mass of [0, 0.999e-3, 7.0000001, Infinity, Number.NaN]) {
      expect(powerLaw(MASSES, VALUES, mass)).toBeNaN();
    }
  });
});

describe('exponentialLaw', () => {
  it('may begin at zero', () => {
    expect(exponentialLaw([0, 2], [1, 100], 0)).toBe(1);
    expect(exponentialLaw([0, 2], [1, 100], 1)).toBeCloseTo(10, 12);
    expect(exponentialLaw([0, 2], [1, 100], -0.1)).toBeNaN();
  });
});
