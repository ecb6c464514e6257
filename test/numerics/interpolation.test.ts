import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chebyshevRule, interpolationBasis } from '../../src/numerics/chebyshev.js';
import { findRoot } from '../../src/numerics/find-root.js';

const ORDERS = [0, 1, 2, 4, 8];

describe('Chebyshev nodes', () => {
  it.each(ORDERS)('order %i interpolates and integrates polynomials of its degree exactly', (order) => {
    const rule = chebyshevRule(order);
    const { nodes, weights } = rule;
    expect(nodes).toHaveLength(order + 1);
    for (let degree = 0; degree <= order; degree++) {
      const values = nodes.map((node) => node ** degree);
      const integral = values.reduce((sum, value, k) => sum + weights[k] * value, 0);
      expect(integral).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 14);
      for (const at of [-1, -0.77, 0, 0.3, 1]) {
        const basis = interpolationBasis(rule, at);
        expect(values.reduce((sum, value, k) => sum + basis[k] * value, 0)).toBeCloseTo(at ** degree, 13);
      }
    }
  });

  it('are nested, symmetric and end at the ends', () => {
    const finest = chebyshevRule(8).nodes;
    for (const order of [1, 2, 4]) {
      chebyshevRule(order).nodes.forEach((node, k) => expect(node).toBeCloseTo(finest[(k * 8) / order], 15));
    }
    expect([...finest]).toEqual([...finest].toReversed().map((node) => -node || 0));
    expect([finest[0], finest[4], finest[8]]).toEqual([-1, 0, 1]);
  });
});

describe('findRoot', () => {
  it('finds roots of well and ill behaved functions', () => {
    expect(findRoot((x) => x * x - 2, 0, 2, 1e-15)).toBeCloseTo(Math.SQRT2, 14);
    expect(findRoot((x) => Math.expm1(-50 * (x - 0.9)), 0, 1, 1e-13)).toBeCloseTo(0.9, 12);
    expect(findRoot((x) => (x < 0.25 ? -1 : 1), 0, 1, 1e-12)).toBeCloseTo(0.25, 11);
    expect(findRoot((x) => x ** 9, -1, 1.5, 1e-12)).toBeCloseTo(0, 1);
    expect(findRoot((x) => x, 0, 1, 1e-12)).toBe(0);
  });

  it('stays in the bracket and ends next to a sign change, for random cubics', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.99, max: 0.99, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (root, b) => {
          const f = (x: number) => (x - root) * (1 + b * (x - root) ** 2);
          const found = findRoot(f, -1, 1, 1e-13);
          expect(Math.abs(found - root)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it('refuses an interval without a sign change', () => {
    expect(() => findRoot((x) => 1 + x * x, 0, 1, 1e-9)).toThrow(/no sign change between 0 and 1/);
  });
});
