/**
 * The experiment of a scan file: the id of a registered one, such an id with fields to override, or an experiment
 * written in full. Overrides are merged into the registered experiment as it was written, units and all, before it is
 * validated: one definition holds for all three, and a fault in an override has its place in the user's file.
 */
import { describeValue } from '../experiments/fields.js';
import { type ExperimentInput, experimentSchema } from '../experiments/schema.js';
import { isTablePlace } from './experiment-tables.js';
import type { Fault } from './fault.js';
import { oneOf } from './issue-messages.js';
import { isRecord, type Path } from './path.js';
import { closestWord, didYouMean } from './suggestion.js';

export interface ExpandedExperiment {
  /** The fields of the experiment, still to be validated; undefined where nothing says which it is. */
  readonly input: unknown;
  /** Whether the fields that are not there are missing: not so, as long as it is unknown what is overridden. */
  readonly isComplete: boolean;
  /** What is wrong with the reference itself, with paths from `experiment` on. */
  readonly faults: readonly Fault[];
}

type Experiments = Readonly<Record<string, ExperimentInput>>;

export function expandExperiment(reference: unknown, experiments: Experiments): ExpandedExperiment {
  const ids = Object.keys(experiments);
  if (typeof reference === 'string') {
    if (ids.includes(reference)) return { input: experiments[reference], isComplete: true, faults: [] };
    const input = closestExperiment(reference, experiments);
    return { input, isComplete: true, faults: [unknownReference(reference, ids)] };
  }
  if (!isRecord(reference)) {
    return { input: undefined, isComplete: false, faults: [unknownReference(reference, ids)] };
  }
  const { id } = reference;
  if (typeof id !== 'string') {
    const message = `expected ${oneOf(ids)} to change some of its fields, or a new name for a new experiment; got ${describeValue(id)}`;
    return { input: reference, isComplete: false, faults: [{ path: ['id'], message }] };
  }
  if (ids.includes(id)) return { input: merge(experiments[id], reference), isComplete: true, faults: [] };
  const closest = closestExperiment(id, experiments);
  const isNew = closest === undefined || requiredFields.every((field) => Object.hasOwn(reference, field));
  if (isNew) return { input: reference, isComplete: true, faults: [] };
  // The other fields are overrides of the experiment whose id was misspelt.
  const message = `unknown experiment${didYouMean(id, ids)} (a new one needs all of ${requiredFields.join(', ')})`;
  const input = { ...merge(closest, reference), id: closest.id };
  return { input, isComplete: true, faults: [{ path: ['id'], message }] };
}

const requiredFields = Object.entries(experimentSchema.shape).flatMap(([field, schema]) =>
  schema.isOptional() ? [] : [field],
);

function unknownReference(reference: unknown, ids: readonly string[]): Fault {
  const message = `expected one of ${ids.join(', ')}, or a mapping; got ${describeValue(reference)}${didYouMean(reference, ids)}`;
  return { path: [], message };
}

function closestExperiment(id: string, experiments: Experiments): ExperimentInput | undefined {
  const closest = closestWord(id, Object.keys(experiments));
  return closest === undefined ? undefined : experiments[closest];
}

type UnknownRecord = Readonly<Record<string, unknown>>;

/** Mappings are merged field by field; anything else replaces, tables too. */
function merge<T extends UnknownRecord>(base: T, overrides: UnknownRecord, path: Path = []): T {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const old = Object.hasOwn(base, key) ? base[key] : undefined;
    const at = [...path, key];
    merged[key] = isRecord(old) && isRecord(value) && !isTablePlace(at) ? merge(old, value, at) : value;
  }
  if (path.length === 1 && path[0] === 'beam') {
    // One replaces the other.
    if (overrides.energy !== undefined && overrides.spectrum === undefined) delete merged.spectrum;
    if (overrides.spectrum !== undefined && overrides.energy === undefined) delete merged.energy;
  }
  if (path.length === 1 && path[0] === 'target' && overrides.material !== undefined) {
    // Another material has its own number of nuclei.
    if (overrides.number_density === undefined) delete merged.number_density;
  }
  return merged as T;
}
