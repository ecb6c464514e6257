/** Contours of a stored grid in the plane of mass and coupling. */
import {
  type Polyline as ContourLine,
  type ScalarGrid,
  contourLines,
  createScalarGrid,
} from '../contour/index.js';
import type { StoredGrid } from '../store/read-grid.js';
import type { Polyline } from './figure.js';

export interface LevelContours {
  /** Events. */
  readonly level: number;
  /** x = mass in GeV, y = coupling in the model's unit; the side with more events lies on the left. */
  readonly lines: readonly Polyline[];
  /** Closed rings around the points with more events, along the grid's border where that ends the region. */
  readonly region: readonly Polyline[];
}

/**
 * The lines on which the yield has the given values: straight in ln m, ln g and log10 N between the grid's edges,
 * open at the border of the grid and at points that failed or are not computed yet.
 */
export function scanContours(grid: StoredGrid, levels: readonly number[]): LevelContours[] {
  const { massGeV, coupling } = grid;
  // A line needs a plane: a grid of one row or column has no contours.
  if (massGeV.length < 2 || coupling.length < 2)
    return levels.map((level) => ({ level, lines: [], region: [] }));
  const field = logarithmicField(grid);
  const framed = framedField(field);
  return levels.map((level) => ({
    level,
    lines: contourLines(field, Math.log10(level)).map(toPhysical),
    region: contourLines(framed, Math.log10(level)).map(toPhysical),
  }));
}

function toPhysical({ x, y, closed }: ContourLine): Polyline {
  return { x: x.map(Math.exp), y: y.map(Math.exp), closed };
}

/** ln m, ln g and log10 N; a yield of zero is minus infinity, a missing one NaN. */
function logarithmicField(grid: StoredGrid): ScalarGrid {
  return createScalarGrid(
    grid.massGeV.map(Math.log),
    grid.coupling.map(Math.log),
    grid.yield.map(Math.log10),
  );
}

/** Distance in ln m and ln g at which the frame stands around the grid: far below what can be seen. */
const FRAME = 1e-9;

/** The field inside a frame of minus infinity, and with its holes filled with that: every contour of it is closed. */
function framedField({ x, y, z }: ScalarGrid): ScalarGrid {
  const framedX = Float64Array.of(x[0] - FRAME, ...x, x.at(-1)! + FRAME);
  const framedY = Float64Array.of(y[0] - FRAME, ...y, y.at(-1)! + FRAME);
  const framedZ = new Float64Array(framedX.length * framedY.length).fill(-Infinity);
  for (let i = 0, k = 0; i < x.length; i++) {
    for (let j = 0; j < y.length; j++, k++) {
      if (!Number.isNaN(z[k])) framedZ[(i + 1) * framedY.length + j + 1] = z[k]!;
    }
  }
  return createScalarGrid(framedX, framedY, framedZ);
}
