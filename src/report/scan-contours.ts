/** Contours of a stored grid in the plane of mass and coupling. */
import {
  type Polyline as ContourLine,
  type ScalarGrid,
  contourLines,
  createScalarGrid,
  sharpenLines,
} from '../contour/index.js';
import type { Certainty } from '../certainty.js';
import type { LoadedScan } from '../engine/scan-reference.js';
import { certaintyOf } from '../engine/stored-certainty.js';
import { atExposure } from '../scan/experiment-certainty.js';
import { decayThresholds } from '../sensitivity/decay-thresholds.js';
import type { Polyline } from './figure.js';
import { type YieldGrid, yieldGrid } from './yield-grid.js';

export interface LevelContours extends Contours {
  /** Beam particles. */
  readonly exposure: number;
  /** Whether the vertices were moved onto the kernel's own roots. */
  readonly isPolished?: boolean;
}

/** Of a scan, with how sure they are at their exposure. */
export interface StoredContours extends LevelContours {
  readonly certainty: Certainty;
}

export interface Contours {
  /** Events. */
  readonly level: number;
  /** x = mass in GeV, y = coupling in the model's unit; the side with more events lies on the left. */
  readonly lines: readonly Polyline[];
  /** Closed rings around the points with more events, along the grid's border where that ends the region. */
  readonly region: readonly Polyline[];
}

/**
 * What lines do in the cell of a threshold, where nothing is known between its masses: end, or go on in a step that is
 * made up (see `withSteps`). Regions always have the step.
 */
export type AtThresholds = 'open' | 'step';

/**
 * The lines on which the yield has the given values, interpolated in ln m, ln g and log10 N.
 *
 * They are open at the border of the grid, at points that failed or are not computed yet and, unless a step is asked for,
 * where a decay channel opens.
 *
 * @param thresholdsGeV masses at which decay channels open.
 */
export function scanContours(
  grid: YieldGrid,
  levels: readonly number[],
  thresholdsGeV: readonly number[] = [],
  atThresholds: AtThresholds = 'open',
): Contours[] {
  if (grid.massGeV.length < 2 || grid.coupling.length < 2) {
    return levels.map((level) => ({ level, lines: [], region: [] }));
  }
  const { field: stepped, madeUp } = withSteps(
    logarithmicField(grid),
    thresholdsGeV.map((mass) => Math.log(mass)),
  );
  const field = atThresholds === 'step' ? stepped : withHoles(stepped, madeUp);
  const framed = framedField(stepped);
  const toPhysical = backToPhysical(grid);
  return levels.map((level) => {
    const z = Math.log10(level);
    const along = (one: ScalarGrid) => sharpenLines(one, z, contourLines(one, z), madeUp).map(toPhysical);
    return { level, lines: along(field), region: along(framed) };
  });
}

/**
 * The contours of a stored scan, at its own levels and exposures or others: each level for each exposure.
 *
 * Yields are linear in the exposure, so that the stored grid has another one's contour at a proportionally changed level.
 */
export function contoursOf(
  { scan, plan, grid }: Pick<LoadedScan, 'scan' | 'plan' | 'grid'>,
  levels: readonly number[] = scan.presentation.contourLevels,
  exposures: readonly number[] = scan.presentation.contourExposures,
  atThresholds: AtThresholds = 'open',
): StoredContours[] {
  const { particlesOnTarget } = plan.experiment.beam;
  const certainty = certaintyOf({ scan, plan });
  return (exposures.length === 0 ? [particlesOnTarget] : exposures).flatMap((exposure) => {
    const stored = levels.map((level) => level * (particlesOnTarget / exposure));
    const full = yieldGrid(plan, grid, stored);
    return scanContours(full, stored, decayThresholds(plan), atThresholds).map((contours, i) => ({
      ...contours,
      level: levels[i],
      exposure,
      certainty: atExposure(certainty, exposure, particlesOnTarget),
    }));
  });
}

function backToPhysical({ massGeV, coupling }: YieldGrid): (line: ContourLine) => Polyline {
  const toMass = exponential(massGeV);
  const toCoupling = exponential(coupling);
  return ({ x, y, closed }) => ({ x: x.map(toMass), y: y.map(toCoupling), closed });
}

/** exp, except that the logarithms of an axis come back as the axis was, to the bit. */
function exponential(axis: Float64Array): (logarithm: number) => number {
  const exact = new Map(Array.from(axis, (value) => [Math.log(value), value]));
  return (logarithm) => exact.get(logarithm) ?? Math.exp(logarithm);
}

/** ln m, ln g and log10 N; a yield of zero is minus infinity, a missing one NaN. */
function logarithmicField(grid: YieldGrid): ScalarGrid {
  return createScalarGrid(
    grid.massGeV.map(Math.log),
    grid.coupling.map(Math.log),
    grid.yield.map(Math.log10),
  );
}

/** Half the width of a step in ln m: far below what can be seen. */
const STEP = 1e-9;

interface Column {
  readonly x: number;
  readonly z: Float64Array;
}

/**
 * The field with steps at thresholds, where the width of X jumps by orders of magnitude within a fraction of a cell.
 *
 * From either side log10 N is continued to the threshold, over less than a cell, in a straight line in ln m through the
 * last two columns; a side with a single column is continued as it is. Between the two new columns the field jumps.
 * Thresholds within one cell share a step.
 */
function withSteps(
  { x, y, z }: ScalarGrid,
  thresholds: readonly number[],
): { field: ScalarGrid; madeUp: ReadonlySet<number> } {
  const columns = Array.from(x, (at, i) => ({ x: at, z: z.subarray(i * y.length, (i + 1) * y.length) }));
  const within = (cell: number) => thresholds.filter((at) => x[cell] <= at && at < x[cell + 1]);
  const added = columns.slice(1).flatMap((right, cell) => {
    const inside = within(cell);
    if (inside.length === 0) return [];
    const left = columns[cell];
    const beyond = [cell - 1, cell + 1].map((next) => within(next).length === 0);
    const [from, to] = [Math.min(...inside) - STEP, Math.max(...inside) + STEP];
    return [
      ...(left.x < from ? [continued(from, left, beyond[0] ? columns[cell - 1] : undefined)] : []),
      ...(to < right.x ? [continued(to, right, beyond[1] ? columns[cell + 2] : undefined)] : []),
    ];
  });
  const all = [...columns, ...added].toSorted((a, b) => a.x - b.x);
  return {
    field: createScalarGrid(
      Float64Array.from(all, (column) => column.x),
      y,
      Float64Array.from(all.flatMap((column) => [...column.z])),
    ),
    madeUp: new Set(added.map((column) => column.x)),
  };
}

/** The field without the values of some columns: lines end before them. */
function withHoles({ x, y, z }: ScalarGrid, columns: ReadonlySet<number>): ScalarGrid {
  const holed = z.slice();
  for (const [i, at] of x.entries()) {
    if (columns.has(at)) holed.fill(Number.NaN, i * y.length, (i + 1) * y.length);
  }
  return createScalarGrid(x, y, holed);
}

/** A column at x on the straight lines through two others, over at most their distance; that of the nearer if it is alone. */
function continued(x: number, near: Column, far: Column | undefined): Column {
  if (far === undefined) return { x, z: near.z };
  const share = Math.min(1, (x - near.x) / (near.x - far.x));
  return {
    x,
    z: near.z.map((value, j) => {
      const rise = value - far.z[j];
      return Number.isFinite(rise) ? value + share * rise : value;
    }),
  };
}

/** Distance in ln m and ln g at which the frame stands around the grid: far below what can be seen. */
const FRAME = 1e-9;

/** The field inside a frame of minus infinity, and with its holes filled with that: every contour of it is closed. */
function framedField({ x, y, z }: ScalarGrid): ScalarGrid {
  const framedX = Float64Array.of(x[0] - FRAME, ...x, x.at(-1)! + FRAME);
  const framedY = Float64Array.of(y[0] - FRAME, ...y, y.at(-1)! + FRAME);
  const framedZ = new Float64Array(framedX.length * framedY.length).fill(-Infinity);
  for (let i = 0, k = 0; i < x.length; i++) {
    for (let j = 0; j < y.length; j++, k++) {
      if (!Number.isNaN(z[k])) framedZ[(i + 1) * framedY.length + j + 1] = z[k];
    }
  }
  return createScalarGrid(framedX, framedY, framedZ);
}
