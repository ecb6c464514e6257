/**
 * The fields of a scan file. The registries say which ids there are; the JSON Schema for editors is generated from the
 * same definition.
 *
 * What depends on a registry entry is left open here, and is validated by `validate-scan.ts`: the experiment, which may
 * be an id with a few fields changed, and the model's parameters.
 */
import { z } from 'zod';
import {
  describeValue,
  fraction,
  identifier,
  keywordOr,
  quantity,
  whenValid,
} from '../experiments/fields.js';
import { axisSchema } from './axis-schema.js';
import { constraintsField } from './constraint-fields.js';
import { contoursSchema } from './contour-schema.js';
import type { ScanRegistries } from './registries.js';
import { sweepSchema } from './sweep-schema.js';

export type ScanSchema = ReturnType<typeof buildScanSchema>;
export type ScanFields = z.output<ScanSchema>;

/**
 * The schema of a scan file. `couplingUnit` is that of the file's model, undefined as long as it is not known: the
 * couplings may then be written in any model's way.
 */
export function buildScanSchema(registries: ScanRegistries, couplingUnit?: string | null) {
  const { models, methods, formFactors } = registries;
  return z.strictObject({
    name: identifier()
      .refine(isUnmistakable, {
        error: ({ input }) =>
          `expected a name that looks neither like an id (a whole number) nor like a file (.yaml); got ${describeValue(input)}`,
      })
      .meta({ description: 'Name under which the scan is stored.' }),
    title: z.string().min(1).optional().meta({ description: 'Title for figures and reports.' }),
    model: z
      .strictObject({
        id: z.enum(Object.keys(models)).meta({ description: 'The new particle and its couplings.' }),
        parameters: z.unknown().optional(),
      })
      .meta({ description: 'The model whose mass and coupling are scanned.' }),
    experiment: z.unknown().optional(),
    channel: z.string().min(1).optional().meta({
      description: "One of the experiment's channels; may be left out where there is only one.",
    }),
    method: z
      .enum(Object.keys(methods))
      .default('exact')
      .meta({ description: 'How the production cross section is computed.' }),
    form_factor: z.enum(formFactors).default('tsai').meta({ description: 'Form factor of the nucleus.' }),
    integration: integrationSchema.prefault({}),
    grid: z
      .strictObject({
        mass: axisSchema(quantity('energy'), 'GeV').meta({ description: 'Masses of the new particle.' }),
        coupling: couplingAxis(registries, couplingUnit),
        refine: refineSchema.optional().meta({
          description:
            'Makes this the coarse grid of one that is refined where the contours are, and only there: true, or {accuracy, levels}.',
        }),
      })
      .meta({ description: 'The grid of masses and couplings: a range {from, to, points} or {values}.' }),
    accuracy: z
      .number({ error: ({ input }) => `expected a number from 1e-8 to 0.1; got ${describeValue(input)}` })
      .min(1e-8)
      .max(0.1)
      .default(1e-4)
      .meta({ description: 'Relative accuracy of every yield.' }),
    contours: contoursSchema
      .prefault({})
      .meta({ description: 'The exclusion lines; they can be changed without a new scan.' }),
    constraints: constraintsField.optional().meta({
      description:
        'What else the figure of the scan shows, drawn as in figure files: [muon-g-2, my-limit.yaml, {constraint: NAME, parameters: ...}]; [] for nothing. Left out: the (g-2) band of the muon. They change no number, and can be changed without a new scan.',
    }),
    sweep: sweepSchema.optional().meta({
      description:
        'Makes a scan of each combination of values: for some fields of this file, such as model.parameters.theta or theta for short, a list of values.',
    }),
  });
}

/** A scan is named by its stored name, its id or its file, which must not be mistaken for each other. */
function isUnmistakable(name: string): boolean {
  return !/^\d+$|\.ya?ml$/.test(name);
}

const integrationSchema = z
  .strictObject({
    x_min: fraction().default(0).meta({ description: "Least x = E_X / E; the channel's cut holds as well." }),
    x_max: keywordOr('physical', null, fraction())
      .prefault('physical')
      .meta({ description: '"physical" is the kinematic limit.' }),
    theta_max: keywordOr('none', null, angleUpToPi()).prefault('none').meta({
      description: 'Greatest angle between the new particle and the beam; "none" for no cut.',
    }),
    t_max: keywordOr('natural', null, quantity('momentum-transfer')).prefault('natural').meta({
      description: 'Greatest momentum transfer squared; "natural" is m_X^2 + m_l^2.',
    }),
  })
  .refine(({ x_min, x_max }) => x_min < (x_max ?? 1), {
    path: ['x_max'],
    when: whenValid('x_min', 'x_max'),
    error: ({ input }) => {
      const { x_min, x_max } = input as { x_min: number; x_max: number | null };
      return `expected a number above "x_min" (${x_min}); got ${x_max ?? '"physical", which is below 1'}`;
    },
  })
  .meta({ description: 'Limits of the integration over the matrix element.' });

const refinement = z.strictObject({
  accuracy: fraction({ min: 1e-6, max: 0.1 }).default(1e-3).meta({
    description: 'Largest relative error of a contour in the coupling or, where it is steep, in the mass.',
  }),
  levels: z.int().min(1).max(12).default(6).meta({
    description: 'How often the distances of the coarse grid may be halved.',
  }),
});

const refineSchema = z
  .union([z.boolean(), refinement], {
    error: ({ input }) => `expected true, false or {accuracy, levels}; got ${describeValue(input)}`,
  })
  .transform((refine) => {
    if (refine === false) return undefined;
    return refine === true ? refinement.parse({}) : refine;
  });

function angleUpToPi() {
  return quantity('angle').refine((angle) => angle <= Math.PI, {
    error: ({ input }) => `expected an angle of at most pi; got ${describeValue(input)} rad`,
  });
}

/** Couplings of a model whose unit is known, or of any. */
export function couplingAxis(registries: ScanRegistries, unit: string | null | undefined) {
  return axisSchema(couplingField(registries, unit), unit ?? null).meta({
    description: "Couplings, in the model's unit.",
  });
}

function couplingField({ models }: ScanRegistries, unit: string | null | undefined): z.ZodType<number> {
  if (unit === null) return dimensionlessCoupling();
  if (unit !== undefined) return couplingIn([unit]);
  const units = Object.values(models).flatMap((model) => model.couplingUnit ?? []);
  if (units.length === 0) return dimensionlessCoupling();
  return z.union([dimensionlessCoupling(), couplingIn([...new Set(units)])], {
    error: ({ input }) => `expected a coupling above zero; got ${describeValue(input)}`,
  });
}

function dimensionlessCoupling() {
  return z
    .number({
      error: ({ input }) =>
        `expected a number above zero (the coupling has no unit); got ${describeValue(input)}`,
    })
    .positive();
}

/** A number and one of the units, which are not converted into each other. */
function couplingIn(units: readonly string[]) {
  const message = (input: unknown) =>
    `expected a coupling above zero with its unit, such as "1e-4 ${units[0]}"; got ${describeValue(input)}` +
    (typeof input === 'number' ? ' without a unit' : '');
  return z
    .string({ error: ({ input }) => message(input) })
    .meta({ description: `A number above zero and its unit: ${units.join(', ')}.` })
    .transform((text, context) => {
      const unit = units.find((one) => text.trimEnd().endsWith(one));
      const digits = text
        .trimEnd()
        .slice(0, -(unit?.length ?? 0))
        .trim();
      const value = Number(digits);
      if (unit !== undefined && /^[\d.eE+-]+$/.test(digits) && value > 0 && value < Infinity) return value;
      context.issues.push({ code: 'custom', message: message(text), input: text });
      return z.NEVER;
    });
}
