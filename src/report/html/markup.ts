/** HTML that cannot be anything but what was written: texts between the tags are escaped, whatever they are. */
import { escapeAttribute } from '../svg-node.js';

/** Markup that may be used as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

export type HtmlContent = Html | string | number | readonly HtmlContent[];

/** @example html`<p>${'a < b'}</p>`.markup // '<p>a &lt; b</p>' */
export function html(parts: TemplateStringsArray, ...contents: HtmlContent[]): Html {
  return new Html(parts.map((part, i) => (i === 0 ? '' : markupOf(contents[i - 1])) + part).join(''));
}

export const NOTHING = new Html('');

function markupOf(content: HtmlContent): string {
  if (content instanceof Html) return content.markup;
  if (typeof content === 'object') return content.map(markupOf).join('');
  return escapeAttribute(String(content));
}

/** JSON for a script element: nothing in it can end the element, or begin a comment. */
export function jsonForScript(value: unknown): Html {
  return new Html(JSON.stringify(value).replaceAll('<', '\\u003c'));
}

interface Table {
  readonly caption: HtmlContent;
  readonly columns: readonly HtmlContent[];
  readonly rows: readonly (readonly HtmlContent[])[];
}

/** The first cell of a row names it. A wide table scrolls within its own box, also by keyboard. */
export function table({ caption, columns, rows }: Table): Html {
  return html`<div class="scroll" tabindex="0">
<table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...others]) =>
      html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  )}</tbody></table></div>\n`;
}
