/**
 * Moves the vertices of contour lines from the linear to the cubic interpolant of the field along their grid edges.
 *
 * Where z falls like an exponential, a straight line between two nodes is off by a few thousandths of an edge length
 * per unit of curvature; the cubic through the two nodes and their neighbours gains two to three digits. Topology is that
 * of the linear lines: a vertex stays on its edge.
 */
import { findRoot } from '../numerics/find-root.js';
import type { Polyline } from './contour-lines.js';
import type { ScalarGrid } from './grid.js';

/**
 * The lines with every vertex on the cubic interpolant; on the linear one where a neighbour is missing or infinite.
 *
 * @param madeUp values of x whose columns are no samples: no cubic along x may rest on them.
 */
export function sharpenLines(
  grid: ScalarGrid,
  level: number,
  lines: readonly Polyline[],
  madeUp: ReadonlySet<number> = new Set(),
): Polyline[] {
  const { x: xs, y: ys, z } = grid;
  const sampled = (i: number, j: number) => (madeUp.has(xs[i]) ? Number.NaN : z[i * ys.length + j]);
  const column = new Map(Array.from(xs, (value, i) => [value, i]));
  const row = new Map(Array.from(ys, (value, j) => [value, j]));
  return lines.map(({ x, y, closed }) => {
    const sharpX = x.slice();
    const sharpY = y.slice();
    for (let k = 0; k < x.length; k++) {
      const i = column.get(x[k]);
      const j = row.get(y[k]);
      if (i !== undefined && j === undefined) {
        sharpY[k] = cubicCrossing(ys, (index) => z[i * ys.length + index], y[k], level);
      } else if (j !== undefined && i === undefined) {
        sharpX[k] = cubicCrossing(xs, (index) => sampled(index, j), x[k], level);
      }
    }
    return { x: sharpX, y: sharpY, closed };
  });
}

/** Where the cubic through the four nodes around a position crosses the level; the position itself if it cannot be told. */
function cubicCrossing(
  axis: Float64Array,
  valueAt: (index: number) => number,
  position: number,
  level: number,
): number {
  const cell = axis.findLastIndex((node) => node <= position);
  if (cell < 1 || cell + 2 >= axis.length) return position;
  const nodes = [cell - 1, cell, cell + 1, cell + 2];
  const values = nodes.map((index) => valueAt(index) - level);
  if (!values.every(Number.isFinite)) return position;
  const points = nodes.map((index) => axis[index]);
  // Newton's divided differences.
  const differences = values.slice();
  for (let order = 1; order < 4; order++) {
    for (let k = 3; k >= order; k--) {
      differences[k] = (differences[k] - differences[k - 1]) / (points[k] - points[k - order]);
    }
  }
  const cubic = (at: number) =>
    differences[0] +
    (at - points[0]) *
      (differences[1] + (at - points[1]) * (differences[2] + (at - points[2]) * differences[3]));
  const [, from, to] = points;
  if (cubic(from) > 0 === cubic(to) > 0) return position;
  return findRoot(cubic, from, to, 1e-14 * (to - from));
}
