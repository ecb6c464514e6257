/**
 * A field in the plane, sampled in columns: at few places x, and at each of these along y where its contours are.
 * Which columns are missing, and what the field is between those that are there.
 *
 * At a place that a contour runs through, each column is compared with what its neighbours predict; next to columns where
 * the contour comes out too far off, others are put halfway. How far off is told along y or, where the contour is steeper
 * than STEEP, along x, STEEP times as strictly. Where the field jumps, at `breaks`, no
 * column tells anything about those beyond: there the columns come as near as they may.
 */
import { GAIN_OF_A_SAMPLE, type Refinement, couldReach, predicted } from './refine-line.js';
import { type LineSamples, interpolate, interpolateAmong } from './line-samples.js';

/** A column that is sampled. */
export interface FieldColumn {
  /** Its place among the possible ones. */
  readonly index: number;
  readonly samples: LineSamples;
}

/** Of a contour, dy/dx. */
export const STEEP = 10;

export interface ColumnField {
  /** Possible places of columns, strictly rising. */
  readonly x: ArrayLike<number>;
  /** Rising; at least two. */
  readonly columns: readonly FieldColumn[];
  /** Places in x where the field jumps. */
  readonly breaks: readonly number[];
}

/** Below this slope (field per unit of an axis) nothing is said of a contour's place. */
const LEAST_SLOPE = 0.1;
/** Half the distance over which the slope along a column is taken. */
const SLOPE_STEP = 1e-3;

/** Indices of the columns to add, rising; none when the contours are as accurate as they are asked to be. */
export function columnsToAdd(field: ColumnField, { levels, accuracy }: Refinement): number[] {
  const { columns } = field;
  const places = columns.map(({ samples }) => contourPlaces(samples, levels));
  const ridges = ridgePlaces(columns, levels);
  const near = (i: number) => [i - 1, i, i + 1].flatMap((k) => places[k] ?? []).concat(ridges.get(i) ?? []);
  const errors = new Float64Array(columns.length);
  for (const { from, to } of segments(field)) {
    for (let i = from; i <= to; i++) errors[i] = columnError(field, i, { from, to }, near(i));
  }
  const added: number[] = [];
  for (let i = 0; i + 1 < columns.length; i++) {
    const [left, right] = [columns[i].index, columns[i + 1].index];
    if (right - left < 2) continue;
    const hasContour = near(i).length > 0 && near(i + 1).length > 0;
    const isTooFar = jumpsBetween(field, i)
      ? hasContour
      : Math.max(errors[i], errors[i + 1]) > GAIN_OF_A_SAMPLE * accuracy;
    if (isTooFar) added.push(Math.floor((left + right) / 2));
  }
  return added;
}

/** Where a column crosses the levels. */
function contourPlaces({ x, z }: LineSamples, levels: readonly number[]): number[] {
  const places: number[] = [];
  for (const level of levels) {
    for (let k = 0; k + 1 < x.length; k++) {
      if (Number.isNaN(z[k] + z[k + 1]) || z[k] >= level === z[k + 1] >= level) continue;
      const share = Number.isFinite(z[k] - z[k + 1]) ? (level - z[k]) / (z[k + 1] - z[k]) : 0.5;
      places.push(x[k] + share * (x[k + 1] - x[k]));
    }
  }
  return places;
}

/** Where columns are highest, by column, between which the field could rise to a level that neither of the two has. */
function ridgePlaces(columns: readonly FieldColumn[], levels: readonly number[]): Map<number, number[]> {
  const tops = columns.map(({ samples: { x, z } }) => {
    let top = 0;
    for (let k = 1; k < z.length; k++) if (z[k] > z[top] || Number.isNaN(z[top])) top = k;
    return { x: x[top], z: z[top] };
  });
  const line = {
    x: Float64Array.from(columns, ({ index }) => index),
    z: Float64Array.from(tops, ({ z }) => z),
  };
  const places = new Map<number, number[]>();
  for (let i = 0; i + 1 < columns.length; i++) {
    if (!levels.some((level) => line.z[i] < level && line.z[i + 1] < level && couldReach(line, i, level))) {
      continue;
    }
    for (const k of [i, i + 1]) places.set(k, [...(places.get(k) ?? []), tops[i].x, tops[i + 1].x]);
  }
  return places;
}

interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Columns between which nothing jumps, by their first and last. */
function segments(field: ColumnField): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  for (let i = 0; i < field.columns.length; i++) {
    if (i + 1 < field.columns.length && !jumpsBetween(field, i)) continue;
    found.push({ from, to: i });
    from = i + 1;
  }
  return found;
}

function jumpsBetween({ x, columns, breaks }: ColumnField, i: number): boolean {
  return breaks.some((at) => x[columns[i].index] <= at && at < x[columns[i + 1].index]);
}

/** How far, at some places, a contour is at most from where the neighbouring columns have it. */
function columnError(
  { x, columns }: ColumnField,
  i: number,
  segment: Segment,
  places: readonly number[],
): number {
  if (places.length === 0) return 0;
  if (segment.to - segment.from < 3) return segment.to === segment.from ? 0 : Infinity;
  if (i === segment.from || i === segment.to) return 0;
  const first = Math.max(segment.from, i - 2);
  const around = columns.slice(first, Math.min(segment.to, i + 2) + 1);
  const k = i - first;
  let greatest = 0;
  for (const y of places) {
    const line = {
      x: Float64Array.from(around, ({ index }) => x[index]),
      z: Float64Array.from(around, ({ samples }) => interpolate(samples, y)),
    };
    // Beyond the ends of a column, and where it could not be computed, there is nothing to compare.
    if (line.z.some(Number.isNaN)) continue;
    const alongX = (line.z[k + 1] - line.z[k - 1]) / (line.x[k + 1] - line.x[k - 1]);
    const slope = Math.max(Math.abs(slopeAt(columns[i].samples, y)), Math.abs(alongX) / STEEP, LEAST_SLOPE);
    const error = Math.abs(line.z[k] - predicted(line, k)) / slope;
    greatest = Math.max(greatest, Number.isNaN(error) ? Infinity : error);
  }
  return greatest;
}

function slopeAt(samples: LineSamples, y: number): number {
  const [low, high] = [y - SLOPE_STEP, y + SLOPE_STEP].map((at) => interpolate(samples, at));
  const slope = (high - low) / (2 * SLOPE_STEP);
  return Number.isFinite(slope) ? slope : 0;
}

/** A field on a rectangular grid: z[i * y.length + j] in column i, row j. */
export interface FilledField {
  /** Places of the columns among the possible ones, rising. */
  readonly indices: readonly number[];
  readonly z: Float64Array;
}

/**
 * The field on rows at all of `y` and on columns at those that are sampled, at `more` of the possible ones, and, where
 * contours of the levels turn round, as near to each other as `accuracy` asks for along x.
 */
export function fillColumns(
  field: ColumnField,
  y: Float64Array,
  more: readonly number[],
  { levels, accuracy }: Refinement,
): FilledField {
  const { x, columns } = field;
  const sampled = new Map(
    columns.map(({ index, samples }) => [index, Float64Array.from(y, (at) => interpolate(samples, at))]),
  );
  const sources = segments(field).map(({ from, to }) =>
    columns.slice(from, to + 1).map(({ index }) => index),
  );
  const between = (index: number) => interpolatedColumn(x, sampled, sources, index, y.length);
  const filled = new Map<number, Float64Array>(sampled);
  for (const index of more) {
    const column = filled.has(index) ? undefined : between(index);
    if (column !== undefined) filled.set(index, column);
  }
  const crossings = new Map<number, string>();
  const topology = (index: number) => {
    const known = crossings.get(index) ?? topologyOf(filled.get(index)!, levels);
    crossings.set(index, known);
    return known;
  };
  for (let indices = rising(filled.keys()); ; indices = rising(filled.keys())) {
    const before = filled.size;
    for (let i = 0; i + 1 < indices.length; i++) {
      const [left, right] = [indices[i], indices[i + 1]];
      if (right - left < 2 || x[right] - x[left] <= accuracy / STEEP || topology(left) === topology(right))
        continue;
      const middle = Math.floor((left + right) / 2);
      const column = between(middle);
      if (column !== undefined) filled.set(middle, column);
    }
    if (filled.size === before) break;
  }
  const indices = rising(filled.keys());
  const z = new Float64Array(indices.length * y.length);
  for (const [i, index] of indices.entries()) z.set(filled.get(index)!, i * y.length);
  return { indices, z };
}

/** undefined in the cell of a break, and outside of the columns. */
function interpolatedColumn(
  x: ArrayLike<number>,
  sampled: ReadonlyMap<number, Float64Array>,
  sources: readonly (readonly number[])[],
  index: number,
  rows: number,
): Float64Array | undefined {
  const segment = sources.find((indices) => indices[0] <= index && index <= indices[indices.length - 1]);
  if (segment === undefined || segment.length < 2) return undefined;
  const cell = Math.min(
    segment.findLastIndex((one) => one <= index),
    segment.length - 2,
  );
  const count = Math.min(4, segment.length);
  const first = Math.max(0, Math.min(cell - 1, segment.length - count));
  const nodes = segment.slice(first, first + count);
  const places = Float64Array.from(nodes, (one) => x[one]);
  const sources4 = nodes.map((one) => sampled.get(one)!);
  const values = new Float64Array(count);
  const column = new Float64Array(rows);
  for (let j = 0; j < rows; j++) {
    for (let k = 0; k < count; k++) values[k] = sources4[k][j];
    column[j] = interpolateAmong(places, values, 0, count, cell - first, x[index]);
  }
  return column;
}

/** How often each level is crossed, and from which side. */
function topologyOf(column: Float64Array, levels: readonly number[]): string {
  return levels
    .map((level) => {
      let crossings = 0;
      for (let j = 0; j + 1 < column.length; j++)
        if (column[j] >= level !== column[j + 1] >= level) crossings++;
      return `${column[0] >= level}${crossings}`;
    })
    .join();
}

function rising(indices: Iterable<number>): number[] {
  return [...indices].sort((a, b) => a - b);
}
