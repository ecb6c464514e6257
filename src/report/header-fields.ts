/** The fields that every figure file has: its name, and how it looks on the page. */
import { z } from 'zod';
import { identifier, quantity } from '../experiments/fields.js';
import { type Figure, LABEL_PLACES } from './figure.js';
import { LARGEST_LENGTH, NAMED_SIZES, type SizeName, sizeOnPaper } from './figure-size.js';
import { withoutUndefined } from '../scan/layer-fields.js';
import { THEME_NAMES } from './theme.js';

const length = () =>
  quantity('length').refine((value) => value <= LARGEST_LENGTH, {
    error: 'expected a length of at most 2 m',
  });

export const header = {
  figure: identifier().meta({ description: 'Name of the figure.' }),
  title: z.string().min(1).optional().meta({ description: 'Title above the frame.' }),
  size: z
    .union(
      [z.enum(Object.keys(NAMED_SIZES) as [SizeName]), z.strictObject({ width: length(), height: length() })],
      { error: () => `expected ${Object.keys(NAMED_SIZES).join(', ')} or {width: 12 cm, height: 9 cm}` },
    )
    .optional()
    .meta({
      description:
        'For print, with text of 8 pt: columns of 86 or 178 mm, or other lengths. Left out: 640 x 480 px. A legend that finds no place makes the page higher.',
    }),
  theme: z.enum(THEME_NAMES).optional().meta({ description: 'Colours of the page (default light).' }),
  labels: z.enum(LABEL_PLACES).optional().meta({
    description:
      'legend (the default), or inside: each label beside its own line; one that finds no place stands in the legend.',
  }),
};

/** What of a file is the look of its figure. */
export function lookOfHeader({
  size,
  theme,
  labels,
}: z.output<z.ZodObject<typeof header>>): Pick<Figure, 'size' | 'theme' | 'labels'> {
  return withoutUndefined({ size: size && sizeOnPaper(size), theme, labels });
}
