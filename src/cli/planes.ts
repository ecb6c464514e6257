/** The stored scans that a command works on: one, or all planes of a swept scan file. */
import { type LoadedScan, type ScanReference, type StoredPlane, findStoredPlanes } from '../index.js';
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
  { levels = scan.presentation.contourLevels, exposures = scan.presentation.contourExposures }: ContourChoice,
): void {
  const note = (text: string) => writeMessage(`note: ${isOneOfMany ? `${scan.name}: ` : ''}${text}`);
  const { refine } = plan.grid;
  if (!isComplete) {
    const effect =
      refine === undefined ? 'the contour is open where they end' : 'the grid is not refined to its end yet';
    note(`${pointsDone} of ${points} points are computed; ${effect}`);
  }
  if (refine === undefined) return;
  const { particlesOnTarget } = plan.experiment.beam;
  const others = (exposures.length === 0 ? [particlesOnTarget] : exposures).flatMap((exposure) =>
    levels
      .map((level) => level * (particlesOnTarget / exposure))
      .filter((events) => refine.events.every((one) => Math.abs(one - events) > 1e-9 * one)),
  );
  if (others.length === 0) return;
  note(
    `the grid is refined for contours of ${refine.events.join(', ')} events; that of ${others.join(', ')} is less accurate than ${refine.accuracy}`,
  );
}

interface ContourChoice {
  readonly levels?: readonly number[] | undefined;
  readonly exposures?: readonly number[] | undefined;
}
