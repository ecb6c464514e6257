/** The list of contours, each with a box that shows or hides it. */
import type { Certainty } from '../../certainty.js';
import { type Html, html } from './markup.js';
import { mathText } from './math-text.js';
import { seriesClass } from './series-look.js';

export async function legend(labels: readonly string[], certainties: readonly Certainty[]): Promise<Html> {
  const entries = await Promise.all(
    labels.map(
      async (label, i) => html`<label><input type="checkbox" checked data-series="${i}">
<svg class="swatch" viewBox="0 0 34 14" aria-hidden="true"><path class="line ${seriesClass(i, certainties[i])}" d="M2,7h30"/></svg>
<span>${await mathText(label)}</span></label>`,
    ),
  );
  return html`<fieldset class="legend"><legend>Contours</legend><div>${entries}</div></fieldset>`;
}
