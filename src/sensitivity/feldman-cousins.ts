import { findRoot } from '../numerics/find-root.js';
import { logPoissonSum } from './poisson-sum.js';

const TOLERANCE = 1e-12;

/**
 * Upper end of the unified interval for a Poisson signal over a known background, as published: Feldman and Cousins,
 * Phys. Rev. D 57 (1998) 3873, section IV and tables II to IX.
 *
 * A signal s accepts a count while the counts of higher rank, by R(n) = P(n | s + b) / P(n | max(n, b)), have less than
 * the confidence level together. As a function of b the largest s that accepts the observed count has the shape of a saw,
 * because counts are whole; the paper forces it not to rise with b, so the limit is the largest s accepted at this or any
 * higher background: for no count at b = 3 and 90 %, 1.08 instead of 0.95.
 *
 * Nothing is scanned. Let lambda = s + b be the total mean. At the upper end the observed count ranks below the counts up
 * to some `last`, and is accepted where P(n <= observed) + P(n > last) at lambda is more than 1 - level, which no longer
 * knows b. The background only sets `entryMean`, the lambda at which each count enters.
 *
 * 1. For each `last`, at this background: this probability falls and then rises with lambda, so the largest accepted
 *    lambda is the end of the range or, if the end is excluded, where the probability falls through 1 - level.
 * 2. At a higher background the range ends later and may reach the lambda where the probability has risen through
 *    1 - level again: the tip of a tooth. A range that is there already only loses by more background, because
 *    d(entryMean)/db < 1.
 * 3. Beyond the lambda at which R(observed) is less than half of 1 - level, Chernoff's bound on both tails excludes it.
 *    The tips fall with `last` (checked for 600 of them, levels from 0.1 to 1 - 1e-7), so later ones do not matter.
 *
 * Error: 1e-9, that of the roots. The paper's tables, made on a grid of 0.005 in s, are met within 0.006. The limit is 0
 * where no s > 0 is accepted, which happens at levels below one half only.
 *
 * @param observed whole number, at least 0. @param background expected events, at least 0. @param level between 0 and 1.
 * @example feldmanCousinsLimit(0, 3, 0.9) // 1.078
 */
export function feldmanCousinsLimit(observed: number, background: number, level: number): number {
  const best = Math.max(observed, background);
  const logUnlikely = Math.log(0.5 * (1 - level));
  let limit = 0;
  for (let last = Math.floor(best); ; last++) {
    const from = entryMean(last, observed, background);
    if (timesLog(observed, from / best) - (from - best) < logUnlikely) return limit;
    const to = entryMean(last + 1, observed, background);
    const excess = (mean: number) => probabilityOutside(observed, last, mean) - (1 - level);
    if (excess(to) > 0) {
      limit = Math.max(limit, to - background);
      continue;
    }
    if (excess(from) > 0) limit = Math.max(limit, findRoot(excess, from, to, TOLERANCE) - background);
    if (excess(last + 1) > 0) limit = Math.max(limit, toothTip(excess, to, last + 1, observed, best));
  }
}

/** The signal at the tip of the tooth whose range of total means ends where `next` enters. */
function toothTip(
  excess: (mean: number) => number,
  from: number,
  next: number,
  observed: number,
  best: number,
): number {
  const mean = findRoot(excess, from, next, TOLERANCE);
  const background = findRoot((b) => entryMean(next, observed, b) - mean, best, next, TOLERANCE);
  return mean - background;
}

/** The total mean above which `count` (more than observed) has a higher rank than the observed count. */
function entryMean(count: number, observed: number, background: number): number {
  const best = Math.max(observed, background);
  // Counts up to the background rank higher as soon as there is a signal.
  if (count <= best) return best;
  const logRatio = timesLog(count, count) - count + best - timesLog(observed, best);
  return Math.exp(logRatio / (count - observed));
}

/** P(n <= low) + P(n > high). */
function probabilityOutside(low: number, high: number, mean: number): number {
  return Math.exp(logPoissonSum(0, low, mean)) + Math.exp(logPoissonSum(high + 1, Infinity, mean));
}

/** count ln(x), and 0 for no count whatever x. */
function timesLog(count: number, x: number): number {
  return count === 0 ? 0 : count * Math.log(x);
}
