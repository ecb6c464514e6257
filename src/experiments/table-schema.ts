/** Tables of numbers: lists of equal length under the names of their columns. A file of them is read by the scan parser. */
import { z } from 'zod';
import { describeValue } from './fields.js';

const numbers = z
  .array(z.number({ error: ({ input }) => `expected a number; got ${describeValue(input)}` }), {
    error: ({ input }) => `expected a list of numbers; got ${describeValue(input)}`,
  })
  .min(1, { error: () => 'expected at least one number; got none' });

/** Numbers of at least a least value. */
export function column({
  min = 0,
  max = Infinity,
  description,
}: {
  min?: number;
  max?: number;
  description: string;
}) {
  return numbers
    .refine((list) => list.every((value) => value >= min && value <= max), {
      error: ({ input }) => {
        const wrong = (input as number[]).find((value) => !(value >= min && value <= max));
        const range = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
        return `expected numbers ${range}; got ${wrong}`;
      },
    })
    .meta({ description });
}

/** Numbers that rise from each to the next. */
export function risingColumn(options: { min?: number; max?: number; description: string }) {
  return column(options).refine((list) => list.every((value, i) => i === 0 || value > list[i - 1]), {
    error: ({ input }) => {
      const list = input as number[];
      const at = list.findIndex((value, i) => i > 0 && !(value > list[i - 1]));
      return `expected rising numbers; got ${list[at]} after ${list[at - 1]}`;
    },
  });
}

/** A mapping of columns, all of one length. */
export function table<Columns extends Record<string, z.ZodType<number[]>>>(columns: Columns) {
  return z.strictObject(columns).refine((filled) => lengthsOf(filled).size <= 1, {
    error: ({ input }) =>
      `expected columns of equal length; got ${Object.entries(input as Record<string, number[]>)
        .map(([name, list]) => `${list.length} of ${name}`)
        .join(', ')}`,
  });
}

function lengthsOf(columns: object): Set<number> {
  return new Set(Object.values(columns as Record<string, number[]>).map((list) => list.length));
}

export const beamSpectrumSchema = table({
  energy_from_gev: risingColumn({ description: 'Lower ends of the bins, GeV.' }),
  energy_to_gev: risingColumn({ description: 'Upper ends of the bins, GeV.' }),
  particles: column({ description: 'Relative numbers of particles; even in ln E within a bin.' }),
})
  .refine(({ energy_from_gev: from, energy_to_gev: to }) => from.every((low, i) => 0 < low && low < to[i]), {
    error: () => 'expected bins from an energy above zero to a greater one',
  })
  .refine(
    ({ energy_from_gev: from, energy_to_gev: to }) =>
      to.every((high, i) => i + 1 === to.length || high <= from[i + 1]),
    {
      error: () => 'expected bins that do not overlap',
    },
  )
  .refine(({ particles }) => particles.some((number) => number > 0), {
    error: () => 'expected particles in at least one bin; got none',
  });

export const energyLossTableSchema = table({
  energy_gev: risingColumn({ description: 'Total energies, GeV.' }),
  loss_gev_per_cm: column({ description: 'Mean energy loss, GeV/cm.' }),
}).refine(
  ({ energy_gev: energy, loss_gev_per_cm: loss }) =>
    energy.length >= 2 && energy[0] > 0 && loss.every((value) => value > 0),
  {
    error: () => 'expected at least two energies and losses, all above zero',
  },
);

export const efficiencyTableSchema = z.union(
  [
    table({
      mass_gev: risingColumn({ description: 'Masses of X, GeV.' }),
      efficiency: column({
        max: 1,
        description: 'Efficiencies; linear between the masses, constant beyond.',
      }),
    }),
    table({
      x: risingColumn({ max: 1, description: 'x = E_X / E.' }),
      efficiency: column({ max: 1, description: 'Efficiencies; linear between, constant beyond.' }),
    }),
  ],
  {
    error: (issue) => {
      const columns = Object.keys((issue.input ?? {}) as object);
      const branch = issue.code === 'invalid_union' ? issue.errors[columns.includes('x') ? 1 : 0] : undefined;
      const told = branch?.[0];
      if (told === undefined || told.code === 'unrecognized_keys' || columns.length === 0) {
        return `expected {mass_gev, efficiency} or {x, efficiency}; got ${describeValue(issue.input)}`;
      }
      return told.path.length > 0 ? `${told.path.join('.')}: ${told.message}` : told.message;
    },
  },
);
