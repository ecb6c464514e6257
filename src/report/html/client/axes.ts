/** Frame, ticks, tick labels and axis titles, composed from outlines that the page brings along. */
import { type AxisTicks, axisTicks } from '../../ticks.js';
import type { GlyphWidths, Range } from '../page-data.js';
import type { View } from '../view.js';
import { type Frame, type Scale, xToPx, yToPx } from './frame.js';
import { svg } from './svg.js';

const [MAJOR, MINOR] = [8, 4.5];
/** What a label takes along each axis, with the space that sets it apart. */
const [X_ROOM, Y_ROOM] = [62, 28];
const [TOP, RIGHT, BOTTOM] = [14, 14, 58];
const TITLE_WIDTH = 26;
const LABEL_GAP = 8;
const EXPONENT = { size: 0.7, raised: 6.5 };
const DIGIT_HEIGHT = 10.6;

export interface Axes {
  readonly frame: Frame;
  readonly x: AxisTicks;
  readonly y: AxisTicks;
}

/** The labels of the y axis decide how much of the width is left. */
export function layOut(view: View, widths: GlyphWidths, width: number, height: number): Axes {
  const bottom = height - BOTTOM;
  const y = ticksOf(view.y, (bottom - TOP) / Y_ROOM);
  const widest = Math.max(40, ...y.labelled.map(({ label }) => labelWidth(label, widths)));
  const left = TITLE_WIDTH + widest + LABEL_GAP;
  const right = width - RIGHT;
  return { frame: { left, top: TOP, right, bottom }, x: ticksOf(view.x, (right - left) / X_ROOM), y };
}

function ticksOf([from, to]: Range, room: number): AxisTicks {
  return axisTicks({ scale: 'log', domain: [10 ** from, 10 ** to] }, Math.max(2, room));
}

export function drawAxes({ frame, x, y }: Axes, view: View, widths: GlyphWidths): SVGElement[] {
  const scale: Scale = { frame, view };
  const { left, top, right, bottom } = frame;
  const xAt = (value: number) => xToPx(scale, Math.log10(value));
  const yAt = (value: number) => yToPx(scale, Math.log10(value));
  const vertical = (length: number) => (value: number) =>
    `M${xAt(value).toFixed(1)},${bottom}v${-length}M${xAt(value).toFixed(1)},${top}v${length}`;
  const horizontal = (length: number) => (value: number) =>
    `M${left},${yAt(value).toFixed(1)}h${length}M${right},${yAt(value).toFixed(1)}h${-length}`;
  const ticks = [
    ...x.major.map(vertical(MAJOR)),
    ...x.minor.map(vertical(MINOR)),
    ...y.major.map(horizontal(MAJOR)),
    ...y.minor.map(horizontal(MINOR)),
  ];
  return [
    svg('path', { class: 'ticks', d: ticks.join('') }),
    svg('rect', { class: 'frame', x: left, y: top, width: right - left, height: bottom - top }),
    svg('g', { class: 'labels' }, [
      ...x.labelled.map(({ value, label }) =>
        drawLabel(
          label,
          widths,
          xAt(value) - labelWidth(label, widths) / 2,
          bottom + LABEL_GAP + DIGIT_HEIGHT + 4,
        ),
      ),
      ...y.labelled.map(({ value, label }) =>
        drawLabel(label, widths, left - LABEL_GAP - labelWidth(label, widths), yAt(value) + DIGIT_HEIGHT / 2),
      ),
      svg('use', {
        href: '#glyph-x',
        transform: `translate(${(left + right - widths['x']) / 2},${bottom + BOTTOM - 12})`,
      }),
      svg('use', {
        href: '#glyph-y',
        transform: `translate(17,${(top + bottom + widths['y']) / 2}) rotate(-90)`,
      }),
    ]),
  ];
}

/** `2\times 10^{-3}` -> what stands on the line, and the exponent. */
function partsOf(label: string): { base: string; exponent: string } {
  const [, base, exponent = ''] = /^(.*?)(?:\^\{(.*)\})?$/.exec(label.replace(String.raw`\times `, '×'))!;
  return { base, exponent };
}

function labelWidth(label: string, widths: GlyphWidths): number {
  const { base, exponent } = partsOf(label);
  const width = (text: string) =>
    Array.from(text, (character) => widths[character] ?? 0).reduce((sum, one) => sum + one, 0);
  return width(base) + EXPONENT.size * width(exponent);
}

function drawLabel(label: string, widths: GlyphWidths, left: number, baseline: number): SVGElement {
  const { base, exponent } = partsOf(label);
  let x = 0;
  const glyphs = (text: string, size: number, raised: number) =>
    Array.from(text, (character) => {
      const transform = `translate(${x.toFixed(2)},${-raised}) scale(${size})`;
      x += size * (widths[character] ?? 0);
      return svg('use', { href: `#glyph-${character}`, transform });
    });
  return svg(
    'g',
    {
      transform: `translate(${left.toFixed(1)},${baseline.toFixed(1)})`,
      'data-tick': base + (exponent && `^${exponent}`),
    },
    [...glyphs(base, 1, 0), ...glyphs(exponent, EXPONENT.size, EXPONENT.raised)],
  );
}
