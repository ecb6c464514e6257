/**
 * The scans of a database that another process may be writing to, as pages show them.
 *
 * A connection that stays open, and never within a transaction, tells whether anything was committed; all reading is done
 * in one short transaction of another connection. So the writer never waits, its log can be copied and cleared, and a
 * database that was replaced is noticed.
 */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { type ScanReference, withReader } from '../engine/scan-reference.js';
import { type ScanSnapshot, readSnapshot } from '../engine/scan-snapshot.js';
import { findStoredPlanes } from '../engine/stored-planes.js';
import { MuscanError, UsageError } from '../errors.js';
import type { AskedContours } from '../report/contour-notes.js';
import { refuseMixedUnits, withContours } from '../report/html/contoured-scans.js';
import type { ContouredScan } from '../report/html/scan-data.js';
import { resolveDatabasePath } from '../store/database-path.js';
import { openReadOnly } from '../store/open-database.js';
import { readHolder } from '../store/run-lock.js';
import { type StoredScan, listScans } from '../store/scan-repository.js';
import { withStorageErrors } from '../store/storage-errors.js';

export interface FeedOptions {
  readonly databasePath: string;
  /** None: the scan that was run last, whichever that is. */
  readonly references: readonly ScanReference[];
  readonly contours: AskedContours;
}

/** What there is to show, or why there is nothing. */
export type FeedState =
  | { readonly kind: 'scans'; readonly scans: readonly ContouredScan[] }
  | { readonly kind: 'waiting'; readonly reason: string };

export class ScanFeed {
  readonly #options: FeedOptions;
  #watcher: { readonly database: Database.Database; readonly inode: number } | undefined;
  #seen = '';

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  get databaseName(): string {
    return basename(this.#options.databasePath);
  }

  /** What there is now; undefined if nothing changed since the last call. */
  poll(): FeedState | undefined {
    try {
      return withStorageErrors(this.#options.databasePath, () => this.#changed());
    } catch (error) {
      // Not there yet, being created, being removed, or damaged: a reason to wait and to say so, none to give up.
      if (!(error instanceof MuscanError)) throw error;
      this.close();
      if (error.message === this.#seen) return undefined;
      this.#seen = error.message;
      return { kind: 'waiting', reason: error.message };
    }
  }

  #changed(): FeedState | undefined {
    const version = this.#version();
    if (version === this.#seen) return undefined;
    const scans = this.#read();
    this.#seen = version;
    return { kind: 'scans', scans };
  }

  close(): void {
    this.#watcher?.database.close();
    this.#watcher = undefined;
  }

  /** Changes with every commit, with who runs a scan, and with the file itself. */
  #version(): string {
    const { databasePath } = this.#options;
    const inode = statSync(resolveDatabasePath(databasePath), { throwIfNoEntry: false })?.ino;
    if (this.#watcher?.inode !== inode) this.close();
    this.#watcher ??= { database: openReadOnly(databasePath), inode: inode ?? 0 };
    const committed = this.#watcher.database.pragma('data_version', { simple: true }) as number;
    return `${inode} ${committed} ${readHolder(databasePath) ?? ''}`;
  }

  #read(): ContouredScan[] {
    const { databasePath, contours } = this.#options;
    const scans = this.#chosen();
    const snapshots = withReader(databasePath, (database) =>
      scans.map((scan): ScanSnapshot => readSnapshot(database, scan)),
    );
    refuseMixedUnits(snapshots);
    return snapshots.map((snapshot) => withContours(snapshot, contours));
  }

  #chosen(): StoredScan[] {
    const { databasePath, references } = this.#options;
    if (references.length === 0) return [withReader(databasePath, lastRun)];
    const found = references.flatMap((reference) => findStoredPlanes(reference, databasePath).planes);
    return [...new Map(found.map(({ scan }) => [scan.scanId, scan])).values()];
  }
}

/** @throws {UsageError} there is none yet. */
function lastRun(database: Database.Database): StoredScan {
  const scanId = database
    .prepare<[], number>('SELECT scan_id FROM run ORDER BY run_id DESC LIMIT 1')
    .pluck()
    .get();
  const scans = listScans(database);
  const scan = scans.find((one) => one.scanId === scanId) ?? scans.at(-1);
  if (scan === undefined) throw new UsageError(`there is no scan in ${database.name} yet.`);
  return scan;
}
