/** A field along a line, sampled at some places and interpolated between them. */

/** n samples: x finite and strictly increasing; z finite, infinite or NaN. */
export interface LineSamples {
  readonly x: Float64Array;
  readonly z: Float64Array;
}

/**
 * z at a place: at a sample the sample, between samples the cubic through the four nearest, and NaN outside of them.
 *
 * Where the four rise or fall, so does the curve: it does not leave the range of the two samples around the place. Next to
 * an infinite sample the interpolant is linear; between a finite and an infinite one it is the nearer of the two.
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
  let isRising = true;
  let isFalling = true;
  for (let k = first; k < first + count; k++) {
    if (!Number.isFinite(z[k])) return left + share * (right - left);
    if (k === first) continue;
    if (z[k] < z[k - 1]) isRising = false;
    if (z[k] > z[k - 1]) isFalling = false;
  }
  const value = polynomialAt(x, z, first, count, at);
  if (!isRising && !isFalling) return value;
  return Math.min(Math.max(value, Math.min(left, right)), Math.max(left, right));
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
