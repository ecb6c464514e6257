/** The files a figure can be written as, by their endings. */
import { extname } from 'node:path';
import { UsageError } from '../errors.js';
import type { Figure } from './figure.js';
import { svgToPdf } from './figure-pdf.js';
import { svgToPng } from './rasterise.js';
import { figureName, renderFigure } from './render-figure.js';

interface FormatOptions {
  /** Of PNG: dots per px; default 2. */
  readonly scale?: number | undefined;
}

type Draw = (figure: Figure, options: FormatOptions) => Promise<string | Uint8Array>;

const FORMATS: Readonly<Record<string, Draw>> = {
  '.svg': renderFigure,
  '.png': async (figure, { scale = 2 }) => svgToPng(await renderFigure(figure), { scale }),
  '.pdf': async (figure) => svgToPdf(await renderFigure(figure), figureName(figure)),
};

/**
 * How a file is drawn, known before anything is computed.
 *
 * @param others endings that the caller writes itself, for the message.
 * @throws UsageError if it is not the file of a figure.
 */
export function figureFormat(path: string, others: readonly string[] = []): Draw {
  const draw = FORMATS[extname(path).toLowerCase()];
  if (draw !== undefined) return draw;
  const endings = [...others, ...Object.keys(FORMATS)];
  throw new UsageError(
    `--output: expected a file that ends in ${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}; got "${path}"`,
  );
}
