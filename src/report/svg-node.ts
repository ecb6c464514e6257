/** SVG elements as plain data, so that axes, labels and legend are described without a DOM. */

export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly SvgNode[];
}

export function svgNode(
  name: string,
  attributes: SvgNode['attributes'] = {},
  children: readonly SvgNode[] = [],
): SvgNode {
  return { name, attributes, children };
}

/** The node as markup: one element a line, so that two figures can be compared with diff. */
export function toMarkup({ name, attributes, children }: SvgNode): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(typeof value === 'number' ? round(value) : value)}"`)
    .join('');
  if (children.length === 0) return `<${name}${written}/>\n`;
  return `<${name}${written}>\n${children.map(toMarkup).join('')}</${name}>\n`;
}

/** A length in px to three decimals: far below a dot of any printer, and free of the last bits of a double. */
export function round(value: number): string {
  return String(Math.round(value * 1000) / 1000 + 0);
}

export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
