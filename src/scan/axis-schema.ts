/** The fields of an axis in a scan file: a range, or a list of values. Validated, it is the list of values. */
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { describeValue, whenValid } from '../experiments/fields.js';
import { axisValues, type AxisRange, firstNotAbovePrevious, MAX_AXIS_POINTS, SPACINGS } from './axis.js';

/** An axis whose values are such fields; `unit` is that of the validated values. */
export function axisSchema<I>(value: z.ZodType<number, I>, unit: string | null) {
  const inUnit = (number: number) => (unit === null ? `${number}` : `${number} ${unit}`);
  const range = z
    .strictObject({
      from: value.meta({ description: 'The first value.' }),
      to: value.meta({ description: 'The last value.' }),
      points: z
        .int({
          error: ({ input }) =>
            `expected a whole number from 2 to ${MAX_AXIS_POINTS}; got ${describeValue(input)}`,
        })
        .min(2)
        .max(MAX_AXIS_POINTS)
        .meta({ description: 'Number of values, the first and the last among them.' }),
      spacing: z
        .enum(SPACINGS)
        .default('log')
        .meta({ description: 'Equal ratios (log, the default) or equal differences (linear).' }),
    })
    .refine(({ from, to }) => from < to, {
      path: ['to'],
      when: whenValid('from', 'to'),
      error: ({ input }) => {
        const { from, to } = input as AxisRange;
        return `expected a value above "from" (${inUnit(from)}); got ${inUnit(to)}`;
      },
    })
    .transform((axis, context) => {
      try {
        return axisValues(axis);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        context.issues.push({ code: 'custom', path: ['points'], message: error.message, input: axis });
        return z.NEVER;
      }
    });
  const list = z
    .strictObject({
      values: risingList(value, inUnit).meta({ description: 'Every value, from low to high.' }),
    })
    .transform(({ values }) => values);
  return z.union([range, list], {
    error: ({ input }) => `expected {from, to, points}, or {values: [...]}; got ${describeValue(input)}`,
  });
}

/** A list of such fields, from low to high. */
export function risingList<I>(value: z.ZodType<number, I>, inUnit: (value: number) => string = String) {
  return z
    .array(value, {
      error: ({ input }) => `expected a list of values from low to high; got ${describeValue(input)}`,
    })
    .min(1, { error: () => 'expected at least one value; got an empty list' })
    .max(MAX_AXIS_POINTS, { error: () => `expected at most ${MAX_AXIS_POINTS} values` })
    .superRefine((values, context) => {
      const index = firstNotAbovePrevious(values);
      if (index === undefined) return;
      const message = `expected a value above the one before it (${inUnit(values[index - 1])}); got ${inUnit(values[index])}`;
      context.issues.push({ code: 'custom', path: [index], message, input: values[index] });
    });
}

/** A list of such fields in any order, which is sorted; each value once. */
export function sortedList<I>(value: z.ZodType<number, I>) {
  return z
    .array(value, { error: ({ input }) => `expected a list of values; got ${describeValue(input)}` })
    .min(1, { error: () => 'expected at least one value; got an empty list' })
    .max(MAX_AXIS_POINTS, { error: () => `expected at most ${MAX_AXIS_POINTS} values` })
    .superRefine((values, context) => {
      const first = new Map<number, number>();
      for (const [index, number] of values.entries()) {
        const before = first.get(number);
        if (before === undefined) first.set(number, index);
        else {
          const message = `expected each value once; got ${number} again, as value ${before + 1}`;
          context.issues.push({ code: 'custom', path: [index], message, input: number });
        }
      }
    })
    .transform((values) => values.toSorted((a, b) => a - b));
}
