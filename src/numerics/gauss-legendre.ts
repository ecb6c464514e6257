/** Gauss-Legendre rules of any order on [-1, 1], computed once each. */

export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, QuadratureRule>();

/**
 * The rule with n points: nodes in rising order, exact for polynomials of degree 2n - 1.
 *
 * Each node is a root of the Legendre polynomial, by Newton's method from Tricomi's estimate.
 */
export function gaussLegendre(n: number): QuadratureRule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let derivative = 0;
    for (let step = 0; step < 100; step++) {
      const { value, slope } = legendre(n, x);
      derivative = slope;
      const correction = value / slope;
      x -= correction;
      if (Math.abs(correction) < 1e-16) break;
    }
    if (2 * i + 1 === n) x = 0;
    const weight = 2 / ((1 - x * x) * derivative * derivative);
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weights[n - 1 - i] = weight;
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** The Legendre polynomial of degree n and its derivative, by the three-term recurrence. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
