/**
 * Grids and contours as text, in full precision, of one scan or of all planes of a sweep. Comment lines begin with `#` and
 * carry the provenance.
 */
import type { LoadedScan } from '../engine/scan-reference.js';
import { VERSION } from '../version.js';
import { GRID_COLUMNS, contourColumns, contourRows, gridRow } from './csv-rows.js';
import { gridPoints } from './grid-points.js';
import { type PlaneTable, type ScanHead, type Swept, parametersOf } from './plane-table.js';
import { fullProvenanceOf, provenanceInJson, provenanceLines } from './provenance.js';
import type { LevelContours } from './scan-contours.js';

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
  const table = { swept: [], scan, contours };
  const isOther = isOtherExposure(table);
  return [
    ...provenanceLines(scan),
    ...polishComment(contours),
    contourHeader([], isOther),
    ...contourLines(table, isOther),
    '',
  ].join('\n');
}

/** The contours of several planes: columns say which. */
export function planeContoursToCsv(planes: readonly ContourTable[]): string {
  const isOther = planes.some(isOtherExposure);
  return [
    ...planes.map(({ swept, scan }) => planeComment(swept, scan)),
    `# exportedWith: ${VERSION}`,
    ...polishComment(planes[0].contours),
    contourHeader(planes[0].swept, isOther),
    ...planes.flatMap((plane) => contourLines(plane, isOther)),
    '',
  ].join('\n');
}

function polishComment(contours: readonly LevelContours[]): string[] {
  return contours.some(({ isPolished }) => isPolished) ? ["# polished: onto the kernel's own roots"] : [];
}

export function isOtherExposure({ scan, contours }: Omit<ContourTable, 'swept'>): boolean {
  const { particlesOnTarget } = scan.plan.experiment.beam;
  return contours.some(({ exposure }) => exposure !== particlesOnTarget);
}

function contourHeader(swept: Swept, withExposure: boolean): string {
  return [...keysOf(swept), contourColumns(withExposure)].join(',');
}

function contourLines({ swept, contours }: ContourTable, withExposure: boolean): string[] {
  const values = cellsOf(swept);
  return contours.flatMap((one) => contourRows(one, withExposure).map((row) => values + row));
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
    ...provenanceInJson(scan),
    levels: contours.map(({ level, exposure, isPolished = false, lines }) => ({
      level,
      particlesOnTarget: exposure,
      polished: isPolished,
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

/** The grid as CSV, line by line so that large grids need no large text: pending points are left out. */
export function* gridToCsv(scan: LoadedScan): Generator<string> {
  yield* provenanceLines(scan);
  yield GRID_COLUMNS;
  yield* gridRows([], scan);
}

/** The grids of several planes, one after the other: columns say which. */
export function* planesToCsv(planes: readonly PlaneTable[]): Generator<string> {
  yield `# exportedWith: ${VERSION}`;
  for (const [i, { swept, load }] of planes.entries()) {
    const scan = load();
    yield planeComment(swept, scan);
    if (i === 0) yield [...keysOf(swept), GRID_COLUMNS].join(',');
    yield* gridRows(swept, scan);
  }
}

function* gridRows(swept: Swept, scan: LoadedScan): Generator<string> {
  const values = cellsOf(swept);
  for (const point of gridPoints(scan)) yield values + gridRow(point);
}

/** The grid as one JSON document, line by line. */
export function gridToJson(scan: LoadedScan): Generator<string> {
  return gridObject(fullProvenanceOf(scan), scan);
}

/** The grids of several planes as one JSON document, line by line. */
export function* planesToJson(planes: readonly PlaneTable[]): Generator<string> {
  let separator = '{"planes":[';
  for (const { swept, load } of planes) {
    const scan = load();
    yield separator;
    yield* gridObject({ parameters: parametersOf(swept), ...fullProvenanceOf(scan) }, scan);
    separator = ',';
  }
  yield ']}';
}

function* gridObject(head: object, scan: LoadedScan): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"points":[`;
  let separator = '';
  for (const { massGeV, coupling, events, relError, status } of gridPoints(scan)) {
    yield separator + JSON.stringify({ massGeV, coupling, yield: events, relError, status });
    separator = ',';
  }
  yield ']}';
}
