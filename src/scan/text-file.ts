/** Reads a scan or figure file, or a table of one, as text. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, type Stats, statSync } from 'node:fs';
import { InputFileError, UsageError } from '../errors.js';
import { MAX_CHARACTERS } from './yaml-syntax.js';

/** UTF-8 takes up to four bytes for a character. */
const MAX_BYTES = 4 * MAX_CHARACTERS;

/**
 * Reads a file of UTF-8 text.
 *
 * @throws {UsageError} when there is no such file, or it cannot be read.
 * @throws {InputFileError} at the first byte that is not UTF-8.
 */
export function readTextFile(path: string): string {
  return decode(readBytes(path), path);
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links go round in a circle',
  ERR_INVALID_ARG_VALUE: 'the name is not a file name',
};

function readBytes(path: string): Buffer {
  const fail = (why: string, cause?: unknown) =>
    new UsageError(`cannot read ${JSON.stringify(path)}: ${why}`, { cause });
  let stats: Stats;
  try {
    stats = statSync(path);
    // A device could be endless.
    if (stats.isFile() && stats.size <= MAX_BYTES) return readFileSync(path);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw fail(READ_FAULTS[code] ?? message, error);
  }
  if (stats.isDirectory()) throw fail('it is a directory');
  throw fail(
    stats.isFile() ? `it has ${stats.size} bytes, more than ${MAX_BYTES}` : 'it is not a regular file',
  );
}

/** @throws {InputFileError} at the first byte that is not UTF-8. */
function decode(bytes: Buffer, file: string): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  // Line by line: no byte of a multi-byte character is a line feed.
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf('\n', start);
    const content = bytes.subarray(start, end === -1 ? undefined : end);
    if (!isUtf8(content)) {
      const column = content.toString('utf8').indexOf('\uFFFD') + 1;
      const message = 'expected UTF-8 text; got other bytes (a binary file, or another encoding)';
      throw new InputFileError([{ file, line, column, field: '', message }]);
    }
    start = end + 1;
  }
}
