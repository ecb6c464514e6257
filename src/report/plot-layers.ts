/** The data of a figure, drawn by Observable Plot in a DOM of its own. The only file that knows either library. */
import type { Axis, Dash, Layer, LineStyle } from './figure.js';
import type { Layout } from './layout.js';
import { type SvgNode, svgNode } from './svg-node.js';
import type { Theme } from './theme.js';
import { type ToPx, withHalo } from './axes.js';
import type { Path, VisibleGeometry } from './visible-geometry.js';

/** A layer with what it looks like and what of it shows. */
export interface DrawnLayer extends VisibleGeometry {
  readonly label: string;
  readonly colour: string;
  readonly look: Look;
}

export interface Look {
  readonly widthPx: number;
  readonly dash: Dash;
  /** Opacity of the filled region; 0 if the layer has none. */
  readonly fillOpacity: number;
  /** Of lines on a heat map: a rim of the page's colour. */
  readonly hasHalo: boolean;
}

const LINE_LOOKS = {
  exclusion: { widthPx: 2, dash: 'solid' },
  projection: { widthPx: 2, dash: 'dashed' },
  limit: { widthPx: 1.5, dash: 'dash-dotted' },
} as const satisfies Record<LineStyle, Omit<Look, 'fillOpacity' | 'hasHalo'>>;

/** Lengths of strokes and gaps in px. */
const DASH_LENGTHS: Record<Dash, string> = {
  solid: '',
  dashed: '8 5',
  dotted: '2 4.4',
  'dash-dotted': '12 4 2 4',
};

/** Of a region that a line encloses, and of a band. */
const LIGHT = 0.15;
const FULL = 0.3;
/** Of what is beyond a band: such regions lie over one another, and all bands must still be darker. */
const FAINT = 0.09;

export function lookOf(layer: Layer, { tint }: Theme, hasHalo: boolean): Look {
  if (layer.kind === 'band') {
    return {
      widthPx: 0,
      dash: 'solid',
      hasHalo,
      fillOpacity: tint * (layer.isLight === true ? FAINT : FULL),
    };
  }
  const { widthPx, dash } = LINE_LOOKS[layer.style ?? 'exclusion'];
  const isFilled = layer.kind === 'curve' ? layer.fill !== undefined : layer.region !== undefined;
  return { widthPx, dash: layer.dash ?? dash, hasHalo, fillOpacity: isFilled ? tint * LIGHT : 0 };
}

/** Stroke attributes of a look, shared by the line itself and its sample in the legend. */
export function strokeAttributes({ widthPx, dash }: Look, colour: string): Record<string, string | number> {
  const common = { fill: 'none', stroke: colour, 'stroke-width': widthPx, 'stroke-linejoin': 'round' };
  return dash === 'solid'
    ? { ...common, 'stroke-linecap': 'round' }
    : { ...common, 'stroke-linecap': 'butt', 'stroke-dasharray': DASH_LENGTHS[dash] };
}

export interface PlottedLayers {
  readonly nodes: readonly SvgNode[];
  /** The scales that the data was drawn with, so that axes and legend agree with it to the last bit. */
  readonly xToPx: ToPx;
  readonly yToPx: ToPx;
}

/** Draws all regions and then all lines. */
export async function plotLayers(
  layers: readonly DrawnLayer[],
  x: Axis,
  y: Axis,
  { widthPx, heightPx, frame }: Layout,
): Promise<PlottedLayers> {
  const [Plot, { DOMParser }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const drawings = [...layers.map(regionDrawing), ...layers.map(lineDrawing)].filter(
    ({ paths }) => paths.length > 0,
  );
  const plot = Plot.plot({
    document: new DOMParser().parseFromString('<svg/>', 'image/svg+xml'),
    width: widthPx,
    height: heightPx,
    x: { type: x.scale, domain: [...x.domain], range: [frame.left, frame.right], axis: null },
    y: { type: y.scale, domain: [...y.domain], range: [frame.bottom, frame.top], axis: null },
    marks: drawings.map(({ paths, closed }) => {
      const columns = joinedByGaps(paths);
      return Plot.line(columns.x, { ...columns, curve: closed ? 'linear-closed' : 'linear' });
    }),
  }) as unknown as PlottedElement;
  const groups = Array.from(plot.children).filter(({ localName }) => localName === 'g');
  return {
    nodes: drawings.flatMap(({ attributes, hasHalo }, i) => {
      const node = svgNode('path', { ...attributes, d: pathData(groups[i]) });
      return hasHalo ? [withHalo(node), node] : [node];
    }),
    xToPx: plot.scale('x').apply,
    yToPx: plot.scale('y').apply,
  };
}

interface Drawing {
  readonly paths: readonly Path[];
  readonly closed: boolean;
  readonly hasHalo: boolean;
  readonly attributes: SvgNode['attributes'];
}

function regionDrawing({ region, label, colour, look }: DrawnLayer): Drawing {
  const fill = { fill: colour, 'fill-opacity': look.fillOpacity, 'fill-rule': 'evenodd', stroke: 'none' };
  return { paths: region, closed: true, hasHalo: false, attributes: { 'aria-label': label, ...fill } };
}

function lineDrawing({ lines, label, colour, look }: DrawnLayer): Drawing {
  return {
    paths: lines,
    closed: false,
    hasHalo: look.hasHalo,
    attributes: { 'aria-label': label, ...strokeAttributes(look, colour) },
  };
}

/** Paths as one pair of columns: Plot starts anew at a NaN. */
function joinedByGaps(paths: readonly Path[]): { x: number[]; y: number[] } {
  return {
    x: paths.flatMap((path) => [...path.x, Number.NaN]),
    y: paths.flatMap((path) => [...path.y, Number.NaN]),
  };
}

/** What is used of the DOM and of Plot's additions to it; the DOM's own types are not part of this project. */
interface PlottedElement {
  readonly localName: string;
  readonly children: Iterable<PlottedElement>;
  getAttribute(name: string): string;
  scale(name: 'x' | 'y'): { apply: ToPx };
}

function pathData(group: PlottedElement): string {
  const [path] = Array.from(group.children);
  return path.getAttribute('d');
}
