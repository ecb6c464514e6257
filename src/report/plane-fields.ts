/** The fields of a figure file in the plane of mass and coupling. What depends on the model is left open here. */
import { z } from 'zod';
import { BANDS, LINES } from '../constraints/index.js';
import { UsageError } from '../errors.js';
import { describeValue, identifier, positiveNumber, quantity, whenValid } from '../experiments/fields.js';
import { MODELS } from '../models/index.js';
import { parseConfidenceLevel } from '../sensitivity/confidence-level.js';
import { colourField, dashField, labelField, sideField, styleField } from './layer-fields.js';

const scanLayer = z
  .strictObject({
    scan: z.string().min(1).meta({ description: 'A scan file, relative to this file.' }),
    level: positiveNumber()
      .optional()
      .meta({ description: "Expected events on the line; left out, and without cl: the scan's own levels." }),
    cl: confidenceLevel()
      .optional()
      .meta({
        description:
          'Instead of a level: a confidence level such as "90%", at which no event is seen and none expected without a signal.',
      }),
    exposure: positiveNumber().optional().meta({
      description:
        'Number of beam particles; left out: that of the experiment. Yields are linear in it, so nothing is computed anew.',
    }),
    style: styleField('exclusion'),
    dash: dashField(),
    fill: z.boolean().default(true).meta({ description: 'Tint the region with more events.' }),
    label: labelField().optional(),
    colour: colourField(),
  })
  .refine(({ level, cl }) => level === undefined || cl === undefined, {
    path: ['cl'],
    when: whenValid('level', 'cl'),
    error: () => 'expected a level or a confidence level; got both',
  });

const bandLayer = z
  .strictObject({
    band: z.enum(Object.keys(BANDS)).meta({ description: "A band computed from the figure's model." }),
    measured: z
      .enum([...new Set(Object.values(BANDS).flatMap(({ measurements }) => Object.keys(measurements)))])
      .meta({ description: 'Which measured minus predicted value.' }),
    sigmas: positiveNumber()
      .optional()
      .meta({ description: 'Half width of the band in standard deviations (default 2).' }),
    excluded_beyond: positiveNumber().optional().meta({
      description: 'Instead of the band: the couplings that are too large by this many standard deviations.',
    }),
    parameters: z.unknown().optional().meta({
      description: "Parameters of the model, such as theta, that differ from the figure's.",
    }),
    label: labelField().optional(),
    colour: colourField(),
  })
  .refine(({ sigmas, excluded_beyond }) => sigmas === undefined || excluded_beyond === undefined, {
    path: ['excluded_beyond'],
    when: whenValid('sigmas', 'excluded_beyond'),
    error: () => 'expected the sigmas of a band, or excluded_beyond for the region above it; got both',
  });

const lineLayer = z.strictObject({
  line: z
    .enum(Object.keys(LINES))
    .meta({ description: "A line computed for the figure's model, or recast from a table." }),
  parameters: z
    .unknown()
    .optional()
    .meta({
      description: 'Parameters of the line; what is left out takes its default.',
      anyOf: Object.values(LINES).map(({ id, title, parameters }) => {
        const { $schema: _, ...schema } = z.toJSONSchema(parameters, { io: 'input' });
        return { title: `${id}: ${title}`, ...schema };
      }),
    }),
  style: styleField('limit'),
  dash: dashField(),
  fill: sideField(),
  label: labelField().optional(),
  colour: colourField(),
});

export const planeFigureSchema = z.strictObject({
  figure: identifier().meta({ description: 'Name of the figure.' }),
  title: z.string().min(1).optional().meta({ description: 'Title above the frame.' }),
  model: z
    .strictObject({
      id: z.enum(Object.keys(MODELS)),
      parameters: z.unknown().optional().meta({ description: 'As in a scan file.' }),
    })
    .optional()
    .meta({
      description:
        'Whose mass and coupling the axes show, and whose bands and lines are drawn; left out: that of the first scan.',
    }),
  mass: z
    .strictObject({ from: quantity('energy'), to: quantity('energy') })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a mass above "from"' })
    .meta({ description: 'Range of the mass axis.' }),
  coupling: z
    .strictObject({ from: positiveNumber(), to: positiveNumber() })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a coupling above "from"' })
    .meta({ description: "Range of the coupling axis, in the model's unit." }),
  layers: z
    .array(
      z.union([scanLayer, bandLayer, lineLayer], {
        error: () =>
          `expected a layer with "scan" (a scan file), "band" (${Object.keys(BANDS).join(', ')}) or "line" (${Object.keys(LINES).join(', ')})`,
      }),
    )
    .min(1)
    .meta({ description: 'What is drawn, first to last.' }),
});

export type PlaneFields = z.output<typeof planeFigureSchema>;
export type ScanLayer = z.output<typeof scanLayer>;
export type BandLayerFields = z.output<typeof bandLayer>;
export type LineLayerFields = z.output<typeof lineLayer>;

/** A confidence level as `muscan limit` reads it. */
function confidenceLevel() {
  return z
    .union([z.string(), z.number()], {
      error: ({ input }) => `expected a confidence level such as "90%"; got ${describeValue(input)}`,
    })
    .transform((input, context) => {
      try {
        return parseConfidenceLevel(input);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        context.issues.push({ code: 'custom', message: error.message, input });
        return z.NEVER;
      }
    });
}
