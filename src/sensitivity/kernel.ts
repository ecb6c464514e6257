/** The numerical core behind one thread: a plan in, columns of yields out. */
import { eventYield } from './event-yield.js';
import { type MassSlice, computeMassSlice } from './mass-slice.js';
import type { PhysicsPlan } from './physics-plan.js';
import { type Production, createProduction } from './production.js';

/** Status of a point, as stored. */
export const PointStatus = {
  /** Converged to the accuracy asked. */
  ok: 0,
  /** A value, but its error estimate exceeds the accuracy asked. */
  unconverged: 1,
  /** Kinematically forbidden or cut away: the yield is exactly zero. */
  closed: 2,
  /** Not computed; the reason is stored beside it. */
  failed: 3,
  /** Below 1e-280 events: stored as zero. */
  negligible: 4,
} as const;

export type PointStatus = (typeof PointStatus)[keyof typeof PointStatus];

/** One mass, all couplings: arrays of equal length. */
export interface Column {
  readonly yields: Float64Array;
  readonly relErrors: Float64Array;
  readonly statuses: Uint8Array;
  readonly evaluations: number;
}

/** Yields below this have lost digits to the end of the double range. */
const NEGLIGIBLE_EVENTS = 1e-280;

export class Kernel {
  readonly plan: PhysicsPlan;
  readonly production: Production;

  constructor(plan: PhysicsPlan) {
    this.plan = plan;
    this.production = createProduction(plan);
  }

  slice(massGeV: number): MassSlice {
    return computeMassSlice(this.plan, this.production, massGeV);
  }

  /** All couplings at one mass; the integrals are done once. */
  column(massGeV: number, couplings: ArrayLike<number>): Column {
    const slice = this.slice(massGeV);
    const yields = new Float64Array(couplings.length);
    const relErrors = new Float64Array(couplings.length);
    const statuses = new Uint8Array(couplings.length);
    for (let j = 0; j < couplings.length; j++) {
      const point = this.point(slice, couplings[j]!);
      yields[j] = point.events;
      relErrors[j] = point.relError;
      statuses[j] = point.status;
    }
    return { yields, relErrors, statuses, evaluations: slice.evaluations };
  }

  /** One coupling of a slice. */
  point(slice: MassSlice, coupling: number): { events: number; relError: number; status: PointStatus } {
    if (slice.weight.length === 0) return { events: 0, relError: 0, status: PointStatus.closed };
    const { events, relError } = eventYield(slice, coupling);
    if (!Number.isFinite(events) || !Number.isFinite(relError)) {
      throw new RangeError(`yield is ${events} at mass ${slice.massGeV} GeV, coupling ${coupling}`);
    }
    if (events < NEGLIGIBLE_EVENTS) return { events: 0, relError: 0, status: PointStatus.negligible };
    const converged = slice.converged && relError <= this.plan.accuracy;
    return { events, relError, status: converged ? PointStatus.ok : PointStatus.unconverged };
  }
}
