import jStat from 'jstat';
import { UsageError } from '../errors.js';
import { findRoot } from '../numerics/find-root.js';
import { parseConfidenceLevel } from './confidence-level.js';
import { feldmanCousinsLimit } from './feldman-cousins.js';
import { logPoissonSum } from './poisson-sum.js';

/** A counting experiment, and how its limit is to be set. */
export interface LimitRequest {
  readonly method: LimitMethod;
  /** Events seen. */
  readonly observed: number;
  /** Events expected without a signal, taken as known exactly. */
  readonly background: number;
  /** From 0.001 to 1 - 1e-9. */
  readonly confidenceLevel: number;
}

const LIMITS = { poisson: poissonLimit, 'feldman-cousins': feldmanCousinsLimit, cls: clsLimit };

export type LimitMethod = keyof typeof LIMITS;
export const LIMIT_METHODS = Object.keys(LIMITS) as LimitMethod[];

/** Above this many events the sums take seconds, and a Gaussian does as well. */
const MOST_EVENTS = 100_000;

/**
 * Upper limit on the expected number of signal events in a counting experiment with a known background.
 *
 * - `poisson`: the classical one-sided limit (Particle Data Group, Review of Particle Physics, chapter Statistics).
 *   With fewer events than background it may be anything down to 0, which then excludes every signal.
 * - `feldman-cousins`: upper end of the two-sided unified interval, see feldman-cousins.ts.
 * - `cls`: Read, J. Phys. G 28 (2002) 2693. Never below the classical limit; for no events it does not depend on background.
 *
 * Relative error: 1e-9, for levels above 1 - 1e-8 up to 2e-9 (jStat's quantile).
 *
 * @throws {UsageError} when a number is out of range or the method is unknown.
 * @example upperLimit({ method: 'poisson', observed: 0, background: 0, confidenceLevel: 0.9 }) // 2.3026
 */
export function upperLimit({ method, observed, background, confidenceLevel }: LimitRequest): number {
  if (!Object.hasOwn(LIMITS, method)) {
    throw new UsageError(`method: expected one of ${LIMIT_METHODS.join(', ')}; got "${method}"`);
  }
  if (!(Number.isInteger(observed) && observed >= 0 && observed <= MOST_EVENTS)) {
    throw new UsageError(`observed: expected a whole number from 0 to ${MOST_EVENTS}; got ${observed}`);
  }
  if (!(background >= 0 && background <= MOST_EVENTS)) {
    throw new UsageError(`background: expected a number from 0 to ${MOST_EVENTS}; got ${background}`);
  }
  return LIMITS[method](observed, background, parseConfidenceLevel(confidenceLevel));
}

/** P(n <= observed | s + b) = 1 - level; n has a Poisson distribution, so 2 (s + b) is a quantile of chi-square. */
function poissonLimit(observed: number, background: number, level: number): number {
  return Math.max(0, 0.5 * jStat.chisquare.inv(level, 2 * (observed + 1)) - background);
}

/** P(n <= observed | s + b) / P(n <= observed | b) = 1 - level. */
function clsLimit(observed: number, background: number, level: number): number {
  const target = logPoissonSum(0, observed, background) + Math.log1p(-level);
  // The ratio falls faster with more background, so the limit without any is the largest; s = 0 has a ratio of 1.
  const largest = 1 + poissonLimit(observed, 0, level);
  return findRoot((signal) => logPoissonSum(0, observed, signal + background) - target, 0, largest, 1e-12);
}
