/** A field along a line, sampled at some places and interpolated between them. */

/** In the unit of the field, log10 N: refined intervals stray by a tenth of this. */
const SMOOTH = 0.5;

/** n samples: x finite and strictly increasing; z finite, infinite or NaN. */
export interface LineSamples {
  readonly x: Float64Array;
  readonly z: Float64Array;
}

/**
 * z at a place: at a sample the sample, between samples the cubic through the four nearest, and NaN outside of them.
 *
 * Where the four rise or fall, so does the curve: it does not leave the range of the two samples around the place. Where they
 * are so uneven that a cubic would stray from the straight line by more than SMOOTH, it is bent no more than the less bent
 * side: what is not there is not made up. Next to an infinite sample the interpolant is linear; between a finite and an
 * infinite one it is the nearer of the two.
 */
export function interpolate({ x, z }: LineSamples, at: number): number {
  const cell = cellOf(x, at);
  if (cell === undefined) return Number.NaN;
  if (at === x[cell]) return z[cell];
  if (at === x[cell + 1]) return z[cell + 1];
  const first = Math.max(0, Math.min(cell - 1, x.length - 4));
  return interpolateAmong(x, z, first, Math.min(4, x.length), cell, at);
}

/**
 * The same from the samples `first` to `first + count - 1` alone (count from 2 to 4), for a place in the cell whose
 * samples are `cell` and `cell + 1`.
 */
export function interpolateAmong(
  x: Float64Array,
  z: Float64Array,
  first: number,
  count: number,
  cell: number,
  at: number,
): number {
  const [left, right] = [z[cell], z[cell + 1]];
  const share = (at - x[cell]) / (x[cell + 1] - x[cell]);
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  if (!Number.isFinite(left) || !Number.isFinite(right)) return share < 0.5 ? left : right;
  const straight = left + share * (right - left);
  let isRising = true;
  let isFalling = true;
  for (let k = first; k < first + count; k++) {
    if (!Number.isFinite(z[k])) return straight;
    if (k === first) continue;
    if (z[k] < z[k - 1]) isRising = false;
    if (z[k] > z[k - 1]) isFalling = false;
  }
  const cubic = polynomialAt(x, z, first, count, at);
  const value =
    Math.abs(cubic - straight) <= SMOOTH
      ? cubic
      : straight + (at - x[cell]) * (at - x[cell + 1]) * leastBend(x, z, first, count);
  if (!isRising && !isFalling) return value;
  return Math.min(Math.max(value, Math.min(left, right)), Math.max(left, right));
}

/** Half the second derivative of the less bent side; 0 where the sides are bent opposite ways, or one is not known. */
function leastBend(x: Float64Array, z: Float64Array, first: number, count: number): number {
  if (count < 4) return 0;
  const bend = (k: number) =>
    ((z[k + 2] - z[k + 1]) / (x[k + 2] - x[k + 1]) - (z[k + 1] - z[k]) / (x[k + 1] - x[k])) /
    (x[k + 2] - x[k]);
  const [left, right] = [bend(first), bend(first + 1)];
  if (left > 0 !== right > 0) return 0;
  return Math.abs(left) < Math.abs(right) ? left : right;
}

/** Of the samples `first` to `first + count - 1`, the polynomial through all of them, after Neville. */
export function polynomialAt(
  x: Float64Array,
  z: Float64Array,
  first: number,
  count: number,
  at: number,
): number {
  const values = [0, 0, 0, 0];
  for (let k = 0; k < count; k++) values[k] = z[first + k];
  for (let order = 1; order < count; order++) {
    for (let k = 0; k + order < count; k++) {
      const [near, far] = [x[first + k], x[first + k + order]];
      values[k] = ((far - at) * values[k] + (at - near) * values[k + 1]) / (far - near);
    }
  }
  return values[0];
}

/** The k with x[k] <= at <= x[k + 1]; undefined outside. */
function cellOf(x: Float64Array, at: number): number | undefined {
  if (!(at >= x[0] && at <= x[x.length - 1]) || x.length < 2) return undefined;
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}
