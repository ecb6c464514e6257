import { extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  DEFAULT_QUERY_LIMITS,
  type QueryProcessLimits,
  type QueryStream,
  type SqlValue,
  UsageError,
  rowsToParquet,
  withQuery,
  writeResultFile,
} from '../index.js';
import { databaseOption, numberOption } from './options.js';
import { writeLines, writeMessage } from './output.js';
import { formatTable } from './table.js';

const TEXT_FORMATS = ['table', 'csv', 'json', 'ndjson'] as const;
const FORMATS = [...TEXT_FORMATS, 'parquet'] as const;

type TextFormat = (typeof TEXT_FORMATS)[number];
type Format = (typeof FORMATS)[number];

interface QueryArguments {
  sql: string;
  db: string;
  format: Format | undefined;
  output: string | undefined;
  timeout: string;
  'max-rows': string;
  'max-memory': string;
}

export const queryCommand: CommandModule<object, QueryArguments> = {
  command: 'query <sql>',
  describe: 'Ask the database a question in SQL; read-only',
  builder: (yargs) =>
    yargs
      .positional('sql', { type: 'string', demandOption: true, describe: 'One SELECT statement' })
      .options({
        ...databaseOption,
        format: { choices: FORMATS, describe: "Output format (default: the file's ending, or table)" },
        output: {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          describe: 'A file instead of stdout: out.csv, out.json, out.ndjson or out.parquet',
        },
        timeout: {
          type: 'string',
          requiresArg: true,
          default: String(DEFAULT_QUERY_LIMITS.timeoutSeconds),
          describe: 'Seconds after which the query is stopped',
        },
        'max-rows': {
          type: 'string',
          requiresArg: true,
          default: String(DEFAULT_QUERY_LIMITS.maxRows),
          describe: 'More rows than this are an error',
        },
        'max-memory': {
          type: 'string',
          requiresArg: true,
          default: String(DEFAULT_QUERY_LIMITS.maxMemoryMB),
          describe: 'Megabytes at which the query is stopped',
        },
      })
      .example('$0 query "SELECT * FROM progress"', '')
      .example(
        '$0 query "SELECT mass_gev, max(yield) FROM grid WHERE scan = \'na64-model-a\' GROUP BY mass_gev" --format csv',
        '',
      )
      .example('$0 query "SELECT * FROM grid" -o grid.csv --max-rows 5000000', ''),
  handler: async (args) => {
    const { sql, db, output } = args;
    const format = args.format ?? formatOf(output);
    if (format === 'parquet' && output === undefined) {
      throw new UsageError('--format parquet: a Parquet file is not text. Name it: -o answer.parquet');
    }
    await withQuery(db, sql, limitsOf(args), async (result) => {
      if (format !== 'table' && format !== 'csv') refuseDuplicates(result.columns);
      if (format === 'parquet') {
        const rows: (readonly SqlValue[])[] = [];
        for await (const batch of result.batches) rows.push(...batch);
        await writeResultFile(output!, db, rowsToParquet(result.columns, rows, sql));
        writeMessage(`${output} written`);
        return;
      }
      const lines = FORMATTERS[format](result);
      if (output === undefined) for await (const some of lines) await writeLines(some);
      else {
        await writeResultFile(output, db, joined(lines));
        writeMessage(`${output} written`);
      }
    });
  },
};

function formatOf(output: string | undefined): Format {
  if (output === undefined) return 'table';
  const ending = extname(output).slice(1).toLowerCase();
  const format = FORMATS.find((name) => name !== 'table' && name === ending);
  if (format !== undefined) return format;
  throw new UsageError(
    `--output: expected a file that ends in .csv, .json, .ndjson or .parquet, or --format; got "${output}"`,
  );
}

function limitsOf({
  timeout,
  'max-rows': maxRows,
  'max-memory': maxMemory,
}: QueryArguments): QueryProcessLimits {
  return {
    timeoutSeconds: numberOption('timeout', timeout, { above: 0, max: 1e6 }),
    maxRows: wholeNumber('max-rows', maxRows, 1),
    // Below that the process could not even start.
    maxMemoryMB: wholeNumber('max-memory', maxMemory, 128),
  };
}

function wholeNumber(name: string, given: string, min: number): number {
  const value = numberOption(name, given, { min, max: 1e12 });
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--${name}: expected a whole number; got "${given}"`);
}

/** The second of two fields of one name would hide the first. */
function refuseDuplicates(columns: readonly string[]): void {
  const twice = columns.find((column, i) => columns.indexOf(column) < i);
  if (twice === undefined) return;
  throw new UsageError(`two columns are called "${twice}": tell them apart with AS, or use --format csv.`);
}

/** Lines of output, as many at a time as rows came. */
type Formatter = (result: QueryStream) => AsyncGenerator<string[], void>;

/** Columns are aligned within so many rows, below a header of their own: no more are held in memory. */
const TABLE_ROWS = 10_000;
/** Fewer where a wide cell would pad all rows to its width. */
const TABLE_CHARACTERS = 4e6;

const FORMATTERS: Readonly<Record<TextFormat, Formatter>> = {
  async *table({ columns, batches }) {
    let rows: string[][] = [];
    let widths: readonly number[] = [];
    let parts = 0;
    for await (const batch of batches) {
      for (const row of batch) {
        const cells = row.map(text);
        let wider = cells.map((cell, i) => Math.max(cell.length, widths[i] ?? 0));
        const isFull = rows.length === TABLE_ROWS || (rows.length + 1) * sum(wider) > TABLE_CHARACTERS;
        if (rows.length > 0 && isFull) {
          yield [formatTable(columns, rows), ''];
          parts++;
          rows = [];
          wider = cells.map(({ length }) => length);
        }
        rows.push(cells);
        widths = wider;
      }
    }
    if (rows.length > 0 || parts === 0) yield [formatTable(columns, rows)];
  },
  async *csv({ columns, batches }) {
    yield [columns.map(quoted).join(',')];
    for await (const rows of batches) {
      yield rows.map((row) => row.map((value) => quoted(text(value))).join(','));
    }
  },
  async *json({ columns, batches }) {
    let before = '[';
    for await (const rows of batches) {
      yield rows.map((row) => {
        const line = before + JSON.stringify(record(columns, row));
        before = ',';
        return line;
      });
    }
    yield [before === '[' ? '[]' : ']'];
  },
  async *ndjson({ columns, batches }) {
    for await (const rows of batches) yield rows.map((row) => JSON.stringify(record(columns, row)));
  },
};

async function* joined(lines: AsyncIterable<string[]>): AsyncGenerator<string, void> {
  for await (const some of lines) yield `${some.join('\n')}\n`;
}

function record(columns: readonly string[], row: readonly SqlValue[]): Record<string, unknown> {
  return Object.fromEntries(columns.map((column, i) => [column, plain(row[i])]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function plain(value: SqlValue): number | string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

function text(value: SqlValue): string {
  return value === null ? '' : String(plain(value));
}

/** RFC 4180. */
function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
