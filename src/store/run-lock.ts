/**
 * One runner per database, without stale locks.
 *
 * The lock is an open exclusive transaction on `<db>.lock`, an empty SQLite file of its own, so that readers of the
 * database are unaffected. The kernel drops it with the process, however that ends. Who holds it is written to
 * `<db>.holder`, for the message only: nothing is ever decided by that file.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { DatabaseLockedError } from '../errors.js';
import { type LocationOptions, prepareLocation, resolveDatabasePath } from './database-path.js';
import { withStorageErrors } from './storage-errors.js';

export interface RunLock {
  /** Gives the lock back; harmless when repeated. */
  release(): void;
}

// A handle that is garbage-collected closes its file, and the lock would be gone.
const held = new Set<Database.Database>();

// Long enough to sit out somebody who merely asks whether the lock is held.
const PROBE_MS = 100;

/**
 * Takes the right to write into the database at `path` (which need not exist yet), or fails at once.
 *
 * @throws {DatabaseLockedError} another runner has it
 */
export function acquireRunLock(path: string, options: LocationOptions = {}): RunLock {
  const file = resolveDatabasePath(path);
  return withStorageErrors(file, () => {
    prepareLocation(file, options);
    const lock = openLock(file);
    held.add(lock);
    writeNote(file);
    return { release: () => release(lock, file) };
  });
}

/** Who runs a scan in the database at `path` just now; undefined if nobody does. */
export function readHolder(path: string): string | undefined {
  const file = resolveDatabasePath(path);
  return withStorageErrors(file, () => (isHeld(file) ? readNote(file) : undefined));
}

function openLock(file: string): Database.Database {
  const lock = new Database(`${file}.lock`, { timeout: PROBE_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseLockedError(
      `a scan is already running in ${file} (${readNote(file)}). Wait for it, stop it, or use another database. ` +
        'Reading (status, plots, queries) is possible meanwhile.',
      { cause: error },
    );
  }
}

/** Asks the lock itself: the note outlives a process that was killed. */
function isHeld(file: string): boolean {
  if (!existsSync(`${file}.lock`)) return false;
  const probe = new Database(`${file}.lock`, { readonly: true, timeout: 0 });
  try {
    probe.prepare('SELECT 1 FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    probe.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function release(lock: Database.Database, file: string): void {
  if (!held.delete(lock)) return;
  try {
    // Before the lock is given up: afterwards the note may be the next holder's.
    rmSync(noteFile(file), { force: true });
  } finally {
    lock.close();
  }
}

function noteFile(file: string): string {
  return `${file}.holder`;
}

function writeNote(file: string): void {
  const note = `process ${process.pid} on ${hostname()} since ${new Date().toISOString()}\n`;
  try {
    writeFileSync(noteFile(file), note);
  } catch {
    // A message that says less is no reason to refuse a run.
  }
}

function readNote(file: string): string {
  try {
    return readFileSync(noteFile(file), 'utf8').trim() || 'by an unknown process';
  } catch {
    return 'by an unknown process';
  }
}
