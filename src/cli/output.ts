/** Data goes to stdout, everything else to stderr. */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { StorageError, createDirectory } from '../index.js';

export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes many lines, waiting for a slow reader rather than piling them up. */
export async function writeLines(lines: Iterable<string>): Promise<void> {
  let chunk = '';
  const flush = async () => {
    const ready = process.stdout.write(chunk);
    chunk = '';
    if (!ready) await once(process.stdout, 'drain');
  };
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length > 65_536) await flush();
  }
  if (chunk !== '') await flush();
}

export function writeJson(value: unknown): void {
  writeLine(JSON.stringify(value));
}

export function writeMessage(message: string): void {
  process.stderr.write(`${message}\n`);
}

export function writeError(message: string): void {
  const colour = process.stderr.isTTY && !process.env['NO_COLOR'];
  writeMessage(colour ? `\u001B[31m${message}\u001B[39m` : message);
}

/** Makes a folder for output, so that one that cannot be written is known before anything is computed. */
export function makeFolder(path: string): void {
  try {
    createDirectory(path);
  } catch (error) {
    throw new StorageError(`cannot make the folder ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Writes a file as a whole or not at all: to a temporary neighbour first, which then takes its place. */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.part`;
  try {
    createDirectory(dirname(path));
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    // Where it cannot even be looked for, rmSync would hide why.
    if (existsSync(temporary)) rmSync(temporary);
    throw new StorageError(`cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}
