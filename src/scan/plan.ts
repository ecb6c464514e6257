/**
 * The resolved plan: everything that determines the numbers of a grid, in canonical units, as plain data.
 * It is what workers receive, what is hashed, and what is stored as provenance.
 */
import type { PhysicsPlan } from '../sensitivity/physics-plan.js';

export {
  type IntegrationLimits,
  NUMERICS_VERSION,
  type PhysicsPlan,
  type PlanExperiment,
} from '../sensitivity/physics-plan.js';

export interface Plan extends PhysicsPlan {
  readonly grid: {
    readonly massGeV: readonly number[];
    /** In the model's own unit of coupling. */
    readonly coupling: readonly number[];
    /** Absent where every point of the grid is computed. */
    readonly refine?: GridRefinement;
  };
}

/** Which points of a grid are computed: a coarse grid, and between its points those that contours need. */
export interface GridRefinement {
  /** How often the distances of the coarse grid are halved to give those of the grid: it is every 2^halvings-th point. */
  readonly halvings: number;
  /** Largest relative error of a contour, in the coupling or in the mass. */
  readonly accuracy: number;
  /** Expected events on the contours, rising, for the plan's number of beam particles. */
  readonly events: readonly number[];
}

/** Distance of the points of the coarse grid on both axes of the grid; 1 for a grid that is all computed. */
export function coarseStride({ grid: { refine } }: Plan): number {
  return refine === undefined ? 1 : 2 ** refine.halvings;
}

/** The couplings of the coarse grid; all of them if every point of the grid is computed. */
export function coarseCouplings(plan: Plan): readonly number[] {
  return onCoarseGrid(plan, plan.grid.coupling);
}

export function coarseMasses(plan: Plan): readonly number[] {
  return onCoarseGrid(plan, plan.grid.massGeV);
}

function onCoarseGrid(plan: Plan, axis: readonly number[]): readonly number[] {
  const stride = coarseStride(plan);
  return axis.filter((_, index) => index % stride === 0);
}
