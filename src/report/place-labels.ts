/**
 * Where in the frame labels can stand beside their own curves.
 *
 *  1. Candidates all along a curve: on both sides of it, rotated as it runs; upright to its left and right where it is
 *     steep; around it as a whole if it is short.
 *  2. Those that leave the frame, touch any line or edge, or have one between them and their curve are dropped.
 *  3. What is left is scored: level, straight, in its own region, far from other curves and from the ends is good.
 *  4. Labels with the fewest candidates choose first; a candidate that meets a label placed before is dropped.
 */
import { clipLine } from './clip.js';
import { type Box, STYLE } from './layout.js';
import { LINE_WEIGHT, type DrawnShape, type PathPx, isInside, occupancy } from './occupancy.js';

/** A text to be placed, and the shape it names. */
export interface LabelRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly shape: DrawnShape;
}

/** A rectangle about a centre, turned clockwise on the page. */
export interface LabelBox {
  readonly x: number;
  readonly y: number;
  /** From -90 to 90. */
  readonly degrees: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** From a label to its curve, to any line, and to other labels. */
const GAP = 5;
const CLEARANCE = 3.5;
const LABEL_CLEARANCE = 5;
/** Clear of the ticks. */
const INSET = STYLE.majorTick + 3;
/** Between candidates along a curve. */
const STEP = 6;
/** How far a curve may bend away from a straight label. */
const MOST_BEND = 7;
/** Where a curve is steeper, labels may stand upright beside it. */
const STEEP_DEGREES = 35;
/** Within this of another curve a reader may take the label for that one's. */
const MISTAKABLE = 12;
/** Curves closer than this are one. */
const TOUCHING = 0.4;

/** A box for each label, undefined where there is no room. No box meets another, a line, or the frame. */
export function placeLabels(
  frame: Box,
  requests: readonly LabelRequest[],
  shapes: readonly DrawnShape[],
): (LabelBox | undefined)[] {
  const isFree = freeOfLines(frame, shapes);
  const candidates = requests.map((request) => {
    const possible = candidateBoxes(frame, request).filter(isFree);
    return scored(frame, request, shapes, possible.filter(isBeside(request.shape, shapes)));
  });
  const placed: (LabelBox | undefined)[] = requests.map(() => undefined);
  const order = requests.map((_, i) => i).toSorted((a, b) => candidates[a].length - candidates[b].length);
  for (const i of order) {
    const others = placed.filter((box) => box !== undefined);
    placed[i] = candidates[i].find((box) => others.every((other) => !boxesMeet(box, other)));
  }
  return placed;
}

/** The corners of a box, `margin` further out. */
export function cornersOf({ x, y, degrees, widthPx, heightPx }: LabelBox, margin = 0): PathPx {
  const [cos, sin] = direction(degrees);
  const [a, b] = [widthPx / 2 + margin, heightPx / 2 + margin];
  const corners = [
    [-a, -b],
    [a, -b],
    [a, b],
    [-a, b],
  ];
  return {
    x: corners.map(([u, v]) => x + u * cos - v * sin),
    y: corners.map(([u, v]) => y + u * sin + v * cos),
  };
}

type Candidate = LabelBox & {
  /** The point of the curve that the label stands beside. */
  readonly anchor: readonly [number, number];
  /** 0 is best. */
  readonly cost: number;
};

function candidateBoxes(frame: Box, request: LabelRequest): Candidate[] {
  const { lines, region } = request.shape;
  const own = lines.length > 0 ? lines : region.flatMap((ring) => edgesWithin(ring, frame));
  return own.flatMap((path) => {
    const points = evenlySpaced(path);
    return [...alongCurve(points, request), ...besideSteep(points, request), ...aroundShort(points, request)];
  });
}

/** Points along a path, all STEP apart. */
function evenlySpaced({ x, y }: PathPx): [number, number][] {
  const points: [number, number][] = [[x[0], y[0]]];
  let left = STEP;
  for (let i = 1; i < x.length; i++) {
    const [dx, dy] = [x[i] - x[i - 1], y[i] - y[i - 1]];
    const length = Math.hypot(dx, dy);
    let along = left;
    for (; along <= length; along += STEP) {
      points.push([x[i - 1] + (along / length) * dx, y[i - 1] + (along / length) * dy]);
    }
    left = along - length;
  }
  return points;
}

/** On both sides of the chord that is as long as the label. */
function alongCurve(points: readonly [number, number][], { widthPx, heightPx }: LabelRequest): Candidate[] {
  const reach = Math.ceil(widthPx / STEP / 2);
  const candidates: Candidate[] = [];
  for (let i = reach; i + reach < points.length; i++) {
    const stretch = points.slice(i - reach, i + reach + 1);
    const [start, end] = [stretch[0], stretch.at(-1)!];
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    const chord = Math.hypot(dx, dy);
    if (chord < 0.95 * widthPx) continue;
    const degrees = readable((Math.atan2(dy, dx) * 180) / Math.PI);
    const [cos, sin] = direction(degrees);
    const [middleX, middleY] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    // Heights over the chord, downwards on the page.
    const heights = stretch.map(([x, y]) => (y - middleY) * cos - (x - middleX) * sin);
    const [least, most] = [Math.min(...heights), Math.max(...heights)];
    if (most - least > MOST_BEND) continue;
    for (const offset of [least - GAP - heightPx / 2, most + GAP + heightPx / 2]) {
      candidates.push({
        x: middleX - offset * sin,
        y: middleY + offset * cos,
        degrees,
        widthPx,
        heightPx,
        anchor: points[i],
        cost: Math.abs(degrees) / 90 + (0.5 * (most - least)) / MOST_BEND + fromMiddle(i, points),
      });
    }
  }
  return candidates;
}

function besideSteep(points: readonly [number, number][], { widthPx, heightPx }: LabelRequest): Candidate[] {
  const reach = Math.ceil(heightPx / STEP);
  const candidates: Candidate[] = [];
  for (let i = reach; i + reach < points.length; i++) {
    const stretch = points.slice(i - reach, i + reach + 1);
    const [start, end] = [stretch[0], stretch.at(-1)!];
    const [dx, dy] = [Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];
    if (Math.atan2(dy, dx) * 180 < STEEP_DEGREES * Math.PI) continue;
    const y = points[i][1];
    const beside = stretch.filter((point) => Math.abs(point[1] - y) <= heightPx / 2 + STEP).map(([x]) => x);
    const cost = 0.35 + fromMiddle(i, points);
    const distance = GAP + widthPx / 2;
    const common = { y, degrees: 0, widthPx, heightPx, anchor: points[i], cost };
    candidates.push(
      { ...common, x: Math.max(...beside) + distance },
      { ...common, x: Math.min(...beside) - distance },
    );
  }
  return candidates;
}

/** Upright on the four sides of a curve that is not much longer than its label, where that is next to the curve. */
function aroundShort(points: readonly [number, number][], { widthPx, heightPx }: LabelRequest): Candidate[] {
  if (points.length * STEP > 4 * widthPx) return [];
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const { left, right, top, bottom } = boundsOf({ x: xs, y: ys });
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const common = { degrees: 0, widthPx, heightPx, cost: 0.6 };
  const sides: Candidate[] = [
    { ...common, x, y: top - GAP - heightPx / 2, anchor: points[ys.indexOf(top)] },
    { ...common, x, y: bottom + GAP + heightPx / 2, anchor: points[ys.indexOf(bottom)] },
    { ...common, x: left - GAP - widthPx / 2, y, anchor: points[xs.indexOf(left)] },
    { ...common, x: right + GAP + widthPx / 2, y, anchor: points[xs.indexOf(right)] },
  ];
  return sides.filter(({ x: middle, y: height, anchor }) => {
    const [dx, dy] = [Math.abs(anchor[0] - middle), Math.abs(anchor[1] - height)];
    return dx <= widthPx / 2 + GAP + 1 && dy <= heightPx / 2 + GAP + 1;
  });
}

function fromMiddle(index: number, points: readonly unknown[]): number {
  return 0.4 * Math.abs(index / (points.length - 1) - 0.5);
}

/** The edges of a ring that do not run along the frame. */
function edgesWithin({ x, y }: PathPx, frame: Box): PathPx[] {
  const edges: { x: number[]; y: number[] }[] = [{ x: [], y: [] }];
  for (let i = 0; i < x.length; i++) {
    const next = (i + 1) % x.length;
    const isBorder =
      bothAre(frame.left, x[i], x[next]) ||
      bothAre(frame.right, x[i], x[next]) ||
      bothAre(frame.top, y[i], y[next]) ||
      bothAre(frame.bottom, y[i], y[next]);
    const edge = edges.at(-1)!;
    edge.x.push(x[i]);
    edge.y.push(y[i]);
    if (isBorder) edges.push({ x: [], y: [] });
    else if (next === 0) {
      edge.x.push(x[0]);
      edge.y.push(y[0]);
    }
  }
  return edges.filter((edge) => edge.x.length >= 2);
}

function bothAre(side: number, a: number, b: number): boolean {
  return Math.max(Math.abs(a - side), Math.abs(b - side)) < 0.01;
}

function scored(
  frame: Box,
  { shape }: LabelRequest,
  shapes: readonly DrawnShape[],
  free: readonly Candidate[],
): LabelBox[] {
  const others = occupancy(
    frame,
    shapes.filter((one) => one !== shape),
  );
  const costs = new Map(
    free.map((box) => {
      const around = boundsOf(cornersOf(box, MISTAKABLE));
      const tint = others(boundsOf(cornersOf(box))) % LINE_WEIGHT;
      const isHome = shape.region.length > 0 && isInside(shape.region, box.x, box.y);
      return [
        box,
        box.cost +
          (others(around) >= LINE_WEIGHT ? 0.8 : 0) +
          (tint > 0 ? 0.1 : 0) +
          (shape.region.length > 0 && !isHome ? 0.4 : 0),
      ];
    }),
  );
  return free.toSorted((a, b) => costs.get(a)! - costs.get(b)!);
}

/** Whether a box is within the frame and clear of every line and every edge of a region. */
function freeOfLines(frame: Box, shapes: readonly DrawnShape[]): (box: LabelBox) => boolean {
  const hidden = occupancy(frame, shapes);
  const segments = shapes.flatMap(({ lines, region }) => [
    ...lines.flatMap(({ x, y }) => segmentsOf(x, y)),
    ...region.flatMap(({ x, y }) => segmentsOf([...x, x[0]], [...y, y[0]])),
  ]);
  return (box) => {
    const bounds = boundsOf(cornersOf(box));
    const isWithin =
      bounds.left >= frame.left + INSET &&
      bounds.right <= frame.right - INSET &&
      bounds.top >= frame.top + INSET &&
      bounds.bottom <= frame.bottom - INSET;
    if (!isWithin) return false;
    const near = boundsOf(cornersOf(box, CLEARANCE));
    return hidden(near) < LINE_WEIGHT || isClear(box, CLEARANCE, segments);
  };
}

/** Whether no line of another shape runs between the label and its curve. */
function isBeside(own: DrawnShape, shapes: readonly DrawnShape[]): (label: Candidate) => boolean {
  const segments = shapes
    .filter((shape) => shape !== own)
    .flatMap(({ lines }) => lines.flatMap(({ x, y }) => segmentsOf(x, y)));
  return ({ x, y, anchor: [anchorX, anchorY] }) => {
    const [dx, dy] = [anchorX - x, anchorY - y];
    const length = Math.hypot(dx, dy);
    // Other curves may touch this one there.
    const share = 0.5 * (1 - TOUCHING / length);
    const way: LabelBox = {
      x: x + share * dx,
      y: y + share * dy,
      degrees: (Math.atan2(dy, dx) * 180) / Math.PI,
      widthPx: length - TOUCHING,
      heightPx: 0.1,
    };
    return isClear(way, 0, segments);
  };
}

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

function segmentsOf(x: readonly number[], y: readonly number[]): Segment[] {
  return x.slice(1).map((x1, i) => [x[i], y[i], x1, y[i + 1]]);
}

/** Whether no segment comes closer to the box than `margin`. */
function isClear(box: LabelBox, margin: number, segments: readonly Segment[]): boolean {
  const { left, right, top, bottom } = boundsOf(cornersOf(box, margin));
  const toUnit = unitSquareOf(box, margin);
  return segments.every(([x0, y0, x1, y1]) => {
    const isFar =
      Math.max(x0, x1) < left ||
      Math.min(x0, x1) > right ||
      Math.max(y0, y1) < top ||
      Math.min(y0, y1) > bottom;
    return isFar || clipLine([toUnit(x0, y0), toUnit(x1, y1)]).length === 0;
  });
}

/** Maps the box, `margin` larger on all sides, to the unit square. */
function unitSquareOf({ x, y, degrees, widthPx, heightPx }: LabelBox, margin: number) {
  const [cos, sin] = direction(degrees);
  const [width, height] = [widthPx + 2 * margin, heightPx + 2 * margin];
  return (atX: number, atY: number): [number, number] => {
    const [dx, dy] = [atX - x, atY - y];
    return [0.5 + (dx * cos + dy * sin) / width, 0.5 + (dy * cos - dx * sin) / height];
  };
}

/** Whether boxes overlap or nearly do: they do not if a side of one has the whole other one beyond it. */
function boxesMeet(a: LabelBox, b: LabelBox): boolean {
  const beyond = (box: LabelBox, other: LabelBox) => {
    const toUnit = unitSquareOf(box, LABEL_CLEARANCE);
    const { x, y } = cornersOf(other);
    const points = x.map((atX, i) => toUnit(atX, y[i]));
    return ([0, 1] as const).some(
      (axis) => points.every((point) => point[axis] < 0) || points.every((point) => point[axis] > 1),
    );
  };
  return !beyond(a, b) && !beyond(b, a);
}

function boundsOf({ x, y }: PathPx): Box {
  return { left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y) };
}

/** The same line, read from left to right. */
function readable(degrees: number): number {
  return degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees;
}

function direction(degrees: number): [cos: number, sin: number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}
