import { type QuadratureRule, gaussLegendre } from './gauss-legendre.js';

const ORDERS = [6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96];
export const LARGEST_ORDER = Math.max(...ORDERS);
/** The estimate is made at a few samples only; elsewhere the error may be larger by this. */
const SAFETY = 3;

/** Gauss-Legendre rules of rising order between two orders. */
export function gaussLegendreRules(from = 0, to = LARGEST_ORDER): readonly QuadratureRule[] {
  return ORDERS.filter((order) => from <= order && order <= to).map((order) => gaussLegendre(order));
}

export interface ChosenRule<Rule> {
  readonly rule: Rule;
  /** Relative error estimate: how far the samples are from those of the next rule, times a safety factor. */
  readonly relError: number;
  readonly converged: boolean;
}

/**
 * The first rule whose integrals agree with those of the next one, at some samples that stand for all integrals of a
 * family.
 *
 * @param rules from the cheapest to the most accurate, at least two.
 * @param samples integrals of the samples by a rule.
 * @param begin where to begin, if it is known what a similar family needed.
 */
export function chooseRule<Rule>(
  rules: readonly Rule[],
  samples: (rule: Rule) => Float64Array,
  relativeTolerance: number,
  begin?: Rule,
): ChosenRule<Rule> {
  const first = begin === undefined ? 0 : Math.min(rules.indexOf(begin), rules.length - 2);
  let rule = rules[first];
  let values = samples(rule);
  let relError = Infinity;
  for (const nextRule of rules.slice(first + 1)) {
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
