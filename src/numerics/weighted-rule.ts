import { type QuadratureRule, gaussLegendre } from './gauss-legendre.js';

/** Points per interval between breakpoints: exact for a polynomial of the highest order times a smooth weight. */
const MOMENT_POINTS = 96;

/**
 * The rule for int w(s) f(s) ds over [-1, 1] on the nodes of a Gauss-Legendre rule, where only f has to be smooth: it
 * integrates w times the polynomial through the values of f at the nodes.
 *
 * The weights are those of the rule times the series of w in Legendre polynomials up to the order of the polynomial.
 *
 * @param breakpoints where w is not smooth, inside [-1, 1], rising.
 * @example weightedRule(gaussLegendre(8), (s) => Math.abs(s), [0]) // sum_i weights[i] f(nodes[i]) = int |s| f ds
 */
export function weightedRule(
  { nodes, weights }: QuadratureRule,
  weight: (s: number) => number,
  breakpoints: readonly number[],
): QuadratureRule {
  const order = nodes.length;
  const moments = new Float64Array(order);
  const polynomials = new Float64Array(order);
  const points = gaussLegendre(MOMENT_POINTS);
  const ends = [-1, ...breakpoints, 1];
  for (let interval = 1; interval < ends.length; interval++) {
    const half = 0.5 * (ends[interval] - ends[interval - 1]);
    for (let i = 0; i < MOMENT_POINTS; i++) {
      const s = ends[interval - 1] + half * (1 + points.nodes[i]);
      const value = half * points.weights[i] * weight(s);
      fillLegendre(polynomials, s);
      for (let k = 0; k < order; k++) moments[k] += value * polynomials[k];
    }
  }
  return {
    nodes,
    weights: weights.map((own, i) => {
      fillLegendre(polynomials, nodes[i]);
      let sum = 0;
      for (let k = 0; k < order; k++) sum += (k + 0.5) * moments[k] * polynomials[k];
      return own * sum;
    }),
  };
}

/** P_0(s), P_1(s), ... */
function fillLegendre(values: Float64Array, s: number): void {
  values[0] = 1;
  values[1] = s;
  for (let k = 2; k < values.length; k++) {
    values[k] = ((2 * k - 1) * s * values[k - 1] - (k - 1) * values[k - 2]) / k;
  }
}
