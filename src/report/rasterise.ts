/** SVG to PNG. */
import { UsageError } from '../errors.js';

/**
 * Draws an SVG without text elements, such as `renderFigure` returns, as a PNG.
 *
 * @param options.scale Dots per px of the SVG; default 2.
 * @throws UsageError if the scale is not above zero, or the picture would be too large.
 */
export async function svgToPng(svg: string, { scale = 2 } = {}): Promise<Uint8Array> {
  if (!(scale > 0 && scale <= LARGEST_SCALE)) {
    throw new UsageError(`PNG scale: expected a number above 0 and up to ${LARGEST_SCALE}; got ${scale}.`);
  }
  const { Resvg } = await import('@resvg/resvg-js');
  // Searching for system fonts takes longer than drawing, and there is no text to set.
  const resvg = new Resvg(withSharpPixels(svg), {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false },
  });
  const [width, height] = [resvg.width * scale, resvg.height * scale];
  if (width * height > MOST_DOTS) {
    throw new UsageError(
      `PNG: ${Math.round(width)} x ${Math.round(height)} dots are too many. Choose a smaller size or scale.`,
    );
  }
  return resvg.render().asPng();
}

/** resvg knows this by its older name only. */
function withSharpPixels(svg: string): string {
  return svg.replaceAll('image-rendering="pixelated"', 'image-rendering="optimizeSpeed"');
}

/** 12 800 x 9 600 dots at the default figure size: beyond any printer, before memory runs out. */
const LARGEST_SCALE = 20;
const MOST_DOTS = 2e8;
