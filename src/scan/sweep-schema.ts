/** The `sweep` of a scan file: paths of fields, or their short names, and lists of single values. */
import { z } from 'zod';
import { describeValue } from '../experiments/fields.js';

/** Scans of one file. */
export const MAX_PLANES = 1000;

export type SweptValue = number | string;

export const sweepSchema = z.record(
  z.string(),
  z
    .array(
      z.union([z.number(), z.string().min(1)], {
        error: ({ input }) => `expected a number or text; got ${describeValue(input)}`,
      }),
      { error: ({ input }) => `expected a list of values; got ${describeValue(input)}` },
    )
    .min(1, { error: () => 'expected at least one value; got an empty list' })
    .max(MAX_PLANES, { error: () => `expected at most ${MAX_PLANES} values` }),
);
