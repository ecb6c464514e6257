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
  };
}
