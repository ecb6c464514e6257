/** What SQLite and the operating system report, in plain words: what happened, what is safe, what to do. */
import Database from 'better-sqlite3';
import { DatabaseLockedError, IntegrityError, type MuscanError, StorageError } from '../errors.js';

const RESUME =
  'Every column committed so far is safe in the file; columns that were in flight are computed again. ' +
  'Start the same command again afterwards: the scan goes on where it stopped.';

/** Runs `work` on the database at `path`; a storage failure is thrown as a MuscanError, anything else as it is. */
export function withStorageErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainStorageError(error, path) ?? error;
  }
}

/** The MuscanError that says what a failed storage operation on `path` means; undefined if `error` is none. */
export function explainStorageError(error: unknown, path: string): MuscanError | undefined {
  if (error instanceof Database.SqliteError) return explainSqliteError(error, path);
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return explainSystemError(error, String(error.code), path);
  }
  return undefined;
}

/**
 * Whether SQLite could not make sense of what it read. Only for statements that are known to be right: to SQLite a
 * damaged schema and a wrong statement are the same.
 */
export function isDamage(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Database.SqliteError &&
    /^SQLITE_(CORRUPT|NOTADB|ERROR|SCHEMA|FORMAT|MISMATCH|TOOBIG|IOERR_SHORT_READ)/.test(error.code)
  );
}

/**
 * What a statement of ours means that SQLite refuses as if it were wrong, or as if its rows were: that the database is
 * not what it should be. undefined for anything else.
 */
export function explainDamage(error: unknown, path: string): IntegrityError | undefined {
  const isRefused = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
  if (!isRefused && !isDamage(error)) return undefined;
  return new IntegrityError(
    `${path} seems to be damaged (${error.code}: ${error.message}). muscan verify tells what is wrong; if it is, go back ` +
      'to a backup. If it finds nothing, this is a bug in muscan: please report it.',
    { cause: error },
  );
}

function explainSqliteError(cause: Error & { code: string }, path: string): MuscanError | undefined {
  const { code } = cause;
  if (code === 'SQLITE_READONLY_DBMOVED') {
    return new StorageError(
      `${path} was moved, renamed or deleted while it was in use. Put it back, together with its -wal file. ${RESUME}`,
      { cause },
    );
  }
  // The file of the log's shared memory could not grow: SQLite does not say why.
  if (code === 'SQLITE_IOERR_SHMSIZE') {
    return new StorageError(
      `the disk failed under ${path}, or is full (${code}). Free some space; if there is some, look for the reason in the ` +
        `system log (dmesg). ${RESUME}`,
      { cause },
    );
  }
  // Extended codes such as SQLITE_IOERR_FSYNC refine a primary one.
  switch (code.split('_')[1]) {
    case 'FULL':
      return diskFull(path, cause);
    case 'IOERR':
      return ioFailure(path, code, cause);
    case 'READONLY':
    case 'PERM':
      return notWritable(path, cause);
    case 'CANTOPEN':
      return new StorageError(
        `cannot open ${path}. The directory must exist and be writable even for reading, ` +
          'because SQLite keeps its -wal and -shm files beside the database. ' +
          'To read a database on a read-only disk, copy it to a writable directory first, or make the copy with muscan backup.',
        { cause },
      );
    case 'CORRUPT':
      return new IntegrityError(
        `${path} is damaged (${code}: ${cause.message}). Do not write to it any more. Go back to a backup, or ` +
          `save what can be read with: sqlite3 ${path} .recover`,
        { cause },
      );
    case 'NOTADB':
      return new IntegrityError(
        `${path} is not a SQLite database. It was left untouched; give the path of a muscan database, or of a new file.`,
        { cause },
      );
    case 'BUSY':
    case 'LOCKED':
      return new DatabaseLockedError(
        `another program is writing into ${path} and did not finish in time. Close it (for example an SQLite ` +
          `browser with an open transaction). ${RESUME}`,
        { cause },
      );
    case 'PROTOCOL':
    case 'NOLFS':
      return ioFailure(path, code, cause);
    default:
      return undefined;
  }
}

function explainSystemError(cause: Error, code: string, path: string): MuscanError | undefined {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, cause);
    case 'EIO':
      return ioFailure(path, code, cause);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // What Node's recursive mkdir says of a read-only disk.
    case 'ENOENT':
      return notWritable(path, cause);
    case 'EEXIST':
    case 'ENOTDIR':
      return new StorageError(`cannot create ${path}: a part of its path is a file, not a directory.`, {
        cause,
      });
    default:
      return undefined;
  }
}

function diskFull(path: string, cause: Error): StorageError {
  return new StorageError(
    `the disk that holds ${path} is full, or a quota is used up. Free some space. ${RESUME}`,
    { cause },
  );
}

function ioFailure(path: string, code: string, cause: Error): StorageError {
  return new StorageError(
    `the disk failed under ${path} (${code}). Look for the reason in the system log (dmesg). ${RESUME}`,
    { cause },
  );
}

function notWritable(path: string, cause: Error): StorageError {
  return new StorageError(
    `${path} cannot be written: the file, its directory or the whole disk is read-only for this user. ` +
      'Even reading needs a writable directory, for the -wal and -shm files beside the database, except of a copy made by ' +
      'muscan backup. Change the permissions, choose another place, or read such a copy.',
    { cause },
  );
}
