import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refinePanels } from '../../src/numerics/adaptive-panels.js';
import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_WEIGHTS } from '../../src/numerics/gauss-kronrod.js';
import { integrate } from '../../src/numerics/integrate.js';

describe('the Kronrod pair', () => {
  const moment = (weights: Float64Array, power: number) =>
    weights.reduce((sum, weight, i) => sum + weight * KRONROD_NODES[i] ** power, 0);

  it.each([
    ['Gauss', GAUSS_WEIGHTS, 13],
    ['Kronrod', KRONROD_WEIGHTS, 23],
  ])('%s integrates polynomials exactly up to its degree, and no further', (_, weights, degree) => {
    for (let power = 0; power <= degree; power++) {
      expect(moment(weights, power)).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 14);
    }
    expect(Math.abs(moment(weights, degree + 1) - 2 / (degree + 2))).toBeGreaterThan(1e-13);
  });
});

describe('integrate', () => {
  const cases: [string, (x: number) => number, number, number, number][] = [
    ['a polynomial', (x) => x ** 5, 0, 2, 64 / 6],
    ['a decaying exponential', (x) => Math.exp(-x), 0, 40, 1 - Math.exp(-40)],
    ['a narrow peak', (x) => 1e-3 / ((x - 0.3) ** 2 + 1e-6), -1, 1, Math.atan(700) + Math.atan(1300)],
    ['a square root at its end', (x) => Math.sqrt(x), 0, 1, 2 / 3],
    ['a reversed interval', (x) => x, 1, 0, -0.5],
  ];

  it.each(cases)('%s: the error estimate holds and is within the tolerance', (_, f, from, to, exact) => {
    for (const relativeTolerance of [1e-4, 1e-8, 1e-12]) {
      const { value, error, converged } = integrate(f, from, to, { relativeTolerance });
      expect(converged).toBe(true);
      expect(error).toBeLessThanOrEqual(relativeTolerance * Math.abs(value));
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + 1e-15 * Math.abs(exact));
    }
  });

  it('adds up over split intervals', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (middle) => {
        const f = (x: number) => Math.cos(20 * x) / (1 + x);
        const part = (from: number, to: number) => integrate(f, from, to, { relativeTolerance: 1e-12 }).value;
        expect(part(0, middle) + part(middle, 1)).toBeCloseTo(part(0, 1), 12);
      }),
    );
  });

  it('says so when it does not converge, and names a bad abscissa', () => {
    const { converged, error } = integrate((x) => 1 / x, 1e-300, 1, {
      relativeTolerance: 1e-10,
      maxIntervals: 20,
    });
    expect(converged).toBe(false);
    expect(error).toBeGreaterThan(1);
    expect(() => integrate((x) => (x > 0.9 ? Number.NaN : x), 0, 1, { relativeTolerance: 1e-6 })).toThrow(
      /integrand is NaN at 0\.9\d+ in \[0, 1\]/,
    );
  });

  it('counts its evaluations', () => {
    let count = 0;
    const { evaluations } = integrate(
      (x) => {
        count++;
        return Math.abs(x - 1 / 3);
      },
      0,
      1,
      { relativeTolerance: 1e-9 },
    );
    expect(evaluations).toBe(count);
  });
});

describe('refinePanels', () => {
  /** Two integrals of trapezium type with known error, on a function steep near 0. */
  const evaluate = (from: number, to: number) => {
    const value = (to - from) * Math.sqrt(0.5 * (from + to));
    const exact = (2 / 3) * (to ** 1.5 - from ** 1.5);
    return {
      values: Float64Array.of(value, 1),
      errors: Float64Array.of(Math.abs(value - exact), 0),
      kept: [from, to] as const,
    };
  };

  it('refines where it is needed, keeps the panels in order, and meets the tolerance', () => {
    const { kept, converged } = refinePanels(evaluate, [0, 0.5, 1], {
      relativeTolerance: 1e-4,
      maxPanels: 200,
    });
    expect(converged).toBe(true);
    expect(kept[0][0]).toBe(0);
    expect(kept.at(-1)![1]).toBe(1);
    for (let i = 1; i < kept.length; i++) expect(kept[i][0]).toBe(kept[i - 1][1]);
    expect(kept[0][1] - kept[0][0]).toBeLessThan(kept.at(-1)![1] - kept.at(-1)![0]);
    const sum = kept.reduce((total, [from, to]) => total + evaluate(from, to).values[0], 0);
    expect(Math.abs(sum - 2 / 3)).toBeLessThan(1e-4 * sum);
  });

  it('says so when the limit is reached', () => {
    const { kept, converged } = refinePanels(evaluate, [0, 1], { relativeTolerance: 1e-12, maxPanels: 7 });
    expect(converged).toBe(false);
    expect(kept).toHaveLength(7);
  });
});
