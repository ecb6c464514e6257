/** How large a figure is on the page, and how large its text and strokes are then. */
import { UsageError } from '../errors.js';
import { parseQuantity } from '../physics/units.js';

export interface FigureSize {
  /** Of the page, at 96 px an inch. */
  readonly widthPx: number;
  /** More, if the legend has to stand below the axes. */
  readonly heightPx: number;
  /** Of text, strokes and gaps alike: 1 (the default) is for screens, with text of 16 px. */
  readonly zoom?: number;
}

/** Text of 8 pt where it is 16 px on the screen, lines of 1 pt. */
const PRINT_ZOOM = 2 / 3;
const PX_PER_CM = 96 / 2.54;

/** Columns of the journals of the American Physical Society. */
export const NAMED_SIZES = {
  'one-column': { width: 8.6, height: 6.45 },
  'two-column': { width: 17.8, height: 11 },
} as const;
export type SizeName = keyof typeof NAMED_SIZES;

/** In cm: larger than any poster. */
export const LARGEST_LENGTH = 200;

/** @param size a name, or lengths in cm. */
export function sizeOnPaper(
  size: SizeName | { readonly width: number; readonly height: number },
): FigureSize {
  const { width, height } = typeof size === 'string' ? NAMED_SIZES[size] : size;
  return { widthPx: width * PX_PER_CM, heightPx: height * PX_PER_CM, zoom: PRINT_ZOOM };
}

/**
 * Reads `one-column`, `two-column` or `120mm x 90mm`.
 *
 * @throws UsageError on anything else.
 */
export function parseFigureSize(text: string): FigureSize {
  if (Object.hasOwn(NAMED_SIZES, text)) return sizeOnPaper(text as SizeName);
  const lengths = text.split(/(?<=[a-z])\s*x\s*(?=\d)/);
  if (lengths.length === 2) {
    const [width, height] = lengths.map((length) => parseQuantity(length, 'length'));
    if ([width, height].every((length) => length > 0 && length <= LARGEST_LENGTH))
      return sizeOnPaper({ width, height });
  }
  throw new UsageError(
    `expected ${Object.keys(NAMED_SIZES).join(', ')} or width x height, such as "120mm x 90mm", at most 2 m; got "${text}"`,
  );
}
