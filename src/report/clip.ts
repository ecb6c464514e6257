/** Clipping to the unit square, which stands for the frame of a figure. */

export type Point = readonly [number, number];

/** The pieces of a line that lie in the unit square (Liang and Barsky, 1984), with ends exactly on its border. */
export function clipLine(points: readonly Point[]): Point[][] {
  const pieces: Point[][] = [];
  // After a segment that is inside in part, one that goes on inside starts where it ended.
  let connected = false;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const inside = insideInterval(a, b);
    if (inside === undefined) {
      connected = false;
      continue;
    }
    const [enter, leave] = inside;
    if (!connected || enter > 0) pieces.push([between(a, b, enter)]);
    pieces.at(-1)!.push(between(a, b, leave));
    connected = true;
  }
  return pieces;
}

/** The part of the segment a + t (b - a), 0 <= t <= 1, in the unit square; undefined if it is empty or one point. */
function insideInterval(a: Point, b: Point): [number, number] | undefined {
  let [enter, leave] = [0, 1];
  for (const axis of [0, 1] as const) {
    const step = b[axis] - a[axis];
    if (step === 0) {
      if (a[axis] < 0 || a[axis] > 1) return undefined;
      continue;
    }
    const [atZero, atOne] = [-a[axis] / step, (1 - a[axis]) / step];
    enter = Math.max(enter, Math.min(atZero, atOne));
    leave = Math.min(leave, Math.max(atZero, atOne));
  }
  return enter < leave ? [enter, leave] : undefined;
}

/** Clamped, as rounding may put a crossing just outside; the ends of the segment are returned to the last bit. */
function between(a: Point, b: Point, t: number): Point {
  const coordinate = (axis: 0 | 1) => {
    const exact = t === 0 ? a[axis] : t === 1 ? b[axis] : a[axis] + t * (b[axis] - a[axis]);
    return Math.min(1, Math.max(0, exact));
  };
  return [coordinate(0), coordinate(1)];
}

/**
 * The part of a filled ring in the unit square (Sutherland and Hodgman, 1974). Separate parts of a concave ring stay
 * joined by edges along the border, which a fill without a stroke does not show.
 */
export function clipRing(ring: readonly Point[]): Point[] {
  let points = [...ring];
  for (const axis of [0, 1] as const) {
    for (const side of [0, 1] as const) points = clipToHalfPlane(points, axis, side);
  }
  return points;
}

function clipToHalfPlane(ring: readonly Point[], axis: 0 | 1, side: 0 | 1): Point[] {
  const isInside = (point: Point) => (side === 0 ? point[axis] >= 0 : point[axis] <= 1);
  return ring.flatMap((point, i) => {
    const previous = ring.at(i - 1)!;
    if (isInside(previous) === isInside(point)) return isInside(point) ? [point] : [];
    const t = (side - previous[axis]) / (point[axis] - previous[axis]);
    const other = previous[1 - axis] + t * (point[1 - axis] - previous[1 - axis]);
    const crossing: Point = axis === 0 ? [side, other] : [other, side];
    return isInside(point) ? [crossing, point] : [crossing];
  });
}
