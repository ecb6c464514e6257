/** How swept fields are named: by their path in the scan file, or by a short name for the usual ones. */
import { z } from 'zod';
import { isRecord, type Path, formatPath, valueAt } from './path.js';
import type { ScanRegistries } from './registries.js';
import { chooseChannel } from './selected-channel.js';

/** Fields that decide what is computed. */
export const SWEPT_SECTIONS = [
  'model',
  'experiment',
  'channel',
  'method',
  'form_factor',
  'integration',
  'grid',
  'accuracy',
];

const PATHS: Readonly<Record<string, Path>> = {
  model: ['model', 'id'],
  exposure: ['experiment', 'beam', 'particles_on_target'],
  energy: ['experiment', 'beam', 'energy'],
  material: ['experiment', 'target', 'material'],
};

/** Fields of the selected channel. */
const CHANNEL_PATHS: Readonly<Record<string, Path>> = {
  kappa: ['efficiency'],
  delta: ['recoil_tau', 'flight_beyond'],
};

/** Fields of the channel that take the same value, where the channel has the mapping that they stand in. */
const COMPANION_PATHS: Readonly<Record<string, Path>> = {
  // Both taus must fly: 2407.15942.
  delta: ['decay_tau', 'flight_beyond'],
};

/** All short names: parameters of models have their own. */
export function shortNames({ models }: ScanRegistries): string[] {
  const parameters = Object.values(models).flatMap(({ parameters: schema }) =>
    schema instanceof z.ZodObject ? Object.keys(schema.shape) : [],
  );
  return [...new Set([...parameters, ...Object.keys(PATHS), ...Object.keys(CHANNEL_PATHS)])];
}

/** Whether the place of the field depends on which channel is selected. */
export function isOfChannel(name: string): boolean {
  return Object.hasOwn(CHANNEL_PATHS, name);
}

/**
 * The path of a field; `expanded` is the content of the file, its experiment in full. Undefined for a field of the
 * selected channel as long as that is not known, which is told elsewhere.
 */
export function sweptPath(
  name: string,
  expanded: Readonly<Record<string, unknown>>,
  registries: ScanRegistries,
): Path | undefined {
  if (isOfChannel(name)) {
    const { id, ids } = chooseChannel(expanded);
    const channel = ids.find((known) => known === id);
    return channel === undefined ? undefined : ['experiment', 'channels', channel, ...CHANNEL_PATHS[name]];
  }
  if (Object.hasOwn(PATHS, name)) return PATHS[name];
  return shortNames(registries).includes(name) ? ['model', 'parameters', name] : splitPath(name, expanded);
}

/** The path of another field that takes the swept value, too. */
export function companionPath(name: string, path: Path, expanded: unknown): Path | undefined {
  const companion = Object.hasOwn(COMPANION_PATHS, name) ? COMPANION_PATHS[name] : undefined;
  if (companion === undefined) return undefined;
  const channel = path.slice(0, 3);
  return isRecord(valueAt(expanded, [...channel, companion[0]])) ? [...channel, ...companion] : undefined;
}

/** The steps of a dotted path; names of the file may have dots in them. */
function splitPath(text: string, data: unknown): Path {
  const names = isRecord(data) ? Object.keys(data) : [];
  if (names.includes(text)) return [text];
  const name = names.filter((known) => text.startsWith(`${known}.`)).sort((a, b) => b.length - a.length)[0];
  const end = name === undefined ? text.indexOf('.') : name.length;
  if (end === -1) return [text];
  const first = text.slice(0, end);
  return [first, ...splitPath(text.slice(end + 1), isRecord(data) ? data[first] : undefined)];
}

/** The short name of a field where it has one, however it was written; otherwise its path. */
export function nameOfField(
  path: Path,
  expanded: Readonly<Record<string, unknown>>,
  registries: ScanRegistries,
): string {
  const text = formatPath(path);
  const isThis = (name: string) => {
    const other = sweptPath(name, expanded, registries);
    if (other === undefined || formatPath(other) !== text) return false;
    // A path sweeps one field only.
    return companionPath(name, other, expanded) === undefined;
  };
  return shortNames(registries).find(isThis) ?? text;
}
