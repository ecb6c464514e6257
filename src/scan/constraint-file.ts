/** A limit of the user's own, from a file: the same as a registered one, with its numbers inline or in a CSV file. */
import { dirname } from 'node:path';
import { z } from 'zod';
import { CERTAINTIES, CERTAINTY_NAMES, type LimitConstraint, tableRegion } from '../constraints/index.js';
import type { LimitRegion, LimitTable } from '../constraints/index.js';
import { InputFileError, UsageError } from '../errors.js';
import { describeValue, identifier, positiveNumber } from '../experiments/fields.js';
import { column, risingColumn, table, tableFileSchema } from '../experiments/table-schema.js';
import {
  COUPLED,
  COUPLING_MEANINGS,
  type Coupled,
  type CouplingName,
  MODELS,
  converter,
  coupledTo,
  particleOf,
} from '../models/index.js';
import { formatPath, valueAt } from './path.js';
import { problemsOf } from './problems.js';
import { readTables, withFilesNamed } from './table-files.js';
import { readTextFile } from './text-file.js';
import { parseYamlDocument } from './yaml-document.js';
import { check } from './zod-faults.js';
import { MASS_UNITS, type MassUnit } from './mass-units.js';

const GAP = 'gap';

const rows = z
  .array(z.union([z.literal(GAP), z.array(positiveNumber())]), {
    error: ({ input }) => `expected rows, columns or {file: NAME.csv}; got ${describeValue(input)}`,
  })
  .superRefine(
    (list, context) => {
      const fail = (path: (string | number)[], message: string) => {
        context.addIssue({ code: 'custom', path, message });
      };
      const width = list.find((row) => row !== GAP)?.length;
      if (width === undefined) fail([], 'expected at least one row [mass, coupling]; got none');
      list.forEach((row, i) => {
        if (row === GAP) return;
        const before = list[i - 1];
        const isAlone = !Array.isArray(before) && !Array.isArray(list[i + 1]);
        if ((width !== 2 && width !== 3) || row.length !== width) {
          const expected =
            width === 2 || width === 3
              ? `${width} numbers, as in the first row`
              : '[mass, coupling] or [mass, low, high]';
          fail([i], `expected ${expected}; got ${row.length} numbers`);
        } else if (isAlone) {
          fail([i], 'expected at least two rows in a range of masses; got one');
        } else if (Array.isArray(before) && !(row[0] > before[0])) {
          fail(
            [i, 0],
            `expected a mass above the one before it (${before[0]}), or "${GAP}" between them; got ${row[0]}`,
          );
        } else if (width === 3 && !(row[1] < row[2])) {
          fail([i, 2], `expected an upper edge above the lower one (${row[1]}); got ${row[2]}`);
        }
      });
    },
    { when: ({ issues }) => issues.length === 0 },
  )
  .meta({
    description: `Rows [mass, coupling], of an upper limit on the coupling, or [mass, low, high], of what is ruled out; "${GAP}" between ranges of masses.`,
  });

const columns = table({
  mass: risingColumn({ above: 0, rows: 2, description: 'Masses, in mass_unit.' }),
  coupling: column({ above: 0, description: 'An upper limit on the coupling.' }).optional(),
  low: column({ above: 0, description: 'Lower edges of what is ruled out.' }).optional(),
  high: column({ above: 0, description: 'Upper edges of what is ruled out.' }).optional(),
}).superRefine(
  ({ coupling, low, high }, context) => {
    if ((coupling === undefined) === (low === undefined) || (low === undefined) !== (high === undefined)) {
      const message = 'expected the columns mass, coupling, or mass, low, high';
      context.addIssue({ code: 'custom', path: [], message });
      return;
    }
    high?.forEach((edge, i) => {
      if (edge > low![i]) return;
      const message = `expected an upper edge above the lower one (${low![i]}); got ${edge}`;
      context.addIssue({ code: 'custom', path: ['high', i], message });
    });
  },
  { when: ({ issues }) => issues.length === 0 },
);

/** How a file is told from the name of a registered constraint. */
export function isConstraintFile(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Whether a text is a constraint file rather than a scan file: which fields it has tells, as long as most are right. */
export function isConstraintText(content: string): boolean {
  const hasAny = (names: readonly string[]) => new RegExp(`^(?:${names.join('|')})\\s*:`, 'm').test(content);
  return (
    hasAny(['certainty', 'coupling_is', 'coupling_of', 'data']) && !hasAny(['model', 'experiment', 'grid'])
  );
}

const text = (description: string) => z.string().min(1).meta({ description });

const fieldsSchema = z.strictObject({
  id: identifier().meta({ description: 'Name of the limit.' }),
  title: text('Text for legends; mathematics between $ signs.'),
  source: text('Where every number is from.'),
  certainty: z.enum(CERTAINTY_NAMES).meta({
    description: `How sure it is: ${CERTAINTY_NAMES.map((name) => `${name} (${CERTAINTIES[name].title})`).join(', ')}.`,
  }),
  coupling_is: z.enum(Object.keys(COUPLING_MEANINGS) as [CouplingName, ...CouplingName[]]).meta({
    description: 'How the coupling is normalised, as in overlays.',
  }),
  coupling_of: z.enum(Object.keys(COUPLED) as [Coupled, ...Coupled[]]).meta({
    description: `What couples with it: ${Object.entries(COUPLED)
      .map(([name, what]) => `${name} (${what})`)
      .join(', ')}.`,
  }),
  models: z
    .array(z.enum(Object.keys(MODELS)))
    .min(1)
    .optional()
    .meta({ description: 'The models it is for; left out: all that have such a coupling.' }),
  mass_unit: z
    .enum(Object.keys(MASS_UNITS) as [MassUnit, ...MassUnit[]])
    .default('GeV')
    .meta({ description: 'Unit of the masses (default GeV).' }),
  data: z.union([rows, columns, tableFileSchema], {
    error: ({ input }) =>
      `expected rows [mass, coupling] or [mass, low, high], or {file: NAME.csv}; got ${describeValue(input)}`,
  }),
});

/** In whose planes a limit on a coupling can be drawn; with the values of their parameters that they have by themselves. */
function modelsWith(is: CouplingName, of: Coupled): string[] {
  return Object.values(MODELS)
    .filter((model) => !('message' in converter(is, model, particleOf({ id: model.id, parameters: {} }), of)))
    .map(({ id }) => id);
}

/** A limit that could be drawn for no model is a mistake. */
const constraintFileSchema = fieldsSchema.superRefine(
  ({ coupling_is: is, coupling_of: of, models }, context) => {
    const able = modelsWith(is, of);
    const what = `${is} of ${COUPLED[of]}`;
    if (able.length === 0) {
      const message = `expected a coupling that a model has; none has ${what}`;
      context.addIssue({ code: 'custom', path: ['coupling_is'], message });
    }
    models?.forEach((id, i) => {
      if (able.length === 0 || able.includes(id)) return;
      const message = `expected models that have ${what}: ${able.join(', ')}; got ${id}`;
      context.addIssue({ code: 'custom', path: ['models', i], message });
    });
  },
  { when: ({ issues }) => issues.length === 0 },
);

/** The JSON Schema of these files, for editors. */
export function constraintJsonSchema() {
  return {
    $id: 'https://muscan.invalid/constraint.schema.json',
    title: 'muscan constraint file',
    ...z.toJSONSchema(constraintFileSchema, { io: 'input' }),
  };
}

type Fields = z.output<typeof constraintFileSchema>;

/** A file as it was read. */
export interface ConstraintFile {
  readonly constraint: LimitConstraint;
  /** In whose planes it is drawn. */
  readonly models: readonly string[];
  /** Where it says something, GeV. */
  readonly masses: readonly { readonly fromGeV: number; readonly toGeV: number }[];
  /** What it says, with its table in place of the name of the table's file: enough to have the constraint again. */
  readonly content: unknown;
  /** The name of its table's file, if there is one, as it is written. */
  readonly tableFile: string | undefined;
}

/**
 * Reads a limit of the user's own.
 *
 * @throws {UsageError} when there is no such file.
 * @throws {InputFileError} with all faults of the file and of its table, each with its place.
 */
export function openConstraintFile(path: string): ConstraintFile {
  const document = parseYamlDocument(readTextFile(path), path);
  const { data: content, files } = readTables(document.value, [['data']], () => dirname(path));
  const { data, faults } = check(constraintFileSchema, content);
  const named = withFilesNamed(faults, files, () => [
    ['mass', 'coupling'],
    ['mass', 'low', 'high'],
  ]);
  const problems = problemsOf(document, named);
  if (problems.length > 0) throw new InputFileError(problems);
  const tableFile = files.length === 0 ? undefined : (valueAt(document.value, ['data', 'file']) as string);
  const { coupling_is, coupling_of, models = modelsWith(coupling_is, coupling_of) } = data!;
  const masses = regionsOf(data!).map(({ fromGeV, toGeV }) => ({ fromGeV, toGeV }));
  return { constraint: limitOf(data!), models, masses, content, tableFile };
}

/** The limit of a file; throws as the above. */
export function readConstraintFile(path: string): LimitConstraint {
  return openConstraintFile(path).constraint;
}

/**
 * The limit of what a file said when it was read.
 *
 * @throws {UsageError} this version of the program reads such files differently.
 */
export function constraintOfContent(content: unknown): LimitConstraint {
  const { data, faults } = check(constraintFileSchema, content);
  if (faults.length === 0) return limitOf(data!);
  throw new UsageError(faults.map(({ path, message }) => `${formatPath(path)}: ${message}`).join('; '));
}

function limitOf(fields: Fields): LimitConstraint {
  const { coupling_is, coupling_of, models, mass_unit: _unit, data: _data, ...what } = fields;
  const regions = regionsOf(fields);
  return {
    ...what,
    kind: 'limit',
    summary: 'A table of the user, with power laws between its masses.',
    models: models?.join(' or ') ?? `a coupling to ${COUPLED[coupling_of]}`,
    coupling: { is: coupling_is, of: coupling_of },
    appliesTo: (model) => models?.includes(model.id) ?? coupledTo(model).includes(coupling_of),
    parameters: z.strictObject({}),
    regions: () => regions,
    statements: [],
  };
}

function regionsOf({ mass_unit, data }: Fields): LimitRegion[] {
  const unit = MASS_UNITS[mass_unit];
  return tablesOf(data).map(({ massGeV: mass, ...edges }) =>
    tableRegion({ massGeV: mass.map((value) => value * unit), ...edges }),
  );
}

/** With masses as they are in the file. */
function tablesOf(data: Fields['data']): LimitTable[] {
  if (!Array.isArray(data)) {
    const { mass, coupling, low, high } = data;
    return [{ massGeV: mass, low: (coupling ?? low)!, high }];
  }
  const blocks: number[][][] = [[]];
  for (const row of data) {
    if (row === GAP) blocks.push([]);
    else blocks.at(-1)!.push(row);
  }
  return blocks
    .filter(({ length }) => length > 0)
    .map((block) => ({
      massGeV: block.map(([mass]) => mass),
      low: block.map(([, low]) => low),
      high: block[0].length === 3 ? block.map(([, , high]) => high) : undefined,
    }));
}
