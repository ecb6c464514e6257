/** Vertices on the cubic along their edge: exact for cubics, of fourth order for smooth fields, linear where there is none. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLines, createScalarGrid, type ScalarGrid, sharpenLines } from '../../src/contour/index.js';
import { gridsOf, unevenAxis } from './arbitraries.js';
import { axis, points, sample, type Point } from './fields.js';

/** Whether a point lies on an edge with a further node on either side, as a cubic needs. */
function hasNeighbours({ x, y }: ScalarGrid, [u, v]: Point): boolean {
  const [nodes, at] = x.includes(u) ? [y, v] : [x, u];
  return nodes[1] <= at && at <= nodes[nodes.length - 2];
}

describe('cubic fields', () => {
  const coefficient = fc.double({ min: -1, max: 1, noNaN: true });
  const coefficients = fc.array(coefficient, { minLength: 16, maxLength: 16 });

  it('are crossed exactly, on every grid', () => {
    fc.assert(
      fc.property(fc.tuple(unevenAxis(9), unevenAxis(8)), coefficients, coefficient, ([x, y], c, level) => {
        // Up to x^3 y^3, where x and y are within +-8: terms of order one.
        const z = (u: number, v: number) =>
          c.reduce((sum, factor, k) => sum + factor * (u / 8) ** (k % 4) * (v / 8) ** Math.floor(k / 4), 0);
        const grid = sample(x, y, z);
        const lines = contourLines(grid, level);
        const sharp = sharpenLines(grid, level, lines);
        expect(sharp.map((line) => [line.closed, line.x.length])).toEqual(
          lines.map((line) => [line.closed, line.x.length]),
        );
        sharp.flatMap(points).forEach(([u, v], k) => {
          const [linearU, linearV] = lines.flatMap(points)[k];
          expect(u === linearU || v === linearV).toBe(true);
          if (!hasNeighbours(grid, [linearU, linearV])) expect([u, v]).toEqual([linearU, linearV]);
          // The root is looked for to 1e-14 of an edge; z of up to 16 terms has slopes of a few.
          else expect(Math.abs(z(u, v) - level)).toBeLessThan(1e-12);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('smooth fields', () => {
  // A hill whose contours are closed within the grid.
  const z = (x: number, y: number) =>
    Math.exp(-2 * (x * x + 1.7 * y * y + 0.3 * x * y)) + 0.1 * Math.sin(2 * x + y);

  /** How far z is from the level at the vertices, at most: free of the angle at which the line crosses an edge. */
  function largestError(n: number, level: number, isSharp: boolean): number {
    const nodes = axis(n, -1, 1);
    const grid = sample(nodes, nodes, z);
    const lines = contourLines(grid, level);
    expect(lines.map((line) => line.closed)).toEqual([true]);
    const placed = isSharp ? sharpenLines(grid, level, lines) : lines;
    return Math.max(...placed.flatMap(points).map(([x, y]) => Math.abs(z(x, y) - level)));
  }

  it.each([0.4, 0.6, 0.8])('halving the grid gains a factor 16; 4 without sharpening (level %d)', (level) => {
    const sizes = [41, 81, 161, 321];
    const [sharp, linear] = [true, false].map((isSharp) => sizes.map((n) => largestError(n, level, isSharp)));
    for (let k = 1; k < sizes.length; k++) {
      // A little off: the largest error depends on where in its edge a vertex lies.
      expect(sharp[k - 1] / sharp[k]).toBeGreaterThan(12);
      expect(sharp[k - 1] / sharp[k]).toBeLessThan(21);
      expect(linear[k - 1] / linear[k]).toBeGreaterThan(3);
      expect(linear[k - 1] / linear[k]).toBeLessThan(5.3);
    }
    expect(sharp[0]).toBeLessThan(0.02 * linear[0]);
  });
});

describe('on every field', () => {
  it('a vertex stays within its edge', () => {
    fc.assert(
      fc.property(gridsOf(fc.integer({ min: -6, max: 7 }), unevenAxis), (grid) => {
        const lines = contourLines(grid, 0.5);
        const sharp = sharpenLines(grid, 0.5, lines).flatMap(points);
        lines.flatMap(points).forEach((point, k) => {
          const alongX = grid.y.includes(point[1]);
          const [nodes, at, moved] = alongX
            ? [grid.x, point[0], sharp[k][0]]
            : [grid.y, point[1], sharp[k][1]];
          const from = nodes.findLastIndex((node) => node < at);
          expect(alongX ? sharp[k][1] : sharp[k][0]).toBe(alongX ? point[1] : point[0]);
          expect(moved >= nodes[from] && moved <= nodes[from + 1]).toBe(true);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('where a cubic is not to be had', () => {
  // z = x^2, which crosses 6.5 between 2 and 3: linearly at 2.5.
  const nodes = axis(6);
  const column = (change: (value: number, i: number) => number): ScalarGrid =>
    createScalarGrid(
      nodes,
      axis(2),
      Float64Array.from({ length: 12 }, (_, k) => change((k >> 1) ** 2, k >> 1)),
    );
  const crossingOf = (grid: ScalarGrid, madeUp?: ReadonlySet<number>) => {
    const [line] = sharpenLines(grid, 6.5, contourLines(grid, 6.5), madeUp);
    expect(line.x[0]).toBe(line.x[1]);
    return line.x[0];
  };

  it('is linear next to missing, infinite and made-up values, and only there', () => {
    const whole = column((value) => value);
    expect(crossingOf(whole)).toBeCloseTo(Math.sqrt(6.5), 14);
    for (const far of [0, 5]) {
      expect(crossingOf(column((value, i) => (i === far ? NaN : value)))).toBe(crossingOf(whole));
      expect(crossingOf(whole, new Set([far]))).toBe(crossingOf(whole));
    }
    for (const near of [1, 4]) {
      for (const value of [NaN, near === 1 ? -Infinity : Infinity]) {
        expect(crossingOf(column((other, i) => (i === near ? value : other)))).toBe(2.5);
      }
    }
    for (const near of [1, 2, 3, 4]) expect(crossingOf(whole, new Set([near]))).toBe(2.5);
  });

  it('made-up columns do not hinder cubics along themselves', () => {
    const grid = createScalarGrid(
      axis(2),
      nodes,
      Float64Array.from({ length: 12 }, (_, k) => (k % 6) ** 2),
    );
    const [line] = sharpenLines(grid, 6.5, contourLines(grid, 6.5), new Set([0, 1]));
    for (const y of line.y) expect(y).toBeCloseTo(Math.sqrt(6.5), 14);
  });
});
