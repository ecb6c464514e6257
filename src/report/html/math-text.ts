/** Text with `$...$` mathematics as HTML: the mathematics as outlines, in the colour of the text. */
import { UsageError } from '../../errors.js';
import { type Outline, typeset } from '../mathjax.js';
import { toMarkup } from '../svg-node.js';
import { Html, type HtmlContent, html } from './markup.js';

const FONT_PX = 16;

/** What is not TeX is shown as it was written: a title is no reason to have no report. */
export async function mathText(text: string): Promise<Html> {
  const parts = text.split(/(\$[^$]+\$)/);
  const set = await Promise.all(
    parts.map(async (part) => (/^\$.+\$$/s.test(part) ? mathematics(part) : part)),
  );
  return html`${set}`;
}

async function mathematics(part: string): Promise<HtmlContent> {
  const tex = part.slice(1, -1);
  try {
    return inline(await typeset(tex, FONT_PX, 'label'), tex);
  } catch (error) {
    if (error instanceof UsageError) return part;
    throw error;
  }
}

/** Sizes in em, so that mathematics grows with the text around it. */
function inline({ node, widthPx, heightPx, depthPx }: Outline, tex: string): Html {
  const box = [0, -heightPx, widthPx, heightPx + depthPx].map((px) => px.toFixed(3)).join(' ');
  return html`<svg class="math" role="img" aria-label="${tex}" viewBox="${box}" style="width:${em(widthPx)};height:${em(heightPx + depthPx)};vertical-align:${em(-depthPx)}">${new Html(toMarkup(node))}</svg>`;
}

function em(px: number): string {
  return `${Number((px / FONT_PX).toFixed(4))}em`;
}
