/** What must move the lines with the field, or leave them where they are. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contourLines,
  createScalarGrid,
  type Polyline,
  type ScalarGrid,
  sharpenLines,
} from '../../src/contour/index.js';
import { gridsOf, unevenAxis } from './arbitraries.js';
import {
  moveGrid,
  movePoint,
  points,
  reverses,
  segments,
  SYMMETRIES,
  totalLength,
  type Point,
} from './fields.js';

/** No distance from this level is that of another double by chance: a crossing in the very middle has two roundings. */
const LEVEL = 0.1234567;
const real = fc.double({ min: -3, max: 3, noNaN: true });
const missing = { weight: 1, arbitrary: fc.constantFrom(NaN, -Infinity) };
const nearZero = fc.oneof(
  { weight: 12, arbitrary: real },
  { weight: 4, arbitrary: fc.constantFrom(-1, 0, 1) },
  missing,
);
const offLevel = fc.oneof({ weight: 12, arbitrary: real.filter((value) => value !== LEVEL) }, missing);

type Segment = readonly [from: Point, to: Point];

const reversed = ([p, q]: Segment): Segment => [q, p];

/** The segments of all lines as numbers, in an order that depends on neither lines nor starting points. */
function sortedSegments(all: readonly Segment[]): number[][] {
  // Adding 0 turns the -0 of a mirror image into 0.
  const numbers = all.map(([p, q]) => [...p, ...q].map((value) => value + 0));
  return numbers.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
}

const withValues = ({ x, y, z }: ScalarGrid, change: (value: number, node: number) => number) =>
  createScalarGrid(x, y, z.map(change));

describe('rotations and reflections', () => {
  // At level 0 on even axes, for values as far above as others are below.
  const fields = fc.oneof(
    fc.record({ grid: gridsOf(nearZero), level: fc.constant(0) }),
    fc.record({
      grid: gridsOf(fc.oneof(offLevel, fc.constant(LEVEL)), unevenAxis),
      level: fc.constant(LEVEL),
    }),
  );

  it.each(SYMMETRIES)('move the lines with the field: %o', (symmetry) => {
    fc.assert(
      fc.property(fields, ({ grid, level }) => {
        const before = contourLines(grid, level);
        const after = contourLines(moveGrid(symmetry, grid), level);
        expect(after.map((line) => line.closed)).toEqual(before.map((line) => line.closed));
        expect(totalLength(after)).toBeCloseTo(totalLength(before), 10);

        // Equal bit for bit, since no end of an edge is preferred.
        const moved = before.flatMap(segments).map(([p, q]): Segment => {
          const segment = [movePoint(symmetry, p), movePoint(symmetry, q)] as const;
          return reverses(symmetry) ? reversed(segment) : segment;
        });
        expect(sortedSegments(after.flatMap(segments))).toEqual(sortedSegments(moved));
      }),
      { numRuns: 60 },
    );
  });

  it.each(SYMMETRIES)('move sharpened lines as well: %o', (symmetry) => {
    /** From every point of a line to where it is sharpened to. */
    const sharpened = (grid: ScalarGrid) => {
      const lines = contourLines(grid, LEVEL);
      const sharp = sharpenLines(grid, LEVEL, lines).flatMap(points);
      return new Map(
        lines.flatMap(points).map((point, k) => [String(point.map((value) => value + 0)), sharp[k]]),
      );
    };
    fc.assert(
      fc.property(gridsOf(offLevel, unevenAxis), (grid) => {
        const before = contourLines(grid, LEVEL).flatMap(points);
        const sharp = sharpenLines(grid, LEVEL, contourLines(grid, LEVEL)).flatMap(points);
        const after = sharpened(moveGrid(symmetry, grid));
        before.forEach((point, k) => {
          const [x, y] = after.get(String(movePoint(symmetry, point).map((value) => value + 0)))!;
          const [expectedX, expectedY] = movePoint(symmetry, sharp[k]);
          // The root is looked for to 1e-14 of an edge, in a cubic summed from the other end.
          expect(Math.hypot(x - expectedX, y - expectedY)).toBeLessThan(1e-10);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('other axes and units', () => {
  const placed = (lines: readonly Polyline[]) =>
    lines.map((line) => ({ closed: line.closed, points: points(line) }));

  it('scaling axes or values by powers of two scales the lines, bit for bit', () => {
    const power = fc.integer({ min: -20, max: 20 }).map((n) => 2 ** n);
    // Without infinite values, whose distance has a unit.
    const finite = gridsOf(
      fc.oneof({ weight: 15, arbitrary: real }, { weight: 1, arbitrary: fc.constantFrom(NaN, LEVEL) }),
      unevenAxis,
    );
    fc.assert(
      fc.property(finite, power, power, power, ({ x, y, z }, ofX, ofY, ofZ) => {
        const scaled = createScalarGrid(
          x.map((value) => ofX * value),
          y.map((value) => ofY * value),
          z.map((value) => ofZ * value),
        );
        const grid = createScalarGrid(x, y, z);
        const linear = contourLines(grid, LEVEL);
        const scale = ([u, v]: Point): Point => [ofX * u, ofY * v];
        const expected = placed(linear).map((line) => ({ ...line, points: line.points.map(scale) }));
        const lines = contourLines(scaled, ofZ * LEVEL);
        expect(placed(lines)).toEqual(expected);
        const expectedSharp = sharpenLines(grid, LEVEL, linear).flatMap(points).map(scale);
        const sharp = sharpenLines(scaled, ofZ * LEVEL, lines).flatMap(points);
        sharp.forEach(([u, v], k) => {
          // Brent's steps know the size of a double at the root, hence not to the last bit.
          expect(Math.abs(u - expectedSharp[k][0])).toBeLessThan(1e-12 * ofX);
          expect(Math.abs(v - expectedSharp[k][1])).toBeLessThan(1e-12 * ofY);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('stretching and shifting axes does the same to the lines, up to rounding', () => {
    const stretch = fc.double({ min: 0.01, max: 100, noNaN: true });
    const shift = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(gridsOf(offLevel, unevenAxis), stretch, shift, ({ x, y, z }, factor, by) => {
        const map = (value: number) => factor * value + by;
        const lines = contourLines(createScalarGrid(x.map(map), y, z), LEVEL);
        const before = contourLines(createScalarGrid(x, y, z), LEVEL);
        expect(lines.map(({ closed, y: other }) => ({ closed, y: other }))).toEqual(
          before.map(({ closed, y: other }) => ({ closed, y: other })),
        );
        // A few roundings of numbers up to 9 factor + 10.
        const rounding = 8 * Number.EPSILON * (9 * factor + 10);
        lines.forEach((line, n) =>
          line.x.forEach((value, k) => expect(Math.abs(value - map(before[n].x[k]))).toBeLessThan(rounding)),
        );
      }),
      { numRuns: 100 },
    );
  });
});

it('with field and level negated, lines run the other way, bit for bit', () => {
  fc.assert(
    fc.property(gridsOf(offLevel, unevenAxis), (grid) => {
      const negated = contourLines(
        withValues(grid, (value) => -value),
        -LEVEL,
      );
      const before = contourLines(grid, LEVEL);
      expect(negated.map((line) => line.closed)).toEqual(before.map((line) => line.closed));
      const expected = before.flatMap(segments).map(reversed);
      expect(sortedSegments(negated.flatMap(segments))).toEqual(sortedSegments(expected));
    }),
    { numRuns: 200 },
  );
});

it('a node without value takes away the segments in its cells, and no other', () => {
  const holes = fc.array(fc.nat({ max: 80 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      gridsOf(
        real.filter((value) => value !== LEVEL),
        unevenAxis,
      ),
      holes,
      (grid, nodes) => {
        const { x, y } = grid;
        const lost = new Set(nodes.map((node) => node % grid.z.length));
        const holed = withValues(grid, (value, node) => (lost.has(node) ? NaN : value));
        const cellAt = (nodesOf: Float64Array, at: number) => nodesOf.findLastIndex((node) => node < at);
        const isWhole = ([[px, py], [qx, qy]]: Segment) => {
          const node = cellAt(x, 0.5 * (px + qx)) * y.length + cellAt(y, 0.5 * (py + qy));
          return [node, node + 1, node + y.length, node + y.length + 1].every((corner) => !lost.has(corner));
        };
        const expected = contourLines(grid, LEVEL).flatMap(segments).filter(isWhole);
        expect(sortedSegments(contourLines(holed, LEVEL).flatMap(segments))).toEqual(
          sortedSegments(expected),
        );
      },
    ),
    { numRuns: 200 },
  );
});
