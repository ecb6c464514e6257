/** A scan as the page keeps it: numbers, ready to be drawn. */
import type { Certainty } from '../../../certainty.js';
import type { StoredGrid } from '../../../store/read-grid.js';
import {
  type ColumnUpdate,
  type ContourData,
  type LineData,
  type ScanData,
  type ScanUpdate,
  unpackBytes,
  unpackDoubles,
} from '../page-data.js';

export interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly closed: boolean;
}

export interface Contour {
  readonly level: number;
  readonly exposure: number;
  readonly certainty: Certainty;
  readonly lines: readonly Line[];
  readonly steppedLines: readonly Line[];
  readonly region: readonly Line[];
}

export interface Scan {
  readonly name: string;
  readonly grid: StoredGrid;
  readonly isOtherExposure: boolean;
  /** Mean decay length in cm at the beam energy, Infinity if X is stable, NaN if it cannot be made. */
  readonly decayLengthCm: (massIndex: number, coupling: number) => number;
  comments: readonly string[];
  contours: readonly Contour[];
}

export function unpackScan(data: ScanData): Scan {
  const { couplingPower } = data.decays;
  const [scaling, fixed] = [unpackDoubles(data.decays.scaling), unpackDoubles(data.decays.fixed)];
  return {
    name: data.name,
    grid: {
      massGeV: unpackDoubles(data.massGeV),
      coupling: unpackDoubles(data.coupling),
      yield: unpackDoubles(data.events),
      relError: unpackDoubles(data.relError),
      status: unpackBytes(data.status),
    },
    isOtherExposure: data.isOtherExposure,
    decayLengthCm: (i, coupling) => 1 / (coupling ** couplingPower * scaling[i] + fixed[i]),
    comments: data.comments,
    contours: data.contours.map(unpackContour),
  };
}

export function updateScan(scan: Scan, update: ScanUpdate): void {
  if ('whole' in update) {
    Object.assign(scan, unpackScan(update.whole));
    return;
  }
  for (const column of update.columns) updateColumn(scan.grid, column);
  scan.comments = update.comments;
  scan.contours = update.contours.map(unpackContour);
}

function updateColumn(grid: StoredGrid, { massIndex, events, relError, status }: ColumnUpdate): void {
  const from = massIndex * grid.coupling.length;
  grid.yield.set(unpackDoubles(events), from);
  grid.relError.set(unpackDoubles(relError), from);
  grid.status.set(unpackBytes(status), from);
}

function unpackContour({ lines, steppedLines, region, ...contour }: ContourData): Contour {
  return {
    ...contour,
    lines: lines.map(unpackLine),
    steppedLines: steppedLines.map(unpackLine),
    region: region.map(unpackLine),
  };
}

function unpackLine({ x, y, closed }: LineData): Line {
  return { x: unpackDoubles(x), y: unpackDoubles(y), closed };
}
