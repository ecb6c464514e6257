/** The numerical core behind one thread: a plan in, columns of yields out. */
import { type Refinement, refineLine } from '../contour/index.js';
import { CurveCache } from './decay-curve.js';
import { eventYield } from './event-yield.js';
import { type MassSlice, computeMassSlice } from './mass-slice.js';
import type { PhysicsPlan } from './physics-plan.js';
import { PointStatus } from './point-status.js';
import { type Production, createProduction } from './production.js';

/** One mass, all couplings or those of them that a refined grid needs: arrays of equal length. */
export interface Column {
  readonly yields: Float64Array;
  readonly relErrors: Float64Array;
  readonly statuses: Uint8Array;
  /** Why points failed; a null coupling index speaks for the whole column. */
  readonly failures: readonly ColumnFailure[];
  readonly evaluations: number;
  /** Of a refined column: the places of its couplings among those that were possible, rising. */
  readonly couplingIndices?: Int32Array;
}

export interface ColumnFailure {
  readonly couplingIndex: number | null;
  readonly reason: string;
}

/** The integrals are refined for yields that could matter; below this many events they are only roughly right. */
const NEGLIGIBLE_EVENTS = 1e-30;

export class Kernel {
  readonly plan: PhysicsPlan;
  readonly production: Production;
  readonly #curves = new CurveCache();

  constructor(plan: PhysicsPlan) {
    this.plan = plan;
    this.production = createProduction(plan);
  }

  slice(massGeV: number): MassSlice {
    return computeMassSlice(this.plan, this.production, massGeV, this.#curves);
  }

  /** All couplings at one mass; the integrals are done once. What cannot be computed is marked failed, never thrown. */
  column(massGeV: number, couplings: ArrayLike<number>): Column {
    const slice = this.#trySlice(massGeV);
    if (typeof slice === 'string') return failedColumn(couplings.length, slice);
    return this.#columnOf(slice, couplings);
  }

  /**
   * Every `stride`-th coupling at one mass, the last among them, and those between that tell where the yield has certain
   * values.
   *
   * @param levels log10 of these yields.
   * @param accuracy of the couplings, relative.
   */
  refinedColumn(
    massGeV: number,
    couplings: readonly number[],
    { stride, levels, accuracy }: Refinement & { readonly stride: number },
  ): Column {
    const slice = this.#trySlice(massGeV);
    const coarse = Int32Array.from({ length: (couplings.length - 1) / stride + 1 }, (_, i) => i * stride);
    const isNeedless = typeof slice === 'string' || slice.produced === 0;
    const indices = isNeedless
      ? coarse
      : refineLine(couplings.map(Math.log), stride, { levels, accuracy }, (index) => {
          const { events, status } = this.point(slice, couplings[index]);
          return status === PointStatus.failed ? Number.NaN : Math.log10(events);
        }).indices;
    const chosen = Float64Array.from(indices, (index) => couplings[index]);
    const column =
      typeof slice === 'string' ? failedColumn(chosen.length, slice) : this.#columnOf(slice, chosen);
    const failures = column.failures.map(({ couplingIndex, reason }) => ({
      couplingIndex: couplingIndex === null ? null : indices[couplingIndex],
      reason,
    }));
    return { ...column, failures, couplingIndices: indices };
  }

  /** The integrals of a mass, or why they cannot be done. */
  #trySlice(massGeV: number): MassSlice | string {
    try {
      return this.slice(massGeV);
    } catch (error) {
      return String(error);
    }
  }

  #columnOf(slice: MassSlice, couplings: ArrayLike<number>): Column {
    const column = {
      yields: new Float64Array(couplings.length),
      relErrors: new Float64Array(couplings.length),
      statuses: new Uint8Array(couplings.length),
      failures: [] as ColumnFailure[],
      evaluations: slice.evaluations,
    };
    for (let j = 0; j < couplings.length; j++) {
      const { events, relError, status } = this.point(slice, couplings[j]);
      column.yields[j] = events;
      column.relErrors[j] = relError;
      column.statuses[j] = status;
      if (status === PointStatus.failed) {
        column.failures.push({
          couplingIndex: j,
          reason: `the yield is ${events} +- ${relError} (relative)`,
        });
      }
    }
    return column;
  }

  /** One coupling of a slice. */
  point(slice: MassSlice, coupling: number): { events: number; relError: number; status: PointStatus } {
    if (slice.produced === 0) return { events: 0, relError: 0, status: PointStatus.closed };
    const { events, relError } = eventYield(slice, coupling);
    if (!Number.isFinite(events) || !Number.isFinite(relError))
      return { events, relError, status: PointStatus.failed };
    if (events < NEGLIGIBLE_EVENTS) return { events, relError, status: PointStatus.negligible };
    const isAccurate = relError <= this.plan.accuracy;
    return { events, relError, status: isAccurate ? PointStatus.ok : PointStatus.unconverged };
  }
}

/** A column of which nothing could be computed. */
export function failedColumn(length: number, reason: string): Column {
  return {
    yields: new Float64Array(length).fill(Number.NaN),
    relErrors: new Float64Array(length).fill(Number.NaN),
    statuses: new Uint8Array(length).fill(PointStatus.failed),
    failures: [{ couplingIndex: null, reason }],
    evaluations: 0,
  };
}
