/** A CSV file of numbers -> columns. Lines that begin with # are comments; the first other line names the columns. */
import { csvParseRows } from 'd3-dsv';
import { InputFileError, UsageError } from '../errors.js';
import { describeValue } from '../experiments/fields.js';
import { readTextFile } from './text-file.js';

export interface CsvTable {
  /** With its directory, as it was read. */
  readonly path: string;
  readonly columns: Readonly<Record<string, readonly number[]>>;
  /** Line in the file of each row; the first is 1. */
  readonly lines: readonly number[];
  /** What is wrong with the file, in one message. */
  readonly problem: string | undefined;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a table; whatever is wrong is in its `problem`. */
export function readCsvTable(path: string): CsvTable {
  try {
    return parseCsvTable(readTextFile(path), path);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputFileError)) throw error;
    return { path, columns: {}, lines: [], problem: error.message };
  }
}

function parseCsvTable(text: string, path: string): CsvTable {
  // Line by line, so that every row has its line: no number has a line break in it.
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((content, i) => ({ line: i + 1, content: content.trim() }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'))
    .map(({ line, content }) => ({
      line,
      content,
      cells: csvParseRows(content)[0].map((cell) => cell.trim()),
    }));
  const [header, ...body] = rows;
  const faults = header === undefined ? [] : headerFaults(header.cells, header.line);
  if (header === undefined) faults.push('expected a line of column names, then numbers; got an empty file');
  else if (separatorOf(header.content) !== undefined) {
    return { path, columns: {}, lines: [], problem: inFile(path, [separatorFault(header)]) };
  } else if (body.length === 0) faults.push('expected numbers below the column names; got an empty table');
  for (const row of body) faults.push(...rowFaults(row, header.cells));
  const columns = Object.fromEntries(
    (header?.cells ?? []).map((name, i) => [name, body.map(({ cells }) => Number(cells[i]))]),
  );
  const problem = faults.length === 0 ? undefined : inFile(path, faults);
  return { path, columns, lines: body.map(({ line }) => line), problem };
}

/** What stands between the names of columns in place of commas. */
function separatorOf(header: string): 'semicolons' | 'tabs' | 'spaces' | undefined {
  if (header.includes(',') || header.includes('"')) return undefined;
  if (header.includes(';')) return 'semicolons';
  if (header.includes('\t')) return 'tabs';
  return header.includes(' ') ? 'spaces' : undefined;
}

function separatorFault({ line, content }: { line: number; content: string }): string {
  return `line ${line}: expected column names separated by commas; got ${separatorOf(content)} between them in ${describeValue(content)}`;
}

function headerFaults(names: readonly string[], line: number): string[] {
  const repeated = names.filter((name, i) => names.indexOf(name) < i);
  return [...new Set(repeated)].map(
    (name) => `line ${line}: expected each column once; got ${describeValue(name)} twice`,
  );
}

function rowFaults({ line, cells }: { line: number; cells: readonly string[] }, names: readonly string[]) {
  if (cells.length !== names.length) {
    return [`line ${line}: expected ${names.length} values, one for each column; got ${cells.length}`];
  }
  return cells.flatMap((cell, i) => {
    if (NUMBER.test(cell) && Number.isFinite(Number(cell))) return [];
    return [`line ${line}, column ${names[i]}: expected a number; got ${describeValue(cell || undefined)}`];
  });
}

/** More are counted: they tend to be alike. */
const MAX_TOLD = 4;

/** One message of all faults of a file. */
export function inFile(path: string, faults: readonly string[]): string {
  const more = faults.length > MAX_TOLD ? ` (and ${faults.length - MAX_TOLD} more)` : '';
  return `${path}: ${faults.slice(0, MAX_TOLD).join('; ')}${more}`;
}
