/** Grids to draw contours on, and measures of the lines drawn. */
import { createScalarGrid, type Polyline, type ScalarGrid } from '../../src/contour/index.js';

/** n evenly spaced numbers; 0, 1, ..., n - 1 by default. */
export function axis(n: number, from = 0, to = n - 1): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (from * (n - 1 - i) + to * i) / (n - 1));
}

export function sample(x: Float64Array, y: Float64Array, f: (x: number, y: number) => number): ScalarGrid {
  return createScalarGrid(
    x,
    y,
    Float64Array.from({ length: x.length * y.length }, (_, k) =>
      f(x[Math.floor(k / y.length)], y[k % y.length]),
    ),
  );
}

/** A grid with integer axes as it looks on paper: rows from high y to low y. */
export function drawing(...rows: readonly (readonly number[])[]): ScalarGrid {
  return sample(axis(rows[0].length), axis(rows.length), (x, y) => rows[rows.length - 1 - y][x]);
}

/** One of the symmetries of the square, acting on a plane: it keeps or swaps the axes, then mirrors them. */
export interface Symmetry {
  readonly swap: boolean;
  readonly mirrorX: boolean;
  readonly mirrorY: boolean;
}

const flags = [false, true];
export const SYMMETRIES: readonly Symmetry[] = flags.flatMap((swap) =>
  flags.flatMap((mirrorX) => flags.map((mirrorY) => ({ swap, mirrorX, mirrorY }))),
);

/** Whether left becomes right. */
export function reverses({ swap, mirrorX, mirrorY }: Symmetry): boolean {
  return [swap, mirrorX, mirrorY].filter(Boolean).length % 2 === 1;
}

export function movePoint({ swap, mirrorX, mirrorY }: Symmetry, [x, y]: Point): Point {
  const [u, v] = swap ? [y, x] : [x, y];
  return [mirrorX ? -u : u, mirrorY ? -v : v];
}

function mirrored(line: Float64Array): Float64Array {
  return line.map((value) => -value).toReversed();
}

export function moveGrid(symmetry: Symmetry, grid: ScalarGrid): ScalarGrid {
  const [u, v] = symmetry.swap ? [grid.y, grid.x] : [grid.x, grid.y];
  const x = symmetry.mirrorX ? mirrored(u) : u;
  const y = symmetry.mirrorY ? mirrored(v) : v;
  const z = new Float64Array(grid.z.length);
  for (let i = 0; i < grid.x.length; i++) {
    for (let j = 0; j < grid.y.length; j++) {
      const [toX, toY] = movePoint(symmetry, [grid.x[i], grid.y[j]]);
      z[x.indexOf(toX) * y.length + y.indexOf(toY)] = grid.z[i * grid.y.length + j];
    }
  }
  return createScalarGrid(x, y, z);
}

export type Point = readonly [x: number, y: number];

export function points(line: Polyline): Point[] {
  return Array.from(line.x, (x, k) => [x, line.y[k]] as const);
}

/** The segments of a line, the closing one included. */
export function segments(line: Polyline): (readonly [Point, Point])[] {
  const all = points(line);
  const next = line.closed ? [...all.slice(1), all[0]] : all.slice(1);
  return next.map((to, k) => [all[k], to] as const);
}

export function lengthOf(line: Polyline): number {
  return segments(line).reduce((sum, [[x0, y0], [x1, y1]]) => sum + Math.hypot(x1 - x0, y1 - y0), 0);
}

export function totalLength(lines: readonly Polyline[]): number {
  return lines.reduce((sum, line) => sum + lengthOf(line), 0);
}

/** Twice the area of the triangle p, q, r: positive when r lies to the left of the way from p to q. */
export function turn([px, py]: Point, [qx, qy]: Point, [rx, ry]: Point): number {
  return (qx - px) * (ry - py) - (qy - py) * (rx - px);
}

/** Area within a closed line: positive when it runs counterclockwise. */
export function signedArea(line: Polyline): number {
  return segments(line).reduce((sum, [p, q]) => sum + turn([0, 0], p, q) / 2, 0);
}

/** How many times closed lines run counterclockwise round a point that lies on none of them. */
export function windingNumber(lines: readonly Polyline[], point: Point): number {
  let winding = 0;
  for (const [from, to] of lines.flatMap(segments)) {
    const up = from[1] <= point[1] && to[1] > point[1];
    const down = from[1] > point[1] && to[1] <= point[1];
    if (up && turn(from, to, point) > 0) winding++;
    if (down && turn(from, to, point) < 0) winding--;
  }
  return winding;
}
