/**
 * A figure in the plane of mass and coupling, as its file says it.
 *
 * 1. The fields, against the schema.
 * 2. The scans that are drawn, from their files: each one plane of its file.
 * 3. The model: the figure's own, or that of its first scan.
 * 4. What depends on it: the parameters of bands and lines, and the unit of the couplings.
 */
import { dirname } from 'node:path';
import { InputFileError, UsageError } from '../errors.js';
import { MODELS, type ParameterValues, converter, particleOf } from '../models/index.js';
import { type OverlayCurve, readOverlay } from '../overlays/index.js';
import {
  type ConstraintLayer,
  type ModelAt,
  constraintLayerOf,
  filesIn,
  pathIn,
} from '../scan/constraint-layers.js';
import { lookFault } from '../scan/dashes.js';
import { atExposure } from '../scan/experiment-certainty.js';
import { contoursSchema } from '../scan/contour-schema.js';
import type { Fault } from '../scan/fault.js';
import { SCAN_REGISTRIES } from '../scan/registries.js';
import { type ScanFile, readScanFiles } from '../scan/scan-file.js';
import type { YamlDocument } from '../scan/yaml-document.js';
import { type Checked, allOf, check, under } from '../scan/zod-faults.js';
import { validOrThrow } from './checked-document.js';
import { scanOfPlane } from './figure-plane.js';
import { withoutUndefined } from '../scan/layer-fields.js';
import { unitProblem } from './plane-axes.js';
import {
  type HeatMapLayerFields,
  type OverlayLayerFields,
  type PlaneFields,
  type ScanLayerFields,
  planeFigureSchema,
} from './plane-fields.js';

/** A figure file with its paths resolved and all parameters filled in. */
export interface FigureFile extends Omit<PlaneFields, 'model' | 'layers'> {
  readonly path: string;
  readonly model: ModelAt;
  readonly layers: readonly PlaneLayer[];
  /** The scan files of the layers, resolved against the figure file; each once. */
  readonly scanPaths: readonly string[];
}

export type PlaneLayer = ScanLayer | HeatMapLayer | ConstraintLayer | OverlayLayer;

/** `level` is that of the confidence level, if one was given; the plane is in canonical values. */
export type ScanLayer = Omit<ScanLayerFields, 'observed' | 'background' | 'method'>;

/** The plane is in canonical values. */
export type HeatMapLayer = HeatMapLayerFields;

/** The curves as they were read, with the couplings of the figure's plane. */
export interface OverlayLayer extends Pick<
  OverlayLayerFields,
  'certainty' | 'fill' | 'dash' | 'label' | 'colour'
> {
  readonly curves: readonly OverlayCurve[];
}

/** @throws {InputFileError} with all faults of the figure file, or those of a scan file. */
export function planeFigureFile(document: YamlDocument, path: string): FigureFile {
  const folder = dirname(path);
  const fields = validOrThrow(document, check(planeFigureSchema, document.value));
  const scans = validOrThrow(document, scansOf(fields, folder));
  const model = validOrThrow(document, modelOf(fields, scans));
  const layers = validOrThrow(
    document,
    allOf(fields.layers.map((layer, i) => under(['layers', i], resolved(layer, model, folder, scans[i])))),
  );
  return {
    ...fields,
    path,
    model,
    layers,
    scanPaths: [...new Set(scans.flatMap((scan) => scan?.path ?? []))],
  };
}

/** The scan of each layer that has one. */
function scansOf({ layers }: PlaneFields, folder: string): Checked<readonly (ScanFile | undefined)[]> {
  const files = new Map<string, readonly ScanFile[]>();
  const faults: Fault[] = [];
  const data = layers.map((layer, i) => {
    if (!('scan' in layer || 'heatmap' in layer)) return undefined;
    const [field, name] =
      'scan' in layer ? (['scan', layer.scan] as const) : (['heatmap', layer.heatmap] as const);
    const path = pathIn(folder, name);
    const read = () => {
      const planes = files.get(path) ?? readScanFiles(path);
      files.set(path, planes);
      return planes;
    };
    const chosen = under(['layers', i], scanOfPlane(read, layer.plane, field));
    faults.push(...chosen.faults);
    return chosen.data;
  });
  return { data, faults };
}

function modelOf({ model }: PlaneFields, scans: readonly (ScanFile | undefined)[]): Checked<ModelAt> {
  const first = scans.find((scan) => scan !== undefined);
  if (model === undefined && first !== undefined) return { data: first.plan.model, faults: [] };
  if (model === undefined) {
    const message =
      'expected a model, or at least one layer with a scan: the model of the figure is then that of its first scan';
    return { data: undefined, faults: [{ path: ['layers'], message }] };
  }
  const { data, faults } = under(['model', 'parameters'], parametersOf(model.id, model.parameters ?? {}));
  return { data: data && { id: model.id, parameters: data }, faults };
}

function parametersOf(modelId: string, parameters: unknown): Checked<ParameterValues> {
  return check(SCAN_REGISTRIES.models[modelId].parameters, parameters);
}

function resolved(
  layer: PlaneFields['layers'][number],
  model: ModelAt,
  folder: string,
  scan: ScanFile | undefined,
): Checked<PlaneLayer> {
  if ('scan' in layer) return resolvedScan(layer, model, scan!);
  if ('heatmap' in layer) return resolvedHeatMap(layer, model, scan!);
  if ('overlay' in layer) return resolvedOverlay(layer, model, folder);
  return constraintLayerOf(layer, model, filesIn(folder));
}

function resolvedHeatMap(
  layer: HeatMapLayerFields,
  { id }: ModelAt,
  { path, plan, sweep }: ScanFile,
): Checked<PlaneLayer> {
  const message = unitProblem(MODELS[plan.model.id], MODELS[id]);
  if (message !== undefined) return { data: undefined, faults: [{ path: ['heatmap'], message }] };
  return { data: { ...layer, heatmap: path, plane: sweep }, faults: [] };
}

function resolvedScan(
  { observed, background, method, ...layer }: ScanLayerFields,
  { id }: ModelAt,
  file: ScanFile,
): Checked<PlaneLayer> {
  const { path, plan, sweep } = file;
  const message = unitProblem(MODELS[plan.model.id], MODELS[id]);
  if (message !== undefined) return { data: undefined, faults: [{ path: ['scan'], message }] };
  const dishonest = scanLookFault(layer, file);
  if (dishonest !== undefined) return { data: undefined, faults: [dishonest] };
  const found = { ...layer, scan: path, plane: sweep };
  const limit = withoutUndefined({ cl: layer.cl, observed, background, method });
  if (Object.keys(limit).length === 0) return { data: found, faults: [] };
  const { data, faults } = check(contoursSchema, limit);
  return { data: data && { ...found, level: data.levels![0] }, faults };
}

/** Of the least sure of the contours that are drawn: that of the largest exposure. */
function scanLookFault(
  { certainty: said, exposure, fill = false, dash }: Omit<ScanLayerFields, 'scan'>,
  { name, plan, contourExposures, certainty }: ScanFile,
): Fault | undefined {
  const { particlesOnTarget } = plan.experiment.beam;
  const exposures = exposure === undefined ? contourExposures : [exposure];
  const sure = said ?? atExposure(certainty, Math.max(...exposures, 0), particlesOnTarget);
  return lookFault(name, sure, { fill, dash });
}

function resolvedOverlay(
  { overlay, format, mass_unit: massUnit, columns, coupling_is: meaning, ...look }: OverlayLayerFields,
  model: ModelAt,
  folder: string,
): Checked<PlaneLayer> {
  const { certainty, fill = 'none', dash } = look;
  const dishonest = lookFault(overlay, certainty, { fill: fill !== 'none', dash });
  if (dishonest !== undefined) return { data: undefined, faults: [dishonest] };
  const convert = converter(meaning, MODELS[model.id], particleOf(model));
  if ('message' in convert) {
    return { data: undefined, faults: [{ path: ['coupling_is'], message: convert.message }] };
  }
  try {
    const curves = readOverlay(pathIn(folder, overlay), { format, massUnit, columns });
    const converted = curves.map((curve) => ({
      ...curve,
      coupling: curve.coupling.map((value, i) => convert(value, curve.massGeV[i])),
    }));
    return { data: { ...look, curves: converted }, faults: [] };
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputFileError)) throw error;
    return { data: undefined, faults: [{ path: ['overlay'], message: error.message }] };
  }
}
