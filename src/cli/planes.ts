/** The stored scans that a command works on: one, or all planes of a swept scan file. */
import {
  type AskedContours,
  type LoadedScan,
  type ScanReference,
  type StoredPlane,
  findStoredPlanes,
  refinementNotes,
} from '../index.js';
import { writeMessage } from './output.js';

export const planeOption = {
  plane: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Of a swept scan file, only the planes with this value, e.g. theta=pi/2',
  },
} as const;

/** Says on the way what is not there, and under which names planes are stored that have others in the file. */
export function readStoredPlanes(
  reference: ScanReference,
  db: string,
  given: readonly string[] = [],
): readonly [StoredPlane, ...StoredPlane[]] {
  const { planes, missing } = findStoredPlanes(reference, db, given);
  if (missing.length > 0) {
    const names = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', ...' : '');
    writeMessage(
      `note: ${missing.length} of ${missing.length + planes.length} planes have not been run: ${names}`,
    );
  }
  for (const { scan, file } of planes) {
    if (file !== undefined && scan.name !== file.name)
      writeMessage(`note: ${file.name} is stored as "${scan.name}"`);
  }
  return planes;
}

/** Says of a scan that points are missing for its contours, or for those that were asked for. */
export function noteUnfinished(
  { scan, plan, progress: { points, pointsDone, isComplete } }: LoadedScan,
  isOneOfMany: boolean,
  asked: AskedContours,
): void {
  const note = (text: string) => writeMessage(`note: ${isOneOfMany ? `${scan.name}: ` : ''}${text}`);
  for (const text of refinementNotes({ scan, plan }, asked)) writeMessage(`note: ${text}`);
  if (!isComplete) {
    const effect =
      plan.grid.refine === undefined
        ? 'the contour is open where they end'
        : 'the grid is not refined to its end yet';
    note(`${pointsDone} of ${points} points are computed; ${effect}`);
  }
}
