/**
 * A smooth curve through given points that rises and falls only where they do.
 *
 * Between two points it is a cubic. Its slope at a point is that of the parabola through the point and its neighbours,
 * limited to three times the smaller adjacent secant, and zero where the secants differ in sign: with such slopes a cubic
 * is monotone (Fritsch and Carlson 1980, SIAM J. Numer. Anal. 17, 238). Accuracy: third order in the spacing where the
 * data are monotone; polynomials of second degree are met exactly unless the limit acts.
 */
export interface MonotoneCubic {
  /** The value; outside of the points that of the nearest end. */
  readonly at: (x: number) => number;
  /** dy/dx at the points. */
  readonly slopes: Float64Array;
}

/**
 * The curve through (x, y), x rising.
 *
 * @throws {RangeError} for fewer than two points, x that do not rise, or numbers that are not finite.
 * @example monotoneCubic([0, 1, 2], [0, 1, 4]).at(1.5) // 2.25
 */
export function monotoneCubic(x: ArrayLike<number>, y: ArrayLike<number>): MonotoneCubic {
  const nodes = Float64Array.from(x);
  const values = Float64Array.from(y);
  check(nodes, values);
  const last = nodes.length - 1;
  const slopes = slopesOf(nodes, values);
  return {
    slopes,
    at: (point) => {
      if (point <= nodes[0]) return values[0];
      if (point >= nodes[last]) return values[last];
      const i = intervalOf(nodes, point);
      const width = nodes[i + 1] - nodes[i];
      const rise = values[i + 1] - values[i];
      return (
        values[i] + cubicRise((point - nodes[i]) / width, rise, slopes[i] * width, slopes[i + 1] * width)
      );
    },
  };
}

/** The cubic of t in [0, 1] that goes from 0 to `rise` with the slopes `from` and `to`. */
export function cubicRise(t: number, rise: number, from: number, to: number): number {
  return t * (from + t * (3 * rise - 2 * from - to + t * (from + to - 2 * rise)));
}

/** The i with rising[i] <= x < rising[i + 1]; the first or the last interval for x outside. */
export function intervalOf(rising: Float64Array, x: number): number {
  let from = 0;
  let to = rising.length - 1;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (rising[middle] <= x) from = middle;
    else to = middle;
  }
  return from;
}

function check(nodes: Float64Array, values: Float64Array): void {
  if (nodes.length < 2 || nodes.length !== values.length) {
    throw new RangeError(`expected two or more points (x, y); got ${nodes.length} x and ${values.length} y`);
  }
  for (let i = 0; i < nodes.length; i++) {
    if (!Number.isFinite(nodes[i]) || !Number.isFinite(values[i])) {
      throw new RangeError(`expected finite points; point ${i} is (${nodes[i]}, ${values[i]})`);
    }
    if (i > 0 && !(nodes[i - 1] < nodes[i])) {
      throw new RangeError(`expected rising x; x[${i}] = ${nodes[i]} follows ${nodes[i - 1]}`);
    }
  }
}

function slopesOf(nodes: Float64Array, values: Float64Array): Float64Array {
  const last = nodes.length - 1;
  const width = (i: number) => nodes[i + 1] - nodes[i];
  const secant = (i: number) => (values[i + 1] - values[i]) / width(i);
  if (last === 1) return Float64Array.of(secant(0), secant(0));
  // At an end, the parabola through the three outermost points; `inner` is the interval next to the end's.
  const atEnd = (outer: number, inner: number) => {
    const share = width(outer) / (width(outer) + width(inner));
    return limited(secant(outer) + share * (secant(outer) - secant(inner)), secant(outer), secant(outer));
  };
  return nodes.map((_, i) => {
    if (i === 0) return atEnd(0, 1);
    if (i === last) return atEnd(last - 1, last - 2);
    const share = width(i - 1) / (width(i - 1) + width(i));
    return limited((1 - share) * secant(i - 1) + share * secant(i), secant(i - 1), secant(i));
  });
}

/** The slope nearest to `slope` that keeps both neighbouring cubics monotone. */
function limited(slope: number, before: number, after: number): number {
  const sign = Math.sign(before);
  if (sign !== Math.sign(after) || sign * slope <= 0) return 0;
  return sign * Math.min(sign * slope, 3 * Math.min(Math.abs(before), Math.abs(after)));
}
