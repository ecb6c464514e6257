/** The legend: a sample and a label per layer. It stands in the frame where that is free of lines, else below the axes. */
import { placed } from './axes.js';
import { type Box, STYLE, widest } from './layout.js';
import { type Outline, scaled, typesetText } from './mathjax.js';
import { INSET } from './place-legend.js';
import { type DrawnLayer, strokeAttributes } from './plot-layers.js';
import { type SvgNode, round, svgNode } from './svg-node.js';

/** What an entry says, and shows a sample of. */
export type LegendItem = Pick<DrawnLayer, 'label' | 'colour' | 'look'>;

export interface LegendEntry {
  readonly item: LegendItem;
  readonly outline: Outline;
  readonly fontSizePx: number;
}

/** Entries arranged in rows and columns. */
export interface LegendBlock {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The legend with its upper left corner at a point. */
  readonly draw: (leftPx: number, topPx: number, opacity: number) => SvgNode;
}

const PADDING = 5;
/** Fits a whole number of dashes: see `DASH_LENGTHS`. */
const SAMPLE_WIDTH = 34;
const SAMPLE_GAP = 9;
const COLUMN_GAP = 28;
/** Height of a row above and below its baseline in em, so that rows of plain text are evenly spaced. */
const ASCENT = 0.95;
const DESCENT = 0.45;

/** Typesets the labels of the items that have one; all of them smaller, if the frame is too small for them. */
export async function typesetLegend(items: readonly LegendItem[], frame: Box): Promise<LegendEntry[]> {
  const labelled = items.filter(({ label }) => label !== '');
  const outlines = await Promise.all(
    labelled.map((item) => typesetText(item.label, STYLE.legendFont, 'layer label')),
  );
  const roomX = frame.right - frame.left - 2 * (INSET + PADDING) - SAMPLE_WIDTH - SAMPLE_GAP;
  const roomY = frame.bottom - frame.top - 2 * (INSET + PADDING);
  const heightPx = labelled.length * (ASCENT + DESCENT) * STYLE.legendFont;
  const factor = Math.min(1, roomX / widest(outlines), roomY / heightPx);
  return labelled.map((item, i) => ({
    item,
    outline: scaled(outlines[i], factor),
    fontSizePx: factor * STYLE.legendFont,
  }));
}

/** The entry of a layer. A reader who looks for a line that is not there learns why. */
export function legendItem({ label, lines, region, ...rest }: DrawnLayer): LegendItem {
  const shows = label === '' || lines.length + region.length > 0;
  return { ...rest, label: shows ? label : `${label} (not in view)` };
}

/** Arranges entries column by column, so that neighbours stay together: in one, or in as many as `availablePx` holds. */
export function arrange(entries: readonly LegendEntry[], availablePx = 0): LegendBlock {
  const columnWidth = SAMPLE_WIDTH + SAMPLE_GAP + widest(entries.map(({ outline }) => outline));
  const mostColumns = Math.max(1, Math.floor((availablePx + COLUMN_GAP) / (columnWidth + COLUMN_GAP)));
  const rowCount = Math.ceil(entries.length / mostColumns);
  const columnCount = Math.ceil(entries.length / rowCount);

  const rows = Array.from({ length: rowCount }, (_, i) => entries.filter((_entry, k) => k % rowCount === i));
  const widthPx = 2 * PADDING + columnCount * columnWidth + (columnCount - 1) * COLUMN_GAP;
  const heightPx = rows.reduce((sum, row) => sum + ascent(row) + descent(row), 2 * PADDING);
  const draw = (left: number, top: number, opacity: number) => {
    let baseline = top + PADDING;
    const drawn = rows.flatMap((row) => {
      baseline += ascent(row);
      const nodes = row.flatMap((entry, column) =>
        drawEntry(entry, left + PADDING + column * (columnWidth + COLUMN_GAP), baseline),
      );
      baseline += descent(row);
      return nodes;
    });
    const box = { x: left, y: top, width: widthPx, height: heightPx };
    // Data under the legend, where no place is free of it, stays visible.
    const backdrop = svgNode('rect', { ...box, fill: 'white', 'fill-opacity': opacity });
    return svgNode('g', { 'aria-label': 'legend' }, [backdrop, ...drawn]);
  };
  return { widthPx, heightPx, draw };
}

function ascent(row: readonly LegendEntry[]): number {
  return Math.max(
    ...row.map(({ outline, fontSizePx }) => Math.max(ASCENT * fontSizePx, outline.heightPx + 2)),
  );
}

function descent(row: readonly LegendEntry[]): number {
  return Math.max(
    ...row.map(({ outline, fontSizePx }) => Math.max(DESCENT * fontSizePx, outline.depthPx + 2)),
  );
}

function drawEntry({ item, outline, fontSizePx }: LegendEntry, left: number, baseline: number): SvgNode[] {
  const { colour, look } = item;
  const middle = baseline - STYLE.halfDigit * fontSizePx;
  const height = 0.75 * fontSizePx;
  const fill = svgNode('rect', {
    x: left,
    y: middle - height / 2,
    width: SAMPLE_WIDTH,
    height,
    fill: colour,
    'fill-opacity': look.fillOpacity,
    // It may have the colour of the page.
    ...(look.fillOpacity === 1 && { stroke: 'black', 'stroke-width': 0.5 }),
  });
  const line = svgNode('path', {
    d: `M${round(left)},${round(middle)}h${SAMPLE_WIDTH}`,
    ...strokeAttributes(look, colour),
    // Round ends would make the sample longer than the tint behind it.
    'stroke-linecap': 'butt',
  });
  return [
    ...(look.fillOpacity > 0 ? [fill] : []),
    ...(look.widthPx > 0 ? [line] : []),
    placed(outline, left + SAMPLE_WIDTH + SAMPLE_GAP, baseline),
  ];
}
