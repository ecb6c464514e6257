/** A histogram as a small picture: how long the columns took. */
import { formatScientific } from '../number-words.js';
import { type Html, html } from './markup.js';

const BINS = 24;
const [WIDTH, HEIGHT, BASE] = [480, 110, 84];

/** In bins of equal width in the logarithm. */
export function histogram(values: readonly number[], title: string, unit: string): Html {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return html``;
  const logs = positive.map(Math.log);
  const from = logs.reduce((a, b) => Math.min(a, b));
  const width = (logs.reduce((a, b) => Math.max(a, b)) - from) / BINS;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const log of logs) counts[width > 0 ? Math.min(BINS - 1, Math.floor((log - from) / width)) : 0]++;
  const most = Math.max(...counts);
  const step = WIDTH / BINS;
  const edge = (share: number) => `${formatScientific(Math.exp(from + share * BINS * width), 2)} ${unit}`;
  const label = `${title}: ${positive.length} between ${edge(0)} and ${edge(1)}, at most ${most} in one of ${BINS} bins`;
  return html`<figure class="histogram"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
<path class="bars" d="${counts.map((count, i) => bar(i * step, step, (count / most) * (BASE - 14))).join('')}"/>
<path class="base" d="M0,${BASE}H${WIDTH}"/>
<text x="0" y="${BASE + 18}">${edge(0)}</text>
<text x="${WIDTH / 2}" y="${BASE + 18}" text-anchor="middle">${edge(0.5)}</text>
<text x="${WIDTH}" y="${BASE + 18}" text-anchor="end">${edge(1)}</text>
</svg><figcaption>${title}, in bins of equal logarithmic width; the highest has ${most}</figcaption></figure>`;
}

function bar(left: number, width: number, height: number): string {
  return height === 0
    ? ''
    : `M${(left + 1).toFixed(1)},${BASE}v${(-height).toFixed(1)}h${(width - 2).toFixed(1)}V${BASE}z`;
}
