/** The valid fields of a scan file -> the plan. */
import type { Experiment } from '../experiments/schema.js';
import { NUMERICS_VERSION, type Plan, type PlanExperiment } from './plan.js';
import type { ValidScan } from './validate-scan.js';

/** The plan of a scan: all defaults filled in, all quantities in canonical units, no documentation. */
export function resolvePlan({ fields, experiment, parameters }: ValidScan): Plan {
  const { x_min, x_max, theta_max, t_max } = fields.integration;
  return {
    numericsVersion: NUMERICS_VERSION,
    model: { id: fields.model.id, parameters },
    experiment: toPlanExperiment(experiment, fields.channel ?? Object.keys(experiment.channels)[0]),
    method: fields.method,
    formFactor: fields.form_factor,
    integration: { xMin: x_min, xMax: x_max, thetaMax: theta_max, tMaxGeV2: t_max },
    accuracy: fields.accuracy,
    grid: { massGeV: fields.grid.mass, coupling: fields.grid.coupling },
  };
}

/**
 * An experiment with one of its channels, as it enters the plan: without titles and sources, which can be corrected
 * without making another scan of it.
 *
 * @throws {RangeError} when the experiment has no such channel.
 */
export function toPlanExperiment(experiment: Experiment, channelId: string): PlanExperiment {
  const { id, beam, target, channels } = experiment;
  const channel = Object.hasOwn(channels, channelId) ? channels[channelId] : undefined;
  if (channel === undefined) {
    throw new RangeError(
      `${id} has the channels ${Object.keys(channels).join(', ')}; got ${JSON.stringify(channelId)}`,
    );
  }
  const { decay_volume: decay } = channel;
  return {
    id,
    beam: {
      particle: beam.particle,
      energyGeV: beam.energy,
      particlesOnTarget: beam.particles_on_target,
    },
    target: {
      material: target.material,
      lengthCm: target.length,
      numberDensityPerCm3: target.number_density,
      energyLossGeVPerCm: target.energy_loss,
      minimumEnergyGeV: target.minimum_energy ?? 0,
    },
    channel: {
      id: channelId,
      // JSON has no infinity.
      decayVolume:
        decay === undefined
          ? null
          : { fromCm: decay.from, toCm: Number.isFinite(decay.to) ? decay.to : null },
      xMin: channel.x_min ?? 0,
      xMax: channel.x_max ?? 1,
      efficiency: channel.efficiency ?? 1,
    },
  };
}
