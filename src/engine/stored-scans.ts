/** The stored scans that a user means by SCAN; unlike the plan of a file, they are what is in the database. */
import type Database from 'better-sqlite3';
import { UsageError } from '../errors.js';
import { readScanFiles } from '../scan/scan-file.js';
import { didYouMean } from '../scan/suggestion.js';
import { type StoredScan, findScan, findScansOfFile, listScans } from '../store/scan-repository.js';
import type { ScanReference } from './scan-reference.js';

/**
 * The scan of that name or id, or every stored plane of a scan file.
 *
 * @throws {UsageError} there is none.
 */
export function findStoredScans(
  database: Database.Database,
  reference: ScanReference,
): readonly [StoredScan, ...StoredScan[]] {
  if (reference.kind === 'file') return scansOfFile(database, reference.path);
  const scan = findScan(database, reference.kind === 'id' ? reference : { name: reference.name });
  if (scan !== undefined) return [scan];
  const names = listScans(database).map(({ name }) => name);
  const wanted = reference.kind === 'id' ? `id ${reference.scanId}` : `name "${reference.name}"`;
  const hint = reference.kind === 'id' ? '' : didYouMean(reference.name, names);
  throw new UsageError(
    `there is no scan of ${wanted} in ${database.name}${hint}. Stored: ${names.join(', ') || 'none'}.`,
  );
}

function scansOfFile(database: Database.Database, path: string): readonly [StoredScan, ...StoredScan[]] {
  const [first, ...others] = readScanFiles(path).flatMap(
    ({ planHash }) => findScan(database, { planHash }) ?? [],
  );
  if (first !== undefined) return [first, ...others];
  const earlier = findScansOfFile(database, path).map(({ name }) => name);
  const hint = earlier.length === 0 ? '' : ` Scans of an earlier version of the file: ${earlier.join(', ')}.`;
  throw new UsageError(
    `${path} has not been run in ${database.name}, or was changed since. Name the scan that you mean.${hint}`,
  );
}
