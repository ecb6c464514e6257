/** A stored scan as the page of a report has it. */
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import { decayRates } from '../../sensitivity/decay-rates.js';
import type { Polyline } from '../figure.js';
import { provenanceLines } from '../provenance.js';
import type { StoredContours } from '../scan-contours.js';
import { isOtherExposure } from '../tables.js';
import { pack } from './pack.js';
import type { ColumnUpdate, ContourData, LineData, ScanData } from './page-data.js';

/** A scan with its contours, open where nothing is known, and with steps there. */
export interface ContouredScan {
  readonly snapshot: ScanSnapshot;
  readonly open: readonly StoredContours[];
  readonly stepped: readonly StoredContours[];
}

export function scanData(scan: ContouredScan): ScanData {
  const { snapshot, open } = scan;
  const { grid, plan } = snapshot;
  const { couplingPower, scaling, fixed } = decayRates(plan, grid.massGeV);
  return {
    name: snapshot.scan.name,
    comments: provenanceLines(snapshot),
    massGeV: pack(grid.massGeV),
    coupling: pack(grid.coupling),
    events: pack(grid.yield),
    relError: pack(grid.relError),
    status: pack(grid.status),
    decays: { couplingPower, scaling: pack(scaling), fixed: pack(fixed) },
    contours: contourData(scan),
    isOtherExposure: isOtherExposure({ scan: snapshot, contours: open }),
  };
}

export function contourData({ open, stepped }: ContouredScan): ContourData[] {
  return open.map(({ level, exposure, certainty, lines }, i) => ({
    level,
    exposure,
    certainty,
    lines: lines.map(lineData),
    steppedLines: stepped[i].lines.map(lineData),
    region: stepped[i].region.map(lineData),
  }));
}

function lineData({ x, y, closed }: Polyline): LineData {
  return { x: pack(x), y: pack(y), closed };
}

export function columnUpdate({ grid }: ScanSnapshot, massIndex: number): ColumnUpdate {
  const size = grid.coupling.length;
  const part = (values: Float64Array | Uint8Array) =>
    values.subarray(massIndex * size, (massIndex + 1) * size);
  return {
    massIndex,
    events: pack(part(grid.yield)),
    relError: pack(part(grid.relError)),
    status: pack(part(grid.status)),
  };
}
