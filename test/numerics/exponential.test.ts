import { describe, expect, it } from 'vitest';
import { LARGEST_EXPONENT, expNegative, oneMinusExpNegative } from '../../src/numerics/exponential.js';

/** Exponents over the whole range, dense and random, with the ends of table steps among them. */
const exponents = [
  ...Array.from({ length: 20_000 }, (_, i) => (i / 20_000) * LARGEST_EXPONENT),
  ...Array.from({ length: 6000 }, (_, n) => ((n + 0.5) * Math.LN2) / 64),
  ...Array.from({ length: 3000 }, (_, i) => 10 ** (-300 + i / 10)),
];

describe('expNegative', () => {
  it('agrees with Math.exp to 1e-15 over the whole range', () => {
    for (const t of exponents) {
      const exact = Math.exp(-t);
      expect(Math.abs(expNegative(t) - exact)).toBeLessThanOrEqual(1e-15 * exact);
    }
  });

  it('is 1 at zero and 0 where doubles end', () => {
    expect(expNegative(0)).toBe(1);
    expect(expNegative(LARGEST_EXPONENT)).toBe(0);
    expect(expNegative(Infinity)).toBe(0);
  });

  it('falls from step to step of its table', () => {
    for (let t = 0; t < 3; t += 1e-4) expect(expNegative(t + 1e-4)).toBeLessThan(expNegative(t));
  });
});

describe('oneMinusExpNegative', () => {
  it('agrees with Math.expm1 to 2e-15, also for tiny exponents', () => {
    for (const t of exponents) {
      const exact = -Math.expm1(-t);
      expect(Math.abs(oneMinusExpNegative(t) - exact)).toBeLessThanOrEqual(2e-15 * exact);
    }
    expect(oneMinusExpNegative(0)).toBe(0);
    expect(oneMinusExpNegative(Infinity)).toBe(1);
  });
});
