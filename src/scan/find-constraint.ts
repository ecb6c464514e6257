/** A constraint by its name or from a file of the user, and its parameters as they were given. */
import { z } from 'zod';
import {
  type BandConstraint,
  CONSTRAINTS,
  type Constraint,
  type LimitConstraint,
  type MissingConstraint,
} from '../constraints/index.js';
import { UsageError } from '../errors.js';
import { positiveNumber } from '../experiments/fields.js';
import { isConstraintFile, readConstraintFile } from './constraint-file.js';
import type { CsvTable } from './csv-table.js';
import { type Path, isRecord } from './path.js';
import { didYouMean } from './suggestion.js';
import { readTables, withFilesNamed } from './table-files.js';
import { type Checked, check } from './zod-faults.js';

export type KnownConstraint = Exclude<Constraint, MissingConstraint>;

/**
 * The constraint of a name, or of a YAML file.
 *
 * @param pathOf where a file that is named lies.
 * @param read reads it; as it is on the disk if left out.
 * @throws {UsageError} when there is none, or no number of it.
 * @throws {InputFileError} with all faults of a file.
 */
export function findConstraint(
  name: string,
  pathOf: (name: string) => string,
  read: (path: string) => LimitConstraint = readConstraintFile,
): KnownConstraint {
  if (isConstraintFile(name)) return read(pathOf(name));
  const names = Object.keys(CONSTRAINTS);
  if (!Object.hasOwn(CONSTRAINTS, name)) {
    throw new UsageError(
      `expected a constraint (${names.join(', ')}) or a file that ends in .yaml; got ${JSON.stringify(name)}${didYouMean(name, names)}`,
    );
  }
  const found = CONSTRAINTS[name];
  if (found.kind === 'missing') throw new UsageError(`${name}: nothing is drawn. ${found.reason}`);
  return found;
}

/** The parameters of a constraint, with files of tables read. */
export function constraintParameters<T>(
  schema: z.ZodType<T>,
  given: unknown,
  folder: string,
  read?: (path: string) => CsvTable,
): Checked<T> {
  const tables = parameterTables(given, folder, read);
  const { data, faults } = check(schema, tables.data);
  return { data: faults.length > 0 ? undefined : data, faults: withFilesNamed(faults, tables.files) };
}

/** Parameters with the tables whose files they name. */
export function parameterTables(given: unknown, folder: string, read?: (path: string) => CsvTable) {
  const places: Path[] = isRecord(given) ? Object.keys(given).map((name) => [name]) : [];
  return readTables(given, places, () => folder, read);
}

/** What a band may be told where it is drawn like any other constraint. */
export function bandParameters({ measurements, usual }: BandConstraint) {
  return z.strictObject({
    measured: z
      .enum(Object.keys(measurements))
      .default(usual)
      .meta({ description: `Which measured minus predicted value (default '${usual}').` }),
    sigmas: positiveNumber()
      .default(2)
      .meta({ description: 'Half width of the band in standard deviations (default 2).' }),
  });
}
