/**
 * `{file: NAME.csv}` in place of a table -> the table, before anything is validated: a table in a file is the same as
 * one in the scan file, and its faults have the place where the file is named.
 */
import { resolve } from 'node:path';
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

/** The faults of data whose tables were read: those of each file as one, where it is named. */
export function withFilesNamed(faults: readonly Fault[], files: readonly TableInFile[]): Fault[] {
  const elsewhere = faults.filter(({ path }) => !files.some(({ at }) => isWithin(path, at)));
  const inFiles = files.flatMap(({ at, table }) => {
    const inside = faults.filter(({ path }) => isWithin(path, at));
    const message =
      table.problem ??
      inFile(
        table.path,
        inside.map(({ path, message: text }) => inTable(path.slice(at.length), text, table)),
      );
    return table.problem === undefined && inside.length === 0 ? [] : [{ path: [...at, 'file'], message }];
  });
  return [...elsewhere, ...inFiles];
}

function inTable([column, row]: Path, message: string, { lines }: CsvTable): string {
  if (column === undefined) return message;
  if (typeof row !== 'number') return `column ${column}: ${message.replace(/^unknown field/, 'not known')}`;
  return `line ${lines[row]}, column ${column}: ${message}`;
}
