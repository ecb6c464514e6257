/** Building blocks of the file schemas: every field says in its own words what it expects. */
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { type Dimension, describeDimension, parseQuantity } from '../physics/units.js';

/** Longer texts are quoted up to here. No number, unit or name needs more. */
const LONGEST_QUOTE = 60;

/**
 * A quantity with its unit, e.g. `160 GeV`, read into the canonical unit of the dimension.
 * A bare number is an error, which names the units to choose from.
 */
export function quantity(dimension: Dimension, { allowZero = false } = {}) {
  const { units, example } = describeDimension(dimension);
  return z
    .string({
      error: ({ input }) =>
        `expected a quantity with its unit, such as "${example}"; got ${describeValue(input)}` +
        (typeof input === 'number' ? ` without a unit (units: ${units.join(', ')})` : ''),
    })
    .meta({ description: `A quantity with its unit: ${units.join(', ')}.`, examples: [example] })
    .transform((text, context) => {
      const problem = quantityProblem(text, dimension, allowZero);
      if (problem === undefined) return parseQuantity(text, dimension);
      context.issues.push({ code: 'custom', message: problem, input: text });
      return z.NEVER;
    });
}

function quantityProblem(text: string, dimension: Dimension, allowZero: boolean): string | undefined {
  if (text.length > LONGEST_QUOTE) {
    return `expected a quantity with its unit, such as "${describeDimension(dimension).example}"; got ${describeValue(text)}`;
  }
  try {
    const value = parseQuantity(text, dimension);
    if (allowZero ? value >= 0 : value > 0) return undefined;
    return `expected a quantity ${allowZero ? 'of zero or more' : 'above zero'}; got ${describeValue(text)}`;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** A pure number in [min, max]; a fraction such as `1/3` or a percentage may be written as text. */
export function fraction({ min = 0, max = 1 } = {}) {
  const range = `a number from ${short(min)} to ${short(max)}`;
  return z
    .union([z.number(), z.string()], {
      error: ({ input }) => `expected ${range}; got ${describeValue(input)}`,
    })
    .meta({
      description: `${range.replace(/^a/, 'A')}, a fraction such as "1/3" or a percentage such as "30 %".`,
    })
    .transform((input, context) => {
      const value = typeof input === 'number' ? input : parseFraction(input);
      if (value >= min && value <= max) return value;
      const message = `expected ${range}, a fraction such as "1/3" or a percentage; got ${describeValue(input)}`;
      context.issues.push({ code: 'custom', message, input });
      return z.NEVER;
    });
}

function parseFraction(text: string): number {
  const [, numerator, denominator] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  if (denominator !== undefined) return Number(numerator) / Number(denominator);
  // The power of ten is added to the number as written: 0.3 / 100 is not 0.003.
  const percentage = /^\s*(\d+\.?\d*|\.\d+)\s*%\s*$/.exec(text)?.[1];
  return percentage === undefined ? Number.NaN : Number(`${percentage}e-2`);
}

/** A bound as it is told: 12.5664 rather than all digits of 4 pi. */
function short(bound: number): number {
  return Number(bound.toPrecision(6));
}

/** An angle in rad: a number, a quantity such as `0.5 rad` or `90 deg`, or a multiple of pi such as `pi/2` or `0.26 pi`. */
export function mixingAngle() {
  const expected = 'expected an angle such as "pi/2", "0.26 pi", "0.5 rad" or "90 deg", or a number of rad';
  return z
    .union([z.number(), z.string()], { error: ({ input }) => `${expected}; got ${describeValue(input)}` })
    .meta({
      description:
        'An angle: a multiple of pi such as "pi/2", a quantity such as "90 deg", or a number of rad.',
    })
    .transform((input, context) => {
      const value = typeof input === 'number' ? input : parseAngle(input);
      if (Number.isFinite(value)) return value;
      context.issues.push({ code: 'custom', message: `${expected}; got ${describeValue(input)}`, input });
      return z.NEVER;
    });
}

function parseAngle(text: string): number {
  const match = /^\s*(-?)(\d*\.?\d*)(?:\s*\/\s*(\d+))?\s*\*?\s*pi\s*(?:\/\s*(\d+))?\s*$/.exec(text);
  if (match) {
    const [, sign, factor, denominator = '1', divisor = '1'] = match;
    const multiple = factor === '' ? 1 : Number(factor);
    const angle = (multiple * Math.PI) / (Number(denominator) * Number(divisor));
    return sign === '' ? angle : -angle;
  }
  const degrees = /^\s*(-?(?:\d+\.?\d*|\.\d+))\s*deg\s*$/.exec(text);
  if (degrees) return (Number(degrees[1]) * Math.PI) / 180;
  try {
    return parseQuantity(text, 'angle');
  } catch {
    return Number.NaN;
  }
}

/** A finite number above zero. */
export function positiveNumber() {
  return z
    .number({ error: ({ input }) => `expected a number above zero; got ${describeValue(input)}` })
    .positive({ error: ({ input }) => `expected a number above zero; got ${describeValue(input)}` });
}

/** The name of something in a file: it is typed on the command line, and part of file names. */
export function identifier() {
  return z
    .string({
      error: ({ input }) =>
        `expected a name of lower-case letters, digits, dots and hyphens; got ${describeValue(input)}`,
    })
    .max(LONGEST_QUOTE)
    .regex(/^[a-z0-9][a-z0-9.-]*$/);
}

/** Either a keyword that stands for `value`, e.g. `infinity`, or the field. */
export function keywordOr<const K extends string, V, F extends z.ZodType>(keyword: K, value: V, field: F) {
  return z.union([z.literal(keyword).transform(() => value), field], {
    error: (issue) => {
      const other = issue.code === 'invalid_union' ? issue.errors[1]?.[0]?.message : undefined;
      return `expected "${keyword}", or ${other?.replace(/^expected /, '') ?? `something else; got ${describeValue(issue.input)}`}`;
    },
  });
}

/**
 * When to compare fields of a mapping with each other: as soon as these fields are valid, whatever else is wrong, so
 * that all faults are told at once. Fields of inner mappings are named as in `beam.energy`. For the `when` of a
 * refinement.
 */
export function whenValid(...fields: readonly string[]) {
  const paths = fields.map((field) => field.split('.'));
  return ({ issues }: z.core.ParsePayload) =>
    issues.every(({ code, path: where = [] }) =>
      paths.every((path) => {
        if (code === 'unrecognized_keys' && where.length < path.length) return true;
        const isAboutIt = path.every((step, i) => i >= where.length || step === String(where[i]));
        return !isAboutIt;
      }),
    );
}

/** How a value is quoted back to the user in a message: on one line, and not at any length. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a mapping';
  if (typeof value !== 'string') return `${value as number | boolean}`;
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE - 3)}...` : value);
}
