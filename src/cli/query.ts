import type { CommandModule } from 'yargs';
import { type SqlValue, openReadOnly, runQuery } from '../index.js';
import { databaseOption } from './options.js';
import { writeLine, writeLines } from './output.js';
import { formatTable } from './table.js';

const FORMATS = ['table', 'csv', 'json', 'ndjson'] as const;

interface QueryArguments {
  sql: string;
  db: string;
  format: (typeof FORMATS)[number];
}

export const queryCommand: CommandModule<object, QueryArguments> = {
  command: 'query <sql>',
  describe: 'Ask the database a question in SQL; read-only',
  builder: (yargs) =>
    yargs
      .positional('sql', { type: 'string', demandOption: true, describe: 'One SELECT statement' })
      .options({
        ...databaseOption,
        format: { choices: FORMATS, default: 'table' as const, describe: 'Output format' },
      })
      .example('$0 query "SELECT * FROM progress"', '')
      .example(
        '$0 query "SELECT mass_gev, max(yield) FROM grid WHERE scan = \'na64-model-a\' GROUP BY mass_gev" --format csv',
        '',
      ),
  handler: async ({ sql, db, format }) => {
    const database = openReadOnly(db);
    try {
      const { columns, rows } = runQuery(database, sql);
      if (format === 'table')
        writeLine(
          formatTable(
            columns,
            Array.from(rows, (row) => row.map(text)),
          ),
        );
      // Streamed: the database stays open until the last row is written.
      else await writeLines(FORMATTERS[format](columns, rows));
    } finally {
      database.close();
    }
  },
};

type Formatter = (columns: readonly string[], rows: Iterable<SqlValue[]>) => Iterable<string>;

const FORMATTERS: Readonly<Record<Exclude<QueryArguments['format'], 'table'>, Formatter>> = {
  *csv(columns, rows) {
    yield columns.map(quoted).join(',');
    for (const row of rows) yield row.map((value) => quoted(text(value))).join(',');
  },
  *json(columns, rows) {
    let before = '[';
    for (const row of rows) {
      yield before + JSON.stringify(record(columns, row));
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  },
  *ndjson(columns, rows) {
    for (const row of rows) yield JSON.stringify(record(columns, row));
  },
};

function record(columns: readonly string[], row: readonly SqlValue[]): Record<string, unknown> {
  return Object.fromEntries(columns.map((column, i) => [column, plain(row[i])]));
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
