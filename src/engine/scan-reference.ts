/**
 * What a user means by SCAN: a scan file's path, a stored name or an id. Never a guess: whole numbers are ids, what has
 * a slash or ends in .yaml or .yml is a file, everything else is a name.
 */
import type Database from 'better-sqlite3';
import { UsageError } from '../errors.js';
import type { Plan } from '../scan/plan.js';
import { closestWord } from '../scan/suggestion.js';
import { type ScanFile, parseScanFile, readScanFile } from '../scan/scan-file.js';
import { openReadOnly } from '../store/open-database.js';
import { type StoredGrid, readGrid } from '../store/read-grid.js';
import { type StoredScan, findScan, listScans } from '../store/scan-repository.js';
import { type ScanProgress, scanProgress } from '../store/tasks.js';

export type ScanReference =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'id'; readonly scanId: number }
  | { readonly kind: 'name'; readonly name: string };

export interface LoadedScan {
  readonly scan: StoredScan;
  readonly plan: Plan;
  readonly progress: ScanProgress;
  readonly grid: StoredGrid;
}

export function parseScanReference(text: string): ScanReference {
  if (/^\d+$/.test(text)) return { kind: 'id', scanId: Number(text) };
  if (/[/\\]|\.ya?ml$/i.test(text)) return { kind: 'file', path: text };
  return { kind: 'name', name: text };
}

/** The scan file behind a reference: from the disk, or as it was stored. */
export function loadScanFile(reference: ScanReference, databasePath: string): ScanFile {
  if (reference.kind === 'file') return readScanFile(reference.path);
  return withReader(databasePath, (database) => {
    const { name, presentation } = findStored(database, reference);
    if (presentation.file === null) throw new UsageError(`"${name}" was not made from a scan file`);
    // The stored name counts: a changed plan may have been stored beside the one that has the name in the file.
    return { ...parseScanFile(presentation.file.text, presentation.file.path), name };
  });
}

/** The plan of a scan: from its file, which need not have been run, or from the database. */
export function loadPlan(reference: ScanReference, databasePath: string): Plan {
  if (reference.kind === 'file') return readScanFile(reference.path).plan;
  return withReader(databasePath, (database) => JSON.parse(findStored(database, reference).plan) as Plan);
}

/**
 * A stored scan with its grid as it is now.
 *
 * @throws {UsageError} it is not in the database.
 */
export function loadScan(reference: ScanReference, databasePath: string): LoadedScan {
  // A file is read first, so that its faults come before those of a missing database.
  const file = reference.kind === 'file' ? readScanFile(reference.path) : undefined;
  return withReader(databasePath, (database) => {
    const scan =
      file === undefined
        ? findStored(database, reference as Exclude<ScanReference, { kind: 'file' }>)
        : findScan(database, { planHash: file.planHash });
    if (scan === undefined) {
      throw new UsageError(
        `${file!.path} has not been run in ${database.name}, or was changed since. Run it first: muscan run ${file!.path}`,
      );
    }
    return {
      // The levels asked for are those of the file as it is now.
      scan:
        file === undefined
          ? scan
          : { ...scan, presentation: { ...scan.presentation, contourLevels: file.contourLevels } },
      plan: JSON.parse(scan.plan) as Plan,
      progress: scanProgress(database, scan.scanId)!,
      grid: readGrid(database, scan.scanId),
    };
  });
}

/** Opens for reading, and closes whatever happens. */
export function withReader<T>(databasePath: string, work: (database: Database.Database) => T): T {
  const database = openReadOnly(databasePath);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function findStored(
  database: Database.Database,
  reference: Exclude<ScanReference, { kind: 'file' }>,
): StoredScan {
  const scan = findScan(
    database,
    reference.kind === 'id' ? { scanId: reference.scanId } : { name: reference.name },
  );
  if (scan !== undefined) return scan;
  const wanted = reference.kind === 'id' ? `id ${reference.scanId}` : `name "${reference.name}"`;
  const names = listScans(database).map(({ name }) => name);
  const closest = reference.kind === 'name' ? closestWord(reference.name, names) : undefined;
  const hint =
    closest === undefined
      ? `Stored: ${names.length === 0 ? 'none' : names.join(', ')}.`
      : `Did you mean "${closest}"?`;
  throw new UsageError(
    `there is no scan of ${wanted} in ${database.name}. ${hint} A scan file is given by a path that ends in .yaml or has a slash.`,
  );
}
