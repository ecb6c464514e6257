/** Interpolation in the logarithm. */

/**
 * Between the points of a table as power laws; at its points their own values, NaN beyond its ends.
 *
 * @param x rising, above zero.
 * @param y above zero.
 */
export function powerLaw(x: readonly number[], y: readonly number[], at: number): number {
  return interpolated(x, y, at, Math.log);
}

/** The same as exponentials: in x and ln y, for tables that begin at zero. */
export function exponentialLaw(x: readonly number[], y: readonly number[], at: number): number {
  return interpolated(x, y, at, (value) => value);
}

function interpolated(
  x: readonly number[],
  y: readonly number[],
  at: number,
  scale: (x: number) => number,
): number {
  if (!(x[0] <= at && at <= x.at(-1)!)) return Number.NaN;
  const i = x.findLastIndex((node) => node <= at);
  if (x[i] === at) return y[i];
  const share = (scale(at) - scale(x[i])) / (scale(x[i + 1]) - scale(x[i]));
  return y[i] * (y[i + 1] / y[i]) ** share;
}
