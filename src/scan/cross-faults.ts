/**
 * What the sections of a scan file say together. Each rule asks for the parts it needs, and holds its peace where one of
 * them is missing or has faults of its own.
 */
import type { z } from 'zod';
import { describeValue } from '../experiments/fields.js';
import { channelSchema, experimentSchema, highestEnergy } from '../experiments/schema.js';
import { MAX_GRID_POINTS } from './axis.js';
import type { Fault } from './fault.js';
import { oneOf } from './issue-messages.js';
import { type Path, valueAt } from './path.js';
import type { ScanSchema } from './scan-schema.js';
import { didYouMean } from './suggestion.js';

/** `raw` is the content of the file, its experiment in full. */
export function crossFaults(raw: Readonly<Record<string, unknown>>, schema: ScanSchema): Fault[] {
  const part = <S extends z.ZodType>(partSchema: S, path: Path): z.output<S> | undefined =>
    partSchema.safeParse(valueAt(raw, path)).data;
  const beam = part(experimentSchema.shape.beam, ['experiment', 'beam']);
  const beamEnergyGeV = beam && highestEnergy(beam);
  const channels = valueAt(raw, ['experiment', 'channels']);
  const channelIds = typeof channels === 'object' && channels !== null ? Object.keys(channels) : [];
  const channelId = raw.channel ?? (channelIds.length === 1 ? channelIds[0] : undefined);
  const massGeV = part(schema.shape.grid.shape.mass, ['grid', 'mass']);
  const coupling = part(schema.shape.grid.shape.coupling, ['grid', 'coupling']);

  return [
    channelFault(channelId, channelIds),
    massFault(massGeV, beamEnergyGeV),
    sizeFault(massGeV, coupling),
    energyFractionFault(
      part(schema.shape.integration, ['integration']),
      part(channelSchema, ['experiment', 'channels', typeof channelId === 'string' ? channelId : '']),
    ),
  ].filter((fault) => fault !== undefined);
}

function channelFault(id: unknown, ids: readonly string[]): Fault | undefined {
  const isNamed = typeof id === 'string';
  if (ids.length === 0 || (id !== undefined && !isNamed) || (isNamed && ids.includes(id))) return undefined;
  const message = `expected ${oneOf(ids)}, as in the experiment; got ${describeValue(id)}${didYouMean(id, ids)}`;
  return { path: ['channel'], message };
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
