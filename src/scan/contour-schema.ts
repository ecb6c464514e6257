/** The levels of contours in a scan file: numbers of events, or confidence levels of an experiment that counts them. */
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { describeValue, positiveNumber } from '../experiments/fields.js';
import { parseConfidenceLevel } from '../sensitivity/confidence-level.js';
import { LIMIT_METHODS, upperLimit } from '../sensitivity/upper-limit.js';
import { sortedList } from './axis-schema.js';

const confidenceLevel = z
  .union([z.number(), z.string()], {
    error: ({ input }) => `expected a confidence level such as "90%" or 0.9; got ${describeValue(input)}`,
  })
  .meta({ description: 'Confidence level, such as "90%" or 0.9.' })
  .transform((input, context) =>
    withFaults(context, () => parseConfidenceLevel(input), { 'confidence level': [] }),
  );

const WHOLE_NUMBER = 'expected a whole number of events, 0 or more';
const NUMBER = 'expected a number of events, 0 or more';

const counts = {
  observed: z
    .int({ error: ({ input }) => `${WHOLE_NUMBER}; got ${describeValue(input)}` })
    .min(0, { error: ({ input }) => `${WHOLE_NUMBER}; got ${describeValue(input)}` })
    .optional()
    .meta({ description: 'Events that were seen, or are expected to be; 0 if left out.' }),
  background: z
    .number({ error: ({ input }) => `${NUMBER}; got ${describeValue(input)}` })
    .min(0, { error: ({ input }) => `${NUMBER}; got ${describeValue(input)}` })
    .optional()
    .meta({ description: 'Events expected without a signal; 0 if left out.' }),
  method: z
    .enum(LIMIT_METHODS)
    .optional()
    .meta({ description: 'How the upper limit on the signal is set; poisson if left out.' }),
};

const limitSchema = z.strictObject({ cl: confidenceLevel, ...counts }).transform(toEvents);

interface Limit {
  readonly cl: number;
  readonly observed?: number | undefined;
  readonly background?: number | undefined;
  readonly method?: (typeof LIMIT_METHODS)[number] | undefined;
}

/** The number of signal events that the limit excludes. */
function toEvents({ cl, observed = 0, background = 0, method = 'poisson' }: Limit, context: Context): number {
  const request = { method, observed, background, confidenceLevel: cl };
  const places = { 'confidence level': ['cl'], observed: ['observed'], background: ['background'] };
  const events = withFaults(context, () => upperLimit(request), places);
  if (events !== 0) return events;
  const message = `expected a limit above zero: with ${observed} events on a background of ${background} the ${method} limit excludes everything; use method: cls`;
  context.issues.push({ code: 'custom', path: ['cl'], message, input: cl });
  return z.NEVER;
}

type Context = z.core.$RefinementCtx;

/** The result; a UsageError about something is a fault at its place. */
function withFaults(
  context: Context,
  compute: () => number,
  places: Readonly<Record<string, string[]>>,
): number {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const about = Object.keys(places).find((name) => error.message.startsWith(`${name}: `));
    const message = about === undefined ? error.message : error.message.slice(about.length + 2);
    const path = about === undefined ? [] : places[about];
    context.issues.push({ code: 'custom', path, message, input: context.value });
    return z.NEVER;
  }
}

const level = z.union([positiveNumber(), limitSchema], {
  error: ({ input }) => `expected a number of events above zero, or {cl: 90%}; got ${describeValue(input)}`,
});

/** Validated, the levels are numbers of events; undefined where nothing is said. */
export const contoursSchema = z
  .strictObject({
    levels: sortedList(level).optional().meta({
      description:
        'Expected numbers of events whose contours are drawn; each a number, or an upper limit {cl: 90%, observed: 0, background: 0, method: poisson}. Left out: `limit_events` of the channel, or 3.',
    }),
    cl: confidenceLevel
      .optional()
      .meta({ description: 'Instead of levels: one level, the upper limit at this confidence level.' }),
    ...counts,
    exposures: sortedList(positiveNumber()).optional().meta({
      description: 'Numbers of beam particles: each level is drawn for each of them, without a new scan.',
    }),
  })
  .superRefine(
    (fields, context) => {
      const fail = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message });
      if (fields.levels !== undefined && fields.cl !== undefined) {
        fail('cl', 'expected either levels or a confidence level; got both');
      }
      if (fields.cl !== undefined) return;
      for (const field of Object.keys(counts) as (keyof typeof counts)[]) {
        if (fields[field] !== undefined) fail(field, 'expected "cl" beside it; got no confidence level');
      }
    },
    { when: ({ issues }) => issues.length === 0 },
  )
  .transform(({ levels, cl, exposures = [], ...limit }, context) => ({
    levels: cl === undefined ? levels : [toEvents({ cl, ...limit }, context)],
    exposures,
  }));
