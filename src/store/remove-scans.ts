/** Removes scans and gives their space back to the file system. */
import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type Database from 'better-sqlite3';
import { StorageError } from '../errors.js';
import type { LocationOptions } from './database-path.js';
import { freeBytes, inMegabytes } from './free-space.js';
import { openDatabase, requireDatabase } from './open-database.js';
import { acquireRunLock } from './run-lock.js';
import { type StoredScan, deleteScan } from './scan-repository.js';
import { withStorageErrors } from './storage-errors.js';
import { closeDatabase } from './wal.js';

export interface Removal {
  readonly database: string;
  readonly removed: readonly { readonly scanId: number; readonly name: string }[];
  /** Of the database and its log. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Somebody reads the database: SQLite cuts the file only after that. */
  readonly isHeldByReader: boolean;
}

export interface RemovalOptions extends LocationOptions {
  /** The scans to remove; none, to give back only what earlier removals left. */
  readonly find: (database: Database.Database) => readonly StoredScan[];
  /** Asked before anything is removed. */
  readonly confirm: (scans: readonly StoredScan[]) => boolean | Promise<boolean>;
}

/**
 * Removes scans with everything that belongs to them; undefined if that was not confirmed.
 *
 * @throws {DatabaseLockedError} a scan is running
 * @throws {StorageError} the scans are removed, but there is no room to give the space back
 */
export async function removeScans(
  databasePath: string,
  { find, confirm, ...location }: RemovalOptions,
): Promise<Removal | undefined> {
  requireDatabase(databasePath);
  const lock = acquireRunLock(databasePath, location);
  try {
    const database = openDatabase(databasePath, location);
    let result: Omit<Removal, 'bytesAfter' | 'isHeldByReader'>;
    let isCut: boolean;
    try {
      const scans = find(database);
      if (scans.length > 0 && !(await confirm(scans))) return undefined;
      const removed = scans.map(({ scanId, name }) => ({ scanId, name }));
      result = { database: database.name, removed, bytesBefore: bytesOf(database.name) };
      for (const { scanId } of removed) deleteScan(database, scanId);
      isCut = withStorageErrors(database.name, () => compact(database));
    } finally {
      closeDatabase(database);
    }
    return { ...result, bytesAfter: bytesOf(result.database), isHeldByReader: !isCut };
  } finally {
    lock.release();
  }
}

function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Writes what is left of the database anew, without gaps; whether the file could be cut. */
function compact(database: Database.Database): boolean {
  const number = (pragma: string) => database.pragma(pragma, { simple: true }) as number;
  const [unused, used] = [number('freelist_count'), number('page_count') - number('freelist_count')];
  if (unused === 0) return true;
  requireRoom(database.name, used * number('page_size'));
  database.exec('VACUUM');
  const [{ busy }] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return busy === 0;
}

/** SQLite writes the new contents to a temporary file, then to the log, and then over the old ones. */
function requireRoom(file: string, bytes: number): void {
  const temporary = temporaryDirectory();
  const isSameDisk = statSync(temporary).dev === statSync(file).dev;
  const places = isSameDisk
    ? [{ place: file, needed: 2 * bytes }]
    : [
        { place: file, needed: bytes },
        { place: temporary, needed: bytes },
      ];
  for (const { place, needed } of places) {
    const free = freeBytes(place === file ? file : `${place}/x`);
    if (free >= needed) continue;
    throw new StorageError(
      `removed scans leave space that the next scan uses; to give it back takes ${inMegabytes(needed)} for a moment ` +
        `on the disk of ${place}, which has ${inMegabytes(free)} free. Free some space` +
        `${isSameDisk ? '' : ', or name another folder for temporary files in SQLITE_TMPDIR'}. ` +
        'Then run muscan gc without a scan.',
    );
  }
}

/** Where SQLite puts them: the first of its list that can be written. */
function temporaryDirectory(): string {
  const candidates = [
    process.env['SQLITE_TMPDIR'],
    process.env['TMPDIR'],
    '/var/tmp',
    '/usr/tmp',
    '/tmp',
    '.',
  ];
  return candidates.find((path) => path !== undefined && isWritableDirectory(path)) ?? tmpdir();
}

function isWritableDirectory(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
