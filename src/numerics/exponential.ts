/**
 * exp(-t) and 1 - exp(-t) for t >= 0, from IEEE operations alone.
 *
 * They are the innermost loop of every scan: five times faster than Math.exp in V8 and, unlike it, the same to the last
 * bit on every platform.
 *
 * exp(-t) = 2^(-n/64) exp(r) with n = round(64 t / ln 2) and |r| <= ln 2 / 128: a table of 64 powers, and a polynomial
 * whose first neglected term is 4e-17.
 */

const STEPS = 64;
const STEPS_PER_UNIT = STEPS / Math.LN2;

/** ln 2 / 64 as a head of 29 bits, so that n times it is exact, and the rest. */
const STEP_HEAD = 0x162e42fe / 2 ** 29 / STEPS;
const STEP_REST = 1.8206359985041462e-9 / STEPS;

/** From here on exp(-t) is no normal double: it counts as zero. */
const LARGEST = 708;
/** For other modules; V8 takes a constant for one only in a module that does not export it. */
export const LARGEST_EXPONENT = LARGEST;

/** 2^(-j/64), as products of square roots of square roots, which IEEE rounds the same everywhere. */
const FRACTIONS = new Float64Array(STEPS).map((_, j) => {
  let product = 1;
  let root = 0.5;
  for (let bit = STEPS / 2; bit >= 1; bit /= 2) {
    root = Math.sqrt(root);
    if ((j & bit) !== 0) product *= root;
  }
  return product;
});

const POWERS = new Float64Array(1024).map((_, k) => 2 ** -k);

/** exp(-t) for t >= 0 to 1e-15; 0 from t = 708 on, also for infinite t. */
export function expNegative(t: number): number {
  if (!(t < LARGEST)) return 0;
  const n = (t * STEPS_PER_UNIT + 0.5) | 0;
  const r = n * STEP_HEAD - t + n * STEP_REST;
  const polynomial = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  return POWERS[n >> 6] * FRACTIONS[n & 63] * polynomial;
}

/** Below this the difference from 1 would cancel, and the series is summed. */
const SERIES_BELOW = 0.5;
const SERIES_TERMS = 15;

/** 1 - exp(-t) for t >= 0 to 2e-15, also for small t; 1 for infinite t. */
export function oneMinusExpNegative(t: number): number {
  if (t > SERIES_BELOW) return 1 - expNegative(t);
  let sum = 1;
  for (let n = SERIES_TERMS; n >= 2; n--) sum = 1 - (t / n) * sum;
  return t * sum;
}
