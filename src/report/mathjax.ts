/**
 * Text as outlines: TeX set by MathJax into SVG paths, so that a figure looks like the paper around it and needs no
 * fonts where it is shown.
 */
import { UsageError } from '../errors.js';
import { type SvgNode, svgNode } from './svg-node.js';

/** A typeset piece of text; its origin is the left end of the baseline. */
export interface Outline {
  readonly node: SvgNode;
  readonly widthPx: number;
  /** Above the baseline. */
  readonly heightPx: number;
  /** Below the baseline. */
  readonly depthPx: number;
}

/**
 * Typesets TeX mathematics (the commands of LaTeX and amsmath; no macro definitions, so that one label cannot change
 * another).
 *
 * @param description What the text is, for the error message, e.g. `x axis label`.
 * @throws UsageError if the TeX is faulty or has a character that the font lacks.
 * @example (await typeset('10^{-3}', 16, 'tick label')).widthPx // 31.8
 */
export async function typeset(tex: string, fontSizePx: number, description: string): Promise<Outline> {
  const converter = await (loading ??= loadMathJax());
  const svg = await converter(tex).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The ${description} "${tex}" is not valid TeX: ${reason}`, { cause });
  });

  const [left, top, width, height] = String(svg.attributes['viewBox']).split(' ').map(Number) as Box;
  const scale = fontSizePx / UNITS_PER_EM;
  // The outermost group flips the picture, as glyphs are drawn upwards from the baseline, and is replaced by ours.
  const glyphs = svg.children
    .flatMap((group) => group.children)
    .flatMap((child) => outlineNodes(child, tex, description));
  const transform = `scale(${scale},${-scale}) translate(${-left},0)`;
  // No stroke but the width that \boxed sets on its frame.
  const node = svgNode('g', { transform, stroke: 'black', 'stroke-width': 0 }, glyphs);
  return { node, widthPx: width * scale, heightPx: -top * scale, depthPx: (top + height) * scale };
}

/** Typesets text with `$...$` mathematics: see {@link typeset}. */
export async function typesetText(text: string, fontSizePx: number, description: string): Promise<Outline> {
  return typeset(`\\text{${text}}`, fontSizePx, description).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    // Shows what the user wrote, not what it was wrapped in.
    throw new UsageError(
      error.message.replace(`\\text{${text}}`, () => text),
      { cause: error.cause },
    );
  });
}

/** The same text in another size. */
export function scaled({ node, widthPx, heightPx, depthPx }: Outline, factor: number): Outline {
  return {
    node: factor === 1 ? node : svgNode('g', { transform: `scale(${factor})` }, [node]),
    widthPx: widthPx * factor,
    heightPx: heightPx * factor,
    depthPx: depthPx * factor,
  };
}

/** The same text, smaller if it would be wider than `availablePx`. */
export function shrunkToFit(outline: Outline, availablePx: number): Outline {
  return scaled(outline, Math.min(1, availablePx / outline.widthPx));
}

type Box = [number, number, number, number];

/** What the outlines of MathJax's TeX font are drawn in. */
const UNITS_PER_EM = 1000;

/** An element of MathJax's own small DOM. */
interface MathElement {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly MathElement[];
}

let loading: Promise<(tex: string) => Promise<MathElement>> | undefined;

/** Loads MathJax on first use: importing this module costs nothing. */
async function loadMathJax() {
  const [{ mathjax }, { TeX }, { SVG }, { liteAdaptor }, { RegisterHTMLHandler }] = await Promise.all([
    import('@mathjax/src/js/mathjax.js'),
    import('@mathjax/src/js/input/tex.js'),
    import('@mathjax/src/js/output/svg.js'),
    import('@mathjax/src/js/adaptors/liteAdaptor.js'),
    import('@mathjax/src/js/handlers/html.js'),
    // These three register themselves. asyncLoad lets MathJax fetch parts of its font when a glyph first needs them.
    import('@mathjax/src/js/util/asyncLoad/esm.js'),
    import('@mathjax/src/js/input/tex/base/BaseConfiguration.js'),
    import('@mathjax/src/js/input/tex/ams/AmsConfiguration.js'),
  ]);
  RegisterHTMLHandler(liteAdaptor());
  const document = mathjax.document('', {
    InputJax: new TeX({ packages: ['base', 'ams'], formatError: rethrow }),
    // No shared glyph definitions: every label stands alone, without ids.
    OutputJax: new SVG({ fontCache: 'none', linebreaks: { inline: false } }),
  });
  return async (tex: string): Promise<MathElement> => {
    // The promise form retries after loading a part of the font; the plain form would throw there.
    const container = (await document.convertPromise(tex, { display: false })) as MathElement;
    return container.children.find(({ kind }) => kind === 'svg')!;
  };
}

/** Without this MathJax would draw the message in place of the label. Its own error class is not an Error. */
function rethrow(_input: unknown, { message }: { readonly message: string }): never {
  throw new Error(message);
}

/** Attributes that shape the outline; the others name MathML and TeX sources. */
const KEPT = ['transform', 'd', 'x', 'y', 'width', 'height', 'viewBox', 'fill', 'stroke-width'];
const SHAPES = ['g', 'path', 'rect', 'svg'];

function outlineNodes(element: MathElement, tex: string, description: string): SvgNode[] {
  const { kind, attributes, children } = element;
  if (!SHAPES.includes(kind)) {
    // MathJax leaves unknown characters to the fonts of the viewer, and lines in tables to a style sheet.
    const what = kind === 'text' ? 'a character that the mathematics font lacks' : 'a ruled table';
    throw new UsageError(
      `The ${description} "${tex}" has ${what}. Expected Latin or Greek letters and the usual TeX symbols.`,
    );
  }
  // The space glyph.
  if (attributes['d'] === '') return [];
  const inner = children.flatMap((child) => outlineNodes(child, tex, description));
  const kept = Object.fromEntries(KEPT.flatMap((key) => (key in attributes ? [[key, attributes[key]]] : [])));
  // Groups without a transform only carried names.
  return kind === 'g' && !('transform' in kept) ? inner : [svgNode(kind, kept, inner)];
}
