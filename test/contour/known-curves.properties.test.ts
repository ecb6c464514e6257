/** Fields whose contour is a known curve, of any size, place and grid. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLines, type ScalarGrid } from '../../src/contour/index.js';
import { gridsOf, unevenAxis } from './arbitraries.js';
import { axis, lengthOf, points, sample, segments, signedArea, type Point } from './fields.js';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Uneven axes of 30 numbers: their ends lie beyond +-7.25. */
const axes = fc.tuple(unevenAxis(30), unevenAxis(30));

/** The grid lines on either side of a point within an edge. */
function edgeAround({ x, y }: ScalarGrid, [u, v]: Point): { alongX: boolean; from: number; to: number } {
  const alongX = !x.includes(u);
  const [lines, at] = alongX ? [x, u] : [y, v];
  const from = lines.findLastIndex((line) => line <= at);
  return { alongX, from: lines[from], to: lines[from + 1] };
}

describe('ellipses', () => {
  /** xx (x - x0)^2 + 2 xy (x - x0)(y - y0) + yy (y - y0)^2 = 1. */
  const ellipse = fc
    .record({
      x0: between(-1, 1),
      y0: between(-1, 1),
      a: between(3, 5),
      b: between(3, 5),
      turned: between(0, Math.PI),
    })
    .map(({ x0, y0, a, b, turned }) => {
      const [p, q] = [a ** -2, b ** -2];
      const [c, s] = [Math.cos(turned), Math.sin(turned)];
      return { x0, y0, a, b, xx: p * c * c + q * s * s, xy: (p - q) * c * s, yy: p * s * s + q * c * c };
    });

  it('are one closed line, off by just what a chord of a parabola is', () => {
    fc.assert(
      fc.property(axes, ellipse, ([x, y], { x0, y0, a, b, xx, xy, yy }) => {
        const form = (u: number, v: number) =>
          xx * (u - x0) ** 2 + 2 * xy * (u - x0) * (v - y0) + yy * (v - y0) ** 2;
        const grid = sample(x, y, (u, v) => -form(u, v));
        const [line, ...others] = contourLines(grid, -1);
        expect(others).toEqual([]);
        expect(line.closed).toBe(true);
        for (const [u, v] of points(line)) {
          const { alongX, from, to } = edgeAround(grid, [u, v]);
          const at = alongX ? u : v;
          const below = (alongX ? xx : yy) * (at - from) * (to - at);
          // A value of some 10 at the ends of the edge.
          expect(Math.abs(1 - form(u, v) - below)).toBeLessThan(1e-13);
        }

        // Points lie at 1 - h^2 / (4 b^2) and above, chords of up to sqrt 2 h as much again and that twice: the polygon
        // lies between the ellipse and a smaller one.
        const h = Math.max(...segments(line).map(([[px, py], [qx, qy]]) => Math.hypot(px - qx, py - qy)));
        const steps = points(line).map((point) => {
          const { from, to } = edgeAround(grid, point);
          return to - from;
        });
        const smaller = 1 - (Math.max(...steps) ** 2 + h ** 2) / (4 * Math.min(a, b) ** 2);
        const area = Math.PI * a * b;
        expect(signedArea(line)).toBeLessThan(area);
        expect(signedArea(line)).toBeGreaterThan(smaller * area);
        // What surrounds a convex curve is longer.
        expect(lengthOf(line)).toBeGreaterThan(Math.sqrt(Math.max(0, smaller)) * perimeter(a, b));
      }),
      { numRuns: 200 },
    );
  });

  it.each([1, 0.7, 0.3])(
    'of axes 1 and %d: area and perimeter gain a factor 4 from halving the grid',
    (b) => {
      const errors = [41, 81, 161].map((n) => {
        const nodes = axis(n, -1.1, 1.1);
        const [line] = contourLines(
          sample(nodes, nodes, (x, y) => -(x * x) - (y / b) ** 2),
          -1,
        );
        return [1 - signedArea(line) / (Math.PI * b), 1 - lengthOf(line) / perimeter(1, b)];
      });
      for (const k of [0, 1]) {
        // Where the line cuts the edges changes with the grid, and the mean error with it by some 10 %.
        expect(errors[0][k] / errors[1][k]).toBeGreaterThan(3.2);
        expect(errors[0][k] / errors[1][k]).toBeLessThan(4.8);
        expect(errors[1][k] / errors[2][k]).toBeGreaterThan(3.2);
        expect(errors[1][k] / errors[2][k]).toBeLessThan(4.8);
      }
    },
  );

  /** Spectrally accurate: the trapezoidal rule of a periodic function. */
  function perimeter(a: number, b: number): number {
    const steps = 400;
    const speeds = Array.from({ length: steps }, (_, k) => {
      const t = (2 * Math.PI * k) / steps;
      return Math.hypot(a * Math.sin(t), b * Math.cos(t));
    });
    return (speeds.reduce((sum, speed) => sum + speed, 0) * 2 * Math.PI) / steps;
  }
});

describe('concentric rings', () => {
  it('lie inside each other, in turn round a hill and round a pit', () => {
    const rings = fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      level: between(-0.6, 0.6),
      x0: between(-0.05, 0.05),
      y0: between(-0.05, 0.05),
    });
    fc.assert(
      fc.property(rings, fc.integer({ min: 90, max: 130 }), ({ count, level, x0, y0 }, n) => {
        // cos(k r) as far as its `count`th minimum.
        const end = (2 * count - 1) * Math.PI;
        const k = end / 0.9;
        const z = (x: number, y: number) => Math.cos(Math.min(end, k * Math.hypot(x - x0, y - y0)));
        const nodes = axis(n, -1, 1);
        const lines = contourLines(sample(nodes, nodes, z), level);
        const phase = Math.acos(level);
        const radii = Array.from(
          { length: 2 * count - 1 },
          (_, i) => (2 * Math.PI * Math.ceil(i / 2) + (i % 2 === 0 ? phase : -phase)) / k,
        );

        expect(lines.every((line) => line.closed)).toBe(true);
        const byArea = lines.toSorted((p, q) => Math.abs(signedArea(p)) - Math.abs(signedArea(q)));
        expect(byArea.map((line) => Math.sign(signedArea(line)))).toEqual(
          radii.map((_, i) => (i % 2 === 0 ? 1 : -1)),
        );
        // Second derivatives are k^2 at most; the slope there k sqrt(1 - z^2), over the way taken never less than half of it.
        const h = 2 / (n - 1);
        const bound = (k * k * h * h) / 8;
        byArea.forEach((line, i) => {
          for (const [x, y] of points(line)) {
            expect(Math.abs(z(x, y) - level)).toBeLessThan(bound);
            expect(Math.abs(Math.hypot(x - x0, y - y0) - radii[i])).toBeLessThan(
              (2 * bound) / (k * Math.sin(phase)),
            );
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('hyperbolas', () => {
  it('of a bilinear field are exact on every grid, and their branches stay apart', () => {
    fc.assert(
      fc.property(
        axes,
        between(-4, 4),
        between(-4, 4),
        between(0.01, 6),
        fc.boolean(),
        ([x, y], x0, y0, size, negative) => {
          const level = negative ? -size : size;
          const z = (u: number, v: number) => (u - x0) * (v - y0);
          const lines = contourLines(sample(x, y, z), level);
          // Each branch cuts two sides of the grid, whose corners are 3 and more from the centre in both directions.
          expect(lines.map((line) => line.closed)).toEqual([false, false]);
          const branches = lines.map((line) => {
            for (const [u, v] of points(line)) expect(Math.abs(z(u, v) - level)).toBeLessThan(1e-12);
            const side = Math.sign(line.x[0] - x0);
            expect(
              points(line).every(
                ([u, v]) => Math.sign(u - x0) === side && Math.sign(v - y0) === side * Math.sign(level),
              ),
            ).toBe(true);
            return side;
          });
          expect(branches.toSorted((p, q) => p - q)).toEqual([-1, 1]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('ridges thinner than a cell', () => {
  it('between two rows of nodes are not seen; on a row they reach to the rows beside', () => {
    const ridge = (at: number) => sample(axis(7), axis(7), (_, y) => Math.max(0, 1 - 5 * Math.abs(y - at)));
    expect(contourLines(ridge(2.5), 0.5)).toEqual([]);
    const lines = contourLines(ridge(3), 0.5);
    expect(lines.map((line) => [...new Set(line.y)])).toEqual([[2.5], [3.5]]);
  });

  it('along a diagonal hold together as long as the bilinear field in a cell does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), between(0.01, 0.99), (n, depth) => {
        fc.pre(Math.abs(depth - 0.5) > 1e-9);
        const lines = contourLines(
          sample(axis(n), axis(n), (x, y) => -Math.abs(x - y)),
          -depth,
        );
        // 0 along the diagonal of a cell, -1 beside it: -1/2 at its saddle point.
        expect(lines).toHaveLength(depth > 0.5 ? 2 : n);
        for (const line of lines) {
          for (const [x, y] of points(line)) expect(Math.abs(Math.abs(x - y) - depth)).toBeLessThan(1e-14);
        }
      }),
    );
  });
});

describe('plateaus at the level', () => {
  it('have their outline on nodes at the level', () => {
    const values = fc.integer({ min: -3, max: 6 });
    fc.assert(
      fc.property(gridsOf(values, unevenAxis), (grid) => {
        const level = 2;
        const cut = { ...grid, z: grid.z.map((value) => Math.min(value, level)) };
        for (const [x, y] of contourLines(cut, level).flatMap(points)) {
          expect(cut.z[cut.x.indexOf(x) * cut.y.length + cut.y.indexOf(y)]).toBe(level);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the border', () => {
  it('has as many ends of lines as changes of sign, all of them on it', () => {
    const values = fc.integer({ min: -6, max: 7 });
    fc.assert(
      fc.property(gridsOf(values, unevenAxis), (grid) => {
        const level = 0.5;
        const { x, y, z } = grid;
        const inside = (i: number, j: number) => z[i * y.length + j] >= level;
        const [right, top] = [x.length - 1, y.length - 1];
        const round = [
          ...Array.from({ length: right }, (_, i) => inside(i, 0)),
          ...Array.from({ length: top }, (_, j) => inside(right, j)),
          ...Array.from({ length: right }, (_, i) => inside(right - i, top)),
          ...Array.from({ length: top }, (_, j) => inside(0, top - j)),
        ];
        const changes = round.filter((value, k) => value !== round[(k + 1) % round.length]).length;
        const open = contourLines(grid, level).filter((line) => !line.closed);
        const ends = open.map(points).flatMap((line) => [line[0], line.at(-1)!]);
        expect(ends).toHaveLength(changes);
        for (const [u, v] of ends) {
          expect(u === x[0] || u === x[right] || v === y[0] || v === y[top]).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
