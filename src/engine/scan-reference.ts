/**
 * What a user means by SCAN: a scan file's path, a stored name or an id. Never a guess: whole numbers are ids, what has
 * a slash or ends in .yaml or .yml is a file, everything else is a name.
 */
import type Database from 'better-sqlite3';
import { UsageError } from '../errors.js';
import { type PlaneValues, choosePlanes, planeHint, planeOf } from '../scan/choose-planes.js';
import { type Plan, NUMERICS_VERSION } from '../scan/plan.js';
import { canonicalJson } from '../scan/plan-hash.js';
import { closestWord } from '../scan/suggestion.js';
import { type ScanFile, parseScanFiles, readScanFiles } from '../scan/scan-file.js';
import { openReadOnly } from '../store/open-database.js';
import { type StoredGrid, readGrid } from '../store/read-grid.js';
import { type StoredRun, listRuns } from '../store/run-log.js';
import { type StoredScan, findScan, listScans } from '../store/scan-repository.js';
import { explainDamage } from '../store/storage-errors.js';
import { type ScanProgress, requireProgress } from '../store/tasks.js';
import { certaintyOf } from './stored-certainty.js';
import { requirePlan } from './stored-plan.js';

export type ScanReference =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'id'; readonly scanId: number }
  | { readonly kind: 'name'; readonly name: string };

export interface LoadedScan {
  readonly scan: StoredScan;
  readonly plan: Plan;
  readonly progress: ScanProgress;
  readonly grid: StoredGrid;
  /** Oldest first. */
  readonly runs: readonly StoredRun[];
}

export function parseScanReference(text: string): ScanReference {
  if (/^\d+$/.test(text)) return { kind: 'id', scanId: Number(text) };
  if (/[/\\]|\.ya?ml$/i.test(text)) return { kind: 'file', path: text };
  return { kind: 'name', name: text };
}

/**
 * The scans of a reference, to be run: every plane of a file on the disk, or a single one as it was stored, which needs
 * neither its file nor the tables that this names.
 *
 * @throws {IntegrityError} the stored plan is damaged.
 */
export function loadScanFiles(reference: ScanReference, databasePath: string): readonly ScanFile[] {
  if (reference.kind === 'file') return readScanFiles(reference.path);
  return withReader(databasePath, (database) => [fileOf(database, findStored(database, reference))]);
}

function fileOf(database: Database.Database, scan: StoredScan): ScanFile {
  const { name, planHash: hash, presentation } = scan;
  const { title, contourLevels, contourExposures, constraints, file } = presentation;
  if (file === null) throw new UsageError(`"${name}" was not made from a scan file`);
  if (scan.numericsVersion !== NUMERICS_VERSION) {
    // Other numerics make another plan of the same file, which is not to be mixed with what is stored.
    const planes = parseScanFiles(file.text, file.path);
    const plane = planes.find(({ plan }) => isSamePhysics(plan, scan)) ?? planes[0];
    return { ...plane, name };
  }
  const { path, text } = file;
  const plan = requirePlan(database, scan);
  const own = {
    name,
    title,
    plan,
    planHash: hash,
    path,
    text,
    contourLevels,
    contourExposures,
    constraints,
    certainty: certaintyOf({ scan, plan }),
  };
  return { ...own, sweep: {}, swept: [] };
}

/** Whether plans differ in the version of the numerics alone. */
function isSamePhysics(plan: Plan, { plan: stored, numericsVersion }: StoredScan): boolean {
  return canonicalJson({ ...plan, numericsVersion }) === stored;
}

/**
 * The plan of a scan: from its file, which need not have been run, or from the database.
 *
 * @param given values that choose a plane of a swept file, such as `theta=pi/2`.
 * @throws {UsageError} several planes are left.
 */
export function loadPlan(
  reference: ScanReference,
  databasePath: string,
  given: readonly string[] = [],
): Plan {
  if (reference.kind === 'file') {
    const files = choosePlanes(readScanFiles(reference.path), given);
    if (files.length === 1) return files[0].plan;
    throw new UsageError(`${reference.path} has ${files.length} planes. ${planeHint(files)}`);
  }
  refusePlane(reference, given);
  return withReader(databasePath, (database) => requirePlan(database, findStored(database, reference)));
}

/**
 * A stored scan with its grid as it is now.
 *
 * @throws {UsageError} it is not in the database.
 * @throws {IntegrityError} it is damaged: a grid is right, or not shown.
 */
export function loadScan(reference: ScanReference, databasePath: string, plane?: PlaneValues): LoadedScan {
  // A file is read first, so that its faults come before those of a missing database.
  const file = reference.kind === 'file' ? planeOf(readScanFiles(reference.path), plane) : undefined;
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
          : {
              ...scan,
              presentation: {
                ...scan.presentation,
                contourLevels: file.contourLevels,
                contourExposures: file.contourExposures,
                constraints: file.constraints,
                certainty: file.certainty,
              },
            },
      plan: requirePlan(database, scan),
      progress: requireProgress(database, scan.scanId),
      grid: readGrid(database, scan.scanId),
      runs: listRuns(database, scan.scanId),
    };
  });
}

/** A name or an id stands for one plane. */
export function refusePlane(
  reference: Exclude<ScanReference, { kind: 'file' }>,
  given: readonly string[],
): void {
  if (given.length === 0) return;
  const meant = reference.kind === 'id' ? `id ${reference.scanId}` : `"${reference.name}"`;
  throw new UsageError(`--plane: goes with the path of a swept scan file; ${meant} is a single scan`);
}

/** Opens for reading, and closes whatever happens. */
export function withReader<T>(databasePath: string, work: (database: Database.Database) => T): T {
  const database = openReadOnly(databasePath);
  try {
    return work(database);
  } catch (error) {
    throw explainDamage(error, database.name) ?? error;
  } finally {
    database.close();
  }
}

/** @throws {UsageError} there is none. */
export function findStored(
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
