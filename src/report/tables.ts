/**
 * Grids and contours as text, in full precision, and grids as Parquet. Comment lines begin with `#` and carry the
 * provenance.
 */
import type { LoadedScan } from '../engine/scan-reference.js';
import type { SweptParameter } from '../scan/swept-parameters.js';
import { POINT_PENDING, PointStatus } from '../store/point-status.js';
import { VERSION } from '../version.js';
import type { LevelContours } from './scan-contours.js';

/** What is swept, in the order of the columns that say it. */
export type Swept = readonly Pick<SweptParameter, 'key' | 'value'>[];

/** A plane of a sweep, before its grid is read: grids are large, and read one after the other. */
export interface PlaneTable {
  readonly swept: Swept;
  readonly load: () => LoadedScan;
}

/** What every export says about where its numbers come from. */
export interface Provenance {
  readonly scan: string;
  readonly title: string;
  readonly planHash: string;
  readonly muscanVersion: string;
  readonly createdAt: string;
  readonly exportedWith: string;
}

/** A scan without its grid. */
type ScanHead = Omit<LoadedScan, 'grid'>;

export function provenanceOf({ scan }: ScanHead): Provenance {
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

/** The contours of a scan, or of a plane of a sweep. */
export interface ContourTable {
  readonly swept: Swept;
  readonly scan: ScanHead;
  readonly contours: readonly LevelContours[];
}

/**
 * Contours as CSV: one row per vertex, lines numbered within their level. Where they are for other exposures than the
 * experiment's, a column says for which.
 */
export function contoursToCsv(scan: ScanHead, contours: readonly LevelContours[]): string {
  const isOther = isOtherExposure({ swept: [], scan, contours });
  return [
    ...commentLines(provenanceOf(scan)),
    contourHeader([], isOther),
    ...contourRows({ swept: [], scan, contours }, isOther),
    '',
  ].join('\n');
}

/** The contours of several planes: columns say which. */
export function planeContoursToCsv(planes: readonly ContourTable[]): string {
  const isOther = planes.some(isOtherExposure);
  return [
    ...planes.map(({ swept, scan }) => planeComment(swept, scan)),
    `# exportedWith: ${VERSION}`,
    contourHeader(planes[0].swept, isOther),
    ...planes.flatMap((plane) => contourRows(plane, isOther)),
    '',
  ].join('\n');
}

function isOtherExposure({ scan, contours }: ContourTable): boolean {
  const { particlesOnTarget } = scan.plan.experiment.beam;
  return contours.some(({ exposure }) => exposure !== particlesOnTarget);
}

function contourHeader(swept: Swept, withExposure: boolean): string {
  const columns = [...keysOf(swept), ...(withExposure ? ['particles_on_target'] : [])];
  return [...columns, 'level,line,closed,mass_gev,coupling'].join(',');
}

function contourRows({ swept, contours }: ContourTable, withExposure: boolean): string[] {
  const values = cellsOf(swept);
  return contours.flatMap(({ level, exposure, lines }) =>
    lines.flatMap(({ x, y, closed }, line) =>
      Array.from(
        x,
        (mass, i) =>
          `${values}${withExposure ? `${exposure},` : ''}${level},${line},${closed},${mass},${y[i]}`,
      ),
    ),
  );
}

function planeComment(swept: Swept, { scan }: ScanHead): string {
  const values = swept.map(({ key, value }) => `${key} = ${value}`).join(', ');
  return `# ${values}: scan ${scan.name}, plan ${scan.planHash}`.replaceAll(/\s+/g, ' ');
}

function keysOf(swept: Swept): string[] {
  return swept.map(({ key }) => key);
}

/** The first cells of a row. */
function cellsOf(swept: Swept): string {
  return swept.map(({ value }) => `${csvCell(value)},`).join('');
}

function csvCell(value: number | string): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Contours as plain data for JSON. */
export function contoursToJson(scan: ScanHead, contours: readonly LevelContours[]) {
  return {
    ...provenanceOf(scan),
    levels: contours.map(({ level, exposure, lines }) => ({
      level,
      particlesOnTarget: exposure,
      lines: lines.map(({ x, y, closed }) => ({ closed, massGeV: Array.from(x), coupling: Array.from(y) })),
    })),
  };
}

/** The contours of several planes as plain data: what is swept, then as of a single scan. */
export function planeContoursToJson(planes: readonly ContourTable[]) {
  return {
    planes: planes.map(({ swept, scan, contours }) => ({
      parameters: parametersOf(swept),
      ...contoursToJson(scan, contours),
    })),
  };
}

function parametersOf(swept: Swept): Record<string, number | string> {
  return Object.fromEntries(swept.map(({ key, value }) => [key, value]));
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Object.entries(PointStatus).map(([name, code]) => [code, name])),
  [POINT_PENDING]: 'pending',
};

/** The grid as CSV, line by line so that large grids need no large text: pending points are left out. */
export function* gridToCsv(scan: LoadedScan): Generator<string> {
  yield* commentLines(provenanceOf(scan));
  yield GRID_HEADER;
  yield* gridRows([], scan);
}

const GRID_HEADER = 'mass_gev,coupling,yield,rel_error,status';

/** The grids of several planes, one after the other: columns say which. */
export function* planesToCsv(planes: readonly PlaneTable[]): Generator<string> {
  yield `# exportedWith: ${VERSION}`;
  for (const [i, { swept, load }] of planes.entries()) {
    const scan = load();
    yield planeComment(swept, scan);
    if (i === 0) yield [...keysOf(swept), GRID_HEADER].join(',');
    yield* gridRows(swept, scan);
  }
}

function* gridRows(swept: Swept, scan: LoadedScan): Generator<string> {
  const values = cellsOf(swept);
  for (const { massGeV, coupling, events, relError, status } of points(scan)) {
    yield `${values}${massGeV},${coupling},${events ?? ''},${relError ?? ''},${status}`;
  }
}

/** The grid as one JSON document, line by line. */
export function gridToJson(scan: LoadedScan): Generator<string> {
  return gridObject({ ...provenanceOf(scan), plan: scan.plan }, scan);
}

/** The grids of several planes as one JSON document, line by line. */
export function* planesToJson(planes: readonly PlaneTable[]): Generator<string> {
  let separator = '{"planes":[';
  for (const { swept, load } of planes) {
    const scan = load();
    yield separator;
    yield* gridObject({ parameters: parametersOf(swept), ...provenanceOf(scan), plan: scan.plan }, scan);
    separator = ',';
  }
  yield ']}';
}

function* gridObject(head: object, scan: LoadedScan): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"points":[`;
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
export function gridToParquet(scan: LoadedScan): AsyncGenerator<Uint8Array, void> {
  const metadata = { ...provenanceOf(scan), plan: JSON.stringify(scan.plan) };
  return parquetFile([{ swept: [], load: () => scan }], () => metadata);
}

/** The grids of several planes as one Parquet file: columns say which. */
export function planesToParquet(planes: readonly PlaneTable[]): AsyncGenerator<Uint8Array, void> {
  const described: object[] = [];
  const loading = planes.map(({ swept, load }) => ({
    swept,
    load: () => {
      const scan = load();
      described.push({ parameters: parametersOf(swept), ...provenanceOf(scan), plan: scan.plan });
      return scan;
    },
  }));
  return parquetFile(loading, () => ({ planes: JSON.stringify(described) }));
}

/** @param metadata is asked for at the end, when all planes have been loaded. */
async function* parquetFile(
  planes: readonly PlaneTable[],
  metadata: () => object,
): AsyncGenerator<Uint8Array, void> {
  // Loaded here, because nothing else needs it.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const drain = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  const keyValues: { key: string; value: string }[] = [];
  const swept = sweptColumns(planes);
  const columnsOf = (rows: readonly PlanePoint[]) => [...swept(rows), ...parquetColumns(rows)];
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnsOf([]) }),
    kvMetadata: keyValues,
    createdBy: `muscan ${VERSION}`,
  });
  let rows: PlanePoint[] = [];
  const writeGroup = () => {
    // Types belong to the schema; given again they would be refused.
    const columnData = columnsOf(rows).map(({ name, data }) => ({ name, data }));
    // Synchronous, since the writer has no `flush`.
    void parquet.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
    rows = [];
    return drain();
  };
  for (const plane of planes) {
    for (const point of points(plane.load())) {
      rows.push({ ...point, swept: plane.swept });
      if (rows.length === ROWS_PER_GROUP) yield writeGroup();
    }
  }
  if (rows.length > 0) yield writeGroup();
  // It is written last, with everything that was pushed until then.
  for (const [key, value] of Object.entries(metadata())) {
    keyValues.push({ key: `muscan.${key}`, value: String(value) });
  }
  void parquet.finish();
  yield drain();
}

interface PlanePoint extends GridPoint {
  readonly swept: Swept;
}

/** A column for each swept parameter: numbers, unless one of its values is a text. */
function sweptColumns(planes: readonly PlaneTable[]) {
  const columns = planes[0].swept.map(({ key }, i) => {
    const isNumber = planes.every(({ swept }) => typeof swept[i].value === 'number');
    return { name: key, type: isNumber ? ('DOUBLE' as const) : ('STRING' as const), nullable: false };
  });
  return (rows: readonly PlanePoint[]) =>
    columns.map((column, i) => ({
      ...column,
      data: rows.map(({ swept }) => (column.type === 'DOUBLE' ? swept[i].value : String(swept[i].value))) as (
        number | string | null
      )[],
    }));
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
