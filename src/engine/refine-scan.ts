/**
 * The masses that a refined scan needs next: those halfway between stored ones between which a contour is not yet known
 * well enough. They depend on what is stored alone, so that a scan that goes on plans what it would have planned.
 */
import type Database from 'better-sqlite3';
import { type FieldColumn, columnsToAdd } from '../contour/index.js';
import { type GridRefinement, type Plan, coarseCouplings } from '../scan/plan.js';
import { decayThresholds } from '../sensitivity/decay-thresholds.js';
import { POINT_PENDING } from '../store/point-status.js';
import { type StoredGrid, readGrid } from '../store/read-grid.js';
import type { NewTask } from '../store/tasks.js';

/** A plan with a refined grid. */
export interface RefinedPlan extends Plan {
  readonly grid: Plan['grid'] & { readonly refine: GridRefinement };
}

export function isRefined(plan: Plan): plan is RefinedPlan {
  return plan.grid.refine !== undefined;
}

/** The next tasks of a scan all of whose tasks are done; none if its contours are as accurate as they are to be. */
export function nextTasks(database: Database.Database, scanId: number, plan: RefinedPlan): NewTask[] {
  const { massGeV, refine } = plan.grid;
  const field = {
    x: massGeV.map(Math.log),
    columns: fieldColumns(readGrid(database, scanId)).map(withoutFailures).filter(isUsable),
    breaks: decayThresholds(plan).map(Math.log),
  };
  const points = coarseCouplings(plan).length;
  return columnsToAdd(field, { levels: refine.events.map(Math.log10), accuracy: refine.accuracy }).map(
    (massIndex) => ({ massIndex, points }),
  );
}

/** What failed says nothing of its neighbourhood, which is planned as if it were not there. */
function withoutFailures({ index, samples: { x, z } }: FieldColumn): FieldColumn {
  const isThere = (_: number, j: number) => !Number.isNaN(z[j]);
  return { index, samples: { x: x.filter(isThere), z: z.filter(isThere) } };
}

/** Between fewer points there is nothing. */
export function isUsable({ samples }: FieldColumn): boolean {
  return samples.x.length > 1;
}

/** The columns of a refined grid in ln g and log10 N; NaN where a point failed, and without those that are not there. */
export function fieldColumns({ coupling, yield: yields, status, places }: StoredGrid): FieldColumn[] {
  const y = coupling.map(Math.log);
  return Array.from(places!.massIndices, (index, i) => {
    const there = Array.from(y.keys()).filter((j) => status[i * y.length + j] !== POINT_PENDING);
    return {
      index,
      samples: {
        x: Float64Array.from(there, (j) => y[j]),
        z: Float64Array.from(there, (j) => Math.log10(yields[i * y.length + j])),
      },
    };
  });
}
