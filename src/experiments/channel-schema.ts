/** What is looked for: which decays and recoils of which X are accepted. Part of an experiment. */
import { z } from 'zod';
import { describeValue, fraction, keywordOr, positiveNumber, quantity, whenValid } from './fields.js';
import { efficiencyTableSchema, tableFileSchema } from './table-schema.js';

const text = z.string().min(1);

/** Of 3 expected events 95 % of experiments see at least one. */
export const DEFAULT_LIMIT_EVENTS = 3;

const decayVolumeSchema = z
  .strictObject({
    from: quantity('length', { allowZero: true }),
    to: keywordOr('infinity', Infinity, quantity('length')),
  })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    when: whenValid('from', 'to'),
    error: ({ input }) => {
      const { from, to } = input as Volume;
      return `expected a distance beyond "from" (${from} cm); got ${to} cm`;
    },
  });

interface Volume {
  readonly from: number;
  readonly to: number;
}

const decayVolumesSchema = z
  .union(
    [
      z.literal('none'),
      decayVolumeSchema,
      z
        .array(decayVolumeSchema)
        .min(1, { error: () => 'expected at least one decay volume, or "none"; got an empty list' })
        .superRefine((volumes, context) => {
          const sorted = volumes.map((volume, i) => ({ ...volume, i })).sort((a, b) => a.from - b.from);
          sorted.forEach(({ from, to, i }, rank) => {
            const before = sorted[rank - 1];
            if (rank === 0 || from >= before.to) return;
            const message = `expected decay volumes that do not overlap; got ${inCm({ from, to })} and ${inCm(before)}`;
            context.addIssue({ code: 'custom', path: [i], message });
          });
        }),
    ],
    {
      error: ({ input }) =>
        `expected a decay volume {from, to}, a list of them, or "none"; got ${describeValue(input)}`,
    },
  )
  .optional();

function inCm({ from, to }: Volume): string {
  return `${from} cm to ${to === Infinity ? 'infinity' : `${to} cm`}`;
}

function energyRangeSchema(what: string) {
  return z
    .strictObject({
      min: quantity('energy')
        .optional()
        .meta({ description: `Least energy of ${what}.` }),
      max: quantity('energy')
        .optional()
        .meta({ description: `Greatest energy of ${what}.` }),
    })
    .refine(({ min = 0, max = Infinity }) => min < max, {
      path: ['max'],
      when: whenValid('min', 'max'),
      error: ({ input }) => {
        const { min, max } = input as { min: number; max: number };
        return `expected an energy above "min" (${min} GeV); got ${max} GeV`;
      },
    });
}

const tauSchema = z.strictObject({
  fraction: fraction().meta({ description: 'Branching fraction of the tau decay, with other constants.' }),
  muon_below: quantity('energy')
    .optional()
    .meta({ description: 'The muon of an unpolarised tau -> mu nu nu has less energy than this.' }),
  flight_beyond: quantity('length', { allowZero: true })
    .optional()
    .meta({ description: 'The tau flies further than this.' }),
});

const efficiencySchema = z.union([fraction(), efficiencyTableSchema, tableFileSchema], {
  error: ({ input }) => {
    const number = `expected a number from 0 to 1`;
    if (typeof input === 'number' || typeof input === 'string') {
      return `${number}, a fraction such as "1/3" or a percentage; got ${describeValue(input)}`;
    }
    return `${number}, a table {mass_gev, efficiency} or {x, efficiency}, or {file: NAME.csv}; got ${describeValue(input)}`;
  },
});

export const channelSchema = z
  .strictObject({
    title: text.meta({ description: 'What is looked for, in a few words.' }),
    source: text.optional().meta({ description: 'Where the numbers come from.' }),
    signature: z.enum(['any', 'invisible', 'visible']).optional().meta({
      description:
        'Which X count. any (default): those that decay in the decay volume; visible: of these, visible decays; invisible: invisible decays, and visible ones in the decay volume.',
    }),
    decay_volume: decayVolumesSchema.meta({
      description:
        'X must decay between these distances from the front face of the target, or in one of several such volumes. "none", or nothing, where the place of the decay does not matter.',
    }),
    x_min: fraction().optional().meta({ description: 'Least x = E_X / E of the selection; 0 if left out.' }),
    x_max: fraction().optional().meta({ description: 'Greatest x = E_X / E; 1 if left out.' }),
    recoil: energyRangeSchema('the recoil lepton').optional().meta({
      description: 'Limits of the energy (1 - x) E of the recoil lepton.',
    }),
    energy: energyRangeSchema('X').optional().meta({
      description: 'Limits of the energy x E of X: of what its decay shows, or of what is missing.',
    }),
    efficiency: efficiencySchema.optional().meta({
      description:
        'Selection efficiency, 1 if left out: a number, or a table {mass_gev, efficiency} or {x, efficiency}, or a CSV file of one.',
    }),
    limit_events: positiveNumber().optional().meta({
      description:
        'Expected events that the experiment excludes: where a scan draws its contour unless it names others; 3 if left out. No part of the plan.',
    }),
    recoil_tau: tauSchema.optional().meta({ description: 'Selection of a recoil lepton that is a tau.' }),
    decay_tau: tauSchema
      .omit({ muon_below: true })
      .optional()
      .meta({ description: 'Selection of the tau of X -> mu tau.' }),
  })
  .refine(({ x_min = 0, x_max = 1 }) => x_min < x_max, {
    path: ['x_max'],
    when: whenValid('x_min', 'x_max'),
    error: ({ input }) => {
      const { x_min = 0, x_max = 1 } = input as { x_min?: number; x_max?: number };
      return `expected a number above "x_min" (${x_min}); got ${x_max}`;
    },
  });

export type Channel = z.output<typeof channelSchema>;
