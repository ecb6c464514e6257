/**
 * A copy of a database, also while a scan runs in it: of one moment, checked, and there as a whole or not at all.
 * Never made with the file system's own copy, which would miss the log and catch pages of different moments.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { DatabaseLockedError, IntegrityError, StorageError, UsageError } from '../errors.js';
import { createDirectory, refuseDirectory, resolveDatabasePath, syncDirectory } from './database-path.js';
import { freeBytes, inMegabytes } from './free-space.js';
import { openReadOnly } from './open-database.js';
import { readHolder } from './run-lock.js';
import { isDamage } from './storage-errors.js';

export interface BackupOptions {
  /** Take the place of a file that is there already. */
  readonly overwrite?: boolean;
  readonly onProgress?: (bytesDone: number, bytes: number) => void;
}

export interface Backup {
  readonly file: string;
  readonly bytes: number;
}

/** Per step; between two steps, signals are heard. */
const PAGES_PER_STEP = 500;

/** Files that SQLite would take for a part of the database beside them. */
const COMPANIONS = ['-wal', '-journal', '-shm'];

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Copies the database to `path`. The copy has a rollback journal, so that it is a single file.
 *
 * @throws {UsageError} something is there already; there is no database to copy
 * @throws {StorageError} no room, or a failing disk
 * @throws {IntegrityError} the copy is damaged, which means that the database is
 */
export async function backupDatabase(
  databasePath: string,
  path: string,
  options: BackupOptions = {},
): Promise<Backup> {
  const source = openReadOnly(databasePath, { anySchema: true });
  const target = resolveDatabasePath(path);
  const temporary = `${target}.${process.pid}.part`;
  const discard = () => {
    for (const ending of ['', ...COMPANIONS]) rmSync(temporary + ending, { force: true });
  };
  const release = onSignal(discard);
  try {
    refuseTarget(target, source.name, options);
    createDirectory(dirname(target));
    requireRoom(source, target);
    discard();
    await copy(source, temporary, options);
    checkCopy(temporary, source.name);
    replace(target, temporary);
    return { file: target, bytes: statSync(target).size };
  } catch (error) {
    discard();
    throw explain(error, source.name, target);
  } finally {
    release();
    source.close();
  }
}

/** Tidies up and lets the signal end the process as it would have. */
function onSignal(tidy: () => void): () => void {
  const handler = (signal: NodeJS.Signals) => {
    tidy();
    release();
    process.kill(process.pid, signal);
  };
  const release = () => SIGNALS.forEach((signal) => process.off(signal, handler));
  SIGNALS.forEach((signal) => process.on(signal, handler));
  return release;
}

function refuseTarget(target: string, source: string, { overwrite = false }: BackupOptions): void {
  if (['', ...COMPANIONS, '.lock', '.holder'].some((ending) => target === source + ending)) {
    throw new UsageError(`${target} belongs to the database itself. Give the path of another file.`);
  }
  refuseDirectory(target);
  if (existsSync(target) && readHolder(target) !== undefined) {
    throw new DatabaseLockedError(
      `a scan is running in ${target}: it cannot be replaced. Give another path.`,
    );
  }
  if (overwrite) return;
  const there = ['', ...COMPANIONS].map((ending) => target + ending).find((file) => existsSync(file));
  if (there !== undefined) {
    throw new UsageError(`${there} is there already. Give another path, or replace it with --force.`);
  }
}

function requireRoom(source: Database.Database, target: string): void {
  const needed =
    (source.pragma('page_count', { simple: true }) as number) *
    (source.pragma('page_size', { simple: true }) as number);
  const free = freeBytes(target);
  if (free >= needed) return;
  throw new StorageError(
    `the disk of ${target} has ${inMegabytes(free)} free, but the copy takes ${inMegabytes(needed)}. ` +
      'Free some space, or choose another place.',
  );
}

async function copy(
  source: Database.Database,
  temporary: string,
  { onProgress = () => undefined }: BackupOptions,
): Promise<void> {
  const pageSize = source.pragma('page_size', { simple: true }) as number;
  // A copy begins anew whenever somebody else writes, which a run does all the time; not within a snapshot. Without a
  // write-ahead log a snapshot would hold up the run instead.
  const hasSnapshot = source.pragma('journal_mode', { simple: true }) === 'wal';
  if (hasSnapshot) {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
  }
  try {
    await source.backup(temporary, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress((totalPages - remainingPages) * pageSize, totalPages * pageSize);
        return PAGES_PER_STEP;
      },
    });
  } finally {
    if (hasSnapshot) source.exec('ROLLBACK');
  }
}

function checkCopy(temporary: string, source: string): void {
  // better-sqlite3 takes a source that is busy at the first step for one without pages.
  if ((statSync(temporary, { throwIfNoEntry: false })?.size ?? 0) === 0) {
    throw new DatabaseLockedError(`${source} was being written into all the time. Try again.`);
  }
  const database = new Database(temporary);
  try {
    database.pragma('journal_mode = DELETE');
    const finding = database.pragma('quick_check(1)', { simple: true }) as string;
    if (finding !== 'ok') throw damaged(source, finding);
  } finally {
    database.close();
  }
}

function damaged(source: string, finding: string, cause?: unknown): IntegrityError {
  return new IntegrityError(
    `a copy of ${source} is damaged (${finding}), and so is the database itself. No backup was written; keep the ` +
      'last good one. muscan verify says what is damaged.',
    { cause },
  );
}

function replace(target: string, temporary: string): void {
  const descriptor = openSync(temporary, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  // Left beside the new file, they would be taken for its own.
  for (const ending of COMPANIONS) rmSync(target + ending, { force: true });
  renameSync(temporary, target);
  syncDirectory(dirname(target));
}

function explain(error: unknown, source: string, target: string): unknown {
  if (isDamage(error)) return damaged(source, error.message, error);
  const isSystemError =
    error instanceof Database.SqliteError || (error instanceof Error && 'syscall' in error);
  if (!isSystemError) return error;
  return new StorageError(
    `cannot copy ${source} to ${target}: ${(error as Error).message}. The database is as it was, and no incomplete ` +
      'copy was left behind.',
    { cause: error },
  );
}
