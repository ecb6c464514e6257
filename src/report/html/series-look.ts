/** What contours look like among many. */
import { CERTAINTIES, type Certainty } from '../../certainty.js';
import { DASHES, dashesOf } from '../../scan/dashes.js';

const COLOURS = 7;
/** The tints of more regions add up to mud. */
const MOST_TINTED = 4;

/** Classes of a contour by its place among all: colours first, then the dashes that say how sure it is. */
export function seriesClass(index: number, certainty: Certainty): string {
  const dashes = dashesOf(certainty);
  const dash = dashes[Math.floor(index / COLOURS) % dashes.length];
  return `c${index % COLOURS} d${DASHES.indexOf(dash)}`;
}

/** Whether the region of a contour is tinted, by how many contours are shown. */
export function isTinted(contours: number, certainty: Certainty): boolean {
  return contours <= MOST_TINTED && CERTAINTIES[certainty].isExclusion;
}
