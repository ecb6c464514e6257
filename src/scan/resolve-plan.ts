/** The valid fields of a scan file -> the plan. */
import { type Channel, type Experiment, highestEnergy } from '../experiments/schema.js';
import { AVOGADRO_PER_MOL } from '../physics/constants.js';
import { stoppingPowerTable } from '../physics/energy-loss.js';
import { MATERIALS } from '../physics/materials.js';
import type {
  DecayVolume,
  Efficiency,
  PlanChannel,
  PlanEnergyLoss,
  PlanTarget,
  TauSelection,
} from '../sensitivity/physics-plan.js';
import { subdivide } from './axis.js';
import { NUMERICS_VERSION, type Plan, type PlanExperiment } from './plan.js';
import type { ValidScan } from './validate-scan.js';

/** The plan of a scan: all defaults filled in, all quantities in canonical units, no documentation. */
export function resolvePlan({ fields, contourLevels, experiment, parameters }: ValidScan): Plan {
  const planExperiment = toPlanExperiment(experiment, fields.channel ?? Object.keys(experiment.channels)[0]);
  const { x_min, x_max, theta_max, t_max } = fields.integration;
  return {
    numericsVersion: NUMERICS_VERSION,
    model: { id: fields.model.id, parameters },
    experiment: planExperiment,
    method: fields.method,
    formFactor: fields.form_factor,
    integration: { xMin: x_min, xMax: x_max, thetaMax: theta_max, tMaxGeV2: t_max },
    accuracy: fields.accuracy,
    grid: toGrid(fields, contourLevels, planExperiment.beam.particlesOnTarget),
  };
}

function toGrid(
  { grid, contours }: ValidScan['fields'],
  levels: readonly number[],
  particlesOnTarget: number,
): Plan['grid'] {
  const { mass, coupling, refine } = grid;
  if (refine === undefined) return { massGeV: mass, coupling };
  const exposures = contours.exposures.length === 0 ? [particlesOnTarget] : contours.exposures;
  const events = levels.flatMap((level) =>
    exposures.map((exposure) => level * (particlesOnTarget / exposure)),
  );
  return {
    massGeV: subdivide(mass, refine.levels),
    coupling: subdivide(coupling, refine.levels),
    refine: {
      halvings: refine.levels,
      accuracy: refine.accuracy,
      events: [...new Set(events)].toSorted((a, b) => a - b),
    },
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
  return {
    id,
    beam: {
      particle: beam.particle,
      energyGeV: highestEnergy(beam),
      spectrum:
        beam.spectrum === undefined
          ? null
          : {
              energyFromGeV: beam.spectrum.energy_from_gev,
              energyToGeV: beam.spectrum.energy_to_gev,
              weight: beam.spectrum.particles,
            },
      particlesOnTarget: beam.particles_on_target,
    },
    target: planTarget(target),
    channel: planChannel(channelId, channel),
  };
}

function planTarget(target: Experiment['target']): PlanTarget {
  const { length, layers, number_density: numberDensity } = target;
  const { name, Z, A } = target.material;
  return {
    material: { name, Z, A },
    lengthCm: length,
    extentCm: target.extent ?? (layers === undefined ? length : layers.count * layers.spacing),
    numberDensityPerCm3: numberDensity,
    energyLoss: planEnergyLoss(target),
    minimumEnergyGeV: target.minimum_energy ?? 0,
    layers:
      target.production_depth === 'layers' && layers !== undefined
        ? { count: layers.count, spacingCm: layers.spacing }
        : null,
    ...(target.production_depth === 'front' && { isMadeAtFront: true }),
  };
}

function planEnergyLoss({
  energy_loss: loss,
  material,
  number_density: n,
}: Experiment['target']): PlanEnergyLoss {
  if (loss === 'none') return { kind: 'none' };
  if (typeof loss === 'number') return { kind: 'constant', gevPerCm: loss };
  const densityGPerCm3 = (n * material.A) / AVOGADRO_PER_MOL;
  if (loss === 'stopping-power') {
    return { kind: 'table', ...stoppingPowerTable(material.name, densityGPerCm3) };
  }
  if (loss === 'bremsstrahlung') {
    const { radiationLengthGPerCm2 } = MATERIALS[material.name];
    return { kind: 'bremsstrahlung', radiationLengthCm: radiationLengthGPerCm2 / densityGPerCm3 };
  }
  return { kind: 'table', energyGeV: loss.energy_gev, lossGeVPerCm: loss.loss_gev_per_cm };
}

function planChannel(id: string, channel: Channel): PlanChannel {
  return {
    id,
    signature: channel.signature ?? 'any',
    decayVolumes: planDecayVolumes(channel.decay_volume ?? 'none'),
    xMin: channel.x_min ?? 0,
    xMax: channel.x_max ?? 1,
    recoilMinGeV: channel.recoil?.min ?? 0,
    recoilMaxGeV: channel.recoil?.max ?? null,
    ...(channel.energy !== undefined && {
      energyX: { minGeV: channel.energy.min ?? 0, maxGeV: channel.energy.max ?? null },
    }),
    efficiency: planEfficiency(channel.efficiency ?? 1),
    recoilTau: channel.recoil_tau === undefined ? null : planTau(channel.recoil_tau),
    decayTau: channel.decay_tau === undefined ? null : planTau(channel.decay_tau),
  };
}

function planDecayVolumes(volumes: NonNullable<Channel['decay_volume']>): DecayVolume[] {
  if (volumes === 'none') return [];
  // JSON has no infinity.
  return [volumes].flat().map(({ from, to }) => ({ fromCm: from, toCm: Number.isFinite(to) ? to : null }));
}

function planEfficiency(efficiency: NonNullable<Channel['efficiency']>): Efficiency {
  if (typeof efficiency === 'number') return { kind: 'constant', value: efficiency };
  const { mass_gev: masses, x, efficiency: value } = efficiency;
  return x === undefined ? { kind: 'by-mass', at: masses!, value } : { kind: 'by-x', at: x, value };
}

function planTau(tau: NonNullable<Channel['recoil_tau']>): TauSelection {
  return {
    fraction: tau.fraction,
    muonBelowGeV: tau.muon_below ?? null,
    flightBeyondCm: tau.flight_beyond ?? 0,
  };
}
