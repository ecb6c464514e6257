/** The file that a result goes to: written as it comes, and there as a whole or not at all. */
import { rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageError, UsageError } from '../errors.js';
import { createDirectory, resolveDatabasePath } from './database-path.js';

/** Endings of the files that make up a database. */
const COMPANIONS = ['', '-wal', '-shm', '-journal', '.lock', '.holder'];

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Writes to a temporary neighbour, which takes the file's place in the end. Neither an error of the source nor a signal
 * leaves anything behind; a signal then ends the process as it would have.
 *
 * @param databasePath the database that the result comes from, which must not be written over.
 */
export async function writeResultFile(
  path: string,
  databasePath: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<void> {
  refuseTarget(path, databasePath);
  const temporary = `${path}.${process.pid}.part`;
  const discard = () => rmSync(temporary, { force: true });
  const onSignal = (signal: NodeJS.Signals) => {
    discard();
    release();
    process.kill(process.pid, signal);
  };
  const release = () => SIGNALS.forEach((signal) => process.off(signal, onSignal));
  SIGNALS.forEach((signal) => process.on(signal, onSignal));
  try {
    await writeChunks(path, temporary, chunks);
  } catch (error) {
    discard();
    throw error;
  } finally {
    release();
  }
}

async function writeChunks(
  path: string,
  temporary: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<void> {
  const file = await attempt(path, () => {
    createDirectory(dirname(path));
    return open(temporary, 'w');
  });
  try {
    for await (const chunk of chunks) await attempt(path, () => file.writeFile(chunk));
  } finally {
    await file.close();
  }
  await attempt(path, () => rename(temporary, path));
}

/** The disk's errors become ours; those of the source pass as they are. */
async function attempt<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new StorageError(`cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function refuseTarget(path: string, databasePath: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new UsageError(
      `${path} is not a regular file. Give the path of a file, or redirect the output (> ${path}).`,
    );
  }
  const [target, database] = [path, databasePath].map(resolveDatabasePath);
  if (COMPANIONS.some((ending) => target === database + ending)) {
    throw new UsageError(`${path} belongs to the database itself. Give the path of another file.`);
  }
}
