const COLOURS = 7;
const DASHES = 4;

/** Classes of a contour by its place among all: colours first, then dashes. */
export function seriesClass(index: number): string {
  return `c${index % COLOURS} d${Math.floor(index / COLOURS) % DASHES}`;
}
