/**
 * The constraints of a scan file. They are drawn beside the contours and change no number, so that they are no part of the
 * plan; what is stored of them is all that it takes to draw them again, without the files they were read from.
 */
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { BANDS, type Constraint, LINES } from '../constraints/index.js';
import { asLayer, constraintsField } from './constraint-fields.js';
import { type ConstraintFile, constraintOfContent, isConstraintFile } from './constraint-file.js';
import {
  type ConstraintFiles,
  type ConstraintLayer,
  type ModelAt,
  constraintLayerOf,
  pathIn,
} from './constraint-layers.js';
import { type CsvTable, readCsvTable } from './csv-table.js';
import { parameterTables } from './find-constraint.js';
import { type Path, valueAt } from './path.js';
import { readTextFile } from './text-file.js';
import { type Checked, check } from './zod-faults.js';

/** A constraint as a scan file names it, with what the files it names said. */
export interface NamedConstraint {
  /** As a layer of a figure file, with tables in place of the names of their files. */
  readonly layer: Readonly<Record<string, unknown>>;
  /** Of a file of the user's own: what it says, its table included. */
  readonly content?: unknown;
  /** The files that were read. */
  readonly files: readonly FileRead[];
}

export interface FileRead {
  /** As it is written where it is named. */
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
}

/** Reads the files that constraints of one folder name. */
export interface ConstraintReader {
  /** Of the scan file. */
  readonly folder: string;
  readonly readTable: (path: string) => CsvTable;
  readonly open: (path: string) => ConstraintFile;
}

/**
 * The constraints of a scan file, all of which must be for its model. What does not agree with the schema is told elsewhere.
 *
 * @param entries as they are in the file.
 * @returns with paths from the list on.
 */
export function nameConstraints(
  entries: readonly unknown[],
  model: ModelAt,
  reader: ConstraintReader,
): Checked<readonly NamedConstraint[]> {
  const files: ConstraintFiles = { ...reader, readConstraint: (path) => reader.open(path).constraint };
  const valid = entries.map((entry) => constraintsField.element.safeParse(entry).data);
  const faults = valid.flatMap((fields, i) => {
    if (fields === undefined) return [];
    const found = constraintLayerOf(asLayer(fields), model, files).faults;
    // A name alone has no field.
    const place = (path: Path) => (typeof fields === 'string' ? [i] : [i, ...path]);
    return found.map((fault) => ({ ...fault, path: place(fault.path) }));
  });
  if (faults.length > 0 || valid.includes(undefined)) return { data: undefined, faults };
  return { data: entries.map((entry) => named(asLayer(entry as UnknownRecord | string), reader)), faults };
}

type UnknownRecord = Readonly<Record<string, unknown>>;

function named(layer: UnknownRecord, reader: ConstraintReader): NamedConstraint {
  const { folder, readTable } = reader;
  const { constraint, parameters } = layer;
  const tables = parameterTables(parameters, folder, readTable);
  const files = tables.files.map(({ at, table }) => ({
    name: valueAt(parameters, [...at, 'file']) as string,
    sha256: sha256Of(table.path),
  }));
  const withTables = parameters === undefined ? layer : { ...layer, parameters: tables.data };
  if (typeof constraint !== 'string' || !isConstraintFile(constraint)) return { layer: withTables, files };
  const path = pathIn(folder, constraint);
  const { content, tableFile } = reader.open(path);
  return {
    layer: withTables,
    content,
    files: [
      { name: constraint, sha256: sha256Of(path) },
      ...(tableFile === undefined
        ? []
        : [{ name: tableFile, sha256: sha256Of(resolve(dirname(path), tableFile)) }]),
      ...files,
    ],
  };
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readTextFile(path)).digest('hex');
}

/** The layer of a constraint for a model, from what is stored; why there is none where this program reads that differently. */
export function layerOfNamed(
  { layer, content }: NamedConstraint,
  model: ModelAt,
): ConstraintLayer | { readonly reason: string } {
  const files: ConstraintFiles = {
    folder: '',
    readTable: readCsvTable,
    readConstraint: () => constraintOfContent(content),
  };
  const { data: entries, faults } = check(constraintsField, [layer]);
  const checked =
    entries === undefined
      ? { data: undefined, faults }
      : constraintLayerOf(asLayer(entries[0]), model, files);
  return checked.data ?? { reason: checked.faults.map(({ message }) => message).join('; ') };
}

/** What is drawn, for those who want to know where it is from. */
export type ConstraintRecord =
  | {
      readonly constraint: string;
      readonly certainty: string;
      readonly source: string;
      /** All of them; of a band which measurement, and how wide it is. */
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly files: readonly FileRead[];
    }
  | { readonly constraint: string; readonly notDrawn: string };

export function constraintRecords(
  constraints: readonly NamedConstraint[],
  model: ModelAt,
): ConstraintRecord[] {
  return constraints.map((one) => {
    const layer = layerOfNamed(one, model);
    if ('reason' in layer) return { constraint: nameOf(one), notDrawn: layer.reason };
    const record = ({ id, certainty, source }: Drawable, parameters: unknown) => ({
      constraint: id,
      certainty,
      source,
      parameters: parameters as Readonly<Record<string, unknown>>,
      files: one.files,
    });
    if ('limit' in layer) return record(layer.limit, layer.parameters);
    if ('line' in layer) return record(LINES[layer.line], layer.parameters);
    const { band, measured, sigmas, excluded_beyond, parameters } = layer;
    const width = excluded_beyond === undefined ? { sigmas: sigmas ?? 2 } : { excluded_beyond };
    const changed = Object.entries(parameters).filter(([name, value]) => model.parameters[name] !== value);
    return record(BANDS[band], { measured, ...width, ...Object.fromEntries(changed) });
  });
}

type Drawable = Exclude<Constraint, { kind: 'missing' }>;

/** As it is written. */
export function nameOf({ layer }: NamedConstraint): string {
  return String(layer.constraint ?? layer.band ?? layer.line);
}

/** One line of a record, for comments and terminals. */
export function describeRecord(record: ConstraintRecord): string {
  if ('notDrawn' in record) return `${record.constraint} (not drawn)`;
  const { constraint, parameters, files } = record;
  const parts = [
    ...Object.entries(parameters).map(([name, value]) => `${name} ${textOf(value)}`),
    ...files.map(({ name, sha256 }) => `${name} sha256 ${sha256}`),
  ];
  return parts.length === 0 ? constraint : `${constraint} (${parts.join(', ')})`;
}

/** Tables are told by their files. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'table' : String(value);
}
