/** What fields that name a constraint mean for a model: the same in figure files and in scan files. */
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import {
  BANDS,
  type BandConstraint,
  type Constraint,
  type LimitConstraint,
  LINES,
} from '../constraints/index.js';
import { InputFileError, UsageError } from '../errors.js';
import { MODELS, type ParameterValues, converter, particleOf } from '../models/index.js';
import type {
  BandLayerFields,
  ConstraintFields,
  ConstraintLayerFields,
  LineLayerFields,
} from './constraint-fields.js';
import { readConstraintFile } from './constraint-file.js';
import { type CsvTable, readCsvTable } from './csv-table.js';
import { lookFault } from './dashes.js';
import { bandParameters, constraintParameters, findConstraint } from './find-constraint.js';
import { isRecord } from './path.js';
import { SCAN_REGISTRIES } from './registries.js';
import type { Fault } from './fault.js';
import { type Checked, check, under } from './zod-faults.js';

/** A model at values of all of its parameters. */
export interface ModelAt {
  readonly id: string;
  readonly parameters: ParameterValues;
}

/** The files that constraints name. */
export interface ConstraintFiles {
  /** To which their names are relative. */
  readonly folder: string;
  readonly readTable: (path: string) => CsvTable;
  readonly readConstraint: (path: string) => LimitConstraint;
}

/** As they are on the disk. */
export function filesIn(folder: string): ConstraintFiles {
  return { folder, readTable: readCsvTable, readConstraint: readConstraintFile };
}

export type ConstraintLayer = BandLayer | LineLayerFields | LimitLayer;

export interface BandLayer extends Omit<BandLayerFields, 'parameters'> {
  /** Of the model. */
  readonly parameters: ParameterValues;
}

/** A limit whose coupling the plane has, with its parameters filled in. */
export interface LimitLayer extends Omit<ConstraintLayerFields, 'constraint'> {
  readonly limit: LimitConstraint;
}

/** A layer with all of its parameters, if the constraint is for the model. */
export function constraintLayerOf(
  fields: ConstraintFields,
  model: ModelAt,
  files: ConstraintFiles,
): Checked<ConstraintLayer> {
  if ('band' in fields) return ofBand(fields, model);
  return 'line' in fields ? ofLine(fields, model, files) : ofName(fields, model, files);
}

function ofBand(layer: BandLayerFields, model: ModelAt): Checked<ConstraintLayer> {
  const given = layer.parameters ?? {};
  const merged = isRecord(given) ? { ...model.parameters, ...given } : given;
  const { data, faults } = under(['parameters'], check(SCAN_REGISTRIES.models[model.id].parameters, merged));
  if (data === undefined) return { data, faults };
  const refusal = forModel('band', BANDS[layer.band], { id: model.id, parameters: data });
  return refusal ?? { data: { ...layer, parameters: data }, faults };
}

function ofLine(layer: LineLayerFields, model: ModelAt, files: ConstraintFiles): Checked<ConstraintLayer> {
  const constraint = LINES[layer.line];
  const refusal = forModel('line', constraint, model);
  if (refusal !== undefined) return refusal;
  const look = { fill: layer.fill !== undefined, dash: layer.dash };
  const dishonest = lookFault(layer.line, constraint.certainty, look);
  if (dishonest !== undefined) return { data: undefined, faults: [dishonest] };
  const { data, faults } = parametersOf(constraint.parameters, layer.parameters, model, files);
  return { data: faults.length > 0 ? undefined : { ...layer, parameters: data }, faults };
}

/** By its name or from its file, and drawn as what it is. */
function ofName(
  { constraint: name, ...layer }: ConstraintLayerFields,
  model: ModelAt,
  files: ConstraintFiles,
): Checked<ConstraintLayer> {
  const { folder, readConstraint } = files;
  let constraint;
  try {
    constraint = findConstraint(name, (file) => pathIn(folder, file), readConstraint);
  } catch (error) {
    if (error instanceof InputFileError) {
      const faults = error.message.split('\n').map(inNamedFile);
      return { data: undefined, faults };
    }
    if (!(error instanceof UsageError)) throw error;
    return fault('constraint', error.message);
  }
  const { id, kind, certainty } = constraint;
  if (kind === 'relation') {
    return fault('constraint', `${id} is a relation: it is drawn by a figure of "relations"`);
  }
  const refusal = forModel('constraint', constraint, model);
  if (refusal !== undefined) return refusal;
  if (kind === 'band') return ofNamedBand(constraint, layer, model, files);
  const dishonest = lookFault(id, certainty, { fill: layer.fill === true, dash: layer.dash });
  if (dishonest !== undefined) return { data: undefined, faults: [dishonest] };
  const { data, faults } = parametersOf(constraint.parameters, layer.parameters, model, files);
  if (faults.length > 0) return { data: undefined, faults };
  if (kind === 'line') {
    const { fill, ...look } = layer;
    if (fill === true)
      return fault('fill', `${id} is a line: expected { line: ${id}, fill: above or below }`);
    return { data: { line: id, style: 'limit', fill: undefined, ...look, parameters: data }, faults };
  }
  const { is, of } = constraint.coupling;
  const convert = converter(is, MODELS[model.id], particleOf(model), of);
  if ('message' in convert) return fault('constraint', `${constraint.title}: ${convert.message}`);
  return { data: { ...layer, limit: constraint, parameters: data }, faults };
}

function ofNamedBand(
  band: BandConstraint,
  { dash, fill, parameters: given, ...look }: Omit<ConstraintLayerFields, 'constraint'>,
  model: ModelAt,
  files: ConstraintFiles,
): Checked<ConstraintLayer> {
  if (dash !== undefined) return fault('dash', `${band.id} is a band: it has no line`);
  if (fill === false) return fault('fill', `${band.id} is a band: without its tint nothing is left`);
  const { data, faults } = parametersOf(bandParameters(band), given, model, files);
  return { data: data && { band: band.id, ...look, ...data, parameters: model.parameters }, faults };
}

function parametersOf<T>(
  schema: Parameters<typeof constraintParameters<T>>[0],
  given: unknown,
  model: ModelAt,
  { folder, readTable }: ConstraintFiles,
): Checked<T> {
  const own = given ?? {};
  const merged = isRecord(own) ? { ...darkMatterOf(model, schema), ...own } : own;
  return under(['parameters'], constraintParameters(schema, merged, folder, readTable));
}

/** A model with dark matter says what it is like, where a constraint asks and its own parameters do not. */
function darkMatterOf({ parameters }: ModelAt, schema: z.ZodType): Record<string, unknown> {
  if (!(Number(parameters['g_chi']) > 0) || !(schema instanceof z.ZodObject)) return {};
  const asked = ['g_chi', 'chi_mass_ratio'].filter((name) => name in schema.shape && name in parameters);
  return Object.fromEntries(asked.map((name) => [name, parameters[name]]));
}

/** What is to be said where a constraint is not for a model. */
function forModel(
  field: string,
  { title, models, appliesTo }: Extract<Constraint, { appliesTo: unknown }>,
  model: ModelAt,
): Checked<never> | undefined {
  if (appliesTo(MODELS[model.id], particleOf(model))) return undefined;
  return fault(field, `${title}: expected a model with ${models}; got ${model.id}`);
}

function fault(field: string, message: string): Checked<never> {
  return { data: undefined, faults: [{ path: [field], message }] };
}

function inNamedFile(message: string): Fault {
  return { path: ['constraint'], message, at: 'file' };
}

/** The path of a file that is named in a file of a folder. */
export function pathIn(folder: string, file: string): string {
  return isAbsolute(file) ? file : join(folder, file);
}
