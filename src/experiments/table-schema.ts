/** Tables of numbers: lists of equal length under the names of their columns, or a CSV file of them. */
import { z } from 'zod';
import { describeValue } from './fields.js';

interface ColumnOptions {
  /** Least value; 0 if left out. */
  readonly min?: number;
  /** Greater than this, instead. */
  readonly above?: number;
  readonly max?: number;
  readonly isRising?: true;
  /** Least number of rows. */
  readonly rows?: number;
  readonly description: string;
}

/** A list of numbers within limits; a fault has the place of the number. */
export function column({ min = 0, above, max = Infinity, isRising, rows = 1, description }: ColumnOptions) {
  const lower = above === undefined ? `of ${min} or more` : `above ${above}`;
  const range = max === Infinity ? lower : `from ${min} to ${max}`;
  return z
    .array(z.number({ error: ({ input }) => `expected a number; got ${describeValue(input)}` }), {
      error: ({ input }) => `expected a list of numbers; got ${describeValue(input)}`,
    })
    .min(rows, {
      error: ({ input }) => {
        const { length } = input as number[];
        const least = rows === 1 ? 'one number' : `${rows} numbers`;
        return `expected at least ${least}; got ${length === 0 ? 'an empty list' : length}`;
      },
    })
    .superRefine(
      (values, context) => {
        values.forEach((value, i) => {
          // Told already.
          if (!Number.isFinite(value)) return;
          const fail = (expected: string) => {
            context.addIssue({ code: 'custom', path: [i], message: `expected ${expected}; got ${value}` });
          };
          const isInside = (above === undefined ? value >= min : value > above) && value <= max;
          if (!isInside) fail(`a number ${range}`);
          else if (isRising && Number.isFinite(values[i - 1]) && value <= values[i - 1]) {
            fail(`a number above the one before it (${values[i - 1]})`);
          }
        });
      },
      { when: ({ value }) => Array.isArray(value) },
    )
    .meta({ description });
}

/** Numbers that rise from each to the next. */
export function risingColumn(options: Omit<ColumnOptions, 'isRising'>) {
  return column({ ...options, isRising: true });
}

/** A mapping of columns, all of one length. */
export function table<Columns extends Record<string, z.ZodType<number[] | undefined>>>(columns: Columns) {
  return z.strictObject(columns).superRefine(equalLengths, ONCE_VALID);
}

/** For the second argument of `superRefine`: once nothing is wrong with the columns. */
const ONCE_VALID = { when: ({ issues }: z.core.ParsePayload) => issues.length === 0 };

function equalLengths(columns: object, context: z.core.$RefinementCtx): void {
  const lengths = Object.entries(columns as Record<string, number[] | undefined>).flatMap(([name, list]) =>
    list === undefined ? [] : [{ name, length: list.length }],
  );
  if (lengths.every(({ length }) => length === lengths[0].length)) return;
  const got = lengths.map(({ name, length }) => `${length} of ${name}`).join(', ');
  context.addIssue({ code: 'custom', message: `expected columns of equal length; got ${got}` });
}

/** Of a table in place of which a file may be named. A scan file is given to the schema with its files read. */
export const tableFileSchema = z
  .strictObject({
    file: z.string().min(1).meta({
      description:
        'A CSV file of the table, relative to the file that names it: a line of column names, then numbers; # begins a comment.',
    }),
  })
  .transform(({ file }, context) => {
    // With other fields beside it, these are what is wrong.
    if (context.issues.length > 0) return z.NEVER;
    const message = `expected the numbers of ${describeValue(file)} in its place: files are read with a scan file`;
    context.issues.push({ code: 'custom', path: ['file'], message, input: file });
    return z.NEVER;
  });

const spectrumTableSchema = table({
  energy_from_gev: risingColumn({ above: 0, description: 'Lower ends of the bins, GeV.' }),
  energy_to_gev: risingColumn({ above: 0, description: 'Upper ends of the bins, GeV.' }),
  particles: column({ description: 'Relative numbers of particles; even in ln E within a bin.' }),
}).superRefine(({ energy_from_gev: from, energy_to_gev: to, particles }, context) => {
  from.forEach((low, i) => {
    if (!(to[i] > low)) {
      const message = `expected an energy above the lower end of the bin (${low}); got ${to[i]}`;
      context.addIssue({ code: 'custom', path: ['energy_to_gev', i], message });
    } else if (low < to[i - 1]) {
      const message = `expected bins that do not overlap, from ${to[i - 1]} on; got ${low}`;
      context.addIssue({ code: 'custom', path: ['energy_from_gev', i], message });
    }
  });
  if (particles.some((number) => number > 0)) return;
  const message = 'expected particles in at least one bin; got none';
  context.addIssue({ code: 'custom', path: ['particles'], message });
}, ONCE_VALID);

/** Bins of beam energy. */
export const beamSpectrumSchema = z.union([spectrumTableSchema, tableFileSchema], {
  error: ({ input }) =>
    `expected a table {energy_from_gev, energy_to_gev, particles} or {file: NAME.csv}; got ${describeValue(input)}`,
});

export const energyLossTableSchema = table({
  energy_gev: risingColumn({ above: 0, rows: 2, description: 'Total energies, GeV.' }),
  loss_gev_per_cm: column({ above: 0, rows: 2, description: 'Mean energy loss, GeV/cm.' }),
});

export const efficiencyTableSchema = table({
  mass_gev: risingColumn({ description: 'Masses of X, GeV.' }).optional(),
  x: risingColumn({ max: 1, description: 'x = E_X / E.' }).optional(),
  efficiency: column({ max: 1, description: 'Efficiencies; linear between, constant beyond.' }),
}).superRefine(
  ({ mass_gev, x }, context) => {
    if ((mass_gev === undefined) !== (x === undefined)) return;
    const isMissing = x === undefined;
    const message = `expected either mass_gev or x beside the efficiency; got ${isMissing ? 'neither' : 'both'}`;
    // Of a missing column it is known whether it is a misspelt one.
    context.addIssue({ code: 'custom', path: isMissing ? ['mass_gev'] : [], message });
  },
  { when: ({ issues }) => issues.every(({ code }) => code === 'unrecognized_keys') },
);
