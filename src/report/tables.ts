/** Grids and contours as text, in full precision. Comment lines begin with `#` and carry the provenance. */
import type { LoadedScan } from '../engine/scan-reference.js';
import { gridPoints } from './grid-points.js';
import { provenanceLines, provenanceOf } from './provenance.js';
import type { LevelContours } from './scan-contours.js';

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
  return [...provenanceLines(scan), header, ...rows, ''].join('\n');
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

/** The grid as CSV, line by line so that large grids need no large text: pending points are left out. */
export function* gridToCsv(scan: LoadedScan): Generator<string> {
  yield* provenanceLines(scan);
  yield 'mass_gev,coupling,yield,rel_error,status';
  for (const { massGeV, coupling, events, relError, status } of gridPoints(scan)) {
    yield `${massGeV},${coupling},${events ?? ''},${relError ?? ''},${status}`;
  }
}

/** The grid as one JSON document, line by line. */
export function* gridToJson(scan: LoadedScan): Generator<string> {
  const { plan, runs } = scan;
  const scanFile = scan.scan.presentation.file?.text ?? null;
  const head = JSON.stringify({ ...provenanceOf(scan), plan, scanFile, runs });
  yield `${head.slice(0, -1)},"points":[`;
  let separator = '';
  for (const { massGeV, coupling, events, relError, status } of gridPoints(scan)) {
    yield separator + JSON.stringify({ massGeV, coupling, yield: events, relError, status });
    separator = ',';
  }
  yield ']}';
}
