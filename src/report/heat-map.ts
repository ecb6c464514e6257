/**
 * A heat map as a picture: the cells around the points of a grid, each in the colour of its value.
 *
 *  1. Cells reach halfway to their neighbours along the axis, in the logarithm on a log axis; those at the border of the
 *     grid end there, as nothing is known beyond.
 *  2. Equally spaced points have two columns of pixels a cell and one at the border, which is exact. Otherwise columns
 *     are finer than any screen's, and each takes the colour of the cell that it lies in.
 *  3. The picture is stretched over what it covers, without smoothing.
 */
import { toPosition } from './axis-position.js';
import { NO_VALUE_COLOURS, VALUE_COLOURS } from './colour-map.js';
import type { Axis, HeatMap } from './figure.js';
import { indexedPng } from './indexed-png.js';
import type { Box } from './layout.js';
import { type SvgNode, svgNode } from './svg-node.js';

/** Pixels per px where cells differ in size. */
const FINENESS = 3;

export interface HeatMapPicture {
  /** Nothing, if no part of the grid shows. */
  readonly nodes: readonly SvgNode[];
  /** Whether anything in view has no colour of the bar, and why. */
  readonly shows: Readonly<Record<keyof typeof NO_VALUE_COLOURS, boolean>>;
}

export function heatMapPicture(
  map: HeatMap,
  x: Axis,
  y: Axis,
  frame: Box,
  colours: readonly string[],
): HeatMapPicture {
  const columns = pixelsAlong(map.x, x, frame.right - frame.left);
  const rows = pixelsAlong(map.y, y, frame.bottom - frame.top);
  const [width, height] = [columns.cells.length, rows.cells.length];
  const indices = colourIndices(map);
  const pixels = new Uint8Array(width * height);
  for (const [i, cellX] of columns.cells.entries()) {
    for (const [j, cellY] of rows.cells.entries()) {
      pixels[(height - 1 - j) * width + i] = indices[cellX * map.y.length + cellY];
    }
  }
  const seen = new Set(pixels);
  const [spanX, spanY] = [frame.right - frame.left, frame.bottom - frame.top];
  const box = {
    left: frame.left + columns.from * spanX,
    right: frame.left + columns.to * spanX,
    top: frame.bottom - rows.to * spanY,
    bottom: frame.bottom - rows.from * spanY,
  };
  return {
    nodes: pixels.length === 0 ? [] : [picture({ width, height, pixels, colours }, box)],
    shows: {
      none: seen.has(NO_VALUE_COLOURS.none),
      failed: seen.has(NO_VALUE_COLOURS.failed),
      pending: seen.has(NO_VALUE_COLOURS.pending),
    },
  };
}

/** A picture stretched over a box, its pixels sharp. */
export function picture(pixels: Parameters<typeof indexedPng>[0], box: Box): SvgNode {
  return svgNode('image', {
    x: box.left,
    y: box.top,
    width: box.right - box.left,
    height: box.bottom - box.top,
    preserveAspectRatio: 'none',
    'image-rendering': 'pixelated',
    href: `data:image/png;base64,${indexedPng(pixels).toString('base64')}`,
  });
}

function colourIndices({ values, range: [from, to] }: HeatMap): Uint8Array {
  const [start, end] = [Math.log10(from), Math.log10(to)];
  return Uint8Array.from(values, (value) => {
    if (value === undefined) return NO_VALUE_COLOURS.pending;
    if (Number.isNaN(value)) return NO_VALUE_COLOURS.failed;
    if (value === 0) return NO_VALUE_COLOURS.none;
    const share = (Math.log10(value) - start) / (end - start);
    return Math.floor(Math.min(Math.max(share, 0), 1 - 1e-12) * VALUE_COLOURS);
  });
}

/** Whether values lie beyond the ends of the bar. */
export function isBeyond({ values, range: [from, to] }: HeatMap): {
  readonly below: boolean;
  readonly above: boolean;
} {
  const numbers = Array.from(values).filter((value) => value !== undefined && value > 0) as number[];
  return { below: numbers.some((value) => value < from), above: numbers.some((value) => value > to) };
}

interface Pixels {
  /** Positions along the axis, 0 to 1 in the frame, of both ends. */
  readonly from: number;
  readonly to: number;
  /** Which point of the grid each pixel belongs to. */
  readonly cells: readonly number[];
}

function pixelsAlong(values: ArrayLike<number>, axis: Axis, lengthPx: number): Pixels {
  const positions = Array.from(values, toPosition(axis));
  const [first, last] = [positions[0], positions.at(-1)!];
  const half = (last - first) / (positions.length - 1) / 2;
  const isEven = positions.every((position, i) => Math.abs(position - first - 2 * i * half) < 1e-3 * half);
  if (!isEven) return finePixels(positions, lengthPx);
  // What lies outside of the frame would only make the picture larger.
  const start = Math.max(0, Math.floor((0 - first) / half));
  const end = Math.min(2 * (positions.length - 1), Math.ceil((1 - first) / half));
  return {
    from: first + start * half,
    to: first + end * half,
    cells: Array.from({ length: Math.max(0, end - start) }, (_, k) => (start + k + 1) >> 1),
  };
}

function finePixels(positions: readonly number[], lengthPx: number): Pixels {
  const [from, to] = [Math.max(0, positions[0]), Math.min(1, positions.at(-1)!)];
  const count = Math.max(0, Math.ceil((to - from) * lengthPx * FINENESS));
  const cells: number[] = [];
  for (let k = 0, i = 0; k < count; k++) {
    const at = from + ((k + 0.5) / count) * (to - from);
    while (i + 1 < positions.length && at > (positions[i] + positions[i + 1]) / 2) i++;
    cells.push(i);
  }
  return { from, to, cells };
}
