/** The fields that layers and curves of figure files share. */
import { z } from 'zod';
import { PALETTE } from './colours.js';
import { DASHES, type LineStyle, LINE_STYLES } from './figure.js';

export function labelField() {
  return z.string().min(1).meta({ description: 'Text for the legend; mathematics between $ signs.' });
}

export function colourField() {
  return z
    .enum(Object.keys(PALETTE) as [keyof typeof PALETTE])
    .optional()
    .meta({ description: 'Left out: the next unused colour.' });
}

export function dashField() {
  return z.enum(DASHES).optional().meta({ description: 'Dashes of the line; left out: as in the style.' });
}

export function styleField(style: LineStyle) {
  return z
    .enum(LINE_STYLES)
    .default(style)
    .meta({ description: 'exclusion: solid; projection: dashed; limit: thin and dash-dotted.' });
}

export function sideField() {
  return z.enum(['above', 'below']).optional().meta({ description: 'The side of the line that is tinted.' });
}

/** What is given, without the rest: layers leave out what they do not have. */
export function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
