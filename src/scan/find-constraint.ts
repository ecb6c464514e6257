/** A constraint by its name or from a file of the user, and its parameters as they were given. */
import { CONSTRAINTS, type Constraint, type MissingConstraint } from '../constraints/index.js';
import { UsageError } from '../errors.js';
import type { Path } from './path.js';
import { didYouMean } from './suggestion.js';
import { readTables, withFilesNamed } from './table-files.js';
import { isRecord } from './path.js';
import { type Checked, check } from './zod-faults.js';
import type { z } from 'zod';
import { isConstraintFile, readConstraintFile } from './constraint-file.js';

export type KnownConstraint = Exclude<Constraint, MissingConstraint>;

/**
 * The constraint of a name, or of a YAML file.
 *
 * @param pathOf where a file that is named lies.
 * @throws {UsageError} when there is none, or no number of it.
 * @throws {InputFileError} with all faults of a file.
 */
export function findConstraint(name: string, pathOf: (name: string) => string): KnownConstraint {
  if (isConstraintFile(name)) return readConstraintFile(pathOf(name));
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
export function constraintParameters<T>(schema: z.ZodType<T>, given: unknown, folder: string): Checked<T> {
  const places: Path[] = isRecord(given) ? Object.keys(given).map((name) => [name]) : [];
  const tables = readTables(given, places, () => folder);
  const { data, faults } = check(schema, tables.data);
  return { data: faults.length > 0 ? undefined : data, faults: withFilesNamed(faults, tables.files) };
}
