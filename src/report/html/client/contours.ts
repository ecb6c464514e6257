/** Contours as lines and tinted regions. */
import { isTinted, seriesClass } from '../series-look.js';
import { type Scale, xToPx, yToPx } from './frame.js';
import type { Contour, Line } from './scan.js';
import { svg } from './svg.js';

export interface Series {
  readonly contour: Contour;
  /** Among the contours of all scans. */
  readonly index: number;
}

/** @param hasHalo lines stand out from what is behind them. */
export function drawContours(all: readonly Series[], scale: Scale, hasHalo: boolean): SVGElement[] {
  const lines = all.map(({ contour, index }) => ({
    look: seriesClass(index, contour.certainty),
    index,
    d: contour.steppedLines.map((line) => path(line, scale)).join(''),
  }));
  return [
    ...all
      .filter(({ contour }) => isTinted(all.length, contour.certainty))
      .map(({ contour, index }) =>
        svg('path', {
          class: `region ${seriesClass(index, contour.certainty)}`,
          'fill-rule': 'evenodd',
          d: contour.region.map((line) => path(line, scale)).join(''),
        }),
      ),
    ...(hasHalo ? lines.map(({ d }) => svg('path', { class: 'halo', d })) : []),
    ...lines.map(({ d, look, index }) => svg('path', { class: `line ${look}`, 'data-line': index, d })),
  ];
}

function path({ x, y, closed }: Line, scale: Scale): string {
  let d = '';
  for (let i = 0; i < x.length; i++) {
    const px = xToPx(scale, Math.log10(x[i])).toFixed(1);
    d += `${i === 0 ? 'M' : 'L'}${px},${yToPx(scale, Math.log10(y[i])).toFixed(1)}`;
  }
  return d + (closed ? 'z' : '');
}
