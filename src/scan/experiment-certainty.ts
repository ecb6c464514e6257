/** How sure the contours of a scan are: presentation, and no part of its plan. */
import { CERTAINTY_NAMES, type Certainty } from '../certainty.js';
import type { ExperimentInput } from '../experiments/schema.js';
import type { PlanExperiment } from '../sensitivity/physics-plan.js';
import { isRecord } from './path.js';

type Experiments = Readonly<Record<string, ExperimentInput>>;

/**
 * What the scan file says of its experiment, else what is known of the registered one, which has not taken more beam
 * particles than it has; projected, where nobody says.
 *
 * @param reference the experiment as the scan file names it.
 */
export function experimentCertainty(
  reference: unknown,
  { id, beam }: PlanExperiment,
  experiments: Experiments,
): Certainty {
  const said = isRecord(reference) && reference.id === id ? reference.certainty : undefined;
  const certainty = CERTAINTY_NAMES.find((name) => name === said);
  if (!Object.hasOwn(experiments, id)) return certainty ?? 'projected';
  const taken = experiments[id];
  return atExposure(
    certainty ?? taken.certainty ?? 'projected',
    beam.particlesOnTarget,
    taken.beam.particles_on_target,
  );
}

/** Of a contour for a number of beam particles: more than the experiment has taken are a projection. */
export function atExposure(certainty: Certainty, exposure: number, taken: number): Certainty {
  return exposure > taken ? 'projected' : certainty;
}
