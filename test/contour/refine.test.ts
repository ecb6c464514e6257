/**
 * Refinement on analytic fields, as the engine does it: coarse columns, each refined along y, then columns between them
 * until none is missing. What it is asked to reach is measured from the field itself.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FieldColumn,
  type Polyline,
  columnsToAdd,
  contourLines,
  createScalarGrid,
  fillColumns,
  refineLine,
  sharpenLines,
} from '../../src/contour/index.js';
import { interpolate } from '../../src/contour/line-samples.js';

type Field = (x: number, y: number) => number;

interface Options {
  readonly coarse?: number;
  readonly halvings?: number;
  readonly accuracy?: number;
  readonly levels?: readonly number[];
  readonly breaks?: readonly number[];
  /** Of both axes. */
  readonly span?: number;
}

/** On the square of `span` around the origin. */
function refine(f: Field, options: Options = {}) {
  const { coarse = 25, halvings = 6, accuracy = 1e-3, levels = [0], breaks = [], span = 6 } = options;
  const stride = 2 ** halvings;
  const last = (coarse - 1) * stride;
  const axis = Float64Array.from({ length: last + 1 }, (_, i) => span * (i / last - 0.5));
  let points = 0;
  const column = (index: number): FieldColumn => ({
    index,
    samples: refineLine(axis, stride, { levels, accuracy }, (j) => {
      points++;
      return f(axis[index], axis[j]);
    }),
  });
  let columns = Array.from({ length: coarse }, (_, i) => column(i * stride));
  for (;;) {
    const field = { x: axis, columns, breaks };
    const added = columnsToAdd(field, { levels, accuracy });
    if (added.length === 0) {
      const rows = axis.filter((_, j) => j % Math.max(1, last >> 9) === 0);
      const more = Array.from(axis.keys()).filter((i) => i % Math.max(1, last >> 9) === 0);
      const { indices, z } = fillColumns(field, rows, more, { levels, accuracy });
      const grid = createScalarGrid(
        Float64Array.from(indices, (i) => axis[i]),
        rows,
        z,
      );
      const lines = levels.map((level) => sharpenLines(grid, level, contourLines(grid, level)));
      return { columns, points, lines, size: axis.length };
    }
    expect(added).toEqual([...new Set(added)].toSorted((a, b) => a - b));
    for (const index of added) expect(columns.some((one) => one.index === index)).toBe(false);
    columns = [...columns, ...added.map(column)].toSorted((a, b) => a.index - b.index);
  }
}

/** The distance of the vertices from the contour to first order: |f - level| / |grad f|. */
function largestError(f: Field, level: number, lines: readonly Polyline[]): number {
  const h = 1e-5;
  let worst = 0;
  for (const { x, y } of lines) {
    for (let k = 0; k < x.length; k++) {
      const slope = Math.hypot(
        (f(x[k] + h, y[k]) - f(x[k] - h, y[k])) / (2 * h),
        (f(x[k], y[k] + h) - f(x[k], y[k] - h)) / (2 * h),
      );
      worst = Math.max(worst, Math.abs(f(x[k], y[k]) - level) / slope);
    }
  }
  return worst;
}

function area({ x, y }: Polyline): number {
  let twice = 0;
  for (let k = 0; k < x.length; k++) {
    const next = (k + 1) % x.length;
    twice += x[k] * y[next] - x[next] * y[k];
  }
  return twice / 2;
}

describe('a refined field', () => {
  it('has closed loops as accurate as asked, wherever they are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.6, max: 1.8, noNaN: true }),
        fc.double({ min: 0.6, max: 1.8, noNaN: true }),
        (x0, y0, a, b) => {
          // Like a reach: a rise with a power law, a fall with an exponential.
          const f: Field = (x, y) => 3 * (1 - ((x - x0) / a) ** 2 - ((y - y0) / b) ** 2);
          const { lines, columns, points, size } = refine(f);
          expect(lines[0]).toHaveLength(1);
          expect(lines[0][0].closed).toBe(true);
          expect(largestError(f, 0, lines[0])).toBeLessThan(1e-3);
          // The inside on the left: anticlockwise. The polygon is inscribed to a second-order remainder.
          expect(area(lines[0][0]) / (Math.PI * a * b)).toBeCloseTo(1, 3);
          expect(points).toBeLessThan(0.05 * size ** 2);
          expect(columns.length).toBeLessThan(0.2 * size);
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('has a nose closed where its two edges meet, not cut at the last column', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1.5, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (tip, width) => {
          const f: Field = (x, y) => 2 * (tip - x) - (y / width) ** 2 - 0.02 * y ** 3;
          const [[line, ...others]] = refine(f).lines;
          expect(others.filter(({ x }) => Math.max(...x) > -1)).toEqual([]);
          // 1e-3 in the place of the tip, to which the field's own maximum over y at fixed x belongs.
          expect(Math.abs(Math.max(...line.x) - tip)).toBeLessThan(1e-3);
          expect(largestError(f, 0, [line])).toBeLessThan(1e-3);
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('has an island that lies between the columns and the rows of the coarse grid', () => {
    // 0.25 between columns, half a width of 0.1 of the island: it covers no point of the coarse grid.
    const f: Field = (x, y) => 0.2 - 20 * ((x - 0.125) ** 2 + (y - 0.125) ** 2);
    const { lines } = refine(f);
    expect(lines[0].map(({ closed }) => closed)).toEqual([true]);
    expect(Math.abs(area(lines[0][0]) / (Math.PI * 0.01) - 1)).toBeLessThan(0.01);
    expect(largestError(f, 0, lines[0])).toBeLessThan(1e-3);
  });

  it('has two islands, a hole in one of them, and every level', () => {
    const ring: Field = (x, y) => 1.5 - 6 * (Math.hypot(x + 1.4, y) - 0.9) ** 2;
    const disc: Field = (x, y) => 1.5 - 3 * ((x - 1.6) ** 2 + y ** 2);
    const f: Field = (x, y) => Math.log10(10 ** ring(x, y) + 10 ** disc(x, y));
    const { lines } = refine(f, { levels: [0, 0.8] });
    for (const [i, level] of [0, 0.8].entries()) {
      expect(lines[i].filter(({ closed }) => closed)).toHaveLength(3);
      expect(lines[i].map((line) => Math.sign(area(line))).toSorted((a, b) => a - b)).toEqual([-1, 1, 1]);
      expect(largestError(f, level, lines[i])).toBeLessThan(2e-3);
    }
  });

  it('is followed along steep edges and to where nothing is produced any more', () => {
    const f: Field = (x, y) =>
      x >= 1.2345 ? -Infinity : 6 + 2 * y - 10 ** (x + y) + 0.3 * Math.log(1.2345 - x);
    const { lines } = refine(f);
    const near = lines[0].map(({ x, y }) => ({
      x: x.filter((at) => at < 1.2),
      y: y.filter((_, k) => x[k] < 1.2),
      closed: false,
    }));
    expect(largestError(f, 0, near)).toBeLessThan(1e-3);
    // The edge itself lies between two of the finest columns, 6 / 1536 apart.
    expect(Math.max(...lines[0].flatMap(({ x }) => [...x]))).toBeGreaterThan(1.2345 - 0.004);
    expect(Math.max(...lines[0].flatMap(({ x }) => [...x]))).toBeLessThan(1.2345 + 0.004);
  });

  it('is refined on both sides of a jump, and predicts nothing across it', () => {
    const f: Field = (x, y) => (x < 0.4 ? y + 0.3 * x : y - 1 - 0.2 * x * x);
    const { lines, columns } = refine(f, { breaks: [0.4] });
    const before = columns.findLast(({ index }) => 6 * (index / 1536 - 0.5) < 0.4)!.index;
    expect(columns.some(({ index }) => index === before + 1)).toBe(true);
    const away = lines[0].map(({ x, y }) => {
      const kept = Array.from(x.keys()).filter((k) => Math.abs(x[k] - 0.4) > 0.005);
      return {
        x: Float64Array.from(kept, (k) => x[k]),
        y: Float64Array.from(kept, (k) => y[k]),
        closed: false,
      };
    });
    expect(largestError(f, 0, away)).toBeLessThan(1e-3);
  });

  it('makes nothing up where coarse samples fall off a cliff', () => {
    // As a reach does at large couplings: a power law, then an exponential of an exponential, then zero.
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 12 }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (coarse, tilt, shift) => {
          const f: Field = (x, y) => {
            const z = 3 + 2 * y - 10 ** (tilt * x + y + shift) - 0.3 * x * x;
            return z < -300 ? -Infinity : z;
          };
          const { lines } = refine(f, { coarse, span: 10, halvings: 6 });
          // The finest columns are 10 / 256 apart or less; what is made up lies a cell of the coarse grid away, 1 or 2.
          expect(largestError(f, 0, lines[0])).toBeLessThan(0.04);
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('takes fewer points the less accuracy is asked for', () => {
    const f: Field = (x, y) => Math.sin(x) + 0.5 * Math.sin(2 * y + x) + 0.2 * x * y;
    const counts = [1e-2, 1e-3, 1e-4].map((accuracy) => refine(f, { accuracy, halvings: 8 }).points);
    expect(counts[0]).toBeLessThan(counts[1]);
    expect(counts[1]).toBeLessThan(counts[2]);
  });

  it('leaves a hole where it could not be computed, and does not dig there', () => {
    const f: Field = (x, y) => (Math.abs(x) < 0.13 ? Number.NaN : y - 0.2 * x * x);
    const { lines, columns } = refine(f);
    expect(columns.length).toBeLessThan(80);
    for (const { x } of lines[0]) for (const at of x) expect(Math.abs(at)).toBeGreaterThan(0.13 - 0.25);
    expect(lines[0]).toHaveLength(2);
  });
});

describe('samples along a line', () => {
  const increasing = fc
    .array(fc.double({ min: 0.01, max: 2, noNaN: true }), { minLength: 5, maxLength: 12 })
    .map((gaps) => {
      let at = -3;
      return Float64Array.from(gaps, (gap) => (at += gap));
    });

  it('come back as they are, and NaN outside of them', () => {
    fc.assert(
      fc.property(increasing, fc.infiniteStream(fc.double({ min: -5, max: 5, noNaN: true })), (x, values) => {
        const z = Float64Array.from(x, () => values.next().value as number);
        for (const [k, at] of x.entries()) expect(interpolate({ x, z }, at)).toBe(z[k]);
        expect(interpolate({ x, z }, x[0] - 1e-6)).toBeNaN();
        expect(interpolate({ x, z }, x.at(-1)! + 1e-6)).toBeNaN();
      }),
    );
  });

  it('reproduce cubics, and stay between monotonic neighbours', () => {
    fc.assert(
      fc.property(increasing, fc.double({ min: 0, max: 1, noNaN: true }), (x, share) => {
        // Its slope is positive: the cubic is monotonic. It strays from straight lines between samples by less than
        // 6 x 24 / 300 x 2^2 / 8 = 0.24: a cubic that strays by more than 0.5 is bent less on purpose.
        const cubic = (at: number) => (at + at ** 3) / 300;
        const at = x[1] + share * (x[2] - x[1]);
        // Rounding of values up to 50, amplified by samples 0.01 apart.
        expect(interpolate({ x, z: x.map(cubic) }, at)).toBeCloseTo(cubic(at), 5);
        const steps = x.map((_, k) => (k < 2 ? 0 : 100));
        const value = interpolate({ x, z: steps }, at);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('are the nearer one beside an infinite one', () => {
    const line = { x: Float64Array.of(0, 1, 2, 3), z: Float64Array.of(5, 4, -Infinity, -Infinity) };
    expect(interpolate(line, 1.4)).toBe(4);
    expect(interpolate(line, 1.6)).toBe(-Infinity);
    expect(interpolate(line, 0.5)).toBe(4.5);
    expect(interpolate(line, 2.5)).toBe(-Infinity);
  });
});
