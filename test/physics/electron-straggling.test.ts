/** The distribution of Tsai and Whitis: its closed moments, and its printed form. */
import jStat from 'jstat';
import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import {
  logarithmicLossAt,
  radiationLengthsAt,
  stragglingDensity,
  stragglingVariable,
} from '../../src/physics/electron-straggling.js';

/** The mean of (E/E0)^n after a depth. */
function moment(n: number, radiationLengths: number): number {
  const { value } = integrate(
    (u) => stragglingDensity(u, radiationLengths) * Math.exp(-n * logarithmicLossAt(u)),
    1e-4,
    200,
    { relativeTolerance: 1e-10, maxIntervals: 2000 },
  );
  return value;
}

describe('electrons that radiate', () => {
  it.each([0.05, 0.3, 1, 5, 20])('keep (1 + n)^(-4t/3) of E^n after %s radiation lengths', (t) => {
    for (const n of [0, 1, 2, 5]) {
      // The tolerance of the integral; below u = 1e-4 there is (4t/3)^2 1e-8/2 of it at most, of 4t/3 to begin with.
      expect(Math.abs(moment(n, t) / (1 + n) ** ((-4 * t) / 3) - 1)).toBeLessThan(1e-7);
    }
  });

  it.each([
    [20, 15, 0.4],
    [9, 8.999, 1],
    [275, 3, 10],
  ])('of %s GeV have %s GeV as printed', (initial, energy, t) => {
    const u = stragglingVariable(Math.log(initial / energy));
    const loss = Math.log(initial / energy);
    const printed = loss ** ((4 * t) / 3 - 1) / (initial * Math.exp(jStat.loggam((4 * t) / 3)));
    const perEnergy = (stragglingDensity(u, t) * u * u) / (loss * (1 + loss)) / energy;
    // Rounding of the logarithm of a ratio near 1.
    expect(Math.abs(perEnergy / printed - 1)).toBeLessThan(1e-11);
    expect(Math.abs(logarithmicLossAt(u) / loss - 1)).toBeLessThan(1e-11);
  });

  it.each([0.02, 0.2, 0.6, 1, 3, 8])('at u = %s are found down to a depth, and hardly below', (u) => {
    const depth = radiationLengthsAt(u);
    const at = (from: number, to: number) =>
      integrate((t) => stragglingDensity(u, t), from, to, { relativeTolerance: 1e-10 }).value;
    expect(at(depth, 4 * depth)).toBeLessThan(1e-9 * at(0, depth));
  });
});
