/** How a figure looks, for commands that draw one. */
import {
  LABEL_PLACES,
  type LabelPlace,
  NAMED_SIZES,
  THEME_NAMES,
  type Figure,
  type ThemeName,
  UsageError,
  parseFigureSize,
} from '../index.js';
import { numberOption } from './options.js';

export const figureOptions = {
  size: {
    type: 'string',
    requiresArg: true,
    describe: `${Object.keys(NAMED_SIZES).join(', ')} or e.g. 120mmx90mm (default: 640 x 480 px)`,
  },
  theme: { choices: THEME_NAMES, describe: 'Colours of the page (default: light)' },
  labels: { choices: LABEL_PLACES, describe: 'inside: each label beside its line (default: legend)' },
  scale: { type: 'string', requiresArg: true, describe: 'PNG: dots per px at 96 px an inch (default: 2)' },
} as const;

export interface FigureOptions {
  readonly size: string | undefined;
  readonly theme: ThemeName | undefined;
  readonly labels: LabelPlace | undefined;
  readonly scale: string | undefined;
}

/** The look that was asked for; what is left out is as in the figure. */
export function readFigureOptions({ size, theme, labels, scale }: FigureOptions): {
  readonly look: Pick<Figure, 'size' | 'theme' | 'labels'>;
  readonly scale: number | undefined;
} {
  return {
    look: {
      ...(size !== undefined && { size: sizeOption(size) }),
      ...(theme !== undefined && { theme }),
      ...(labels !== undefined && { labels }),
    },
    scale: scale === undefined ? undefined : numberOption('scale', scale, { above: 0 }),
  };
}

function sizeOption(text: string) {
  try {
    return parseFigureSize(text);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`--size: ${error.message}`, { cause: error });
    throw error;
  }
}
