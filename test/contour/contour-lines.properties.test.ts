/** What holds for every field, checked on random ones. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLines, createScalarGrid, type ScalarGrid } from '../../src/contour/index.js';
import { gridsOf } from './arbitraries.js';
import { axis, points, segments, turn, windingNumber, type Point } from './fields.js';

/** Integers, so that no value is the level and no crossing is a node; some without value or infinite. */
const LEVEL = 0.5;
const holed = gridsOf(
  fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: -6, max: 7 }) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, -Infinity, Infinity) },
  ),
);

/** The same field with a frame of outside nodes round it, so that all its lines are closed. */
function framed({ x, y, z }: ScalarGrid, outside: number): ScalarGrid {
  const [nx, ny] = [x.length + 2, y.length + 2];
  const framedZ = new Float64Array(nx * ny).fill(outside);
  for (let i = 0; i < x.length; i++) {
    framedZ.set(z.subarray(i * y.length, (i + 1) * y.length), (i + 1) * ny + 1);
  }
  return createScalarGrid(axis(nx), axis(ny), framedZ);
}

function nodesOf({ x, y }: ScalarGrid): Point[] {
  return Array.from(x).flatMap((u) => Array.from(y, (v) => [u, v] as const));
}

function valueAt({ y, z }: ScalarGrid, [i, j]: Point): number {
  return z[i * y.length + j];
}

/** A cell, by its corner with the lowest coordinates, draws lines when it lies on the grid and has four values. */
function isDrawn(grid: ScalarGrid, [i, j]: Point): boolean {
  if (i < 0 || j < 0 || i > grid.x.length - 2 || j > grid.y.length - 2) return false;
  return ([[i, j], [i + 1, j], [i, j + 1], [i + 1, j + 1]] as Point[]).every((node) => !Number.isNaN(valueAt(grid, node))); // prettier-ignore
}

/** An edge of a grid with integer axes: its two nodes, and the two cells it may belong to. */
interface Edge {
  readonly name: string;
  readonly nodes: readonly [Point, Point];
  readonly cells: readonly [Point, Point];
}

function edgeFrom([i, j]: Point, alongX: boolean): Edge {
  return {
    name: `${i},${j},${alongX ? 'x' : 'y'}`,
    nodes: [[i, j], alongX ? [i + 1, j] : [i, j + 1]], // prettier-ignore
    cells: [[i, j], alongX ? [i, j - 1] : [i - 1, j]], // prettier-ignore
  };
}

/** The edge that a point within it belongs to. */
function edgeAt([x, y]: Point): Edge {
  expect(Number.isInteger(x)).not.toBe(Number.isInteger(y));
  return edgeFrom([Math.floor(x), Math.floor(y)], !Number.isInteger(x));
}

/** Every edge on which the field crosses the level, with the number of its cells (0, 1, 2) that draw lines. */
function crossedEdges(grid: ScalarGrid): Map<string, number> {
  const crossed = new Map<string, number>();
  for (const node of nodesOf(grid)) {
    for (const edge of [edgeFrom(node, true), edgeFrom(node, false)]) {
      const [p, q] = edge.nodes;
      if (q[0] >= grid.x.length || q[1] >= grid.y.length) continue;
      if (valueAt(grid, p) > LEVEL === valueAt(grid, q) > LEVEL) continue;
      crossed.set(edge.name, edge.cells.filter((cell) => isDrawn(grid, cell)).length);
    }
  }
  return crossed;
}

describe('on every field', () => {
  it('every crossed edge of a cell that draws has exactly one point, and every point such an edge', () => {
    fc.assert(
      fc.property(holed, (grid) => {
        const visited = contourLines(grid, LEVEL)
          .flatMap(points)
          .map((point) => edgeAt(point).name);
        const expected = [...crossedEdges(grid)].filter(([, cells]) => cells > 0).map(([name]) => name);
        expect(visited.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('lines end exactly where one cell of the edge draws: at the border and next to missing values', () => {
    fc.assert(
      fc.property(holed, (grid) => {
        const open = contourLines(grid, LEVEL)
          .filter((line) => !line.closed)
          .map(points);
        const ends = open.flatMap((line) => [edgeAt(line[0]).name, edgeAt(line.at(-1)!).name]);
        const expected = [...crossedEdges(grid)].filter(([, cells]) => cells === 1).map(([name]) => name);
        expect(ends.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('a segment crosses one cell, which draws, and has the inside on its left', () => {
    fc.assert(
      fc.property(holed, (grid) => {
        for (const [p, q] of contourLines(grid, LEVEL).flatMap(segments)) {
          const [from, to] = [edgeAt(p), edgeAt(q)];
          const common = from.cells.filter((cell) =>
            to.cells.some((other) => String(other) === String(cell)),
          );
          expect(common).toHaveLength(1);
          expect(isDrawn(grid, common[0])).toBe(true);
          for (const node of [...from.nodes, ...to.nodes]) {
            expect(turn(p, q, node) > 0).toBe(valueAt(grid, node) > LEVEL);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('closed lines wind once round every node inside and not round any outside', () => {
    const everyNode = gridsOf(fc.integer({ min: -6, max: 7 })).map((grid) => framed(grid, 0));
    fc.assert(
      fc.property(everyNode, (grid) => {
        const lines = contourLines(grid, LEVEL);
        expect(lines.every((line) => line.closed)).toBe(true);
        for (const node of nodesOf(grid)) {
          expect(windingNumber(lines, node)).toBe(valueAt(grid, node) > LEVEL ? 1 : 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the same with values at the level: no point twice in a row, nodes off the level told apart', () => {
    const touching = gridsOf(fc.constantFrom(-1, 0, 0, 1)).map((grid) => framed(grid, -1));
    fc.assert(
      fc.property(touching, (grid) => {
        const lines = contourLines(grid, 0);
        expect(lines.every((line) => line.closed && line.x.length >= 2)).toBe(true);
        for (const [p, q] of lines.flatMap(segments)) expect(p).not.toEqual(q);
        for (const node of nodesOf(grid).filter((each) => valueAt(grid, each) !== 0)) {
          expect(windingNumber(lines, node)).toBe(valueAt(grid, node) > 0 ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('values within rounding of the level leave no point beyond its edge and none twice in a row', () => {
    const close = gridsOf(fc.constantFrom(1, 1 - Number.EPSILON / 2, 1 + Number.EPSILON, 0, 3));
    fc.assert(
      fc.property(close, (grid) => {
        const lines = contourLines(framed(grid, 0), 1);
        for (const [p, q] of lines.flatMap(segments)) expect(p).not.toEqual(q);
        for (const value of lines.flatMap(points).flat()) {
          expect(value >= 0 && value <= 1 + Math.max(grid.x.length, grid.y.length)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('saddles', () => {
  it('a cell is joined as its bilinear interpolant is at the saddle point', () => {
    const [high, low] = [
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      fc.double({ min: -9, max: -0.1, noNaN: true }),
    ];
    fc.assert(
      fc.property(high, low, high, low, fc.boolean(), (a, b, c, d, turned) => {
        const corners = turned ? [d, a, b, c] : [a, b, c, d]; // counterclockwise from (0, 0)
        const [z00, z10, z11, z01] = corners;
        const twist = z00 - z10 + z11 - z01;
        const [x, y] = [(z00 - z01) / twist, (z00 - z10) / twist];
        const saddle = z00 * (1 - x) * (1 - y) + z10 * x * (1 - y) + z01 * (1 - x) * y + z11 * x * y;
        fc.pre(Math.abs(saddle) > 1e-9);

        const lines = contourLines(
          createScalarGrid(axis(2), axis(2), Float64Array.of(z00, z01, z10, z11)),
          0,
        );
        expect(lines.map((line) => line.x.length)).toEqual([2, 2]);
        for (const line of lines) {
          const [from, to] = points(line).map(edgeAt);
          const cutOff = from.nodes.find((node) => to.nodes.some((other) => String(other) === String(node)))!;
          const cutOffIsInside = corners[cutOff[0] === 0 ? 3 * cutOff[1] : 1 + cutOff[1]] > 0;
          expect(cutOffIsInside).toBe(saddle < 0);
        }
      }),
    );
  });
});
