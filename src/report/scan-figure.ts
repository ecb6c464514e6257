/** Figures of stored scans: what a figure file asks for, or a single scan with the constraints that it names. */
import { CERTAINTIES, type Certainty } from '../certainty.js';
import { loadScan, type LoadedScan } from '../engine/scan-reference.js';
import { UsageError } from '../errors.js';
import { MODELS } from '../models/index.js';
import { type DrawnConstraint, constraintLayers, constraintsBesideContours } from './constraint-layers.js';
import { CERTAINTY_LOOKS } from './certainty-looks.js';
import type { Figure, HeatMap, Layer, LinesLayer } from './figure.js';
import { refinementNotes } from './contour-notes.js';
import { lookOfHeader } from './header-fields.js';
import { dashesOf } from '../scan/dashes.js';
import { withoutUndefined } from '../scan/layer-fields.js';
import { confidenceLabel, inTeX, levelLabel } from './level-label.js';
import { overlayLayers } from './overlay-layers.js';
import type { FigureFile, HeatMapLayer, ScanLayer } from './plane-figure-file.js';
import { planeAxes } from './plane-axes.js';
import { contoursOf } from './scan-contours.js';
import { heatMapOfScan } from './scan-heat-map.js';

/** The figure of a figure file; its scans must have been run. */
export function figureOfFile(file: FigureFile, databasePath: string): Figure {
  const load = onceEach(({ scan, plane }: ScanPlane) =>
    loadScan({ kind: 'file', path: scan }, databasePath, plane),
  );
  const heatMap = file.layers.find((layer) => 'heatmap' in layer);
  const drawn = file.layers.map((layer): DrawnConstraint => {
    if ('heatmap' in layer) return { layers: [], notes: [] };
    if ('scan' in layer) {
      // A tint would change the colours of a heat map.
      const fill = layer.fill ?? heatMap === undefined;
      const scan = load(layer);
      const { level, exposure } = layer;
      const asked = withoutUndefined({
        levels: level === undefined ? undefined : [level],
        exposures: exposure === undefined ? undefined : [exposure],
      });
      return { layers: scanLayers(scan, { ...layer, fill }), notes: refinementNotes(scan, asked) };
    }
    if ('curves' in layer) return { layers: overlayLayers(layer), notes: [] };
    return constraintLayers(file.model, layer, file.mass);
  });
  const notes = drawn.flatMap((layer) => layer.notes);
  return {
    ...withoutUndefined({ title: file.title }),
    ...lookOfHeader(file),
    ...planeAxes(
      MODELS[file.model.id],
      [file.mass.from, file.mass.to],
      [file.coupling.from, file.coupling.to],
    ),
    layers: drawn.flatMap(({ layers }) => layers),
    ...withoutUndefined({ heatMap: heatMap && heatMapLayer(heatMap, load) }),
    ...(notes.length > 0 && { notes }),
  };
}

type ScanPlane = Pick<ScanLayer, 'scan' | 'plane'>;

function heatMapLayer(
  { heatmap, plane, range, exposure }: HeatMapLayer,
  load: (one: ScanPlane) => LoadedScan,
): HeatMap {
  return heatMapOfScan(load({ scan: heatmap, plane }), { range, exposure });
}

/** Grids are large, and layers that differ in level or exposure share one. */
function onceEach(load: (one: ScanPlane) => LoadedScan): (one: ScanPlane) => LoadedScan {
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
  const plane = planeOfScan(scan);
  const [from, to] = plane.x.domain;
  const constraints = constraintsBesideContours(scan.scan.presentation.constraints, [scan.plan.model], {
    from,
    to,
  });
  return {
    ...plane,
    layers: [
      ...contourLayers(scan, { levels, exposures, fill: true, colour: 'blue' }),
      // Above the fills, so that the tint of a band is the one in the legend.
      ...constraints.layers,
    ],
    ...(constraints.notes.length > 0 && { notes: constraints.notes }),
  };
}

function planeOfScan({ scan, plan, grid: { massGeV, coupling } }: LoadedScan) {
  return {
    title: scan.presentation.title,
    ...planeAxes(MODELS[plan.model.id], [massGeV[0], massGeV.at(-1)!], [coupling[0], coupling.at(-1)!]),
  };
}

/** The expected events of one scan over its own grid as colours, with its contours. */
export function heatMapFigure(
  scan: LoadedScan,
  { levels, exposures }: Partial<Pick<ContourLook, 'levels' | 'exposures'>> = {},
): Figure {
  if (exposures !== undefined && exposures.length > 1) {
    throw new UsageError(`--exposure: a heat map is that of one exposure; got ${exposures.length}`);
  }
  const own = scan.scan.presentation.contourExposures;
  const notes = exposures === undefined && own.length > 0 ? [ONE_EXPOSURE] : [];
  return {
    ...planeOfScan(scan),
    ...(notes.length > 0 && { notes }),
    heatMap: heatMapOfScan(scan, { exposure: exposures?.[0] }),
    layers: contourLayers(scan, {
      levels,
      exposures: exposures ?? [],
      fill: false,
      dashOf: (certainty, i) => {
        const dashes = dashesOf(certainty);
        return dashes[i % dashes.length];
      },
    }).map((layer) => ({ ...layer, colour: 'black' })),
  };
}

const ONE_EXPOSURE =
  "note: a heat map is that of one exposure, the experiment's own; --exposure draws another";

/** The contours that a layer of a figure file asks for. */
function scanLayers(
  scan: LoadedScan,
  { level, cl, exposure, label, dash, ...look }: ScanLayer & { readonly fill: boolean },
): Layer[] {
  return contourLayers(scan, {
    ...look,
    dashOf: () => dash,
    levels: level === undefined ? undefined : [level],
    exposures: exposure === undefined ? undefined : [exposure],
    label: label ?? (cl === undefined ? undefined : confidenceLabel(cl)),
  });
}

interface ContourLook {
  readonly levels: readonly number[] | undefined;
  readonly exposures?: readonly number[] | undefined;
  /** Whether regions that are excluded are tinted. */
  readonly fill: boolean;
  readonly label?: string | undefined;
  readonly colour?: Layer['colour'] | undefined;
  /** Left out: that of the experiment, at the exposure. */
  readonly certainty?: Certainty | undefined;
  /** Of a contour by its place; undefined: as sure as it is. */
  readonly dashOf?: (certainty: Certainty, index: number) => LinesLayer['dash'];
}

function contourLayers(
  loaded: LoadedScan,
  { levels, exposures, fill, label, colour, certainty: said, dashOf }: ContourLook,
): LinesLayer[] {
  const contours = contoursOf(loaded, levels, exposures, 'step');
  const severalExposures = new Set(contours.map(({ exposure }) => exposure)).size > 1;
  return contours.map(({ level, exposure, lines, region, ...contour }, i) => {
    const certainty = said ?? contour.certainty;
    const { says, ...look } = CERTAINTY_LOOKS[certainty];
    const name =
      label ??
      `${levelLabel(level, loaded.scan.presentation.file)}${severalExposures ? `, $${inTeX(exposure)}$ on target` : ''}`;
    return {
      kind: 'lines',
      polylines: lines,
      label: `${name}${says}`,
      ...look,
      ...withoutUndefined({ dash: dashOf?.(certainty, i) }),
      ...(fill && CERTAINTIES[certainty].isExclusion && { region }),
      // Further levels take the palette's next colours.
      ...(i === 0 && colour !== undefined && { colour }),
    };
  });
}
