/** The colour bar beside the frame: which colour is how many events. */
import { placed, placedUpwards } from './axes.js';
import { VALUE_COLOURS } from './colour-map.js';
import type { HeatMap } from './figure.js';
import { isBeyond, picture } from './heat-map.js';
import { type AxisLayout, type Box, type Layout, STYLE } from './layout.js';
import { type SvgNode, round, svgNode } from './svg-node.js';

export function drawColourBar(
  { frame, widthPx }: Layout,
  bar: AxisLayout,
  map: HeatMap,
  colours: readonly string[],
): SvgNode {
  const beyond = isBeyond(map);
  const left = frame.right + STYLE.barGap;
  const box = {
    left,
    right: left + STYLE.barWidth,
    top: frame.top + (beyond.above ? STYLE.barEnd : 0),
    bottom: frame.bottom - (beyond.below ? STYLE.barEnd : 0),
  };
  const toPx = (position: number) => box.bottom - position * (box.bottom - box.top);
  const [from, to] = map.range.map(Math.log10);
  const valueToPx = (value: number) => toPx((Math.log10(value) - from) / (to - from));
  const tick = (length: number) => (value: number) =>
    `M${round(box.right)},${round(valueToPx(value))}h${length}`;
  const ticks = [
    ...bar.ticks.major.map(tick(STYLE.barTick)),
    ...bar.ticks.minor.map(tick(STYLE.barTick / 2)),
  ].join('');
  const ramp = Uint8Array.from({ length: VALUE_COLOURS }, (_, i) => VALUE_COLOURS - 1 - i);
  const labelLeft = box.right + STYLE.barTick + STYLE.yLabelGap / 2;
  return svgNode('g', { 'aria-label': 'colour bar' }, [
    picture({ width: 1, height: VALUE_COLOURS, pixels: ramp, colours }, box),
    ...(beyond.above ? [end(box, box.top, frame.top, colours[VALUE_COLOURS - 1])] : []),
    ...(beyond.below ? [end(box, box.bottom, frame.bottom, colours[0])] : []),
    svgNode('path', {
      d: outline(box, frame),
      fill: 'none',
      stroke: 'black',
      'stroke-width': STYLE.frameStroke,
      'stroke-linejoin': 'round',
    }),
    svgNode('path', { d: ticks, fill: 'none', stroke: 'black', 'stroke-width': STYLE.tickStroke }),
    ...bar.labels.map(({ outline: text, value }) =>
      placed(text, labelLeft, valueToPx(value) + STYLE.halfDigit * STYLE.tickFont),
    ),
    placedUpwards(
      bar.title,
      widthPx - STYLE.pageMargin - bar.title.depthPx,
      (frame.top + frame.bottom) / 2 + bar.title.widthPx / 2,
    ),
  ]);
}

/** A pointed end, for values beyond the scale. */
function end({ left, right }: Box, base: number, tip: number, colour: string): SvgNode {
  const middle = (left + right) / 2;
  const d = `M${round(left)},${round(base)}L${round(middle)},${round(tip)}L${round(right)},${round(base)}Z`;
  return svgNode('path', { d, fill: colour, stroke: 'none' });
}

/** Around bar and ends; where there is no end, the tip lies on the corner. */
function outline({ left, right, top, bottom }: Box, frame: Box): string {
  const middle = (left + right) / 2;
  const above = top > frame.top ? `L${round(middle)},${round(frame.top)}` : '';
  const below = bottom < frame.bottom ? `L${round(middle)},${round(frame.bottom)}` : '';
  return `M${round(left)},${round(top)}${above}L${round(right)},${round(top)}V${round(bottom)}${below}L${round(left)},${round(bottom)}Z`;
}
