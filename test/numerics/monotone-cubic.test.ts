import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cubicRise, intervalOf, monotoneCubic } from '../../src/numerics/monotone-cubic.js';

/** Points with rising x and any y, in thousandths: denormal differences have no slopes. */
const thousandths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 1000);
const points = fc
  .array(fc.tuple(thousandths(1, 10_000), thousandths(-100_000, 100_000)), { minLength: 2, maxLength: 12 })
  .map((steps) => {
    let x = -5;
    return { x: steps.map(([width]) => (x += width)), y: steps.map(([, value]) => value) };
  });

function samplesBetween(from: number, to: number): number[] {
  return Array.from({ length: 41 }, (_, k) => from + (k / 40) * (to - from));
}

describe('monotoneCubic', () => {
  it('meets its points exactly and is constant outside of them', () => {
    fc.assert(
      fc.property(points, ({ x, y }) => {
        const curve = monotoneCubic(x, y);
        expect(x.map(curve.at)).toEqual(y);
        expect(curve.at(x[0] - 1)).toBe(y[0]);
        expect(curve.at(x.at(-1)! + 1)).toBe(y.at(-1));
      }),
    );
  });

  it('is monotone between any two points, in the direction of their difference', () => {
    fc.assert(
      fc.property(points, ({ x, y }) => {
        const curve = monotoneCubic(x, y);
        for (let i = 1; i < x.length; i++) {
          const values = samplesBetween(x[i - 1], x[i]).map(curve.at);
          const sign = Math.sign(y[i] - y[i - 1]);
          const rounding = 1e-14 * Math.max(Math.abs(y[i]), Math.abs(y[i - 1]));
          for (let k = 1; k < values.length; k++) {
            if (sign === 0) expect(values[k]).toBe(y[i]);
            else expect(sign * (values[k] - values[k - 1])).toBeGreaterThanOrEqual(-rounding);
          }
        }
      }),
    );
  });

  it('has the slopes it names, from both sides', () => {
    const x = [0, 0.5, 2, 2.2, 4];
    const curve = monotoneCubic(x, [1, 2, 2.5, 4, 3]);
    const step = 1e-6;
    for (let i = 0; i < x.length; i++) {
      const value = curve.at(x[i]);
      // One-sided differences: their error is the step times half the second derivative.
      if (i > 0) expect((value - curve.at(x[i] - step)) / step).toBeCloseTo(curve.slopes[i], 3);
      if (i + 1 < x.length) expect((curve.at(x[i] + step) - value) / step).toBeCloseTo(curve.slopes[i], 3);
    }
    // A peak stays where it is.
    expect(curve.slopes[3]).toBe(0);
  });

  it('is exact for lines, and for parabolas that do not turn', () => {
    const x = [0, 1, 1.5, 3, 3.25, 5];
    const line = monotoneCubic(
      x,
      x.map((at) => 3 - 2 * at),
    );
    const parabola = monotoneCubic(
      x,
      x.map((at) => at * at + at),
    );
    const pair = monotoneCubic([1, 3], [5, 1]);
    for (const at of samplesBetween(0, 5)) {
      expect(line.at(at)).toBeCloseTo(3 - 2 * at, 13);
      expect(parabola.at(at)).toBeCloseTo(at * at + at, 13);
    }
    expect(pair.at(2.5)).toBeCloseTo(2, 14);
  });

  it('converges at third order', () => {
    const errorWith = (intervals: number) => {
      const x = Array.from({ length: intervals + 1 }, (_, k) => (3 * k) / intervals);
      const curve = monotoneCubic(x, x.map(Math.exp));
      return Math.max(...samplesBetween(0, 3).map((at) => Math.abs(curve.at(at) / Math.exp(at) - 1)));
    };
    expect(errorWith(50)).toBeLessThan(2e-5);
    expect(errorWith(50) / errorWith(200)).toBeGreaterThan(40);
  });

  it.each([
    [[1], [1], /two or more points/],
    [[1, 2], [1, 2, 3], /2 x and 3 y/],
    [[1, 1], [1, 2], /rising x; x\[1\] = 1 follows 1/],
    [[1, 2], [1, NaN], /point 1 is \(2, NaN\)/],
  ])('refuses x = %j, y = %j', (x, y, message) => {
    expect(() => monotoneCubic(x, y)).toThrow(message);
  });
});

describe('its parts', () => {
  it('intervalOf finds the interval from its left end on', () => {
    const nodes = Float64Array.of(0, 1, 2, 5);
    expect([-1, 0, 0.5, 1, 4.9, 5, 9].map((x) => intervalOf(nodes, x))).toEqual([0, 0, 0, 1, 2, 2, 2]);
  });

  it('cubicRise has the given rise and slopes', () => {
    expect(cubicRise(0, 7, 2, 3)).toBe(0);
    expect(cubicRise(1, 7, 2, 3)).toBe(7);
    expect(cubicRise(1e-7, 7, 2, 3) / 1e-7).toBeCloseTo(2, 5);
    expect((7 - cubicRise(1 - 1e-7, 7, 2, 3)) / 1e-7).toBeCloseTo(3, 5);
  });
});
