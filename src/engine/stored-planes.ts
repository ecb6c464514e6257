/** The stored planes of a scan file, whatever names they have: each is found by its plan. */
import { UsageError } from '../errors.js';
import { choosePlanes } from '../scan/choose-planes.js';
import { type ScanFile, readScanFiles } from '../scan/scan-file.js';
import type { SweptParameter } from '../scan/swept-parameters.js';
import { type StoredScan, findScan } from '../store/scan-repository.js';
import {
  type LoadedScan,
  type ScanReference,
  findStored,
  loadScan,
  refusePlane,
  withReader,
} from './scan-reference.js';

export interface StoredPlane {
  readonly scan: StoredScan;
  /** What is swept, with its values in this plane; empty for a single scan. */
  readonly swept: readonly SweptParameter[];
  /** As it is now; undefined for a stored scan. */
  readonly file: ScanFile | undefined;
}

export interface StoredPlanes {
  readonly planes: readonly [StoredPlane, ...StoredPlane[]];
  /** Names of planes that have not been run. */
  readonly missing: readonly string[];
}

/**
 * The stored scans of a reference, without their grids: all planes of a file, or those that have the given values, such as
 * `theta=pi/2`.
 *
 * @throws {UsageError} there is none.
 */
export function findStoredPlanes(
  reference: ScanReference,
  databasePath: string,
  given: readonly string[] = [],
): StoredPlanes {
  if (reference.kind !== 'file') {
    refusePlane(reference, given);
    const scan = withReader(databasePath, (database) => findStored(database, reference));
    return { planes: [{ scan, swept: [], file: undefined }], missing: [] };
  }
  // The file is read first, so that its faults come before those of a missing database.
  const files = choosePlanes(readScanFiles(reference.path), given);
  return withReader(databasePath, (database) => {
    const found = files.map((file) => ({ file, scan: findScan(database, { planHash: file.planHash }) }));
    const missing = found.flatMap(({ file, scan }) => (scan === undefined ? [file.name] : []));
    const [first, ...others] = found.flatMap(({ file, scan }) =>
      scan === undefined ? [] : [{ scan: inFile(scan, file), swept: file.swept, file }],
    );
    if (first !== undefined) return { planes: [first, ...others], missing };
    throw new UsageError(
      `${reference.path} has not been run in ${database.name}, or was changed since. Run it first: muscan run ${reference.path}`,
    );
  });
}

/** With its grid as it is now. */
export function loadPlane({ scan }: StoredPlane, databasePath: string): LoadedScan {
  return { ...loadScan({ kind: 'id', scanId: scan.scanId }, databasePath), scan };
}

/** The title, contours, constraints and certainty are those of the file as it is now. */
export function inFile(
  scan: StoredScan,
  { title, name, contourLevels, contourExposures, constraints, certainty }: ScanFile,
): StoredScan {
  return {
    ...scan,
    presentation: {
      ...scan.presentation,
      title: title ?? name,
      contourLevels,
      contourExposures,
      constraints,
      certainty,
    },
  };
}
