/** Computes stored points again and compares: bit for bit where that may be asked, otherwise within their errors. */
import { type Plan, NUMERICS_VERSION } from '../scan/plan.js';
import { Kernel } from '../sensitivity/kernel.js';
import type { MassSlice } from '../sensitivity/mass-slice.js';
import { PointStatus } from '../store/point-status.js';
import type { SamplePoint } from '../store/sample-points.js';

/** A stored point, and where it was computed. */
export interface SampledPoint extends SamplePoint {
  readonly nodeVersion: string;
  readonly architecture: string;
}

export interface Recomputed {
  readonly points: number;
  /** Points of which every bit was to agree, and does. */
  readonly equalBits: number;
  /** Points that were to agree within their errors, and do. */
  readonly withinErrors: number;
  readonly different: readonly DifferentPoint[];
  /** Why bits were not compared. */
  readonly notes: readonly string[];
}

export interface DifferentPoint {
  readonly taskIndex: number;
  readonly massGeV: number;
  readonly coupling: number;
  readonly stored: number;
  /** null where it cannot be computed. */
  readonly computed: number | null;
}

/** The points in the order of their masses, so that each mass is integrated once. */
export function recompute(plan: Plan, sample: readonly SampledPoint[]): Recomputed {
  let kernel: Kernel;
  try {
    kernel = new Kernel(plan);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const notes = [`no point was computed again: this muscan cannot make use of the plan (${reason})`];
    return { points: 0, equalBits: 0, withinErrors: 0, different: [], notes };
  }
  const notes = new Set<string>();
  const different: DifferentPoint[] = [];
  let equalBits = 0;
  let withinErrors = 0;
  let massIndex = -1;
  let slice: MassSlice | null = null;
  for (const point of sample) {
    const massGeV = plan.grid.massGeV[point.massIndex];
    const coupling = plan.grid.coupling[point.couplingIndex];
    if (point.massIndex !== massIndex) {
      massIndex = point.massIndex;
      slice = sliceOf(kernel, massGeV);
    }
    const computed = slice === null ? null : kernel.point(slice, coupling);
    const reason = whyNotBits(plan, point);
    if (reason !== undefined) notes.add(reason);
    if (computed === null || !(reason === undefined ? isEqual : isClose)(point, computed, plan.accuracy)) {
      const { taskIndex, yield: stored } = point;
      different.push({ taskIndex, massGeV, coupling, stored, computed: computed?.events ?? null });
    } else if (reason === undefined) equalBits++;
    else withinErrors++;
  }
  return { points: sample.length, equalBits, withinErrors, different, notes: [...notes] };
}

function sliceOf(kernel: Kernel, massGeV: number): MassSlice | null {
  try {
    return kernel.slice(massGeV);
  } catch {
    return null;
  }
}

type ComputedPoint = ReturnType<Kernel['point']>;

/** undefined where the same program on a machine of the same kind must give the same bits. */
function whyNotBits(
  { numericsVersion }: Plan,
  { nodeVersion, architecture }: SampledPoint,
): string | undefined {
  const within = 'points computed again were compared within their errors, not bit for bit';
  if (numericsVersion !== NUMERICS_VERSION) {
    return `${within}: the numerics are version ${numericsVersion}, those of this muscan ${NUMERICS_VERSION}`;
  }
  if (majorOf(nodeVersion) === majorOf(process.versions.node) && architecture === process.arch) {
    return undefined;
  }
  return (
    `${within}: some were stored by Node ${nodeVersion} on ${architecture}, ` +
    `this is ${process.versions.node} on ${process.arch}`
  );
}

function majorOf(version: string): string {
  return version.split('.')[0];
}

/** Zero has lost its sign in the database. */
function isEqual(stored: SamplePoint, { events, relError, status }: ComputedPoint): boolean {
  return (
    Object.is(stored.yield, events + 0) &&
    Object.is(stored.relError, relError + 0) &&
    stored.status === status
  );
}

/** Differences of no consequence: rounding, and yields below what is integrated with care. */
const ROUNDING = 1e-12;
const NEGLIGIBLE_EVENTS = 1e-30;

function isClose(
  stored: SamplePoint,
  { events, relError, status }: ComputedPoint,
  accuracy: number,
): boolean {
  if (status === PointStatus.failed) return false;
  const storedError = Number.isNaN(stored.relError) ? accuracy : stored.relError;
  const tolerance = (storedError + relError + ROUNDING) * Math.max(stored.yield, events) + NEGLIGIBLE_EVENTS;
  return Math.abs(stored.yield - events) <= tolerance;
}
