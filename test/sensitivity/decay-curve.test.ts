import { describe, expect, it } from 'vitest';
import { DecayCurve, depthNodes } from '../../src/sensitivity/decay-curve.js';

/** Decay volumes before, in, next to and behind a target of 100 cm. */
const VOLUMES = [
  [{ fromCm: 150, toCm: 300 }],
  [{ fromCm: 100, toCm: 300 }],
  [{ fromCm: 40, toCm: 300 }],
  [{ fromCm: 40, toCm: 60 }],
  [{ fromCm: 0, toCm: null }],
  [{ fromCm: 400, toCm: null }],
  [
    { fromCm: 20, toCm: 30 },
    { fromCm: 500, toCm: null },
  ],
];

/** int_0^100 dy exp(-lambda near) - exp(-lambda far) for production that is even in depth, in closed form. */
function even(volumes: (typeof VOLUMES)[number], lambda: number): number {
  // int_a^b dy exp(-lambda (c - y)) for b <= c.
  const piece = (a: number, b: number, c: number) =>
    b > a ? (Math.exp(-lambda * (c - b)) * -Math.expm1(-lambda * (b - a))) / lambda : 0;
  return volumes.reduce((sum, { fromCm, toCm }) => {
    const from = Math.min(100, fromCm);
    const to = toCm === null ? 100 : Math.min(100, toCm);
    const before = piece(0, from, fromCm) * (toCm === null ? 1 : -Math.expm1(-lambda * (toCm - fromCm)));
    return sum + before + (to - from) - (toCm === null ? 0 : piece(from, to, toCm));
  }, 0);
}

describe('decay curves', () => {
  it.each(VOLUMES)('of even production are the closed form from stable to prompt: %o', (...volumes) => {
    const nodes = depthNodes({ breakpointsCm: [0, 100], at: () => 1 }, volumes, 1e-9);
    expect(nodes.relError).toBeLessThan(1e-9);
    const curve = new DecayCurve(nodes, volumes, 1e-9);
    const { nearestCm } = curve;
    for (let lambda = 1e-8; lambda < 60; lambda *= 1.3) {
      if (lambda * nearestCm > 100) break;
      const exact = even(volumes, lambda);
      // The closed form itself loses digits to cancellation where decays are rare.
      const cancellation = 1e-15 / Math.min(1, 20 * lambda);
      expect(Math.abs(curve.at(lambda) / exact - 1)).toBeLessThan(2e-9 + 3 * cancellation);
    }
  });

  it('go on as a power law for shorter decay lengths', () => {
    const volumes = [{ fromCm: 100, toCm: 300 }];
    const curve = new DecayCurve(
      depthNodes({ breakpointsCm: [0, 100], at: () => 1 }, volumes, 1e-6),
      volumes,
      1e-6,
    );
    expect(curve.at(1e7) / even(volumes, 1e7)).toBeCloseTo(1, 4);
  });

  it('of layers are their sum', () => {
    const depthsCm = [10, 20, 30];
    const volumes = [{ fromCm: 25, toCm: 80 }];
    const curve = new DecayCurve(
      { depthsCm, weights: [1, 2, 3], fromCm: 10, toCm: 30, relError: 0 },
      volumes,
      1e-9,
    );
    for (const lambda of [1e-6, 1e-3, 0.1, 1, 10, 100]) {
      const sum =
        Math.exp(-lambda * 15) * -Math.expm1(-lambda * 55) +
        2 * Math.exp(-lambda * 5) * -Math.expm1(-lambda * 55) +
        3 * -Math.expm1(-lambda * 50);
      expect(Math.abs(curve.at(lambda) / sum - 1)).toBeLessThan(1e-10);
    }
  });
});
