/** Rows of CSV tables, written by the program and by the page of a report alike. */
import type { GridPoint } from './grid-points.js';
import type { LevelContours } from './scan-contours.js';

export const GRID_COLUMNS = 'mass_gev,coupling,yield,rel_error,status';

export function gridRow({ massGeV, coupling, events, relError, status }: GridPoint): string {
  return `${massGeV},${coupling},${events ?? ''},${relError ?? ''},${status}`;
}

const CONTOUR_COLUMNS = 'level,line,closed,mass_gev,coupling';

/** Where contours are for other exposures than the experiment's, a column says for which. */
export function contourColumns(withExposure: boolean): string {
  return `${withExposure ? 'particles_on_target,' : ''}${CONTOUR_COLUMNS}`;
}

/** One row per vertex, lines numbered within their level. */
export function contourRows(
  { level, exposure, lines }: Pick<LevelContours, 'level' | 'exposure' | 'lines'>,
  withExposure: boolean,
): string[] {
  const cells = `${withExposure ? `${exposure},` : ''}${level}`;
  return lines.flatMap(({ x, y, closed }, line) =>
    Array.from(x, (mass, i) => `${cells},${line},${closed},${mass},${y[i]}`),
  );
}
