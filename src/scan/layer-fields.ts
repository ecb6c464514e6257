/** What lines can look like, and the fields that say so: of layers and curves of figure files, and of constraints of scans. */
import { z } from 'zod';
import { DASHES } from './dashes.js';

export { DASHES, type Dash } from './dashes.js';

/** By the names of Okabe and Ito, and a grey. */
export const COLOURS = [
  'blue',
  'orange',
  'green',
  'vermillion',
  'purple',
  'cyan',
  'black',
  'grey',
  'yellow',
] as const;
export type Colour = (typeof COLOURS)[number];

/** `exclusion` is a solid line, `projection` a dashed one, `limit` is thinner and dash-dotted. */
export const LINE_STYLES = ['exclusion', 'projection', 'limit'] as const;
export type LineStyle = (typeof LINE_STYLES)[number];

export function labelField() {
  return z.string().min(1).meta({ description: 'Text for the legend; mathematics between $ signs.' });
}

export function colourField() {
  return z.enum(COLOURS).optional().meta({ description: 'Left out: the next unused colour.' });
}

export function dashField() {
  return z
    .enum(DASHES)
    .optional()
    .meta({ description: 'Dashes of the line; left out: as in the style, or as sure as it is.' });
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

/** The parameters of a line or relation, which depend on which it is: open, but editors are told all of them. */
export function parametersField(
  what: string,
  registry: Readonly<Record<string, { readonly title: string; readonly parameters: z.ZodType }>>,
) {
  return z
    .unknown()
    .optional()
    .meta({
      description: `Parameters of the ${what}; what is left out takes its default.`,
      anyOf: Object.entries(registry).map(([id, { title, parameters }]) => {
        const { $schema: _, ...fields } = z.toJSONSchema(parameters, { io: 'input' });
        return { title: `${id}: ${title}`, ...fields };
      }),
    });
}

/** What is given, without the rest: layers leave out what they do not have. */
export function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
