/**
 * A figure as a standalone SVG.
 *
 *  1. Typeset the text around the frame; the frame gets the room that is left.
 *  2. Clip every layer to the axes and draw it.
 *  3. Draw the axes over the data.
 *  4. Put labels beside their lines, if asked.
 *  5. Put the legend where it hides no line; if there is no such place, below the axes.
 */
import { assignColours } from './colours.js';
import { type Figure, checkFigure } from './figure.js';
import { drawAxes } from './axes.js';
import { type Box, type Layout, STYLE, layOut } from './layout.js';
import { type DrawnHeatMap, drawHeatMap } from './draw-heat-map.js';
import { type LegendEntry, arrange, legendItem, typesetLegend } from './legend.js';
import { type InsideLabels, insideLabels } from './inside-labels.js';
import { type DrawnShape, occupancy } from './occupancy.js';
import { type LabelBox, cornersOf } from './place-labels.js';
import { placeInFrame } from './place-legend.js';
import { type DrawnLayer, type PlottedLayers, lookOf, plotLayers } from './plot-layers.js';
import { type SvgNode, round, svgNode, toMarkup } from './svg-node.js';
import { THEMES, type Theme, inTheme } from './theme.js';
import { type Path, visibleGeometry } from './visible-geometry.js';

/**
 * Draws a figure. The same figure gives the same bytes, in any process; the SVG needs no fonts and no style sheet.
 * Its height is as asked, or more by the height of a legend that finds no place within the frame.
 *
 * @throws UsageError on a figure that cannot be drawn, or a label that is not valid TeX.
 */
export async function renderFigure(figure: Figure): Promise<string> {
  checkFigure(figure);
  const theme = THEMES[figure.theme ?? 'light'];
  const layers = drawnLayers(figure, theme);
  const layout = await layOut(figure);
  const [plotted, heatMap] = await Promise.all([
    plotLayers(layers, figure.x, figure.y, layout),
    drawHeatMap(figure, layout, theme),
  ]);
  const shapes = shapesOf(layers, plotted);
  const labels =
    figure.labels === 'inside'
      ? await insideLabels(layers, shapes, layout, theme)
      : { ...NO_LABELS, rest: layers };
  const items = [...labels.rest.map(legendItem), ...(heatMap?.items ?? [])];
  const entries = await typesetLegend(items, layout.frame);
  const legend =
    entries.length === 0
      ? undefined
      : legendFor(entries, [...shapes, ...labels.boxes.map(shapeOfBox)], layout);
  return toMarkup(inTheme(page(figure, layout, plotted, heatMap, labels, legend), theme));
}

interface PlacedLegend {
  readonly node: SvgNode;
  /** What the page needs below the axes. */
  readonly extraHeightPx: number;
}

function legendFor(
  entries: readonly LegendEntry[],
  shapes: readonly DrawnShape[],
  { frame, heightPx, bar }: Layout,
): PlacedLegend {
  // Through which the colours of a heat map would be other colours.
  const opacity = bar === undefined ? 0.8 : 0.95;
  const column = arrange(entries);
  const { left, top, hidesLine } = placeInFrame(column, frame, occupancy(frame, shapes));
  if (!hidesLine) return { node: column.draw(left, top, opacity), extraHeightPx: 0 };

  const strip = arrange(entries, frame.right - frame.left);
  return {
    node: strip.draw((frame.left + frame.right - strip.widthPx) / 2, heightPx, opacity),
    extraHeightPx: strip.heightPx + STYLE.pageMargin,
  };
}

const NO_LABELS = { nodes: [], boxes: [] };

/** The layers in px, one shape each. */
function shapesOf(layers: readonly DrawnLayer[], { xToPx, yToPx }: PlottedLayers): DrawnShape[] {
  const toPx = ({ x, y }: Path): Path => ({ x: x.map(xToPx), y: y.map(yToPx) });
  return layers.map(({ lines, region }) => ({ lines: lines.map(toPx), region: region.map(toPx) }));
}

/** A label is hidden as little as a line. */
function shapeOfBox(box: LabelBox): DrawnShape {
  const { x, y } = cornersOf(box);
  return { lines: [{ x: [...x, x[0]], y: [...y, y[0]] }], region: [] };
}

function drawnLayers({ layers, heatMap, x, y }: Figure, theme: Theme): DrawnLayer[] {
  const colours = assignColours(layers, theme.palette);
  return layers.map((layer, i) => ({
    ...visibleGeometry(layer, x, y),
    label: layer.label,
    colour: colours[i],
    look: lookOf(layer, theme, heatMap !== undefined),
  }));
}

function page(
  figure: Figure,
  layout: Layout,
  { nodes, xToPx, yToPx }: PlottedLayers,
  heatMap: DrawnHeatMap | undefined,
  labels: Pick<InsideLabels, 'nodes'>,
  legend: PlacedLegend | undefined,
): SvgNode {
  const { widthPx, frame, zoom } = layout;
  const heightPx = layout.heightPx + Math.ceil(legend?.extraHeightPx ?? 0);
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: zoom * widthPx,
    height: zoom * heightPx,
    viewBox: `0 0 ${round(widthPx)} ${round(heightPx)}`,
    role: 'img',
    'aria-label': figureName(figure),
  };
  const clipId = frameId(frame);
  return svgNode('svg', attributes, [
    svgNode('rect', { width: widthPx, height: heightPx, fill: 'white' }),
    svgNode('clipPath', { id: clipId }, [svgNode('rect', rectangle(frame))]),
    svgNode('g', { 'aria-label': 'data', 'clip-path': `url(#${clipId})` }, [
      ...(heatMap?.picture ?? []),
      ...nodes,
    ]),
    drawAxes(layout, xToPx, yToPx),
    ...(heatMap === undefined ? [] : [heatMap.bar]),
    ...(labels.nodes.length === 0 ? [] : [svgNode('g', { 'aria-label': 'labels' }, labels.nodes)]),
    ...(legend === undefined ? [] : [legend.node]),
  ]);
}

/** Its title, or what it shows. */
export function figureName({ title, x, y }: Figure): string {
  return title ?? `${y.label} against ${x.label}`;
}

/** Figures that share an HTML page share their ids: equal ids then mean equal clip paths. */
function frameId(frame: Box): string {
  const lengths = Object.values(rectangle(frame)).map((length) => Math.round(length * 1000));
  return `frame-${lengths.join('-')}`;
}

function rectangle({ left, top, right, bottom }: Box) {
  return { x: left, y: top, width: right - left, height: bottom - top };
}
