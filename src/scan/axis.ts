/** The values of a scanned axis. */
import { UsageError } from '../errors.js';

export const MAX_AXIS_POINTS = 100_000;
/** Of both axes together: a grid of 1e8 doubles is 0.8 GB. */
export const MAX_GRID_POINTS = 1e8;

export const SPACINGS = ['log', 'linear'] as const;
export type Spacing = (typeof SPACINGS)[number];

export interface AxisRange {
  readonly from: number;
  readonly to: number;
  /** From 2 to MAX_AXIS_POINTS. */
  readonly points: number;
  readonly spacing: Spacing;
}

/**
 * The values of an axis, strictly increasing; the first is exactly `from` and the last exactly `to` (0 < from < to).
 *
 * @throws {UsageError} when doubles are too coarse, or end too early, for so many different values.
 * @example axisValues({ from: 1, to: 100, points: 3, spacing: 'log' }) // [1, 10, 100]
 */
export function axisValues({ from, to, points, spacing }: AxisRange): number[] {
  const last = points - 1;
  const between =
    spacing === 'log'
      ? (i: number) => from * (to / from) ** (i / last)
      : (i: number) => from + (to - from) * (i / last);
  const values = Array.from({ length: points }, (_, i) => (i === 0 ? from : i === last ? to : between(i)));
  if (firstNotAbovePrevious(values) !== undefined) {
    throw new UsageError(
      `expected fewer points or another range; double precision cannot tell ${points} values from ${from} to ${to} apart`,
    );
  }
  return values;
}

/**
 * The values with `2 ** halvings - 1` further ones between each two, in equal ratios; the given ones stay as they are, to
 * the bit, at every `2 ** halvings`-th place.
 *
 * @throws {UsageError} when doubles are too coarse for so many different values.
 * @example subdivide([1, 16], 2) // [1, 2, 4, 8, 16]
 */
export function subdivide(values: readonly number[], halvings: number): number[] {
  const parts = 2 ** halvings;
  const fine = values.slice(1).flatMap((to, i) => {
    const from = values[i];
    return Array.from({ length: parts }, (_, k) => (k === 0 ? from : from * (to / from) ** (k / parts)));
  });
  fine.push(values[values.length - 1]);
  if (firstNotAbovePrevious(fine) !== undefined) {
    throw new UsageError(
      `expected fewer levels; double precision cannot tell ${fine.length} values from ${values[0]} to ${values.at(-1)} apart`,
    );
  }
  return fine;
}

/** The index of the first value that is not above the one before it, if there is one. */
export function firstNotAbovePrevious(values: readonly number[]): number | undefined {
  const index = values.findIndex((value, i) => i > 0 && !(value > values[i - 1]));
  return index === -1 ? undefined : index;
}
