/** SVG to PDF: vectors stay vectors, and text is outlines already. */
import { buffer } from 'node:stream/consumers';
import { VERSION } from '../version.js';

const PT_PER_PX = 0.75;

/** Stands in the document, and its id is made of it: the same figure is the same bytes on any day. */
const NO_DATE = new Date(0);

/**
 * Draws an SVG such as `renderFigure` returns as a PDF of a single page of the same size.
 *
 * @param title Stands in the properties of the document.
 */
export async function svgToPdf(svg: string, title: string): Promise<Uint8Array> {
  const [{ default: PDFDocument }, { default: draw }] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
  ]);
  const [width, height] = ['width', 'height'].map((name) => PT_PER_PX * lengthIn(svg, name));
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Creator: `muscan ${VERSION}`,
      Producer: `muscan ${VERSION}`,
      CreationDate: NO_DATE,
    },
  });
  draw(document, withPlainClip(svg), 0, 0, { width, height, warningCallback: refuse });
  document.end();
  return buffer(document);
}

/** The converter makes a soft mask of a clip path, which editors and printers turn into pixels, but clips an inner SVG. */
function withPlainClip(svg: string): string {
  const clipped =
    /<clipPath[^>]*>\s*<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"\/>\s*<\/clipPath>\s*<g aria-label="data" clip-path=[^>]*[^/]>(.*?)<\/g>/s;
  return svg.replace(
    clipped,
    (_, x, y, width, height, data) =>
      `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}">${data}</svg>`,
  );
}

function lengthIn(svg: string, name: string): number {
  return Number(new RegExp(`^<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)![1]);
}

/** What the converter does not know it would leave out. */
function refuse(warning: string): never {
  throw new Error(`SVG to PDF: ${warning}`);
}
