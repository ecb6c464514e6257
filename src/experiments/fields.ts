/** Building blocks of the file schemas: every field says in its own words what it expects. */
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { type Dimension, describeDimension, parseQuantity } from '../physics/units.js';

/**
 * A quantity with its unit, e.g. `160 GeV`, read into the canonical unit of the dimension.
 * A bare number is an error, which names the units to choose from.
 */
export function quantity(dimension: Dimension, { positive = true } = {}) {
  const { units, example } = describeDimension(dimension);
  return z
    .string({
      error: ({ input }) =>
        `expected a quantity with its unit, such as "${example}"; got ${describeValue(input)}` +
        (typeof input === 'number' ? ` without a unit (units: ${units.join(', ')})` : ''),
    })
    .meta({ description: `A quantity with its unit: ${units.join(', ')}.`, examples: [example] })
    .transform((text, context) => {
      const problem = quantityProblem(text, dimension, positive);
      if (problem === undefined) return parseQuantity(text, dimension);
      context.issues.push({ code: 'custom', message: problem, input: text });
      return z.NEVER;
    });
}

function quantityProblem(text: string, dimension: Dimension, positive: boolean): string | undefined {
  try {
    const value = parseQuantity(text, dimension);
    if (positive && !(value > 0)) return `expected a quantity above zero; got "${text}"`;
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** A pure number in [min, max]; a fraction such as `1/3` may be written as text. */
export function fraction({ min = 0, max = 1 } = {}) {
  return z
    .union([z.number(), z.string()], {
      error: ({ input }) => `expected a number from ${min} to ${max}; got ${describeValue(input)}`,
    })
    .meta({ description: `A number from ${min} to ${max}, or a fraction such as "1/3".` })
    .transform((input, context) => {
      const match = typeof input === 'string' ? /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(input) : null;
      const value = match
        ? Number(match[1]) / Number(match[2])
        : typeof input === 'number'
          ? input
          : Number.NaN;
      if (value >= min && value <= max) return value;
      const message = `expected a number from ${min} to ${max}, or a fraction such as "1/3"; got ${describeValue(input)}`;
      context.issues.push({ code: 'custom', message, input });
      return z.NEVER;
    });
}

/** A finite number above zero. */
export function positiveNumber() {
  return z
    .number({ error: ({ input }) => `expected a number above zero; got ${describeValue(input)}` })
    .positive({ error: ({ input }) => `expected a number above zero; got ${describeValue(input)}` });
}

/** How a value is quoted back to the user in a message. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object')
    return value === null ? 'nothing' : Array.isArray(value) ? 'a list' : 'a mapping';
  return typeof value === 'string' ? `"${value}"` : String(value);
}
