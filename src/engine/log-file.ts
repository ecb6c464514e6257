/**
 * A text file that lines are appended to. Each is handed to the system at once, so that it survives a kill -9, and the
 * file is opened for each, so that it may be rotated. What cannot be written is told once and is no reason to stop.
 */
import { appendFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../errors.js';
import { createDirectory, resolveDatabasePath } from '../store/database-path.js';

export class LogFile {
  readonly path: string;
  readonly #onFailure: (message: string) => void;
  #hasFailed = false;
  /** A failed write may have left half a line. */
  #isTorn = false;

  constructor(path: string, onFailure: (message: string) => void) {
    this.path = path;
    this.#onFailure = onFailure;
  }

  append(line: string): void {
    try {
      createDirectory(dirname(this.path));
      appendFileSync(this.path, `${this.#isTorn ? '\n' : ''}${line}\n`);
      this.#isTorn = false;
    } catch (error) {
      this.#isTorn = true;
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      this.#onFailure(
        `cannot write the log ${this.path}: ${(error as Error).message}. The run goes on without it`,
      );
    }
  }
}

const DATABASE_SUFFIXES = ['', '-wal', '-shm', '-journal', '.lock', '.holder'];

/**
 * Refuses a log that would be appended to the database or to another file of the run.
 *
 * @throws {UsageError} it is one of them.
 */
export function refuseLogInto(path: string, files: { database: string; inputs: readonly string[] }): void {
  const database = resolveDatabasePath(files.database);
  const taken = [...DATABASE_SUFFIXES.map((suffix) => database + suffix), ...files.inputs];
  const same = taken.find((other) => isSameFile(path, other));
  if (same === undefined) return;
  throw new UsageError(
    `the log cannot be written into ${same}, which the run itself needs. Give another file.`,
  );
}

/** By name or, for links, by place on the disk. */
function isSameFile(path: string, other: string): boolean {
  if (resolveDatabasePath(path) === resolveDatabasePath(other)) return true;
  const [a, b] = [path, other].map((file) => statSync(file, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}
