/** The fields that draw a constraint: as layers of a figure file, and in the list of a scan file. What depends on the model is left open. */
import { z } from 'zod';
import { BANDS, LIMITS, LINES } from '../constraints/index.js';
import { describeValue, positiveNumber, whenValid } from '../experiments/fields.js';
import { bandParameters } from './find-constraint.js';
import { unknownField } from './issue-messages.js';
import {
  colourField,
  dashField,
  labelField,
  parametersField,
  sideField,
  styleField,
} from './layer-fields.js';

/** What layers of a constraint can name. */
const NAMED = [...Object.keys(BANDS), ...Object.keys(LIMITS), ...Object.keys(LINES)];

export const bandLayer = z
  .strictObject({
    band: z.enum(Object.keys(BANDS)).meta({ description: 'A band computed from the model.' }),
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
      description: "Parameters of the model, such as {theta: pi/3}, where they differ from the file's.",
    }),
    label: labelField().optional(),
    colour: colourField(),
  })
  .refine(({ sigmas, excluded_beyond }) => sigmas === undefined || excluded_beyond === undefined, {
    path: ['excluded_beyond'],
    when: whenValid('sigmas', 'excluded_beyond'),
    error: () => 'expected the sigmas of a band, or excluded_beyond for the region above it; got both',
  });

export const lineLayer = z.strictObject({
  line: z
    .enum(Object.keys(LINES))
    .meta({ description: 'A line computed for the model, or recast from a table.' }),
  parameters: parametersField('line', LINES),
  style: styleField('limit'),
  dash: dashField(),
  fill: sideField(),
  label: labelField().optional(),
  colour: colourField(),
});

function constraintName() {
  return z
    .string()
    .min(1)
    .meta({
      description: `A limit, a line or a band (${NAMED.join(', ')}), or a YAML file of your own, relative to this file.`,
      examples: NAMED,
    });
}

const PARAMETERS = {
  ...Object.fromEntries(
    Object.entries(BANDS).map(([id, band]) => [id, { title: band.title, parameters: bandParameters(band) }]),
  ),
  ...LIMITS,
  ...LINES,
};

const fieldsOfConstraint = {
  constraint: constraintName(),
  parameters: parametersField('constraint', PARAMETERS),
  dash: dashField(),
  fill: z.boolean().optional().meta({
    description:
      'Tint what is ruled out; left out: where that is so sure, which is nothing projected or approximate.',
  }),
  label: labelField().optional(),
  colour: colourField(),
};

export const constraintLayer = z.strictObject(fieldsOfConstraint, {
  error: ({ code, input, keys }) => {
    if (code === 'invalid_type') return `expected a constraint or a file; got ${describeValue(input)}`;
    if (code !== 'unrecognized_keys') return undefined;
    const own = parametersOf((input as { constraint?: unknown }).constraint);
    return keys
      .map((key) =>
        own.includes(key)
          ? `a parameter of the constraint: write parameters: {${key}: ...}`
          : unknownField(key, Object.keys(fieldsOfConstraint)),
      )
      .join('\n');
  },
});

/** The names of the parameters of a registered constraint. */
function parametersOf(name: unknown): string[] {
  if (typeof name !== 'string' || !Object.hasOwn(PARAMETERS, name)) return [];
  const { parameters } = PARAMETERS[name];
  return parameters instanceof z.ZodObject ? Object.keys(parameters.shape) : [];
}

/** In a scan file a name alone is enough. */
export const constraintsField = z.array(
  z.union([constraintName(), constraintLayer, bandLayer, lineLayer], {
    error: ({ input }) =>
      `expected the name of a constraint ("muscan list constraints") or of a file, or {constraint: NAME, parameters: ..., label: ...}; got ${describeValue(input)}`,
  }),
  { error: ({ input }) => `expected a list of constraints; got ${describeValue(input)}` },
);

export type BandLayerFields = z.output<typeof bandLayer>;
export type LineLayerFields = z.output<typeof lineLayer>;
export type ConstraintLayerFields = z.output<typeof constraintLayer>;

/** Whatever names a constraint. */
export type ConstraintFields = BandLayerFields | LineLayerFields | ConstraintLayerFields;

/** An entry of a list in a scan file, as a layer of a figure file has it. */
export function asLayer<T extends object>(entry: T | string): T | { constraint: string } {
  return typeof entry === 'string' ? { constraint: entry } : entry;
}
