import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoot } from '../../src/numerics/find-root.js';
import { fractionalAsymmetry, largestVisibleCrossSection } from '../../src/physics/asymmetric-relic.js';

describe('the fractional asymmetry', () => {
  // An independent program (scipy), which solves r = exp[-2 s (1 - r)/(1 + r)] in ln r.
  it.each([
    [1.1, 0.3307246030493699, 0.7470507780743532],
    [1.5, 0.07610213875922994, 0.26287535033240167],
    [2, 0.021709266187977843, 0.08318604387583708],
    [3, 0.0025557509855264667, 0.01017094868262277],
    [5, 4.5441207193208236e-5, 1.8174831067225566e-4],
  ])('at %d times the cross-section of the symmetric relic', (s, r, rate) => {
    expect(fractionalAsymmetry(s) / r).toBeCloseTo(1, 9);
    expect(overSymmetric(s) / rate).toBeCloseTo(1, 9);
  });

  it('is 1 without asymmetry, and there is none for less', () => {
    expect(fractionalAsymmetry(1)).toBe(1);
    expect(fractionalAsymmetry(0.999)).toBeNaN();
    // r = 1 - 2 y, y^2 = 3 (s - 1), for s -> 1.
    expect((1 - fractionalAsymmetry(1 + 1e-8)) / (2 * Math.sqrt(3e-8))).toBeCloseTo(1, 3);
  });

  it('falls as exp(-2 s) for large cross-sections', () => {
    // r exp(2 s) = 1 + 4 s exp(-2 s) and less.
    for (const s of [10, 20, 50]) expect(fractionalAsymmetry(s) * Math.exp(2 * s)).toBeCloseTo(1, 6);
  });

  it('obeys its equation, and the signal falls with the cross-section', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.0001, max: 30, noNaN: true }),
        fc.double({ min: 1.001, max: 2, noNaN: true }),
        (s, factor) => {
          const r = fractionalAsymmetry(s);
          expect(Math.log(r) / ((-2 * s * (1 - r)) / (1 + r))).toBeCloseTo(1, 6);
          const signal = (times: number) => times * overSymmetric(times);
          expect(signal(s * factor)).toBeLessThan(signal(s));
          expect(largestVisibleCrossSection(signal(s))! / s).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('shows nothing where the limit is above the signal of the symmetric one', () => {
    expect(largestVisibleCrossSection(1)).toBeNull();
    expect(largestVisibleCrossSection(Infinity)).toBeNull();
    expect(largestVisibleCrossSection(1 - 1e-9)).toBeCloseTo(1, 8);
    // 2 y/sinh(2 y) = 4 s exp(-2 s) for s = y >> 1.
    const far = largestVisibleCrossSection(1e-9)!;
    expect((4 * far * Math.exp(-2 * far)) / 1e-9).toBeCloseTo(1, 6);
  });

  /**
   * Freeze-out takes place a little later with more annihilation: ln r is 3 to 7 % below that of the equation in size. The
   * integration is good to 1e-3 in ln r (half as many steps move it by less).
   */
  it.each([1.2, 1.5, 2, 3, 4])('is that of the Boltzmann equation within 8 %% in ln r, at %d times', (s) => {
    const total = 2 * rarerYield(LAMBDA, 0);
    const excess = (asymmetry: number) => 2 * rarerYield(s * LAMBDA, asymmetry) + asymmetry - total;
    const asymmetry = findRoot(excess, 0, total, 1e-6 * total);
    const rarer = rarerYield(s * LAMBDA, asymmetry);
    const ratio = Math.log(rarer / (rarer + asymmetry)) / Math.log(fractionalAsymmetry(s));
    expect(ratio).toBeGreaterThan(0.92);
    expect(ratio).toBeLessThan(1);
  });
});

/** Pairs of chi and chibar over those of as many particles without asymmetry. */
function overSymmetric(times: number): number {
  const r = fractionalAsymmetry(times);
  return (4 * r) / (1 + r) ** 2;
}

/** lambda = (pi/45)^(1/2) M_Planck m <sigma v> g_*^(1/2) at 10 GeV, 3.77e-9/GeV^2 and g_* = 75. */
const LAMBDA = Math.sqrt((Math.PI / 45) * 75) * 1.221e19 * 10 * 3.77e-9;

/** Y- at x = 3000 of dY-/dx = -(lambda/x^2) (Y- Y+ - Yeq^2), Y+ = Y- + asymmetry: implicit Euler steps in ln x. */
function rarerYield(lambda: number, asymmetry: number): number {
  const steps = 20000;
  const [from, to] = [Math.log(5), Math.log(3000)];
  const step = (to - from) / steps;
  let y = Math.sqrt((asymmetry / 2) ** 2 + equilibrium(5) ** 2) - asymmetry / 2;
  for (let i = 1; i <= steps; i++) {
    const x = Math.exp(from + i * step);
    const k = (lambda / x) * step;
    const b = 1 + k * asymmetry;
    const c = y + k * equilibrium(x) ** 2;
    y = (2 * c) / (b + Math.sqrt(b * b + 4 * k * c));
  }
  return y;
}

/** 45 g/(4 pi^4 g_*) x^2 K2(x), g = 2, with the expansion of K2 for large x (x >= 5: 3e-4). */
function equilibrium(x: number): number {
  const bessel =
    Math.sqrt(Math.PI / (2 * x)) *
    Math.exp(-x) *
    (1 + 15 / (8 * x) + 105 / (128 * x ** 2) - 315 / (1024 * x ** 3));
  return ((45 * 2) / (4 * Math.PI ** 4 * 75)) * x ** 2 * bessel;
}
