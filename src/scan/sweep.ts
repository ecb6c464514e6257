/**
 * The sweep of a scan file: each combination of swept values is a plane, the file with these values in their fields.
 * Planes are validated like any file; what is wrong with a swept value is told once, where it stands in the sweep.
 */
import { expandExperiment } from './experiment-reference.js';
import type { Fault } from './fault.js';
import { formatPath, isRecord, isWithin, type Path, valueAt, withValueAt } from './path.js';
import type { ScanRegistries } from './registries.js';
import {
  companionPath,
  isOfChannel,
  nameOfField,
  shortNames,
  SWEPT_SECTIONS,
  sweptPath,
} from './sweep-fields.js';
import { MAX_PLANES, sweepSchema, type SweptValue } from './sweep-schema.js';
import { didYouMean } from './suggestion.js';
import type { RawScan } from './validate-scan.js';
import { check } from './zod-faults.js';

export interface SweptField {
  /** As it is written. */
  readonly key: string;
  readonly values: readonly SweptValue[];
}

export interface Sweep {
  readonly fields: readonly SweptField[];
  readonly faults: readonly Fault[];
}

export interface Plane {
  /** The content of the file with the swept values, without the sweep. */
  readonly raw: RawScan;
  readonly assigned: readonly Assignment[];
  /** Of swept fields that would take away more than they give. */
  readonly faults: readonly Fault[];
}

export interface Assignment {
  readonly field: SweptField;
  /** Of the value in its list. */
  readonly index: number;
  readonly path: Path;
  /** The field's own name. */
  readonly name: string;
  /** The path up to the first mapping that the file did not have. */
  readonly made: Path;
}

/** Reads the sweep of a file; fields with faults are left out. */
export function readSweep({ sweep = {}, ...raw }: RawScan, registries: ScanRegistries): Sweep {
  const { data, faults } = check(sweepSchema, sweep);
  const fields = Object.entries(data ?? (isRecord(sweep) ? sweep : {}))
    .filter(([key]) => !faults.some(({ path }) => path[0] === key))
    .map(([key, values]) => ({ key, values: values as SweptValue[] }));
  const nameFaults = fields.flatMap(({ key }) => nameFault(key, registries) ?? []);
  const named = fields.filter(({ key }) => !nameFaults.some(({ path }) => path[1] === key));
  const own = [
    ...faults.map((fault) => ({ ...fault, path: ['sweep', ...fault.path] })),
    ...nameFaults,
    ...repeatedFields(named, raw, registries),
  ];
  const sizes = named.map(({ values }) => values.length);
  const planes = sizes.reduce((product, size) => product * size, 1);
  if (planes <= MAX_PLANES) return { fields: named, faults: own };
  const message = `expected at most ${MAX_PLANES} combinations; got ${sizes.join(' x ')} = ${planes}`;
  // The first value of each is enough to look for other faults.
  const fewer = named.map(({ key, values }) => ({ key, values: values.slice(0, 1) }));
  return { fields: fewer, faults: [...own, { path: ['sweep'], message }] };
}

function nameFault(key: string, registries: ScanRegistries): Fault | undefined {
  const short = shortNames(registries);
  if (short.includes(key) || SWEPT_SECTIONS.includes(key.split('.')[0])) return undefined;
  const candidates = [...short, ...SWEPT_SECTIONS];
  const hint = didYouMean(key.split('.')[0], candidates);
  const expected = `expected a path that begins with ${SWEPT_SECTIONS.join(', ')}, or one of ${short.join(', ')}`;
  return {
    path: ['sweep', key],
    message: `not a field that can be swept${hint || `; ${expected}`}`,
    at: 'key',
  };
}

function repeatedFields(fields: readonly SweptField[], raw: RawScan, registries: ScanRegistries): Fault[] {
  const expanded = inFull(raw, registries);
  const paths = fields.map(({ key }) => {
    const path = sweptPath(key, expanded, registries);
    return path === undefined ? key : formatPath(path);
  });
  return fields.flatMap(({ key }, i) => {
    const before = paths.indexOf(paths[i]);
    if (before === i) return [];
    const message = `the same field as "${fields[before].key}"; keep one of them`;
    return [{ path: ['sweep', key], message, at: 'key' as const }];
  });
}

/** The planes of a file, the last field running fastest; one plane without a sweep. */
export function* planesOf(
  file: RawScan,
  fields: readonly SweptField[],
  registries: ScanRegistries,
): Generator<Plane> {
  const raw = Object.fromEntries(Object.entries(file).filter(([key]) => key !== 'sweep'));
  const count = fields.reduce((product, { values }) => product * values.length, 1);
  for (let plane = 0; plane < count; plane++) {
    let rest = plane;
    const indices = new Map<SweptField, number>();
    for (const field of fields.toReversed()) {
      indices.set(field, rest % field.values.length);
      rest = Math.floor(rest / field.values.length);
    }
    yield planeAt(raw, fields, indices, registries);
  }
}

function planeAt(
  raw: RawScan,
  fields: readonly SweptField[],
  indices: ReadonlyMap<SweptField, number>,
  registries: ScanRegistries,
): Plane {
  let plane = raw;
  const assigned = new Map<SweptField, Assignment>();
  const faults: Fault[] = [];
  for (const field of inOrder(fields, raw, registries)) {
    const expanded = inFull(plane, registries);
    const path = sweptPath(field.key, expanded, registries);
    if (path === undefined) continue;
    const index = indices.get(field)!;
    if (isEfficiency(path) && isRecord(valueAt(expanded, path))) faults.push(replacedTable(field.key, path));
    if (isOfChannel(field.key) && path.length > 4 && !isRecord(valueAt(expanded, path.slice(0, -1)))) {
      faults.push(missingMapping(field.key, path));
      continue;
    }
    const steps = path.findIndex((_, i) => !isRecord(valueAt(expanded, path.slice(0, i + 1))));
    const made = steps === -1 ? path : path.slice(0, steps + 1);
    const isInExperiment = path[0] === 'experiment' && path.length > 1;
    const { experiment } = plane;
    // A registered experiment with a field changed.
    const base =
      isInExperiment && typeof experiment === 'string' ? { ...plane, experiment: { id: experiment } } : plane;
    plane = withValueAt(base, path, field.values[index]) as RawScan;
    const companion = companionPath(field.key, path, expanded);
    if (companion !== undefined) plane = withValueAt(plane, companion, field.values[index]) as RawScan;
    const name = isOfChannel(field.key) ? field.key : nameOfField(path, expanded, registries);
    assigned.set(field, { field, index, path, name, made });
  }
  return { raw: plane, assigned: fields.flatMap((field) => assigned.get(field) ?? []), faults };
}

function isEfficiency(path: Path): boolean {
  return path.length === 4 && path[1] === 'channels' && path[3] === 'efficiency';
}

/** Whoever sweeps kappa thinks of a factor, and would silently lose the dependence on mass or x. */
function replacedTable(key: string, path: Path): Fault {
  const message =
    `expected an efficiency that is a number, because a swept one takes its place; the channel "${path[2]}" has a table. ` +
    'For a factor on the table sweep the exposure, to which yields are proportional too; to do without the table write "efficiency: 1" in the channel';
  return { path: ['sweep', key], message, at: 'key' };
}

/** A single field of a selection that the channel does not make would be no selection. */
function missingMapping(key: string, path: Path): Fault {
  const message = `expected a channel with ${path[3]}, whose ${path[4]} it is; the channel "${path[2]}" has none`;
  return { path: ['sweep', key], message, at: 'key' };
}

/** What contains other fields comes before them, and what selects the channel before its fields. */
function inOrder(fields: readonly SweptField[], raw: RawScan, registries: ScanRegistries): SweptField[] {
  const rankOf = ({ key }: SweptField) =>
    isOfChannel(key) ? Number.MAX_VALUE : sweptPath(key, raw, registries)!.length;
  return fields.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function inFull(raw: RawScan, { experiments }: ScanRegistries): RawScan {
  return { ...raw, experiment: expandExperiment(raw.experiment, experiments).input };
}

/** The place of a plane's fault in the file as it is written. */
export function faultInFile(fault: Fault, { assigned }: Plane, file: RawScan): Fault {
  const { path, message, at } = fault;
  const [about] = assigned
    .filter(({ made }) => isWithin(path, made))
    .sort((a, b) => b.made.length - a.made.length);
  if (about === undefined) {
    // An experiment that was given by its id alone.
    const isId = path[0] === 'experiment' && typeof file.experiment === 'string';
    return isId && path[1] === 'id' ? { ...fault, path: ['experiment'] } : fault;
  }
  const { field, index } = about;
  const isExactly = formatPath(path) === formatPath(about.path);
  const told = isExactly && (at !== 'key' || formatPath(path) === field.key);
  const text = told ? message : `${formatPath(path)}: ${message}`;
  if (isWithin(path, about.path) && at !== 'key') return { path: ['sweep', field.key, index], message: text };
  return { path: ['sweep', field.key], message: text, at: 'key' };
}
