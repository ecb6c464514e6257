/**
 * `{file: NAME.csv}` in place of a table -> the table, before anything is validated: a table in a file is the same as
 * one in the scan file, and its faults have the place where the file is named.
 */
import { resolve } from 'node:path';
import { describeValue } from '../experiments/fields.js';
import { type CsvTable, inFile, readCsvTable } from './csv-table.js';
import type { Fault } from './fault.js';
import { isWithin, type Path, valueAt, withValueAt } from './path.js';

export interface TableInFile {
  /** Where the table stands. */
  readonly at: Path;
  readonly table: CsvTable;
}

export interface WithTables {
  /** The data with its tables; a file that cannot be read is left as it was named. */
  readonly data: unknown;
  readonly files: readonly TableInFile[];
}

/**
 * Reads the files named at some places of plain data.
 *
 * @param folderOf the folder to which the name of the file at a place is relative.
 */
export function readTables(
  data: unknown,
  places: readonly Path[],
  folderOf: (place: Path) => string,
  read: (path: string) => CsvTable = readCsvTable,
): WithTables {
  let withTables = data;
  const files: TableInFile[] = [];
  for (const place of places) {
    const name = fileName(valueAt(data, place));
    if (name === undefined) continue;
    const table = read(resolve(folderOf(place), name));
    files.push({ at: place, table });
    if (table.problem === undefined) withTables = withValueAt(withTables, place, table.columns);
  }
  return { data: withTables, files };
}

function fileName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return undefined;
  const { file } = value as { file?: unknown };
  return typeof file === 'string' && file !== '' ? file : undefined;
}

/** The names that a table must have, in any order. */
export type Columns = readonly string[];

/**
 * The faults of data whose tables were read: those of each file as one, where it is named.
 *
 * @param expected the columns that a table may have at its place, where that is known.
 */
export function withFilesNamed(
  faults: readonly Fault[],
  files: readonly TableInFile[],
  expected: (place: Path) => readonly Columns[] = () => [],
): Fault[] {
  const elsewhere = faults.filter(({ path }) => !files.some(({ at }) => isWithin(path, at)));
  const inFiles = files.flatMap(({ at, table }) => {
    const path = [...at, 'file'];
    if (table.problem !== undefined) return [{ path, message: table.problem }];
    const inside = faults
      .filter((fault) => isWithin(fault.path, at))
      .map((fault) => ({ ...fault, path: fault.path.slice(at.length) }));
    const header = headerFault(expected(at), table);
    if (header !== undefined) return [{ path, message: inFile(table.path, [header]) }];
    // Unknown columns come before missing ones, which they may explain.
    const sorted = [...inside.filter(isUnknown), ...inside.filter((fault) => !isUnknown(fault))];
    const messages = sorted.map((fault) => describe(fault, table));
    return messages.length === 0 ? [] : [{ path, message: inFile(table.path, messages) }];
  });
  return [...elsewhere, ...inFiles];
}

/** Of names none of which is right: what belongs there says more than what is wrong with each. */
function headerFault(expected: readonly Columns[], { columns }: CsvTable): string | undefined {
  const names = Object.keys(columns);
  const known = new Set(expected.flat());
  if (expected.length === 0 || names.some((name) => known.has(name))) return undefined;
  return `expected the columns ${expected.map((list) => list.join(', ')).join(', or ')}; got ${names.join(', ')}`;
}

function isUnknown({ at }: Fault): boolean {
  return at === 'key';
}

function describe(fault: Fault, { lines, columns }: CsvTable): string {
  const [column, row] = fault.path;
  const { message } = fault;
  if (column === undefined) return message;
  if (typeof row === 'number') return `line ${lines[row]}, column ${column}: ${message}`;
  if (isUnknown(fault)) return message.replace('unknown field', `unknown column ${describeValue(column)}`);
  return Object.hasOwn(columns, column) ? `column ${column}: ${message}` : `column ${column} is missing`;
}
