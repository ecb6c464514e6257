/** Outlines that the page composes: the titles of the axes, and the characters of tick labels. */
import { typeset } from '../mathjax.js';
import { toMarkup } from '../svg-node.js';
import { Html, html } from './markup.js';
import type { GlyphWidths } from './page-data.js';

export const GLYPH_PX = 16;
const AXIS_PX = 20;

/** Every character of a tick label by its TeX. */
const CHARACTERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from('0123456789.', (digit) => [digit, digit])),
  '-': '-',
  '×': String.raw`{\,\times\,}`,
};

export interface Glyphs {
  /** Definitions for the page, by the ids `glyph-...`. */
  readonly defs: Html;
  readonly widths: GlyphWidths;
}

/** @param axisTitles TeX of the two axes. */
export async function typesetGlyphs(axisTitles: { readonly x: string; readonly y: string }): Promise<Glyphs> {
  const texts = [
    ...Object.entries(CHARACTERS).map(([name, tex]) => ({ name, tex, px: GLYPH_PX })),
    ...Object.entries(axisTitles).map(([name, tex]) => ({ name, tex, px: AXIS_PX })),
  ];
  const set = await Promise.all(
    texts.map(async ({ name, tex, px }) => ({ name, outline: await typeset(tex, px, 'axis label') })),
  );
  return {
    defs: html`<svg class="defs" aria-hidden="true" width="0" height="0"><defs>${set.map(
      ({ name, outline }) => html`<g id="glyph-${name}">${new Html(toMarkup(outline.node))}</g>`,
    )}</defs></svg>`,
    widths: Object.fromEntries(set.map(({ name, outline }) => [name, Number(outline.widthPx.toFixed(3))])),
  };
}
