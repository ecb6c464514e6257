/**
 * A figure in the plane of mass and coupling, as its file says it.
 *
 * 1. The fields, against the schema.
 * 2. The model: the file's own, or that of its first scan.
 * 3. What depends on the model: its parameters, those of each layer, and whether a line is for it at all.
 */
import { dirname, join } from 'node:path';
import { LINES } from '../constraints/index.js';
import { MODELS, type ParameterValues } from '../models/index.js';
import type { Fault } from '../scan/fault.js';
import type { Path } from '../scan/path.js';
import { SCAN_REGISTRIES } from '../scan/registries.js';
import { readScanFile } from '../scan/scan-file.js';
import type { YamlDocument } from '../scan/yaml-document.js';
import { type Checked, check } from '../scan/zod-faults.js';
import {
  type BandLayerFields,
  type LineLayerFields,
  type PlaneFields,
  type ScanLayer,
  planeFigureSchema,
} from './plane-fields.js';
import { refuseFaults } from './refuse-faults.js';

/** A figure file with its paths resolved and all parameters filled in. */
export interface FigureFile extends Omit<PlaneFields, 'model' | 'layers'> {
  readonly path: string;
  readonly model: FigureModel;
  readonly layers: readonly PlaneLayer[];
  /** The scan files of the layers, resolved against the figure file; each once. */
  readonly scanPaths: readonly string[];
}

export interface FigureModel {
  readonly id: string;
  readonly parameters: ParameterValues;
}

export type PlaneLayer =
  | ScanLayer
  | (Omit<BandLayerFields, 'parameters'> & { readonly parameters: ParameterValues })
  | LineLayerFields;

/** @throws {InputFileError} with all faults of the figure file, or of its first scan where that says the model. */
export function planeFigureFile(document: YamlDocument, path: string): FigureFile {
  const { data, faults } = check(planeFigureSchema, document.value);
  refuseFaults(document, faults);
  const fields = data!;
  const scans = fields.layers.flatMap((layer) => ('scan' in layer ? [join(dirname(path), layer.scan)] : []));
  const model = modelOf(fields, scans);
  refuseFaults(document, model.faults);
  const layers = fields.layers.map((layer, i) =>
    under(['layers', i], resolved(layer, model.data!, dirname(path))),
  );
  refuseFaults(
    document,
    layers.flatMap((layer) => layer.faults),
  );
  return {
    ...fields,
    path,
    model: model.data!,
    layers: layers.map((layer) => layer.data!),
    scanPaths: [...new Set(scans)],
  };
}

function modelOf({ model }: PlaneFields, scans: readonly string[]): Checked<FigureModel> {
  if (model !== undefined) {
    const { data, faults } = parametersOf(model.id, model.parameters ?? {});
    return {
      data: data && { id: model.id, parameters: data },
      faults: under(['model', 'parameters'], { data, faults }).faults,
    };
  }
  if (scans.length > 0) return { data: readScanFile(scans[0]).plan.model, faults: [] };
  const message =
    'expected a model, or at least one layer with a scan: the model of the figure is then that of its first scan';
  return { data: undefined, faults: [{ path: ['layers'], message }] };
}

function parametersOf(modelId: string, parameters: unknown): Checked<ParameterValues> {
  return check(SCAN_REGISTRIES.models[modelId].parameters, parameters);
}

type RawLayer = PlaneFields['layers'][number];

function resolved(layer: RawLayer, model: FigureModel, folder: string): Checked<PlaneLayer> {
  if ('scan' in layer) return { data: { ...layer, scan: join(folder, layer.scan) }, faults: [] };
  const given = layer.parameters ?? {};
  if ('band' in layer) {
    const parameters = isMapping(given) ? { ...model.parameters, ...given } : given;
    const { data, faults } = under(['parameters'], parametersOf(model.id, parameters));
    return { data: data && { ...layer, parameters: data }, faults };
  }
  const { title, models, appliesTo, parameters } = LINES[layer.line];
  if (!appliesTo(MODELS[model.id])) {
    const message = `expected a figure of a model with ${models} (${title}); got ${model.id}`;
    return { data: undefined, faults: [{ path: ['line'], message }] };
  }
  const { data, faults } = under(['parameters'], check(parameters, given));
  return { data: faults.length > 0 ? undefined : { ...layer, parameters: data }, faults };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function under<T>(section: Path, { data, faults }: Checked<T>): Checked<T> {
  return { data, faults: faults.map((fault): Fault => ({ ...fault, path: [...section, ...fault.path] })) };
}
