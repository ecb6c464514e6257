/** Whether a database file is whole, as far as SQLite can tell, and its schema as the migrations make it. */
import Database from 'better-sqlite3';
import { migrate, readMigrations } from './migrations.js';
import { isDamage } from './storage-errors.js';

export interface FileCheck {
  /** Findings of `PRAGMA integrity_check` and rows that break a constraint; none if the file is whole. */
  readonly integrity: readonly string[];
  /** Rows that refer to nothing, from `PRAGMA foreign_key_check`. */
  readonly foreignKeys: readonly string[];
  /** Tables, views and indices that are not as muscan made them, and codes of the status table. */
  readonly schema: readonly string[];
}

/** Reads the whole file: a second or two per million points. */
export function checkFile(database: Database.Database): FileCheck {
  // What the schema should be: that of a new database.
  const fresh = new Database(':memory:');
  try {
    migrate(fresh, readMigrations());
    return {
      integrity: [
        ...guarded(() => integrityFindings(database)),
        ...guarded(() => constraintFindings(database, fresh)),
      ],
      foreignKeys: guarded(() => foreignKeyFindings(database)),
      schema: guarded(() => schemaFindings(database, fresh)),
    };
  } finally {
    fresh.close();
  }
}

/** What SQLite cannot even read is a finding like any other. */
function guarded(check: () => string[]): string[] {
  try {
    return check();
  } catch (error) {
    if (isDamage(error)) return [`${error.message} (${error.code})`];
    throw error;
  }
}

function integrityFindings(database: Database.Database): string[] {
  const findings = database.pragma('integrity_check') as { integrity_check: string }[];
  // SQLite puts several findings into one value, each on its own line.
  return findings
    .flatMap(({ integrity_check: text }) => text.split('\n'))
    .filter((text) => text !== 'ok' && !text.startsWith('***'));
}

function foreignKeyFindings(database: Database.Database): string[] {
  const dangling = database.pragma('foreign_key_check') as { table: string; parent: string }[];
  const counts = new Map<string, number>();
  for (const { table, parent } of dangling) {
    const key = `of ${table} refer to a missing ${parent}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${rows(count)} ${key}`);
}

/** Through a read-only handle, integrity_check knows nothing of CHECK: SQLite does not even read these constraints. */
function constraintFindings(database: Database.Database, fresh: Database.Database): string[] {
  const tables = fresh
    .prepare<[], [string, string]>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%'`,
    )
    .raw()
    .all();
  return tables.flatMap(([table, sql]) => {
    const constraints = checkConstraints(sql);
    const counts = constraints.map((constraint) => `count(*) FILTER (WHERE NOT ${constraint})`);
    const broken = database
      .prepare<[], number[]>(`SELECT ${counts.join(', ')} FROM ${table}`)
      .raw()
      .get()!;
    return constraints.flatMap((constraint, i) =>
      broken[i] === 0 ? [] : [`${rows(broken[i])} of ${table} break the constraint ${constraint}`],
    );
  });
}

/** The bracketed expressions after CHECK in a CREATE TABLE of ours. */
function checkConstraints(sql: string): string[] {
  return [...sql.matchAll(/\bCHECK (?=\()/g)].map(({ index }) => {
    const start = index + 'CHECK '.length;
    let depth = 0;
    let end = start;
    do {
      if (sql[end] === '(') depth++;
      if (sql[end] === ')') depth--;
      end++;
    } while (depth > 0);
    return sql.slice(start, end);
  });
}

function rows(count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}`;
}

/** Tables, views and indices that users add do not matter; a trigger would change what a run stores. */
function schemaFindings(database: Database.Database, fresh: Database.Database): string[] {
  const actual = new Map(describeSchema(database));
  const triggers = [...actual.keys()].filter((object) => object.startsWith('trigger '));
  const changed = [...describeSchema(fresh)]
    .filter(([object, definition]) => actual.get(object) !== definition)
    .map(([object]) => `${object} is ${actual.has(object) ? 'not as muscan made it' : 'missing'}`);
  return [
    ...changed,
    ...triggers.map((object) => `${object} is none of muscan's, and may change what it stores`),
  ];
}

function* describeSchema(database: Database.Database): Generator<[object: string, definition: string]> {
  const objects = database
    .prepare<[], [string, string, string | null]>(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'`,
    )
    .raw()
    .all();
  // White space is SQLite's own when it adds a column.
  for (const [type, name, sql] of objects) yield [`${type} ${name}`, (sql ?? '').replaceAll(/\s+/g, ' ')];
  for (const row of database.prepare<[], [number, string, string]>('SELECT * FROM status').raw().all()) {
    yield [`status ${row[0]}`, row.join(' ')];
  }
}
