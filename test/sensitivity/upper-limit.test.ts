import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { parseConfidenceLevel } from '../../src/sensitivity/confidence-level.js';
import { LIMIT_METHODS, type LimitMethod, upperLimit } from '../../src/sensitivity/upper-limit.js';

/** Rounding and root finding, in events; everything below is otherwise exact. */
const SLACK = 1e-6;

const limit = (method: LimitMethod, observed: number, background: number, confidenceLevel: number) =>
  upperLimit({ method, observed, background, confidenceLevel });

const count = fc.integer({ min: 0, max: 50 });
const background = fc.double({ min: 0, max: 50, noNaN: true });
const level = fc.double({ min: 0.5, max: 0.999999, noNaN: true });
const method = fc.constantFrom(...LIMIT_METHODS);
const oneSided = fc.constantFrom<LimitMethod>('poisson', 'cls');

/** P(n) for n = 0, 1, ..., from the recurrence alone. */
function poisson(mean: number, length: number): number[] {
  const values = [Math.exp(-mean)];
  for (let n = 1; n < length; n++) values.push((values[n - 1] * mean) / n);
  return values;
}

describe('classical limit', () => {
  it.each([
    [0, 0.9, Math.LN10],
    [0, 0.95, 2.9957],
    [1, 0.9, 3.8897],
    [2, 0.95, 6.2958],
    [4, 0.9, 7.9936],
  ])('%i events at %f: %f', (observed, confidenceLevel, expected) => {
    expect(limit('poisson', observed, 0, confidenceLevel)).toBeCloseTo(expected, 4);
  });

  it('solves P(n <= observed | s + b) = 1 - level, and is 0 when there is no solution', () => {
    fc.assert(
      fc.property(count, background, level, (observed, b, confidenceLevel) => {
        const signal = limit('poisson', observed, b, confidenceLevel);
        const probability = poisson(signal + b, observed + 1).reduce((sum, p) => sum + p, 0);
        if (signal > 0) expect(probability / (1 - confidenceLevel)).toBeCloseTo(1, 8);
        else expect(probability).toBeLessThanOrEqual(1 - confidenceLevel);
      }),
    );
  });

  it('loses the background, to 0 at a downward fluctuation', () => {
    expect(limit('poisson', 4, 3, 0.9)).toBeCloseTo(4.9936, 4);
    expect(limit('poisson', 0, 3, 0.9)).toBe(0);
  });
});

describe('CLs', () => {
  it('is the classical limit without background', () => {
    for (let n = 0; n <= 50; n++)
      expect(Math.abs(limit('cls', n, 0, 0.9) - limit('poisson', n, 0, 0.9))).toBeLessThan(SLACK);
  });

  it('solves its ratio, also where both probabilities are tiny', () => {
    fc.assert(
      fc.property(count, background, level, (observed, b, confidenceLevel) => {
        const signal = limit('cls', observed, b, confidenceLevel);
        const sum = (mean: number) => poisson(mean, observed + 1).reduce((total, p) => total + p, 0);
        expect(sum(signal + b) / sum(b) / (1 - confidenceLevel)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('is -ln(1 - level) for no events, whatever the background', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e5, noNaN: true }), level, (b, confidenceLevel) => {
        expect(Math.abs(limit('cls', 0, b, confidenceLevel) + Math.log1p(-confidenceLevel))).toBeLessThan(
          SLACK,
        );
      }),
    );
  });

  it('is never below the classical limit, and does not rise with background', () => {
    fc.assert(
      fc.property(count, background, background, level, (observed, b, more, confidenceLevel) => {
        const cls = limit('cls', observed, b, confidenceLevel);
        expect(cls).toBeGreaterThan(limit('poisson', observed, b, confidenceLevel) - SLACK);
        expect(limit('cls', observed, b + more, confidenceLevel)).toBeLessThan(cls + SLACK);
      }),
    );
  });
});

describe('one-sided limits', () => {
  it('rise with the observed count and with the confidence', () => {
    fc.assert(
      fc.property(oneSided, count, background, level, level, (name, observed, b, one, other) => {
        fc.pre(Math.abs(one - other) > 1e-7);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const smaller = limit(name, observed, b, low);
        expect(limit(name, observed, b, high)).toBeGreaterThanOrEqual(smaller);
        expect(limit(name, observed + 1, b, low)).toBeGreaterThanOrEqual(smaller);
      }),
    );
  });
});

/** Phys. Rev. D 57 (1998) 3873, tables IV and V: upper ends at 90 %, rows n, columns b. */
const PUBLISHED_BACKGROUNDS = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5];
const PUBLISHED: readonly (readonly number[])[] = [
  [2.44, 1.94, 1.61, 1.33, 1.26, 1.18, 1.08, 1.06, 1.01, 0.98],
  [4.36, 3.86, 3.36, 2.91, 2.53, 2.19, 1.88, 1.59, 1.39, 1.22],
  [5.91, 5.41, 4.91, 4.41, 3.91, 3.45, 3.04, 2.67, 2.33, 1.73],
  [7.42, 6.92, 6.42, 5.92, 5.42, 4.92, 4.42, 3.95, 3.53, 2.78],
  [8.6, 8.1, 7.6, 7.1, 6.6, 6.1, 5.6, 5.1, 4.6, 3.6],
  [9.99, 9.49, 8.99, 8.49, 7.99, 7.49, 6.99, 6.49, 5.99, 4.99],
  [11.47, 10.97, 10.47, 9.97, 9.47, 8.97, 8.47, 7.97, 7.47, 6.47],
  [12.53, 12.03, 11.53, 11.03, 10.53, 10.03, 9.53, 9.03, 8.53, 7.53],
  [13.99, 13.49, 12.99, 12.49, 11.99, 11.49, 10.99, 10.49, 9.99, 8.99],
  [15.3, 14.8, 14.3, 13.8, 13.3, 12.8, 12.3, 11.8, 11.3, 10.3],
  [16.5, 16, 15.5, 15, 14.5, 14, 13.5, 13, 12.5, 11.5],
];
const PUBLISHED_ABOVE_5: readonly (readonly number[])[] = [
  [0.97, 0.95, 0.94, 0.94, 0.93, 0.93, 0.92, 0.92, 0.92, 0.92],
  [1.14, 1.1, 1.07, 1.05, 1.03, 1.01, 1, 0.99, 0.99, 0.98],
  [1.57, 1.38, 1.27, 1.21, 1.15, 1.11, 1.09, 1.08, 1.06, 1.05],
];

/** Ends at other levels without background, for n = 0, 1, ... */
const PUBLISHED_LEVELS: readonly (readonly [number, readonly number[]])[] = [
  [0.6827, [1.29, 2.75, 4.25, 5.3, 6.78, 7.81]],
  [0.95, [3.09, 5.14, 6.72, 8.25, 9.76, 11.26, 12.75, 13.81, 15.29, 16.77, 17.82]],
  [0.99, [4.74, 6.91, 8.71]],
];

// The paper's grid of 0.005 in s and its rounding to two digits come to 0.0075 at the most.
const TABLE_TOLERANCE = 0.0075;

/** The construction as it is written down: all counts sorted by rank, the signals of a grid tried one by one. */
function acceptedOnGrid(observed: number, b: number, confidenceLevel: number, signals: number[]): number {
  const length = Math.ceil(2 * (observed + b) + 60);
  let largest = 0;
  for (const signal of signals) {
    const probability = poisson(signal + b, length);
    const ranked = probability
      .map((p, n) => {
        const best = Math.max(n, b);
        return { n, p, rank: (n === 0 ? 0 : n * Math.log((signal + b) / best)) - (signal + b) + best };
      })
      .toSorted((one, other) => other.rank - one.rank);
    let sum = 0;
    for (const { n, p } of ranked) {
      if (sum >= confidenceLevel) break;
      if (n === observed) largest = signal;
      sum += p;
    }
  }
  return largest;
}

const grid = (to: number, step: number) =>
  Array.from({ length: Math.round(to / step) + 1 }, (_, i) => i * step);

describe('Feldman-Cousins limit', () => {
  it('agrees with the published table at 90 %', () => {
    PUBLISHED.forEach((row, n) =>
      row.forEach((published, i) => {
        const b = PUBLISHED_BACKGROUNDS[i];
        const difference = Math.abs(limit('feldman-cousins', n, b, 0.9) - published);
        expect(difference, `n = ${n}, b = ${b}`).toBeLessThan(TABLE_TOLERANCE);
      }),
    );
    PUBLISHED_ABOVE_5.forEach((row, n) =>
      row.forEach((published, i) => {
        const difference = Math.abs(limit('feldman-cousins', n, 6 + i, 0.9) - published);
        expect(difference, `n = ${n}, b = ${6 + i}`).toBeLessThan(TABLE_TOLERANCE);
      }),
    );
  });

  it.each(PUBLISHED_LEVELS)('agrees with the published ends at %f', (confidenceLevel, ends) => {
    ends.forEach((published, n) => {
      const difference = Math.abs(limit('feldman-cousins', n, 0, confidenceLevel) - published);
      expect(difference, `n = ${n}`).toBeLessThan(TABLE_TOLERANCE);
    });
  });

  it.each([
    [0, 3, 0.9],
    [0, 1.2, 0.9],
    [1, 7.5, 0.9],
    [2, 6.2, 0.95],
    [3, 4, 0.683],
    [5, 2, 0.9],
    [6, 11, 0.9],
    [9, 9, 0.99],
    [0, 2, 0.4],
    [2, 5, 0.3],
  ])('n = %i, b = %f at %f: agrees with the plain construction on a grid', (n, b, confidenceLevel) => {
    const exact = limit('feldman-cousins', n, b, confidenceLevel);
    const signals = grid(2.5, 0.01).map((more) => Math.max(0, exact - 0.5) + more);
    const onGrid = grid(3, 0.01).map((more) => acceptedOnGrid(n, b + more, confidenceLevel, signals));
    // A tooth is missed by up to a step in either direction; nothing above the limit is ever accepted.
    expect(Math.max(...onGrid)).toBeLessThanOrEqual(exact + 1e-9);
    expect(Math.max(...onGrid)).toBeGreaterThan(exact - 0.021);
  });

  it('does not rise with background, also not by a little', () => {
    fc.assert(
      fc.property(
        count,
        background,
        fc.oneof(fc.double({ min: 0, max: 0.1, noNaN: true }), background),
        fc.double({ min: 0.01, max: 0.999999, noNaN: true }),
        (observed, b, more, confidenceLevel) => {
          expect(limit('feldman-cousins', observed, b + more, confidenceLevel)).toBeLessThan(
            limit('feldman-cousins', observed, b, confidenceLevel) + SLACK,
          );
        },
      ),
      { numRuns: 500 },
    );
    for (const n of [0, 1, 4]) {
      const row = grid(20, 0.02).map((b) => limit('feldman-cousins', n, b, 0.9));
      for (let i = 1; i < row.length; i++) expect(row[i]).toBeLessThan(row[i - 1] + SLACK);
    }
  });

  it('contains the count without background, and is above zero from 50 % on', () => {
    fc.assert(
      fc.property(count, background, level, (observed, b, confidenceLevel) => {
        expect(limit('feldman-cousins', observed, 0, confidenceLevel)).toBeGreaterThan(observed);
        expect(limit('feldman-cousins', observed, b, confidenceLevel)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('upperLimit', () => {
  it('takes less than 50 ms', () => {
    for (const name of LIMIT_METHODS) {
      limit(name, 1, 1, 0.9);
      const started = performance.now();
      const cases = [0, 7, 50].flatMap((n) => [0, 3.3, 50].map((b) => [n, b] as const));
      for (const [n, b] of cases) limit(name, n, b, 0.999);
      expect((performance.now() - started) / cases.length).toBeLessThan(50);
    }
  });

  it('is finite over its whole domain, and tends to a Gaussian', () => {
    fc.assert(
      fc.property(
        method,
        fc.integer({ min: 0, max: 2000 }),
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999999999, noNaN: true }),
        (name, observed, b, confidenceLevel) => {
          const signal = limit(name, observed, b, confidenceLevel);
          expect(Number.isFinite(signal) && signal >= 0).toBe(true);
        },
      ),
    );
    // 1.2816 sigma from below, and 1.6449 sigma, the central interval, for the unified one.
    expect(limit('poisson', 100_000, 50_000, 0.9)).toBeCloseTo(50_000 + 1.2816 * Math.sqrt(100_000), -1);
    expect(limit('feldman-cousins', 100_000, 50_000, 0.9)).toBeCloseTo(
      50_000 + 1.6449 * Math.sqrt(100_000),
      -1,
    );
  });

  it.each([
    [{ observed: 2.5 }, 'observed: expected a whole number from 0 to 100000; got 2.5'],
    [{ observed: -1 }, 'observed: expected a whole number from 0 to 100000; got -1'],
    [{ observed: Number.NaN }, 'got NaN'],
    [{ background: -0.1 }, 'background: expected a number from 0 to 100000; got -0.1'],
    [{ background: Infinity }, 'got Infinity'],
    [{ confidenceLevel: 1 }, 'confidence level: expected a number from 0.001 to 0.999999999'],
    [{ confidenceLevel: 90 }, 'got 90; did you mean "90%"?'],
    [{ method: 'clss' as LimitMethod }, 'method: expected one of poisson, feldman-cousins, cls; got "clss"'],
    [{ method: 'toString' as LimitMethod }, 'got "toString"'],
  ])('refuses %o', (wrong, message) => {
    const request = { method: 'cls' as const, observed: 0, background: 0, confidenceLevel: 0.9, ...wrong };
    expect(() => upperLimit(request)).toThrow(UsageError);
    expect(() => upperLimit(request)).toThrow(message);
  });
});

describe('parseConfidenceLevel', () => {
  it.each([
    [0.9, 0.9],
    ['0.9', 0.9],
    ['90%', 0.9],
    [' 90 % ', 0.9],
    ['68.3%', 0.683],
    ['99.7 %', 0.997],
    ['.95', 0.95],
    ['1e-1', 0.1],
    ['1%', 0.01],
  ])('%o is %f', (text, value) => {
    expect(parseConfidenceLevel(text)).toBe(value);
  });

  it.each([
    '',
    ' ',
    '%',
    '0',
    '1',
    '0%',
    '100%',
    '-5%',
    '90%%',
    'ninety',
    '0.9 x',
    'NaN',
    'Infinity',
    0,
    1,
    -1,
  ])('refuses %o', (text) => {
    expect(() => parseConfidenceLevel(text)).toThrow(UsageError);
    expect(() => parseConfidenceLevel(text)).toThrow(/^confidence level: expected .*; got /);
  });

  it('guesses that 90 means 90 %', () => {
    expect(() => parseConfidenceLevel('90')).toThrow('got "90"; did you mean "90%"?');
    expect(() => parseConfidenceLevel(95)).toThrow('did you mean "95%"?');
  });

  it('reads percentages to the nearest double', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 9999 }), (tenThousandths) => {
        const expected = Number(`${tenThousandths}e-4`);
        expect(parseConfidenceLevel(`${Number(`${tenThousandths}e-2`)}%`)).toBe(expected);
      }),
    );
  });
});
