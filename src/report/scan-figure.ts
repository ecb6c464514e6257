/** Figures of stored scans: what a figure file asks for, or a single scan with its (g-2) band. */
import { loadScan, type LoadedScan } from '../engine/scan-reference.js';
import { MODELS } from '../models/index.js';
import { type DrawnConstraint, bandLayers, limitLayers, lineLayer } from './constraint-layers.js';
import type { Figure, Layer, LinesLayer } from './figure.js';
import { withoutUndefined } from './layer-fields.js';
import { confidenceLabel, inTeX, levelLabel } from './level-label.js';
import { overlayLayers } from './overlay-layers.js';
import type { FigureFile, ScanLayer } from './plane-figure-file.js';
import { planeAxes } from './plane-axes.js';
import { contoursOf } from './scan-contours.js';

/** The band of Fig. 5 of 1701.07437 with the 2021 result; others are named in figure files. */
const DEFAULT_BAND = { band: 'muon-g-2', measured: '2021' };

/** The figure of a figure file; its scans must have been run. */
export function figureOfFile(file: FigureFile, databasePath: string): Figure {
  const load = onceEach(({ scan, plane }: ScanLayer) =>
    loadScan({ kind: 'file', path: scan }, databasePath, plane),
  );
  const drawn = file.layers.map((layer): DrawnConstraint => {
    if ('scan' in layer) return { layers: scanLayers(load(layer), layer), notes: [] };
    if ('band' in layer) return bandLayers(file.model.id, layer, file.mass);
    if ('curves' in layer) return { layers: overlayLayers(layer), notes: [] };
    if ('limit' in layer) return { layers: limitLayers(file.model, layer, file.mass), notes: [] };
    return { layers: [lineLayer(file.model, layer, file.mass)], notes: [] };
  });
  const notes = drawn.flatMap((layer) => layer.notes);
  return {
    ...withoutUndefined({ title: file.title }),
    ...planeAxes(
      MODELS[file.model.id],
      [file.mass.from, file.mass.to],
      [file.coupling.from, file.coupling.to],
    ),
    layers: drawn.flatMap(({ layers }) => layers),
    ...(notes.length > 0 && { notes }),
  };
}

/** Grids are large, and layers that differ in level or exposure share one. */
function onceEach(load: (layer: ScanLayer) => LoadedScan): (layer: ScanLayer) => LoadedScan {
  const loaded = new Map<string, LoadedScan>();
  return (layer) => {
    const key = JSON.stringify([layer.scan, layer.plane]);
    const scan = loaded.get(key) ?? load(layer);
    loaded.set(key, scan);
    return scan;
  };
}

/** The figure of one scan over its own grid. */
export function figureOfScan(
  scan: LoadedScan,
  { levels, exposures }: Partial<Pick<ContourLook, 'levels' | 'exposures'>> = {},
): Figure {
  const { model } = scan.plan;
  const { massGeV, coupling } = scan.grid;
  const mass = { from: massGeV[0], to: massGeV.at(-1)! };
  return {
    title: scan.scan.presentation.title,
    ...planeAxes(MODELS[model.id], [mass.from, mass.to], [coupling[0], coupling.at(-1)!]),
    layers: [
      ...contourLayers(scan, { levels, exposures, fill: true, colour: 'blue' }),
      // Above the fills, so that its tint is the one in the legend.
      ...defaultBand(model, mass),
    ],
  };
}

/** The (g-2) band of a model over a range of masses in GeV; nothing for a model that has none. */
export function defaultBand(
  { id, parameters }: LoadedScan['plan']['model'],
  mass: { readonly from: number; readonly to: number },
): readonly Layer[] {
  return bandLayers(id, { ...DEFAULT_BAND, parameters, colour: 'vermillion' }, mass).layers;
}

/** The contours that a layer of a figure file asks for. */
function scanLayers(scan: LoadedScan, { level, cl, exposure, label, ...look }: ScanLayer): Layer[] {
  return contourLayers(scan, {
    ...look,
    levels: level === undefined ? undefined : [level],
    exposures: exposure === undefined ? undefined : [exposure],
    label: label ?? (cl === undefined ? undefined : confidenceLabel(cl)),
  });
}

interface ContourLook {
  readonly levels: readonly number[] | undefined;
  readonly exposures?: readonly number[] | undefined;
  readonly fill: boolean;
  readonly label?: string | undefined;
  readonly colour?: Layer['colour'] | undefined;
  readonly style?: LinesLayer['style'] | undefined;
  readonly dash?: LinesLayer['dash'] | undefined;
}

function contourLayers(
  loaded: LoadedScan,
  { levels, exposures, fill, label, colour, style, dash }: ContourLook,
): Layer[] {
  const contours = contoursOf(loaded, levels, exposures, 'step');
  const severalExposures = new Set(contours.map(({ exposure }) => exposure)).size > 1;
  return contours.map(({ level, exposure, lines, region }, i) => ({
    kind: 'lines',
    polylines: lines,
    label:
      label ??
      `${levelLabel(level, loaded.scan.presentation.file)}${severalExposures ? `, $${inTeX(exposure)}$ on target` : ''}`,
    ...withoutUndefined({ style, dash }),
    ...(fill && { region }),
    // Further levels take the palette's next colours.
    ...(i === 0 && colour !== undefined && { colour }),
  }));
}
