/**
 * How much of the data a box on the figure would hide.
 *
 *  1. Lay a grid of square cells over the frame.
 *  2. Mark the cells that a line runs through, and those whose centre lies in a region.
 *  3. Sum over the grid (a summed-area table), so that any box is answered by four look-ups.
 */
import type { Box } from './layout.js';

/** What is drawn in the frame, in px. */
export interface DrawnShape {
  readonly lines: readonly PathPx[];
  readonly region: readonly PathPx[];
}

export interface PathPx {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const CELL_PX = 4;
/** To hide a line is far worse than to hide any amount of tint: no frame has this many cells. */
export const LINE_WEIGHT = 1e6;

/** Returns a function that tells the weight hidden by a box within the frame: 0 if it is free of data. */
export function occupancy(frame: Box, shapes: readonly DrawnShape[]): (box: Box) => number {
  const columns = Math.ceil((frame.right - frame.left) / CELL_PX);
  const rows = Math.ceil((frame.bottom - frame.top) / CELL_PX);
  const weights = new Float64Array(columns * rows);
  const clampedColumn = (x: number) => clamp(Math.floor((x - frame.left) / CELL_PX), columns - 1);
  const clampedRow = (y: number) => clamp(Math.floor((y - frame.top) / CELL_PX), rows - 1);

  for (const { lines, region } of shapes) {
    for (let row = 0; row < rows; row++) {
      for (const [from, to] of insideSpans(region, frame.top + (row + 0.5) * CELL_PX)) {
        for (let column = clampedColumn(from); column <= clampedColumn(to); column++) {
          weights[row * columns + column] += 1;
        }
      }
    }
    for (const [x, y] of pointsAlong([...lines, ...region])) {
      weights[clampedRow(y) * columns + clampedColumn(x)] += LINE_WEIGHT;
    }
  }

  const sums = summedArea(weights, columns, rows);
  const sum = (row: number, column: number) => sums[row * (columns + 1) + column];
  return (box) => {
    const [left, right] = [clampedColumn(box.left), clampedColumn(box.right) + 1];
    const [top, bottom] = [clampedRow(box.top), clampedRow(box.bottom) + 1];
    return sum(bottom, right) - sum(top, right) - sum(bottom, left) + sum(top, left);
  };
}

function clamp(index: number, last: number): number {
  return Math.min(Math.max(index, 0), last);
}

/** Whether a point lies inside the region, by the even-odd rule. */
export function isInside(region: readonly PathPx[], x: number, y: number): boolean {
  return insideSpans(region, y).some(([from, to]) => from < x && x < to);
}

/** The intervals of x in which a horizontal line lies inside the region, by the even-odd rule. */
function insideSpans(region: readonly PathPx[], y: number): [number, number][] {
  const crossings = region
    .flatMap((ring) =>
      ring.y.map((y1, i) => {
        const previous = (i + ring.y.length - 1) % ring.y.length;
        const [x0, y0, x1] = [ring.x[previous], ring.y[previous], ring.x[i]];
        return y0 > y === y1 > y ? Number.NaN : x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);
      }),
    )
    .filter((x) => !Number.isNaN(x))
    .sort((a, b) => a - b);
  return Array.from({ length: crossings.length >> 1 }, (_, i) => [crossings[2 * i], crossings[2 * i + 1]]);
}

/** Points along each path, no further apart than a cell. */
function* pointsAlong(paths: readonly PathPx[]): Generator<[number, number]> {
  for (const { x, y } of paths) {
    for (let i = 1; i < x.length; i++) {
      const [dx, dy] = [x[i] - x[i - 1], y[i] - y[i - 1]];
      const steps = Math.ceil(Math.hypot(dx, dy) / CELL_PX);
      for (let step = 0; step <= steps; step++) {
        const t = steps === 0 ? 0 : step / steps;
        yield [x[i - 1] + t * dx, y[i - 1] + t * dy];
      }
    }
  }
}

function summedArea(weights: Float64Array, columns: number, rows: number): Float64Array {
  const sums = new Float64Array((columns + 1) * (rows + 1));
  for (let row = 0; row < rows; row++) {
    let rowSum = 0;
    for (let column = 0; column < columns; column++) {
      rowSum += weights[row * columns + column];
      sums[(row + 1) * (columns + 1) + column + 1] = sums[row * (columns + 1) + column + 1] + rowSum;
    }
  }
  return sums;
}
