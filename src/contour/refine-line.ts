/**
 * Which samples of a line are needed to know where a field crosses some levels along it.
 *
 * From every `stride`-th place on, intervals near a level are halved until the samples at their ends are predicted well
 * enough by the samples around them: an interpolant through all of them is then better still, by about
 * `GAIN_OF_A_SAMPLE`. Near a level are intervals that cross it, those at whose ends the field is within a decade of it, and
 * those between whose ends it could have an extremum beyond it.
 */
import { type LineSamples, polynomialAt } from './line-samples.js';

export interface Refinement {
  /** Of the field, rising. */
  readonly levels: readonly number[];
  /** Largest error of a contour along y, in the unit of the axes. */
  readonly accuracy: number;
}

/** In the unit of the field, which is log10 N. */
const NEAR = 1;
/**
 * A cubic through samples at distances of h and 2 h on both sides is off by h^4/6 times the fourth derivative; with the
 * sample itself it is off by h^4/43 halfway to the next one, 7 times less.
 */
export const GAIN_OF_A_SAMPLE = 4;
/**
 * The least slope with which an error of the field is taken for an error of a place. Where the field is flatter, as on a
 * ridge, a contour runs along the line or turns, and its place is a matter of the other axis.
 */
const LEAST_SLOPE = 0.4;

/** The places that were sampled, rising, as indices of the line's possible places. */
export interface RefinedLine extends LineSamples {
  readonly indices: Int32Array;
}

/**
 * @param x possible places, strictly rising; its length is one more than a multiple of `stride`.
 * @param stride a power of two.
 * @param fieldAt the field at a place, by its index; asked once for each.
 */
export function refineLine(
  x: ArrayLike<number>,
  stride: number,
  { levels, accuracy }: Refinement,
  fieldAt: (index: number) => number,
): RefinedLine {
  const field = new Map<number, number>();
  const add = (index: number) => field.set(index, fieldAt(index));
  for (let index = 0; index < x.length; index += stride) add(index);
  for (;;) {
    const line = asLine(x, field);
    const halves = halvesToAdd(line, levels, accuracy);
    if (halves.length === 0) return line;
    halves.forEach(add);
  }
}

function asLine(x: ArrayLike<number>, field: ReadonlyMap<number, number>): RefinedLine {
  const indices = Int32Array.from(field.keys()).sort();
  return {
    indices,
    x: Float64Array.from(indices, (index) => x[index]),
    z: Float64Array.from(indices, (index) => field.get(index)!),
  };
}

function halvesToAdd(line: RefinedLine, levels: readonly number[], accuracy: number): number[] {
  const { indices, z } = line;
  const halves: number[] = [];
  for (let cell = 0; cell + 1 < indices.length; cell++) {
    if (indices[cell + 1] - indices[cell] < 2 || Number.isNaN(z[cell] + z[cell + 1])) continue;
    if (!levels.some((level) => isNear(line, cell, level))) continue;
    const error = Math.max(placeError(line, cell), placeError(line, cell + 1));
    if (error > GAIN_OF_A_SAMPLE * accuracy) halves.push((indices[cell] + indices[cell + 1]) / 2);
  }
  return halves;
}

function isNear(line: LineSamples, cell: number, level: number): boolean {
  const [left, right] = [line.z[cell], line.z[cell + 1]];
  if (left >= level !== right >= level) return true;
  if (Math.min(Math.abs(left - level), Math.abs(right - level)) <= NEAR) return true;
  return couldReach(line, cell, level);
}

/**
 * Whether the field could have an extremum beyond the level within a cell that has none of it at its ends. A field that is
 * bent one way does not pass the straight lines through the neighbouring pairs of samples.
 */
export function couldReach({ x, z }: LineSamples, cell: number, level: number): boolean {
  const [left, right] = [z[cell], z[cell + 1]];
  if (cell < 1 || cell + 2 >= x.length || (!Number.isFinite(left) && !Number.isFinite(right))) return false;
  const slope = (k: number) => (z[k + 1] - z[k]) / (x[k + 1] - x[k]);
  // Between two samples of minus infinity the field counts as falling away from the cell.
  const rise = Number.isNaN(slope(cell - 1)) ? Infinity : slope(cell - 1);
  const fall = Number.isNaN(slope(cell + 1)) ? -Infinity : slope(cell + 1);
  const isBelow = left < level;
  if (isBelow ? !(rise > 0 && fall < 0) : !(rise < 0 && fall > 0)) return false;
  const width = x[cell + 1] - x[cell];
  const isBeyond = (bound: number) => (isBelow ? bound >= level : bound < level);
  // A vertical line bounds nothing, and the other one does so at the far end of the cell.
  if (!Number.isFinite(rise)) return isBeyond(right - fall * width);
  if (!Number.isFinite(fall)) return isBeyond(left + rise * width);
  // Where the two lines meet, counted from the left sample; within the cell.
  const meet = Math.min(width, Math.max(0, (right - left - fall * width) / (rise - fall)));
  return isBeyond(left + rise * meet);
}

/** How far off, as a place, the samples around a sample have it; 0 at the ends of the line, which nothing predicts. */
function placeError({ x, z }: LineSamples, k: number): number {
  const last = x.length - 1;
  if (last < 3) return Infinity;
  if (k === 0 || k === last) return 0;
  const slope = (z[k + 1] - z[k - 1]) / (x[k + 1] - x[k - 1]);
  const error = Math.abs(z[k] - predicted({ x, z }, k)) / Math.max(Math.abs(slope), LEAST_SLOPE);
  return Number.isNaN(error) ? Infinity : error;
}

/** What the nearest samples on both sides, two each where there are, say of a sample. */
export function predicted({ x, z }: LineSamples, k: number): number {
  const others = [k - 2, k - 1, k + 1, k + 2].filter((index) => index >= 0 && index < x.length);
  return polynomialAt(
    Float64Array.from(others, (index) => x[index]),
    Float64Array.from(others, (index) => z[index]),
    0,
    others.length,
    x[k],
  );
}
