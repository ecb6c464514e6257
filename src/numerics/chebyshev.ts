/** Interpolation and integration on Chebyshev-Lobatto nodes, which are nested when the order doubles. */

export interface ChebyshevRule {
  /** Nodes on [-1, 1], from -1 to 1; the single node 0 for order 0. */
  readonly nodes: Float64Array;
  /** Clenshaw-Curtis weights on [-1, 1]. */
  readonly weights: Float64Array;
  /** Barycentric weights (Berrut and Trefethen 2004, (5.4)). */
  readonly barycentric: Float64Array;
}

/** The rule with order + 1 nodes; order 0 is the midpoint rule, order 1 the trapezium, others are even. */
export function chebyshevRule(order: number): ChebyshevRule {
  if (order === 0) return rule([0], [2], [1]);
  if (order === 1) return rule([-1, 1], [1, 1], [1, -1]);
  const indices = Array.from({ length: order + 1 }, (_, k) => k);
  const isEnd = (k: number) => k === 0 || k === order;
  return rule(
    // The sine of a symmetric argument makes the nodes symmetric and the middle one exactly 0.
    indices.map((k) => Math.sin((Math.PI * (2 * k - order)) / (2 * order))),
    indices.map((k) => {
      let sum = 1;
      for (let j = 1; j <= order / 2; j++) {
        const factor = 2 * j === order ? 1 : 2;
        sum -= (factor / (4 * j * j - 1)) * Math.cos((2 * Math.PI * j * k) / order);
      }
      return ((isEnd(k) ? 1 : 2) / order) * sum;
    }),
    indices.map((k) => (k % 2 === 0 ? 1 : -1) * (isEnd(k) ? 0.5 : 1)),
  );
}

function rule(nodes: number[], weights: number[], barycentric: number[]): ChebyshevRule {
  return {
    nodes: Float64Array.from(nodes),
    weights: Float64Array.from(weights),
    barycentric: Float64Array.from(barycentric),
  };
}

/** Values of the interpolating basis polynomials at a point of [-1, 1]: sum_k basis[k] f(node k) interpolates f. */
export function interpolationBasis({ nodes, barycentric }: ChebyshevRule, at: number): Float64Array {
  const exact = nodes.indexOf(at);
  if (exact !== -1) return Float64Array.from(nodes, (_, k) => (k === exact ? 1 : 0));
  const terms = nodes.map((node, k) => barycentric[k] / (at - node));
  const sum = terms.reduce((a, b) => a + b, 0);
  return terms.map((term) => term / sum);
}
