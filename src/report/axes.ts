/** Frame, ticks on all four sides, tick labels and axis titles. */
import { type AxisLayout, type Box, type Layout, STYLE } from './layout.js';
import type { Outline } from './mathjax.js';
import { type SvgNode, round, svgNode } from './svg-node.js';

/** Maps a physical value on an axis to px on the page. */
export type ToPx = (value: number) => number;

/** Draws what surrounds the data, in black. */
export function drawAxes(layout: Layout, xToPx: ToPx, yToPx: ToPx): SvgNode {
  const { frame, x, y, bar } = layout;
  const ticks = ticksPath(frame, x, y, xToPx, yToPx);
  return svgNode('g', { 'aria-label': 'axes' }, [
    // On the colours of a heat map.
    ...(bar === undefined ? [] : [withHalo(ticks)]),
    ticks,
    svgNode('rect', {
      x: frame.left,
      y: frame.top,
      width: frame.right - frame.left,
      height: frame.bottom - frame.top,
      fill: 'none',
      stroke: 'black',
      'stroke-width': STYLE.frameStroke,
    }),
    ...tickLabels(layout, xToPx, yToPx),
    ...titles(layout),
  ]);
}

function tickLabels({ frame, x, y }: Layout, xToPx: ToPx, yToPx: ToPx): SvgNode[] {
  const xBaseline =
    frame.bottom + STYLE.xLabelGap + Math.max(0, ...x.labels.map(({ outline }) => outline.heightPx));
  const yRight = frame.left - STYLE.yLabelGap;
  return [
    ...x.labels.map(({ outline, value }) => placed(outline, xToPx(value) - outline.widthPx / 2, xBaseline)),
    ...y.labels.map(({ outline, value }) =>
      placed(outline, yRight - outline.widthPx, yToPx(value) + STYLE.halfDigit * STYLE.tickFont),
    ),
  ];
}

function titles({ frame, x, y, title, widthPx, heightPx }: Layout): SvgNode[] {
  const { pageMargin } = STYLE;
  const [middleX, middleY] = [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
  const above =
    title === undefined ? [] : [placed(title, (widthPx - title.widthPx) / 2, pageMargin + title.heightPx)];
  return [
    ...above,
    placed(x.title, middleX - x.title.widthPx / 2, heightPx - pageMargin - x.title.depthPx),
    placedUpwards(y.title, pageMargin + y.title.heightPx, middleY + y.title.widthPx / 2),
  ];
}

/** Puts the left end of the baseline at a point. */
export function placed(outline: Outline, leftPx: number, baselinePx: number): SvgNode {
  return svgNode('g', { transform: `translate(${round(leftPx)},${round(baselinePx)})` }, [outline.node]);
}

/** The same for text that runs upwards. */
export function placedUpwards(outline: Outline, baselinePx: number, bottomPx: number): SvgNode {
  const transform = `translate(${round(baselinePx)},${round(bottomPx)}) rotate(-90)`;
  return svgNode('g', { transform }, [outline.node]);
}

/** A rim of the page's colour around a stroke, to be drawn before it. */
export function withHalo({ name, attributes }: SvgNode): SvgNode {
  const { 'stroke-dasharray': _, ...solid } = attributes;
  return svgNode(name, {
    ...solid,
    stroke: 'white',
    'stroke-width': Number(attributes['stroke-width']) + 2 * STYLE.halo,
    'stroke-opacity': 0.7,
  });
}

/** All ticks in one path, pointing inwards from each side. */
function ticksPath(frame: Box, x: AxisLayout, y: AxisLayout, xToPx: ToPx, yToPx: ToPx): SvgNode {
  const vertical = (length: number) => (value: number) => {
    const at = round(xToPx(value));
    return `M${at},${round(frame.bottom)}v${-length}M${at},${round(frame.top)}v${length}`;
  };
  const horizontal = (length: number) => (value: number) => {
    const at = round(yToPx(value));
    return `M${round(frame.left)},${at}h${length}M${round(frame.right)},${at}h${-length}`;
  };
  const d = [
    ...x.ticks.minor.map(vertical(STYLE.minorTick)),
    ...x.ticks.major.map(vertical(STYLE.majorTick)),
    ...y.ticks.minor.map(horizontal(STYLE.minorTick)),
    ...y.ticks.major.map(horizontal(STYLE.majorTick)),
  ].join('');
  return svgNode('path', { d, fill: 'none', stroke: 'black', 'stroke-width': STYLE.tickStroke });
}
