/** Bands, lines and limits of a model as layers of a figure. */
import { isDeepStrictEqual } from 'node:util';
import {
  BANDS,
  CERTAINTIES,
  type CouplingBand,
  LINES,
  type LimitRegion,
  certaintyInPlane,
} from '../constraints/index.js';
import { type Conversion, MODELS, converter, particleOf } from '../models/index.js';
import { type OverlayCurve, outline } from '../overlays/index.js';
import { CERTAINTY_LOOKS } from './certainty-looks.js';
import type { BandLayer, CurveLayer, Layer } from './figure.js';
import type { LineLayerFields } from '../scan/constraint-fields.js';
import type {
  BandLayer as BandFields,
  ConstraintLayer,
  LimitLayer,
  ModelAt,
} from '../scan/constraint-layers.js';
import { type NamedConstraint, layerOfNamed, nameOf } from '../scan/named-constraints.js';
import { withoutUndefined } from '../scan/layer-fields.js';
import { inOneColour, overlayLayers } from './overlay-layers.js';

/** Points of a line or of the edge of a band, beside its corners. */
const POINTS = 300;
const DEFAULT_SIGMAS = 2;

export interface MassRange {
  readonly from: number;
  readonly to: number;
}

/** What is drawn, and what could not be. */
export interface DrawnConstraint {
  readonly layers: readonly Layer[];
  readonly notes: readonly string[];
}

/** Of the (g-2) band in all figures of scans. */
const BAND_COLOUR = 'vermillion';

/**
 * What figures of scans show beside contours: what their file names, or else the (g-2) band. Of several planes, whose
 * models may differ in their parameters, it shows what is the same for all.
 *
 * @param constraints undefined where the file does not say: then nobody misses the band of a model that has none.
 */
export function constraintsBesideContours(
  constraints: readonly NamedConstraint[] | undefined,
  models: readonly ModelAt[],
  range: MassRange,
): DrawnConstraint {
  const [first, ...others] = models.map((model) => eachConstraint(constraints ?? DEFAULT, model, range));
  const drawn = first.map((one, i): DrawnConstraint => {
    if (others.every((plane) => isDeepStrictEqual(plane[i].layers, one.layers))) return one;
    const message = `note: ${nameOf((constraints ?? DEFAULT)[i])} is not drawn, because it differs between the planes. Choose one with --plane`;
    return { layers: [], notes: [message] };
  });
  const layers = drawn.flatMap((one) => one.layers);
  const band = layers.findIndex(({ kind, colour }) => kind === 'band' && colour === undefined);
  return {
    layers: layers.map((layer, i) => (i === band ? { ...layer, colour: BAND_COLOUR } : layer)),
    notes: constraints === undefined ? [] : drawn.flatMap(({ notes }) => notes),
  };
}

const DEFAULT: readonly NamedConstraint[] = [{ layer: { constraint: 'muon-g-2' }, files: [] }];

function eachConstraint(
  constraints: readonly NamedConstraint[],
  model: ModelAt,
  range: MassRange,
): DrawnConstraint[] {
  return constraints.map((one) => {
    const layer = layerOfNamed(one, model);
    if ('reason' in layer)
      return { layers: [], notes: [`note: ${nameOf(one)} is not drawn: ${layer.reason}`] };
    return constraintLayers(model, layer, range);
  });
}

/** The layers of a constraint in the plane of a model. */
export function constraintLayers(model: ModelAt, layer: ConstraintLayer, range: MassRange): DrawnConstraint {
  if ('band' in layer) return bandLayers(model.id, layer, range);
  if ('limit' in layer) return { layers: limitLayers(model, layer, range), notes: [] };
  return { layers: [lineLayer(model, layer, range)], notes: [] };
}

/** The layer of a band, or the region of larger couplings beyond some sigmas. */
export function bandLayers(modelId: string, fields: BandFields, range: MassRange): DrawnConstraint {
  const { band: id, measured, excluded_beyond: beyond, colour } = fields;
  const { band, title, measurements } = BANDS[id];
  const sigmas = beyond ?? fields.sigmas ?? DEFAULT_SIGMAS;
  const particle = particleOf({ id: modelId, parameters: fields.parameters });
  const found = band(particle, measurements[measured], sigmas, sampledMasses(range));
  if ('reason' in found) {
    const name = fields.label === undefined ? '' : ` "${fields.label}"`;
    return { layers: [], notes: [`${id}${name}: no band of ${title} for ${modelId}: ${found.reason}`] };
  }
  const look = withoutUndefined({ colour });
  const described = (what: string) => `$(g-2)_\\mu$${what}, $${sigmas}\\sigma$ (${measured})`;
  if (beyond === undefined && isUpperLimit(found)) {
    const label = fields.label === undefined ? described(' upper limit') : `${fields.label} (upper limit)`;
    return { layers: [{ kind: 'curve', label, x: found.massGeV, y: found.high, ...look }], notes: [] };
  }
  const layer: BandLayer =
    beyond === undefined
      ? { ...edges(found), label: fields.label ?? described(''), ...look }
      : { ...edges(above(found)), label: fields.label ?? described(' too large'), isLight: true, ...look };
  return { layers: [layer], notes: [] };
}

/** Of a band that has no coupling at all in it: all that it says is what lies above it. */
function isUpperLimit({ low }: CouplingBand): boolean {
  return low.some((edge) => edge === 0);
}

function edges({ massGeV, low, high }: CouplingBand): Pick<BandLayer, 'kind' | 'x' | 'low' | 'high'> {
  return { kind: 'band', x: massGeV, low, high };
}

function above({ massGeV, high }: CouplingBand): CouplingBand {
  return { massGeV, low: high, high: high.map((edge) => (Number.isNaN(edge) ? edge : Infinity)) };
}

/** The layer of a line. */
export function lineLayer(model: ModelAt, fields: LineLayerFields, range: MassRange): CurveLayer {
  const { line: id, parameters, label, colour, fill } = fields;
  const constraint = LINES[id];
  const x = sampledMasses(range, constraint.corners?.(parameters));
  const { isExclusion } = CERTAINTIES[constraint.certainty];
  const { says, ...look } = CERTAINTY_LOOKS[constraint.certainty];
  const described = [constraint.title, constraint.legend?.(parameters)].filter(Boolean).join(', ');
  return {
    kind: 'curve',
    label: `${label ?? described}${says}`,
    style: isExclusion ? fields.style : look.style,
    x,
    y: constraint.couplings(particleOf(model), parameters, x),
    ...withoutUndefined({ colour, dash: fields.dash ?? (isExclusion ? undefined : look.dash), fill }),
  };
}

/** The layers of a limit: each edge of what it rules out, with what is tinted between or beside them. */
export function limitLayers(model: ModelAt, fields: LimitLayer, range: MassRange): Layer[] {
  const { limit, parameters, fill, dash, label, colour } = fields;
  const { is, of } = limit.coupling;
  const particle = particleOf(model);
  // What cannot be converted was refused with the file.
  const convert = converter(is, MODELS[model.id], particle, of) as Conversion;
  const certainty = certaintyInPlane(limit, MODELS[model.id], particle);
  const regions = limit.regions({ model: MODELS[model.id], particle, parameters });
  // With one edge alone, of two, nothing is told of either side.
  const isTinted =
    fill !== false &&
    CERTAINTIES[certainty].isExclusion &&
    regions.every(({ unknown }) => unknown === undefined);
  const curves = regions.flatMap((region) => edgesInPlane(region, convert, range));
  const sides = (['above', 'below', 'inside'] as const)
    .map((side) => ({ side, curves: curves.filter((curve) => curve.side === side) }))
    .filter((group) => group.curves.length > 0);
  // A label of a layer without curves tells that it is not in view.
  const layers = (sides.length === 0 ? [{ side: 'above' as const, curves }] : sides).flatMap((group, i) => {
    const drawn = overlayLayers({
      curves: group.curves,
      certainty,
      fill: isTinted ? group.side : 'none',
      dash,
      label: label ?? limit.title,
      colour,
    });
    return i === 0 ? drawn : drawn.map((layer) => ({ ...layer, label: '' }));
  });
  return inOneColour(layers);
}

type Side = 'above' | 'below' | 'inside';
type SidedCurve = OverlayCurve & { readonly side: Side };

/** The edges of a region within a range of masses, in the plane: a curve for every stretch open to the same side. */
function edgesInPlane(region: LimitRegion, convert: Conversion, range: MassRange): SidedCurve[] {
  const from = Math.max(range.from, region.fromGeV);
  const to = Math.min(range.to, region.toGeV);
  if (!(from < to)) return [];
  const stretches: { side: Side; massGeV: number[]; low: number[]; high: number[] }[] = [];
  let before: Side | undefined;
  for (const mass of sampledMasses({ from, to }, region.cornersGeV)) {
    const { low, high } = region.edges(mass);
    const side = low < high ? sideOf(low, high) : undefined;
    if (side !== undefined) {
      if (side !== before) stretches.push({ side, massGeV: [], low: [], high: [] });
      const stretch = stretches.at(-1)!;
      stretch.massGeV.push(mass);
      stretch.low.push(convert(low, mass));
      stretch.high.push(convert(high, mass));
    }
    before = side;
  }
  return stretches
    .filter(({ massGeV }) => massGeV.length > 1)
    .map(({ side, massGeV, low, high }) =>
      side === 'inside'
        ? { ...outline(massGeV, low, high), side }
        : { massGeV, coupling: side === 'above' ? low : high, closed: false, side },
    );
}

function sideOf(low: number, high: number): Side {
  if (high === Infinity) return 'above';
  return low === 0 ? 'below' : 'inside';
}

/** In equal ratios, with the corners that lie between the ends. */
function sampledMasses({ from, to }: MassRange, corners: readonly number[] = []): number[] {
  const masses = Array.from({ length: POINTS }, (_, i) => from * (to / from) ** (i / (POINTS - 1)));
  return [...masses, ...corners.filter((mass) => from < mass && mass < to)].toSorted((a, b) => a - b);
}
