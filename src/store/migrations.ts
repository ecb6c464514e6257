/** Recognises a muscan database and brings its schema up to date from db/migrations/. */
import { readdirSync, readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { IntegrityError } from '../errors.js';

/** "MuSc", in the file's header: what `file` and SQLite tools know the database by. */
export const APPLICATION_ID = 0x4d75_5363;

// The same relative path leads there from src/store/ and from dist/store/.
const MIGRATIONS = new URL('../../db/migrations/', import.meta.url);

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The migrations in order, numbered 1, 2, 3, ... without gaps by their file names (`0001-initial.sql`). */
export function readMigrations(directory: URL = MIGRATIONS): Migration[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const version = Number.parseInt(file, 10);
    if (version !== index + 1)
      throw new Error(`expected migration ${index + 1} in ${directory.href}; got ${file}`);
    return { version, sql: readFileSync(new URL(file, directory), 'utf8') };
  });
}

/** The schema version of a muscan database, 0 for an empty file; throws for anything that muscan did not write. */
export function schemaVersion(database: Database.Database): number {
  const applicationId = database.pragma('application_id', { simple: true }) as number;
  const version = database.pragma('user_version', { simple: true }) as number;
  if (applicationId === APPLICATION_ID) return version;
  const objects = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()!;
  if (applicationId === 0 && version === 0 && objects === 0) return 0;
  throw new IntegrityError(
    `${database.name} is an SQLite database of another program. Its contents were left untouched; ` +
      'give the path of a muscan database, or of a new file.',
  );
}

export function refuseNewerSchema(database: Database.Database, version: number, known: number): void {
  if (version <= known) return;
  throw new IntegrityError(
    `${database.name} was written by a newer muscan (schema ${version}; this one knows up to ${known}). ` +
      'Update muscan, or choose another database.',
  );
}

/** Applies what is missing, each migration with its version number in one transaction: all of it or nothing. */
export function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  const apply = database.transaction((migration: Migration) => {
    // Asked again inside the transaction: another process may have been faster.
    if (schemaVersion(database) >= migration.version) return;
    database.exec(migration.sql);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${migration.version}`);
  });
  for (const migration of migrations) apply.immediate(migration);
}
