import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from './gauss-kronrod.js';

export interface Integral {
  readonly value: number;
  /** Absolute error estimate: the summed difference of the 15- and 7-point rules, never below rounding. */
  readonly error: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

const ROUNDING = 4e-16;

/**
 * Integrates f over [from, to] by adaptive bisection with the 15-point Kronrod rule.
 *
 * `error <= max(relativeTolerance |value|, absoluteTolerance)` holds when `converged` is true.
 * The difference of the two rules is that of the poorer one, so the estimate is generous for smooth f.
 *
 * @throws {RangeError} when f is not finite; the message names the abscissa and the interval.
 * @example integrate((z) => z * z, 0, 1, { relativeTolerance: 1e-12 }).value // 0.333...
 */
export function integrate(
  f: (abscissa: number) => number,
  from: number,
  to: number,
  {
    relativeTolerance,
    absoluteTolerance = 0,
    maxIntervals = 200,
  }: { relativeTolerance: number; absoluteTolerance?: number; maxIntervals?: number },
): Integral {
  const first = kronrod(f, from, to);
  let { value, error } = first;
  let evaluations = KRONROD_POINTS;
  if (error <= Math.max(relativeTolerance * Math.abs(value), absoluteTolerance)) {
    return { value, error, evaluations, converged: true };
  }
  const intervals: Interval[] = [first];
  while (intervals.length < maxIntervals) {
    let worst = 0;
    for (let i = 1; i < intervals.length; i++) if (intervals[i].error > intervals[worst].error) worst = i;
    const { from: left, to: right } = intervals[worst];
    const middle = 0.5 * (left + right);
    intervals[worst] = kronrod(f, left, middle);
    intervals.push(kronrod(f, middle, right));
    evaluations += 2 * KRONROD_POINTS;
    // Summed afresh each time: a running total would keep the rounding of every discarded interval.
    value = 0;
    error = 0;
    for (const interval of intervals) {
      value += interval.value;
      error += interval.error;
    }
    if (error <= Math.max(relativeTolerance * Math.abs(value), absoluteTolerance)) {
      return { value, error, evaluations, converged: true };
    }
  }
  return { value, error, evaluations, converged: false };
}

interface Interval {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}

function kronrod(f: (abscissa: number) => number, from: number, to: number): Interval {
  const centre = 0.5 * (from + to);
  const halfWidth = 0.5 * (to - from);
  let kronrodSum = 0;
  let gaussSum = 0;
  let absoluteSum = 0;
  for (let i = 0; i < KRONROD_POINTS; i++) {
    const y = f(centre + halfWidth * KRONROD_NODES[i]);
    kronrodSum += KRONROD_WEIGHTS[i] * y;
    gaussSum += GAUSS_WEIGHTS[i] * y;
    absoluteSum += KRONROD_WEIGHTS[i] * Math.abs(y);
  }
  const value = halfWidth * kronrodSum;
  if (!Number.isFinite(value)) reportBadIntegrand(f, from, to);
  const rounding = ROUNDING * Math.abs(halfWidth) * absoluteSum;
  return { from, to, value, error: Math.max(Math.abs(halfWidth * (kronrodSum - gaussSum)), rounding) };
}

function reportBadIntegrand(f: (abscissa: number) => number, from: number, to: number): never {
  for (const node of KRONROD_NODES) {
    const abscissa = 0.5 * (from + to) + 0.5 * (to - from) * node;
    const y = f(abscissa);
    if (!Number.isFinite(y)) throw new RangeError(`integrand is ${y} at ${abscissa} in [${from}, ${to}]`);
  }
  throw new RangeError(`integral over [${from}, ${to}] overflows`);
}
