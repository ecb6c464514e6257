/** A CSV file -> columns of numbers. Lines that begin with # are comments; the first other line names the columns. */
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

export interface CsvRow {
  /** In the file; the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file as it was written. */
export interface CsvCells {
  readonly names: readonly string[];
  readonly rows: readonly CsvRow[];
  /** What is wrong with the header, or that there are no rows. */
  readonly faults: readonly string[];
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
  const cells = parseCsvCells(text);
  const { columns, faults } = numbersOf(cells, cells.names);
  const all = [...cells.faults, ...faults];
  const problem = all.length === 0 ? undefined : inFile(path, all);
  return { path, columns, lines: cells.rows.map(({ line }) => line), problem };
}

export function parseCsvCells(text: string): CsvCells {
  // Line by line, so that every row has its line: no cell has a line break in it.
  const [header, ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((content, i) => ({ line: i + 1, content: content.trim() }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'))
    .map(({ line, content }) => ({
      line,
      content,
      cells: csvParseRows(content)[0].map((cell) => cell.trim()),
    }));
  if (header === undefined) {
    return {
      names: [],
      rows,
      faults: ['expected a line of column names, then numbers; got an empty file'],
    };
  }
  if (separatorOf(header.content) !== undefined) {
    return { names: [], rows: [], faults: [separatorFault(header)] };
  }
  const faults = headerFaults(header.cells, header.line);
  if (rows.length === 0) faults.push('expected numbers below the column names; got an empty table');
  return { names: header.cells, rows, faults };
}

/** Some columns as numbers, and what is wrong with them or with the width of a row; other columns may hold anything. */
export function numbersOf({ names, rows }: CsvCells, wanted: readonly string[]) {
  const columns = Object.fromEntries(
    wanted.map((name) => [name, rows.map(({ cells }) => Number(cells[names.indexOf(name)]))]),
  );
  return { columns, faults: rows.flatMap((row) => rowFaults(row, names, wanted)) };
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

function rowFaults({ line, cells }: CsvRow, names: readonly string[], wanted: readonly string[]) {
  if (cells.length !== names.length) {
    return [`line ${line}: expected ${names.length} values, one for each column; got ${cells.length}`];
  }
  return cells.flatMap((cell, i) => {
    if (!wanted.includes(names[i]) || (NUMBER.test(cell) && Number.isFinite(Number(cell)))) return [];
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
