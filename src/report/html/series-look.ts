/** What contours look like among many. */
const COLOURS = 7;
const DASHES = 4;
/** The tints of more regions add up to mud. */
const MOST_TINTED = 4;

/** Classes of a contour by its place among all: colours first, then dashes. */
export function seriesClass(index: number): string {
  return `c${index % COLOURS} d${Math.floor(index / COLOURS) % DASHES}`;
}

/** Whether regions are tinted, by how many contours are shown. */
export function isTinted(contours: number): boolean {
  return contours <= MOST_TINTED;
}
