/** The computed points of a stored grid one by one, as exports give them: pending points are left out. */
import type { LoadedScan } from '../engine/scan-reference.js';
import { POINT_PENDING, PointStatus } from '../store/point-status.js';

export interface GridPoint {
  readonly massGeV: number;
  readonly coupling: number;
  /** null where the point failed. */
  readonly events: number | null;
  readonly relError: number | null;
  readonly status: string;
}

export const STATUS_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(PointStatus).map(([name, code]) => [code, name]),
);

/** In the order of mass, then coupling. */
export function* gridPoints({ grid }: Pick<LoadedScan, 'grid'>): Generator<GridPoint> {
  const { massGeV, coupling } = grid;
  for (let i = 0, k = 0; i < massGeV.length; i++) {
    for (let j = 0; j < coupling.length; j++, k++) {
      const code = grid.status[k];
      if (code === POINT_PENDING) continue;
      yield {
        massGeV: massGeV[i],
        coupling: coupling[j],
        events: finiteOrNull(grid.yield[k]),
        relError: finiteOrNull(grid.relError[k]),
        status: STATUS_NAMES[code],
      };
    }
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
