/**
 * What the sections of a scan file say together. Each rule asks for the parts it needs, and holds its peace where one of
 * them is missing or has faults of its own.
 */
import type { z } from 'zod';
import { describeValue } from '../experiments/fields.js';
import { channelSchema, experimentSchema, highestEnergy } from '../experiments/schema.js';
import { UsageError } from '../errors.js';
import { MAX_AXIS_POINTS, MAX_GRID_POINTS, subdivide } from './axis.js';
import type { Fault } from './fault.js';
import { oneOf } from './issue-messages.js';
import { type Path, valueAt } from './path.js';
import type { ModelEntry, ScanRegistries } from './registries.js';
import type { ScanSchema } from './scan-schema.js';
import { chooseChannel } from './selected-channel.js';
import { didYouMean } from './suggestion.js';

/** `raw` is the content of the file, its experiment in full. */
export function crossFaults(
  raw: Readonly<Record<string, unknown>>,
  schema: ScanSchema,
  registries: ScanRegistries,
): Fault[] {
  const part = <S extends z.ZodType>(partSchema: S, path: Path): z.output<S> | undefined =>
    partSchema.safeParse(valueAt(raw, path)).data;
  const beam = part(experimentSchema.shape.beam, ['experiment', 'beam']);
  const beamEnergyGeV = beam && highestEnergy(beam);
  const particle = part(experimentSchema.shape.beam.shape.particle, ['experiment', 'beam', 'particle']);
  const { id: channelId, ids: channelIds } = chooseChannel(raw);
  const at = ['experiment', 'channels', typeof channelId === 'string' ? channelId : ''];
  const channel = part(channelSchema, at);
  const massGeV = part(schema.shape.grid.shape.mass, ['grid', 'mass']);
  const coupling = part(schema.shape.grid.shape.coupling, ['grid', 'coupling']);
  const refine = part(schema.shape.grid.shape.refine, ['grid', 'refine']);
  const accuracy = part(schema.shape.accuracy, ['accuracy']);
  const integration = part(schema.shape.integration, ['integration']);
  const modelId = part(schema.shape.model.shape.id, ['model', 'id']);
  const method = part(schema.shape.method, ['method']);
  const model = modelId === undefined ? undefined : registries.models[modelId];

  const parameters = model && part(model.parameters.prefault({}), ['model', 'parameters']);

  return [
    channelFault(channelId, channelIds),
    beamFault(particle, modelId, registries),
    massFault(massGeV, beamEnergyGeV),
    sizeFault(massGeV, coupling),
    ...refinementFaults(refine, { mass: massGeV, coupling }, accuracy),
    energyFractionFault(integration, channel),
    methodFault(method, model, registries),
    showerFault(method, valueAt(raw, ['experiment', 'target']), registries),
    angleFault(method, model, integration),
    recoilFault(channel, beamEnergyGeV, at),
    ...tauFaults(channel, model, registries, at),
    decayTauFault(channel, model, parameters, at),
  ].filter((fault) => fault !== undefined);
}

function channelFault(id: unknown, ids: readonly string[]): Fault | undefined {
  const isNamed = typeof id === 'string';
  if (ids.length === 0 || (id !== undefined && !isNamed) || (isNamed && ids.includes(id))) return undefined;
  const message = `expected ${oneOf(ids)}, as in the experiment; got ${describeValue(id)}${didYouMean(id, ids)}`;
  return { path: ['channel'], message };
}

function beamFault(
  particle: string | undefined,
  modelId: string | undefined,
  { models }: ScanRegistries,
): Fault | undefined {
  if (particle === undefined || modelId === undefined) return undefined;
  const { beamLeptons } = models[modelId];
  if (beamLeptons.includes(particle)) return undefined;
  const able = Object.keys(models).filter((id) => models[id].beamLeptons.includes(particle));
  const message = `expected ${oneOf(beamLeptons)}, because X of ${modelId} does not couple to ${particle}s; got ${describeValue(particle)} (models that do: ${able.join(', ')})`;
  return { path: ['experiment', 'beam', 'particle'], message };
}

function massFault(
  massGeV: readonly number[] | undefined,
  beamEnergyGeV: number | undefined,
): Fault | undefined {
  if (massGeV === undefined || beamEnergyGeV === undefined || massGeV[0] < beamEnergyGeV) return undefined;
  const message = `expected masses below the beam energy (${beamEnergyGeV} GeV); got none, the lowest is ${massGeV[0]} GeV`;
  return { path: ['grid', 'mass'], message };
}

function sizeFault(massGeV?: readonly number[], coupling?: readonly number[]): Fault | undefined {
  if (massGeV === undefined || coupling === undefined) return undefined;
  const points = massGeV.length * coupling.length;
  if (points <= MAX_GRID_POINTS) return undefined;
  const message = `expected at most ${MAX_GRID_POINTS} points; got ${massGeV.length} masses x ${coupling.length} couplings = ${points}`;
  return { path: ['grid'], message };
}

/** Fewer coarse points do not show where a contour could be. */
const LEAST_COARSE_POINTS = 4;

function refinementFaults(
  refine: z.output<ScanSchema['shape']['grid']['shape']['refine']>,
  axes: Readonly<Record<'mass' | 'coupling', readonly number[] | undefined>>,
  accuracy: number | undefined,
): Fault[] {
  if (refine === undefined) return [];
  const faults = Object.entries(axes).flatMap(([name, values]) => {
    const fault = values && coarseAxisFault(name, values, refine.levels);
    return fault ?? [];
  });
  if (accuracy !== undefined && refine.accuracy < accuracy) {
    const message = `expected no less than the accuracy of the yields (${accuracy}), which contours cannot exceed; got ${refine.accuracy}`;
    faults.push({ path: ['grid', 'refine', 'accuracy'], message });
  }
  return faults;
}

function coarseAxisFault(name: string, values: readonly number[], levels: number): Fault | undefined {
  if (values.length < LEAST_COARSE_POINTS) {
    const message = `expected at least ${LEAST_COARSE_POINTS} points of a grid that is refined; got ${values.length}`;
    return { path: ['grid', name], message };
  }
  const fine = (values.length - 1) * 2 ** levels + 1;
  const path = ['grid', 'refine', 'levels'];
  if (fine > MAX_AXIS_POINTS) {
    const message = `expected fewer levels or points: ${values.length} points of ${name}, halved ${levels} times, are ${fine}, more than ${MAX_AXIS_POINTS}`;
    return { path, message };
  }
  try {
    subdivide(values, levels);
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { path, message: `${name}: ${error.message}` };
  }
}

function energyFractionFault(
  integration: z.output<ScanSchema['shape']['integration']> | undefined,
  channel: z.output<typeof channelSchema> | undefined,
): Fault | undefined {
  if (integration === undefined || channel === undefined) return undefined;
  const limits = { from: integration.x_min, to: integration.x_max ?? 1 };
  const cut = { from: channel.x_min ?? 0, to: channel.x_max ?? 1 };
  if (Math.max(limits.from, cut.from) < Math.min(limits.to, cut.to)) return undefined;
  const message = `expected limits of x that overlap with the channel's (${cut.from} to ${cut.to}); got ${limits.from} to ${limits.to}`;
  return { path: ['integration'], message };
}

function methodFault(
  method: string | undefined,
  model: ModelEntry | undefined,
  { methods }: ScanRegistries,
): Fault | undefined {
  if (method === undefined || model === undefined) return undefined;
  const { mediator } = model;
  if (methods[method].mediators.includes(mediator)) return undefined;
  const able = Object.keys(methods).filter((id) => methods[id].mediators.includes(mediator));
  const message = `expected ${oneOf(able)}, which can produce the mediator of the model (${mediator}); got ${describeValue(method)}`;
  return { path: ['method'], message };
}

function showerFault(
  method: string | undefined,
  target: unknown,
  { methods }: ScanRegistries,
): Fault | undefined {
  if (method === undefined || methods[method].needsShower !== true) return undefined;
  if (typeof target !== 'object' || target === null) return undefined;
  const loss = 'energy_loss' in target ? target.energy_loss : undefined;
  if (loss === 'bremsstrahlung') return undefined;
  const message = `expected a thick target of an electron beam (energy_loss: bremsstrahlung): ${method} are radiated in it; got ${describeValue(loss)}`;
  return { path: ['method'], message };
}

/** A cut that would be forgotten. */
function angleFault(
  method: string | undefined,
  model: ModelEntry | undefined,
  integration: z.output<ScanSchema['shape']['integration']> | undefined,
): Fault | undefined {
  if (method === undefined || model === undefined || (integration?.theta_max ?? null) === null)
    return undefined;
  const path = ['integration', 'theta_max'];
  if (method === 'iww') {
    return { path, message: 'expected "none": iww has integrated the angle; for a cut use exact or ww' };
  }
  if (method === 'shower-photons') {
    return { path, message: 'expected "none": shower-photons makes ALPs in the direction of the beam' };
  }
  if (method !== 'exact' || model.mediator !== 'alp-photon') return undefined;
  const message =
    'expected "none": exact fusion is integrated over the recoil lepton, not the angle of the ALP; for a cut use ww';
  return { path, message };
}

type Channel = z.output<typeof channelSchema>;

function recoilFault(
  channel: Channel | undefined,
  beamEnergyGeV: number | undefined,
  at: Path,
): Fault | undefined {
  const least = channel?.recoil?.min;
  if (least === undefined || beamEnergyGeV === undefined || least < beamEnergyGeV) return undefined;
  const message = `expected an energy below the beam's (${beamEnergyGeV} GeV); got ${least} GeV`;
  return { path: [...at, 'recoil', 'min'], message };
}

function tauFaults(
  channel: Channel | undefined,
  model: ModelEntry | undefined,
  { models }: ScanRegistries,
  at: Path,
): Fault[] {
  if (channel === undefined || model === undefined || model.mediator === 'lfv-alp') return [];
  const able = Object.keys(models).filter((id) => models[id].mediator === 'lfv-alp');
  return (['recoil_tau', 'decay_tau'] as const)
    .filter((selection) => channel[selection] !== undefined)
    .map((selection) => ({
      path: [...at, selection],
      message: `expected a model with taus: ${able.join(', ')}; got one whose mediator is ${model.mediator}`,
    }));
}

/** A selection of decays that a model with taus has not with these parameters. */
function decayTauFault(
  channel: Channel | undefined,
  model: ModelEntry | undefined,
  parameters: z.output<ModelEntry['parameters']> | undefined,
  at: Path,
): Fault | undefined {
  if (channel?.decay_tau === undefined || model?.mediator !== 'lfv-alp' || parameters === undefined) {
    return undefined;
  }
  if (model.decaysToTau(parameters)) return undefined;
  const message = `expected decays to mu tau, which this selects (model.parameters.decays: visible or computed); got ${describeValue(parameters.decays)}`;
  return { path: [...at, 'decay_tau'], message };
}
