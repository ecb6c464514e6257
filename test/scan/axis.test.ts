import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { axisValues, firstNotAbovePrevious, type Spacing } from '../../src/scan/axis.js';

describe('axisValues', () => {
  test('equal ratios', () => {
    expect(axisValues({ from: 1, to: 100, points: 3, spacing: 'log' })).toEqual([1, 10, 100]);
    expect(axisValues({ from: 0.001, to: 0.21, points: 2, spacing: 'log' })).toEqual([0.001, 0.21]);
  });

  test('equal differences', () => {
    expect(axisValues({ from: 1, to: 3, points: 5, spacing: 'linear' })).toEqual([1, 1.5, 2, 2.5, 3]);
  });

  test('begins and ends exactly, and rises, for any range', () => {
    const range = fc.record({
      from: fc.double({ min: 1e-12, max: 1e6, noNaN: true }),
      ratio: fc.double({ min: 1.001, max: 1e20, noNaN: true }),
      points: fc.integer({ min: 2, max: 2000 }),
      spacing: fc.constantFrom<Spacing>('log', 'linear'),
    });
    fc.assert(
      fc.property(range, ({ from, ratio, points, spacing }) => {
        const to = from * ratio;
        const values = axisValues({ from, to, points, spacing });
        expect(values).toHaveLength(points);
        expect(values[0]).toBe(from);
        expect(values.at(-1)).toBe(to);
        expect(values.every((value, i) => i === 0 || value > values[i - 1])).toBe(true);
      }),
    );
  });

  test('log steps have one ratio, to the last digits', () => {
    const values = axisValues({ from: 1e-6, to: 1, points: 200, spacing: 'log' });
    const ratio = 10 ** (6 / 199);
    for (let i = 1; i < values.length; i += 1) expect(values[i] / values[i - 1] / ratio).toBeCloseTo(1, 12);
  });

  test.each([
    ['closer than doubles', { from: 1, to: 1 + 1e-12, points: 100_000, spacing: 'log' as const }],
    ['a ratio beyond doubles', { from: 1e-300, to: 1e300, points: 3, spacing: 'log' as const }],
    ['no range', { from: 1, to: 1, points: 2, spacing: 'linear' as const }],
  ])('refuses %s', (_, range) => {
    expect(() => axisValues(range)).toThrow(UsageError);
  });
});

test('firstNotAbovePrevious', () => {
  expect(firstNotAbovePrevious([1, 2, 3])).toBeUndefined();
  expect(firstNotAbovePrevious([1, 3, 2, 1])).toBe(2);
  expect(firstNotAbovePrevious([1, 1])).toBe(1);
  expect(firstNotAbovePrevious([1, Number.NaN])).toBe(1);
});
