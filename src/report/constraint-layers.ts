/** Bands and lines of a model as layers of a figure. */
import { BANDS, type CouplingBand, LINES } from '../constraints/index.js';
import { particleOf } from '../models/index.js';
import type { BandLayer, CurveLayer, Layer } from './figure.js';
import { withoutUndefined } from './layer-fields.js';
import type { LineLayerFields } from './plane-fields.js';
import type { BandLayer as BandFields, FigureModel } from './plane-figure-file.js';

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
  const layer: BandLayer =
    beyond === undefined
      ? { ...edges(found), label: fields.label ?? described(''), ...look }
      : { ...edges(above(found)), label: fields.label ?? described(' too large'), isLight: true, ...look };
  return { layers: [layer], notes: [] };
}

function edges({ massGeV, low, high }: CouplingBand): Pick<BandLayer, 'kind' | 'x' | 'low' | 'high'> {
  return { kind: 'band', x: massGeV, low, high };
}

function above({ massGeV, high }: CouplingBand): CouplingBand {
  return { massGeV, low: high, high: high.map((edge) => (Number.isNaN(edge) ? edge : Infinity)) };
}

/** The layer of a line. */
export function lineLayer(model: FigureModel, fields: LineLayerFields, range: MassRange): CurveLayer {
  const { line: id, parameters, style, label, colour, dash, fill } = fields;
  const constraint = LINES[id];
  const x = sampledMasses(range, constraint.corners?.(parameters));
  return {
    kind: 'curve',
    label: label ?? constraint.title,
    style,
    x,
    y: constraint.couplings(particleOf(model), parameters, x),
    ...withoutUndefined({ colour, dash, fill }),
  };
}

/** In equal ratios, with the corners that lie between the ends. */
function sampledMasses({ from, to }: MassRange, corners: readonly number[] = []): number[] {
  const masses = Array.from({ length: POINTS }, (_, i) => from * (to / from) ** (i / (POINTS - 1)));
  return [...masses, ...corners.filter((mass) => from < mass && mass < to)].toSorted((a, b) => a - b);
}
