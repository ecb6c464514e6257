import { type QuadratureRule, gaussLegendre } from './gauss-legendre.js';

const ORDERS = [6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96];
export const LARGEST_ORDER = Math.max(...ORDERS);
/** The estimate is made at a few samples only; elsewhere the error may be larger by this. */
const SAFETY = 3;

export interface ChosenRule {
  readonly rule: QuadratureRule;
  /** Relative error estimate: how far the samples are from those of the next higher order, times a safety factor. */
  readonly relError: number;
  readonly converged: boolean;
}

/**
 * The lowest order of Gauss-Legendre quadrature whose integrals agree with the next order's, at some samples that stand
 * for all integrals of a family.
 *
 * @param samples integrals of the samples by a rule.
 * @param lowestOrder where to begin, if it is known what a similar family needed.
 */
export function chooseOrder(
  samples: (rule: QuadratureRule) => Float64Array,
  relativeTolerance: number,
  lowestOrder = 0,
): ChosenRule {
  const first = Math.max(
    0,
    ORDERS.findLastIndex((order) => order <= lowestOrder),
  );
  let rule = gaussLegendre(ORDERS[first]);
  let values = samples(rule);
  let relError = Infinity;
  for (let i = first + 1; i < ORDERS.length; i++) {
    const nextRule = gaussLegendre(ORDERS[i]);
    const nextValues = samples(nextRule);
    relError = SAFETY * largestDifference(values, nextValues);
    // The higher rule is at hand, but the lower one is good enough, and is what every other integral will cost.
    if (relError <= relativeTolerance) return { rule, relError, converged: true };
    rule = nextRule;
    values = nextValues;
  }
  return { rule, relError, converged: false };
}

/** Largest relative difference; samples that vanish do not count. */
function largestDifference(values: Float64Array, reference: Float64Array): number {
  return reference.reduce(
    (largest, value, i) => (value > 0 ? Math.max(largest, Math.abs(values[i] / value - 1)) : largest),
    0,
  );
}
