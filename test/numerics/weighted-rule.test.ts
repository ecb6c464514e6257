import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../src/numerics/gauss-legendre.js';
import { weightedRule } from '../../src/numerics/weighted-rule.js';

function integral(
  order: number,
  weight: (s: number) => number,
  breakpoints: number[],
  f: (s: number) => number,
) {
  const { nodes, weights } = weightedRule(gaussLegendre(order), weight, breakpoints);
  return nodes.reduce((sum, node, i) => sum + weights[i] * f(node), 0);
}

describe('rules with a weight', () => {
  it('integrate polynomials times a weight with a kink or a step exactly', () => {
    // int |s| s^4 = 1/3; int from 0.3 to 1 of s^5 = (1 - 0.3^6)/6.
    expect(integral(6, Math.abs, [0], (s) => s ** 4)).toBeCloseTo(1 / 3, 13);
    expect(
      integral(
        6,
        (s) => (s > 0.3 ? 1 : 0),
        [0.3],
        (s) => s ** 5,
      ),
    ).toBeCloseTo((1 - 0.3 ** 6) / 6, 13);
  });

  it('are the rule itself where the weight is 1', () => {
    const { weights } = weightedRule(gaussLegendre(24), () => 1, []);
    gaussLegendre(24).weights.forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 13));
  });

  it('converge for smooth functions at the speed of interpolation', () => {
    // int |s| e^s ds = 2 - 2/e.
    expect(integral(6, Math.abs, [0], Math.exp)).toBeCloseTo(2 - 2 / Math.E, 4);
    expect(integral(16, Math.abs, [0], Math.exp)).toBeCloseTo(2 - 2 / Math.E, 13);
    expect(integral(96, Math.abs, [0], Math.exp)).toBeCloseTo(2 - 2 / Math.E, 12);
  });
});
