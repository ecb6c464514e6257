/**
 * A user's own SQL, on a handle that can only read.
 *
 * A read-only handle alone is not enough: on it ATTACH reads other files, VACUUM INTO writes them, and a PRAGMA may take
 * effect while it is merely being prepared. So the first word is checked before SQLite sees the text, and the prepared
 * statement must be one that reads and returns rows.
 *
 * A running query cannot be interrupted from JavaScript, and SQLite's own limits are out of reach from there:
 * `query-process.ts` runs this in a process with limits of time and memory. Text comes from strangers there only.
 */
import Database from 'better-sqlite3';
import { UsageError } from '../errors.js';
import { registerQueryFunctions } from './query-functions.js';
import { explainStorageError } from './storage-errors.js';

export type SqlValue = number | string | Uint8Array | null;

export interface QueryResult {
  readonly columns: readonly string[];
  /** Streamed: hold on to it only as long as needed, since it keeps the state of the database at its start. */
  readonly rows: Iterable<SqlValue[]>;
}

export interface QueryLimits {
  /** More rows than this are an error, not a shorter answer. */
  readonly maxRows?: number;
}

/** Far more than anyone writes, far less than what keeps the parser busy. */
const MAX_SQL_LENGTH = 100_000;

const ALLOWED = new Set(['SELECT', 'WITH', 'VALUES']);

const REFUSALS: Readonly<Record<string, string>> = {
  ATTACH: 'ATTACH is refused: a query reads this database only.',
  DETACH: 'DETACH is refused: a query reads this database only.',
  PRAGMA: "PRAGMA is refused. A table's columns: SELECT * FROM pragma_table_info('grid').",
  VACUUM: 'VACUUM is refused: it writes files.',
};

/**
 * Runs one statement that returns rows. `database` comes from `openReadOnly`.
 *
 * @throws {UsageError} the text is not one such statement, or not valid SQL; while reading rows: too many of them
 */
export function runQuery(
  database: Database.Database,
  sql: string,
  { maxRows = Number.POSITIVE_INFINITY }: QueryLimits = {},
): QueryResult {
  if (!database.readonly) throw new TypeError('expected a database from openReadOnly');
  refuseBySize(sql);
  refuseByFirstWord(sql);
  registerQueryFunctions(database);
  const statement = attempt(database, () => database.prepare<[], SqlValue[]>(sql));
  if (!statement.readonly) throw notAQuery('one that writes');
  if (!statement.reader) throw notAQuery(firstWord(sql));
  statement.raw();
  return {
    columns: statement.columns().map(({ name }) => name),
    rows: { [Symbol.iterator]: () => stream(database, statement, maxRows) },
  };
}

function* stream(
  database: Database.Database,
  statement: Database.Statement<[], SqlValue[]>,
  maxRows: number,
): Generator<SqlValue[], void> {
  const iterator = attempt(database, () => statement.iterate());
  let count = 0;
  try {
    for (;;) {
      const step = attempt(database, () => iterator.next());
      if (step.done === true) return;
      if (++count > maxRows) {
        throw new UsageError(
          `the query returns more than ${maxRows} rows. Add LIMIT, or allow more rows (--max-rows).`,
        );
      }
      yield step.value;
    }
  } finally {
    iterator.return?.();
  }
}

function refuseBySize(sql: string): void {
  if (sql.length <= MAX_SQL_LENGTH) return;
  throw new UsageError(`the query has ${sql.length} characters; at most ${MAX_SQL_LENGTH} are read.`);
}

function refuseByFirstWord(sql: string): void {
  const word = firstWord(sql);
  if (word === '') throw new UsageError('the query is empty. Example: SELECT * FROM progress');
  if (!ALLOWED.has(word)) throw notAQuery(word);
}

function notAQuery(word: string): UsageError {
  return new UsageError(
    REFUSALS[word] ??
      `expected one statement that returns rows (SELECT, WITH, VALUES or EXPLAIN); got ${word}. ` +
        'Results are changed by running scans only.',
  );
}

/** The word that decides what the statement does, in capitals; EXPLAIN and its QUERY PLAN are looked through. */
function firstWord(sql: string): string {
  const text = sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ' ').trim();
  const match = /^(?:EXPLAIN\s+(?:QUERY\s+PLAN\s+)?)?(\w+|\S)/i.exec(text);
  return match?.[1].toUpperCase() ?? '';
}

/** Runs a step of the query; what SQLite has against the text becomes a UsageError. */
function attempt<T>(database: Database.Database, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const explained = isAttemptToWrite(error) ? undefined : explainStorageError(error, database.name);
    if (explained !== undefined) throw explained;
    if (error instanceof Database.SqliteError)
      throw new UsageError(explainSql(database, error.message), { cause: error });
    // better-sqlite3: several statements, or a parameter (? or :name) without a value.
    if (error instanceof RangeError || error instanceof TypeError) {
      throw new UsageError(explainMisuse(error.message), { cause: error });
    }
    throw error;
  }
}

/** The statement's fault (pragma_optimize), not that of the disk, which has extended codes of its own. */
function isAttemptToWrite(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY';
}

function explainSql(database: Database.Database, message: string): string {
  if (message === 'Recursion limit') return 'SQL: the statement is nested too deeply. Simplify it.';
  if (message === 'not authorized') return 'load_extension is refused: a query runs no code of others.';
  if (!message.startsWith('no such table')) return `SQL: ${message}`;
  const names = database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
       ORDER BY type DESC, name`,
    )
    .pluck()
    .all();
  return `SQL: ${message}. There are: ${names.join(', ')}`;
}

function explainMisuse(message: string): string {
  if (message.includes('more than one statement'))
    return 'expected one statement; got several. Run them one by one.';
  if (message.includes('parameter'))
    return 'expected a query without parameters; write the values in place of ? and :name.';
  return `SQL: ${message}`;
}
