/** Contours of a stored grid in the plane of mass and coupling. */
import { type ScalarGrid, contourLines, createScalarGrid } from '../contour/index.js';
import type { StoredGrid } from '../store/read-grid.js';
import type { Polyline } from './figure.js';

export interface LevelContours {
  /** Events. */
  readonly level: number;
  /** x = mass in GeV, y = coupling in the model's unit; the side with more events lies on the left. */
  readonly lines: readonly Polyline[];
}

/**
 * The lines on which the yield has the given values: straight in ln m, ln g and log10 N between the grid's edges,
 * open at the border of the grid and at points that failed or are not computed yet.
 */
export function scanContours(grid: StoredGrid, levels: readonly number[]): LevelContours[] {
  const { massGeV, coupling } = grid;
  // A line needs a plane: a grid of one row or column has no contours.
  if (massGeV.length < 2 || coupling.length < 2) return levels.map((level) => ({ level, lines: [] }));
  const field = logarithmicField(grid);
  return levels.map((level) => ({
    level,
    lines: contourLines(field, Math.log10(level)).map(({ x, y, closed }) => ({
      x: x.map(Math.exp),
      y: y.map(Math.exp),
      closed,
    })),
  }));
}

/** ln m, ln g and log10 N; a yield of zero is minus infinity, a missing one NaN. */
function logarithmicField(grid: StoredGrid): ScalarGrid {
  return createScalarGrid(
    grid.massGeV.map(Math.log),
    grid.coupling.map(Math.log),
    grid.yield.map(Math.log10),
  );
}
