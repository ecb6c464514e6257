/** Where the frame lies on the page, given how large the text around it is. */
import { UsageError } from '../errors.js';
import { toPosition } from './axis-position.js';
import type { Axis, Figure } from './figure.js';
import type { FigureSize } from './figure-size.js';
import { type Outline, shrunkToFit, typeset, typesetText } from './mathjax.js';
import { type AxisTicks, axisTicks } from './ticks.js';

/** Lengths in px. */
export const STYLE = {
  tickFont: 16,
  titleFont: 20,
  legendFont: 16,
  majorTick: 8,
  minorTick: 4.5,
  frameStroke: 1.1,
  /** On either side of what is drawn on a heat map. */
  halo: 1.2,
  tickStroke: 0.9,
  /** Between the edge of the page and anything on it. */
  pageMargin: 8,
  /** Between the frame and its tick labels; more below, where the corner has a label of each axis. */
  xLabelGap: 10,
  yLabelGap: 8,
  /** Between titles and what is next to them. */
  titleGap: 10,
  /** Half the height of a digit in em: labels are centred on their digits, not on an exponent above them. */
  halfDigit: 0.333,
  /** Of the colour bar: from the frame, its width, its ticks and its pointed ends. */
  barGap: 14,
  barWidth: 18,
  barTick: 5,
  barEnd: 16,
  /** What a tick label takes along each axis, with the space that sets it apart. */
  xLabelRoom: 62,
  yLabelRoom: 28,
} as const;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface AxisLayout {
  readonly title: Outline;
  readonly ticks: AxisTicks;
  readonly labels: readonly PlacedLabel[];
}

export interface PlacedLabel {
  readonly value: number;
  /** Along the axis, from 0 to 1. */
  readonly position: number;
  readonly outline: Outline;
}

/** Lengths as they are drawn: before the zoom of the figure's size. */
export interface Layout {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly zoom: number;
  readonly frame: Box;
  readonly title: Outline | undefined;
  readonly x: AxisLayout;
  readonly y: AxisLayout;
  /** The colour bar of a heat map. */
  readonly bar: AxisLayout | undefined;
}

const DEFAULT_SIZE: FigureSize = { widthPx: 640, heightPx: 480 };
const SMALLEST_FRAME = { widthPx: 160, heightPx: 120 };

/**
 * Typesets the text around the frame and gives the frame what room is left.
 *
 * @throws UsageError if too little is left.
 */
export async function layOut(figure: Figure): Promise<Layout> {
  const { zoom = 1, ...page } = figure.size ?? DEFAULT_SIZE;
  const [widthPx, heightPx] = [page.widthPx / zoom, page.heightPx / zoom];
  const { pageMargin, titleGap, xLabelGap, yLabelGap } = STYLE;
  // The margins follow from the labels and the labels from the length of the axis: an estimate breaks the circle.
  const lengths = { x: widthPx - 110, y: heightPx - 80 };
  const [x, y, bar, title] = await Promise.all([
    layOutAxis('x', figure.x, lengths.x / STYLE.xLabelRoom),
    layOutAxis('y', figure.y, lengths.y / STYLE.yLabelRoom),
    layOutBar(figure, lengths.y / STYLE.yLabelRoom),
    layOutTitle(figure, widthPx - 2 * pageMargin),
  ]);
  const titleRoom = title === undefined ? 0 : fullHeight(title) + titleGap;
  const frame = {
    left: pageMargin + fullHeight(y.title) + titleGap + widest(outlines(y)) + yLabelGap,
    right: widthPx - pageMargin - (bar === undefined ? beyondRight(x, lengths.x) : barRoom(bar)),
    top: pageMargin + titleRoom + beyondTop(y, lengths.y),
    bottom: heightPx - pageMargin - fullHeight(x.title) - titleGap - tallest(outlines(x)) - xLabelGap,
  };
  const frameSize = { x: frame.right - frame.left, y: frame.bottom - frame.top };
  if (!(frameSize.x >= SMALLEST_FRAME.widthPx && frameSize.y >= SMALLEST_FRAME.heightPx)) {
    throw new UsageError(
      `Figure size: ${Math.round(page.widthPx)} x ${Math.round(page.heightPx)} px is too small for the text around the frame. ` +
        'The default is 640 x 480; one column of a journal, 325 x 244.',
    );
  }
  return {
    widthPx,
    heightPx,
    zoom,
    frame,
    title,
    x: { ...x, title: shrunkToFit(x.title, frameSize.x) },
    y: { ...y, title: shrunkToFit(y.title, frameSize.y) },
    bar: bar && { ...bar, title: shrunkToFit(bar.title, frameSize.y) },
  };
}

async function layOutBar({ heatMap }: Figure, roomForLabels: number): Promise<AxisLayout | undefined> {
  if (heatMap === undefined) return undefined;
  const { label, range } = heatMap;
  return layOutAxis('colour', { label, domain: range, scale: 'log' }, roomForLabels);
}

/** How much narrower the colour bar makes the frame. */
function barRoom(bar: AxisLayout): number {
  const { barGap, barWidth, barTick, yLabelGap, titleGap } = STYLE;
  return (
    barGap + barWidth + barTick + yLabelGap / 2 + widest(outlines(bar)) + titleGap + fullHeight(bar.title)
  );
}

async function layOutAxis(name: string, axis: Axis, roomForLabels: number): Promise<AxisLayout> {
  const ticks = axisTicks(axis, roomForLabels);
  const position = toPosition(axis);
  const [title, labels] = await Promise.all([
    typeset(axis.label, STYLE.titleFont, `${name} axis label`),
    Promise.all(
      ticks.labelled.map(async ({ value, label }) => ({
        value,
        position: position(value),
        outline: await typeset(label, STYLE.tickFont, 'tick label'),
      })),
    ),
  ]);
  return { title, ticks, labels };
}

async function layOutTitle({ title }: Figure, availablePx: number): Promise<Outline | undefined> {
  if (title === undefined) return undefined;
  return shrunkToFit(await typesetText(title, STYLE.titleFont, 'title'), availablePx);
}

/** How far labels near the end of the axis reach past it. */
function beyondRight({ labels }: AxisLayout, lengthPx: number): number {
  return Math.max(0, ...labels.map((at) => at.outline.widthPx / 2 - (1 - at.position) * lengthPx));
}

function beyondTop({ labels }: AxisLayout, lengthPx: number): number {
  const halfDigitPx = STYLE.halfDigit * STYLE.tickFont;
  return Math.max(0, ...labels.map((at) => at.outline.heightPx - halfDigitPx - (1 - at.position) * lengthPx));
}

function outlines({ labels }: AxisLayout): Outline[] {
  return labels.map(({ outline }) => outline);
}

function fullHeight({ heightPx, depthPx }: Outline): number {
  return heightPx + depthPx;
}

function tallest(texts: readonly Outline[]): number {
  return Math.max(0, ...texts.map(fullHeight));
}

export function widest(texts: readonly Outline[]): number {
  return Math.max(0, ...texts.map(({ widthPx }) => widthPx));
}
