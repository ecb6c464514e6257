/**
 * The part of a layer that lies within the axes.
 *
 * The renderer also has a clip path, but exact clipping here keeps far-away points out of the SVG (editors and PDF
 * converters size the page by them), tells whether a layer shows at all, and gives the legend what it must avoid.
 *
 *  1. Map each point to its position along the two axes: within the frame, 0 to 1.
 *  2. Split lines at non-finite points; make rings of what can be filled.
 *  3. Clip lines and rings to the frame.
 *  4. Map back to physical values.
 */
import { fromPosition, toPosition } from './axis-position.js';
import { type Point, clipLine, clipRing } from './clip.js';
import type { Axis, BandLayer, CurveLayer, Layer, Polyline } from './figure.js';

export interface Path {
  readonly x: number[];
  readonly y: number[];
}

export interface VisibleGeometry {
  readonly lines: readonly Path[];
  /** Rings of one region, to be filled by the even-odd rule. */
  readonly region: readonly Path[];
}

/** Clips a layer to the domain of the axes; both lists are empty if nothing of it shows. */
export function visibleGeometry(layer: Layer, x: Axis, y: Axis): VisibleGeometry {
  const [toX, toY] = [toPosition(x), toPosition(y)];
  const [fromX, fromY] = [fromPosition(x), fromPosition(y)];
  const toFrame = (xs: ArrayLike<number>, ys: ArrayLike<number>): Point[] =>
    Array.from(xs, (value, i) => [toX(value), toY(ys[i])]);
  const toPath = (points: readonly Point[]): Path => ({
    x: points.map(([u]) => fromX(u)),
    y: points.map(([, v]) => fromY(v)),
  });

  const { lines, rings } = inFrame(layer, toFrame);
  return {
    lines: lines.flatMap(clipLine).map(toPath),
    region: rings
      .map(clipRing)
      .filter(({ length }) => length >= 3)
      .map(toPath),
  };
}

type ToFrame = (xs: ArrayLike<number>, ys: ArrayLike<number>) => Point[];

function inFrame(layer: Layer, toFrame: ToFrame): { lines: Point[][]; rings: Point[][] } {
  if (layer.kind === 'band') return { lines: [], rings: bandRings(layer, toFrame) };
  if (layer.kind === 'curve') {
    return { lines: splitAtGaps(toFrame(layer.x, layer.y)), rings: sideRings(layer, toFrame) };
  }
  return {
    lines: layer.polylines.flatMap((polyline) =>
      splitAtGaps(closeUp(toFrame(polyline.x, polyline.y), polyline)),
    ),
    rings: (layer.region ?? []).map(({ x, y }) => toFrame(x, y).filter(isFinitePoint)),
  };
}

/** A closed polyline returns to its first point. */
function closeUp(points: Point[], { closed }: Pick<Polyline, 'closed'>): Point[] {
  return closed && points.length > 0 ? [...points, points[0]] : points;
}

function splitAtGaps(points: readonly Point[]): Point[][] {
  const pieces: Point[][] = [[]];
  for (const point of points) {
    if (isFinitePoint(point)) pieces.at(-1)!.push(point);
    else pieces.push([]);
  }
  return pieces.filter(({ length }) => length >= 2);
}

function isFinitePoint([u, v]: Point): boolean {
  return Number.isFinite(u) && Number.isFinite(v);
}

/** Stands in for an infinite edge, in units of the frame's height. */
const FAR = 1e3;

function sideRings({ x, y, fill }: CurveLayer, toFrame: ToFrame): Point[][] {
  if (fill === undefined) return [];
  const far = Array.from(y, () => (fill === 'above' ? Infinity : -Infinity));
  return bandRings({ x, low: fill === 'above' ? y : far, high: fill === 'above' ? far : y }, toFrame);
}

function bandRings({ x, low, high }: Pick<BandLayer, 'x' | 'low' | 'high'>, toFrame: ToFrame): Point[][] {
  const bottom = bounded(toFrame(x, low));
  const top = bounded(toFrame(x, high));
  const rings: Point[][] = [];
  let start = 0;
  for (let i = 0; i <= bottom.length; i++) {
    const goesOn = i < bottom.length && isFinitePoint(bottom[i]) && isFinitePoint(top[i]);
    if (goesOn) continue;
    if (i - start >= 2) rings.push([...bottom.slice(start, i), ...top.slice(start, i).toReversed()]);
    start = i + 1;
  }
  return rings;
}

function bounded(points: readonly Point[]): Point[] {
  return points.map(([u, v]) => [u, Math.min(Math.max(v, -FAR), FAR)]);
}
