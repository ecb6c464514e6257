/**
 * Grids and contours as text, in full precision, and grids as Parquet. Comment lines begin with `#` and carry the
 * provenance.
 */
import type { LoadedScan } from '../engine/scan-reference.js';
import { POINT_PENDING, PointStatus } from '../store/point-status.js';
import { VERSION } from '../version.js';
import type { LevelContours } from './scan-contours.js';

/** What every export says about where its numbers come from. */
export interface Provenance {
  readonly scan: string;
  readonly title: string;
  readonly planHash: string;
  readonly muscanVersion: string;
  readonly createdAt: string;
  readonly exportedWith: string;
}

export function provenanceOf({ scan }: LoadedScan): Provenance {
  return {
    scan: scan.name,
    title: scan.presentation.title,
    planHash: scan.planHash,
    muscanVersion: scan.muscanVersion,
    createdAt: scan.createdAt,
    exportedWith: VERSION,
  };
}

function commentLines(provenance: Provenance): string[] {
  return Object.entries(provenance).map(([key, value]) => `# ${key}: ${value.replaceAll(/\s+/g, ' ')}`);
}

/**
 * Contours as CSV: one row per vertex, lines numbered within their level. Where they are for other exposures than the
 * experiment's, a column says for which.
 */
export function contoursToCsv(scan: LoadedScan, contours: readonly LevelContours[]): string {
  const { particlesOnTarget } = scan.plan.experiment.beam;
  const others = contours.some(({ exposure }) => exposure !== particlesOnTarget);
  const rows = contours.flatMap(({ level, exposure, lines }) =>
    lines.flatMap(({ x, y, closed }, line) =>
      Array.from(x, (mass, i) => `${others ? `${exposure},` : ''}${level},${line},${closed},${mass},${y[i]}`),
    ),
  );
  const header = `${others ? 'particles_on_target,' : ''}level,line,closed,mass_gev,coupling`;
  return [...commentLines(provenanceOf(scan)), header, ...rows, ''].join('\n');
}

/** Contours as plain data for JSON. */
export function contoursToJson(scan: LoadedScan, contours: readonly LevelContours[]) {
  return {
    ...provenanceOf(scan),
    levels: contours.map(({ level, exposure, lines }) => ({
      level,
      particlesOnTarget: exposure,
      lines: lines.map(({ x, y, closed }) => ({ closed, massGeV: Array.from(x), coupling: Array.from(y) })),
    })),
  };
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Object.entries(PointStatus).map(([name, code]) => [code, name])),
  [POINT_PENDING]: 'pending',
};

/** The grid as CSV, line by line so that large grids need no large text: pending points are left out. */
export function* gridToCsv(scan: LoadedScan): Generator<string> {
  yield* commentLines(provenanceOf(scan));
  yield 'mass_gev,coupling,yield,rel_error,status';
  for (const { massGeV, coupling, events, relError, status } of points(scan)) {
    yield `${massGeV},${coupling},${events ?? ''},${relError ?? ''},${status}`;
  }
}

/** The grid as one JSON document, line by line. */
export function* gridToJson(scan: LoadedScan): Generator<string> {
  const head = JSON.stringify({ ...provenanceOf(scan), plan: scan.plan });
  yield `${head.slice(0, -1)},"points":[`;
  let separator = '';
  for (const { massGeV, coupling, events, relError, status } of points(scan)) {
    yield separator + JSON.stringify({ massGeV, coupling, yield: events, relError, status });
    separator = ',';
  }
  yield ']}';
}

/** What is held in memory at a time. */
const ROWS_PER_GROUP = 100_000;

/** The grid as a Parquet file, piece by piece: pending points are left out. */
export async function* gridToParquet(scan: LoadedScan): AsyncGenerator<Uint8Array, void> {
  // Loaded here, because nothing else needs it.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const drain = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: parquetColumns([]) }),
    kvMetadata: Object.entries({ ...provenanceOf(scan), plan: JSON.stringify(scan.plan) }).map(
      ([key, value]) => ({ key: `muscan.${key}`, value }),
    ),
    createdBy: `muscan ${VERSION}`,
  });
  let rows: GridPoint[] = [];
  const writeGroup = () => {
    // Types belong to the schema; given again they would be refused.
    const columnData = parquetColumns(rows).map(({ name, data }) => ({ name, data }));
    // Synchronous, since the writer has no `flush`.
    void parquet.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
    rows = [];
    return drain();
  };
  for (const point of points(scan)) {
    rows.push(point);
    if (rows.length === ROWS_PER_GROUP) yield writeGroup();
  }
  if (rows.length > 0) yield writeGroup();
  void parquet.finish();
  yield drain();
}

function parquetColumns(rows: readonly GridPoint[]) {
  const column = (
    name: string,
    type: 'DOUBLE' | 'STRING',
    nullable: boolean,
    valueOf: (row: GridPoint) => number | string | null,
  ) => ({ name, type, nullable, data: rows.map(valueOf) });
  return [
    column('mass_gev', 'DOUBLE', false, ({ massGeV }) => massGeV),
    column('coupling', 'DOUBLE', false, ({ coupling }) => coupling),
    column('yield', 'DOUBLE', true, ({ events }) => events),
    column('rel_error', 'DOUBLE', true, ({ relError }) => relError),
    column('status', 'STRING', false, ({ status }) => status),
  ];
}

interface GridPoint {
  readonly massGeV: number;
  readonly coupling: number;
  /** null where the point failed. */
  readonly events: number | null;
  readonly relError: number | null;
  readonly status: string;
}

function* points({ grid }: LoadedScan): Generator<GridPoint> {
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
