import jStat from 'jstat';

/** Terms below this share of the sum cannot change it. */
const NEGLIGIBLE = 1e-18;

/**
 * ln P(from <= n <= to) of a Poisson variable.
 *
 * The largest term comes from ln Gamma, the others from the ratios of neighbours, so that neither large counts overflow
 * nor small probabilities drown in a difference from 1, as they do in jStat's own Poisson and chi-square functions.
 * Error: 1e-15 times the largest of 1, the mean and n ln(mean) at the largest term.
 *
 * @param from whole number, at least 0. @param to whole number, at least `from`, or Infinity. @param mean at least 0.
 */
export function logPoissonSum(from: number, to: number, mean: number): number {
  if (mean === 0) return from === 0 ? 0 : -Infinity;
  const largest = Math.max(from, Math.min(to, Math.floor(mean)));
  let sum = 1;
  for (let n = largest, term = 1; n > from && term > NEGLIGIBLE * sum; n--) {
    term *= n / mean;
    sum += term;
  }
  for (let n = largest + 1, term = 1; n <= to && term > NEGLIGIBLE * sum; n++) {
    term *= mean / n;
    sum += term;
  }
  return Math.min(0, largest * Math.log(mean) - mean - jStat.loggam(largest + 1) + Math.log(sum));
}
