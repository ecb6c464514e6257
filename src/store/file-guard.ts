/**
 * Notices when the files of an open database are deleted, moved or replaced. SQLite in WAL mode does not: it goes on
 * writing into files that no longer have a name, and everything since would be lost with the process.
 */
import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { StorageError } from '../errors.js';

export class FileGuard {
  readonly #inodes: ReadonlyMap<string, number>;

  /** Remembers the database file and, where it has one, its log. */
  constructor({ name }: Database.Database) {
    const files = [name, `${name}-wal`].map((path) => [path, inode(path)] as const);
    this.#inodes = new Map(files.filter((entry): entry is [string, number] => entry[1] !== undefined));
  }

  /** @throws {StorageError} one of the files is not the one it was */
  check(): void {
    for (const [path, expected] of this.#inodes) {
      if (inode(path) === expected) continue;
      throw new StorageError(
        `${path} was moved, deleted or replaced while a scan is running in it, so that nothing more can be stored ` +
          'safely. If it was moved, put it back together with its -wal file and start the same command again: the ' +
          'scan goes on where it stopped. If it was deleted, go back to a backup.',
      );
    }
  }
}

function inode(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
