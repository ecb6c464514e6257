/** What a figure shows, as plain data: physical values, never pixels or logarithms. */
import { UsageError } from '../errors.js';
import type { Colour, Dash, LineStyle } from '../scan/layer-fields.js';
import type { FigureSize } from './figure-size.js';
import type { ThemeName } from './theme.js';

export { DASHES, type Dash, type LineStyle } from '../scan/layer-fields.js';

export interface Figure {
  /** Text with `$...$` mathematics, set above the frame. */
  readonly title?: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn in this order: all filled regions first, then all lines, so that no fill dims a line. */
  readonly layers: readonly Layer[];
  /** Below all layers, with a colour bar beside the frame. */
  readonly heatMap?: HeatMap;
  /** What was asked for and cannot be drawn, and why: for the user, not for the page. */
  readonly notes?: readonly string[];
  /** Default 640 x 480 px. */
  readonly size?: FigureSize;
  /** Default `light`. */
  readonly theme?: ThemeName;
  /** Default `legend`; `inside` puts each label beside its own line, as far as there is room. */
  readonly labels?: LabelPlace;
}

export const LABEL_PLACES = ['legend', 'inside'] as const;
export type LabelPlace = (typeof LABEL_PLACES)[number];

export interface Axis {
  /** TeX mathematics with its unit, e.g. `m_S\ [\mathrm{GeV}]`. */
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly scale: 'log' | 'linear';
}

/**
 * Labels are text with `$...$` mathematics and appear in the legend; an empty label leaves the layer out of it.
 * A colour left out is the next unused one of the palette, or that of the layer before.
 */
export type Layer = LinesLayer | BandLayer | CurveLayer;

interface LineLook {
  /** Default `exclusion`. */
  readonly style?: LineStyle;
  /** Default: as in the style. */
  readonly dash?: Dash;
  readonly colour?: Colour;
  /** Left out, the colour is that of the layer before. */
  readonly sharesColour?: true;
}

/** Contours in the plane of the two axes, e.g. the boundary of an excluded region. */
export interface LinesLayer extends LineLook {
  readonly kind: 'lines';
  readonly label: string;
  readonly polylines: readonly Polyline[];
  /** Closed rings of the region to be tinted, by the even-odd rule. */
  readonly region?: readonly Polyline[];
}

/** A non-finite point breaks the line. A closed polyline may or may not repeat its first point. */
export interface Polyline {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly closed: boolean;
}

/** The region between `low` and `high`; an infinite edge, or one at or below zero on a log axis, is open. */
export interface BandLayer {
  readonly kind: 'band';
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  /** Lighter than a contour's region, for what lies beyond a band. */
  readonly isLight?: boolean;
  readonly colour?: Colour;
  /** Left out, the colour is that of the layer before. */
  readonly sharesColour?: true;
}

/** A function of x, e.g. a spectrum. A non-finite point breaks the line; what is below an infinite one is everything. */
export interface CurveLayer extends LineLook {
  readonly kind: 'curve';
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** The side of it that is tinted, if one is. */
  readonly fill?: 'above' | 'below';
}

/** Positive values as colours, in cells around the points of a grid. */
export interface HeatMap {
  /** TeX mathematics for the colour bar. */
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Of point (i, j) at i * y.length + j: zero has a colour of its own; NaN failed; undefined is not computed yet. */
  readonly values: ArrayLike<number | undefined>;
  /** Of the colours; values beyond it have the colour of its ends. */
  readonly range: readonly [number, number];
}

/**
 * Throws on a figure that cannot be drawn: an empty or reversed domain, a log axis that reaches zero, or columns of
 * unequal length.
 *
 * @throws UsageError naming the axis or the layer.
 */
export function checkFigure(figure: Figure): void {
  checkAxis('x', figure.x);
  checkAxis('y', figure.y);
  if (figure.heatMap !== undefined) checkHeatMap(figure.heatMap);
  for (const layer of figure.layers) {
    const lengths = columnsOf(layer).map((columns) => columns.map(({ length }) => length));
    const unequal = lengths.find(([first, ...rest]) => rest.some((length) => length !== first));
    if (unequal === undefined) continue;
    throw new UsageError(
      `Figure layer "${layer.label}": expected columns of equal length; got ${unequal.join(', ')} points.`,
    );
  }
}

function checkAxis(name: string, { domain: [from, to], scale }: Omit<Axis, 'label'>): void {
  const lowest = scale === 'log' ? 0 : -Infinity;
  if (from > lowest && to > from && to < Infinity) return;
  const expected = scale === 'log' ? '0 < from < to' : 'from < to';
  throw new UsageError(
    `Figure ${name} axis (${scale}): expected a finite domain with ${expected}; got [${from}, ${to}].`,
  );
}

function checkHeatMap({ x, y, values, range }: HeatMap): void {
  checkAxis('colour', { domain: range, scale: 'log' });
  if (x.length >= 2 && y.length >= 2 && values.length === x.length * y.length) return;
  throw new UsageError(
    `Heat map: expected a grid of at least 2 x 2 points with a value each; got ${x.length} x ${y.length} points and ${values.length} values.`,
  );
}

function columnsOf(layer: Layer): ArrayLike<number>[][] {
  if (layer.kind === 'lines') return layer.polylines.map(({ x, y }) => [x, y]);
  if (layer.kind === 'band') return [[layer.x, layer.low, layer.high]];
  return [[layer.x, layer.y]];
}
