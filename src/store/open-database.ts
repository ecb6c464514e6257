/**
 * Opens a database so that what was committed stays committed.
 *
 * 1. The place is checked (directory, network file system), then who wrote the file.
 * 2. Write-ahead log, and only then synchronous=FULL: set earlier or not at all, this build falls back to NORMAL at the
 *    first write, and a power cut may take the last commits. Both are read back.
 * 3. The schema is brought up to date.
 *
 * Never read the file itself through node:fs: closing any descriptor drops every POSIX lock of this process on it.
 */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { IntegrityError, StorageError, UsageError } from '../errors.js';
import {
  type LocationOptions,
  prepareLocation,
  refuseDirectory,
  resolveDatabasePath,
} from './database-path.js';
import { migrate, readMigrations, refuseNewerSchema, schemaVersion } from './migrations.js';
import { withStorageErrors } from './storage-errors.js';

/** How long a writer waits for another one before it gives up. */
export const BUSY_TIMEOUT_MS = 5000;

const SYNCHRONOUS_FULL = 2;

/**
 * Opens the database for writing and creates it, with its directory, where there is none.
 * Take the run lock first: an upgrade of the schema must not meet a run.
 *
 * @throws {StorageError} the place cannot be written or trusted
 * @throws {IntegrityError} the file is not a muscan database, or a newer one
 */
export function openDatabase(path: string, options: LocationOptions = {}): Database.Database {
  const file = resolveDatabasePath(path);
  return withStorageErrors(file, () => {
    prepareLocation(file, options);
    return openWith(new Database(file, { timeout: BUSY_TIMEOUT_MS }), (database) => {
      const migrations = readMigrations();
      refuseNewerSchema(database, schemaVersion(database), migrations.length);
      makeDurable(database, options);
      migrate(database, migrations);
      refuseTriggers(database);
      database.pragma('foreign_keys = ON');
    });
  });
}

/** Whether there is a file at that path, of whatever kind. */
export function databaseExists(path: string): boolean {
  return existsSync(resolveDatabasePath(path));
}

/**
 * Opens an existing database for reading; a run may be going on in it.
 * Allowed on network file systems: a database there has a rollback journal or is a finished copy.
 *
 * @param options.anySchema also of another version of muscan: to be copied, not to be understood
 * @throws {UsageError} there is no such file
 * @throws {IntegrityError} the file is not a muscan database, or one of another schema
 */
export function openReadOnly(path: string, { anySchema = false } = {}): Database.Database {
  const file = resolveDatabasePath(path);
  return withStorageErrors(file, () => {
    requireDatabase(file);
    return openWith(new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS }), (database) => {
      if (anySchema) refuseEmpty(database, schemaVersion(database));
      else refuseOtherSchema(database);
      // Second and third lines of defence: the handle is read-only already.
      database.pragma('query_only = ON');
      database.pragma('trusted_schema = OFF');
    });
  });
}

/**
 * Refuses a path at which there is nothing to open; to open for writing would make a new database.
 *
 * @throws {UsageError} there is no such file
 */
export function requireDatabase(path: string): void {
  const file = resolveDatabasePath(path);
  refuseDirectory(file);
  if (!existsSync(file)) throw new UsageError(`there is no database at ${file}. Check the path.`);
}

/** Hands the database out only if `prepare` went well. */
function openWith(
  database: Database.Database,
  prepare: (database: Database.Database) => void,
): Database.Database {
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** muscan has none, and one of somebody else's would change what is stored behind its back. */
function refuseTriggers(database: Database.Database): void {
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all();
  if (names.length === 0) return;
  throw new IntegrityError(
    `${database.name} has triggers that are none of muscan's (${names.join(', ')}), and may change what a run stores. ` +
      'Remove them with DROP TRIGGER, and see what they did: muscan verify.',
  );
}

function makeDurable(database: Database.Database, { allowNetworkFileSystem = false }: LocationOptions): void {
  // The log's shared memory does not work across machines. TRUNCATE rather than DELETE: at synchronous=FULL the end of a
  // transaction is then synced too, so that a power cut cannot bring the journal back and undo it.
  const wanted = allowNetworkFileSystem ? 'truncate' : 'wal';
  database.pragma(`journal_mode = ${wanted}`);
  // Where the switch fails on the disk, SQLite answers as if it had not, until it reads the header again.
  database.prepare('SELECT 1 FROM sqlite_schema').get();
  const mode = database.pragma('journal_mode', { simple: true });
  if (mode !== wanted) {
    throw new StorageError(
      `${database.name}: SQLite refused the journal mode ${wanted} and stays with ${String(mode)}. ` +
        'Close every other program that uses the database, or move it to a local disk; if it is on one and nobody uses ' +
        'it, the disk may have failed: see the system log (dmesg).',
    );
  }
  database.pragma('synchronous = FULL');
  if (database.pragma('synchronous', { simple: true }) !== SYNCHRONOUS_FULL) {
    throw new StorageError(
      `${database.name}: SQLite refused synchronous=FULL, without which a power cut loses points.`,
    );
  }
}

function refuseOtherSchema(database: Database.Database): void {
  const version = schemaVersion(database);
  const known = readMigrations().length;
  refuseNewerSchema(database, version, known);
  if (version === known) return;
  refuseEmpty(database, version);
  throw new IntegrityError(
    `${database.name} was written by an older muscan (schema ${version}; this one reads ${known}). It is upgraded, ` +
      'and nothing is lost, when a scan is next started or resumed in it: muscan run SCAN, even of a finished one.',
  );
}

function refuseEmpty(database: Database.Database, version: number): void {
  if (version === 0) throw new IntegrityError(`${database.name} is empty: no scan was ever started in it.`);
}
