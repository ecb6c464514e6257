/** A file of somebody else's limit -> curves. Every format says what is excluded in its own way. */
import { extname } from 'node:path';
import { UsageError } from '../errors.js';
import { inFile } from '../scan/csv-table.js';
import type { MassUnit } from '../scan/mass-units.js';
import { readTextFile } from '../scan/text-file.js';
import { type ColumnFormat, parseColumns } from './columns.js';
import { parseCsvCurves } from './csv.js';
import type { OverlayCurve } from './curve.js';
import { parseHepdataTable } from './hepdata.js';

/** With what the programs themselves say about their files. */
const COLUMN_FORMATS = {
  /** AxionLimits (C. O'Hare): eV and a coupling; closed where the last point is the first. */
  axionlimits: { massUnit: 'eV', columns: [2] },
  /** darkcast (Ilten, Soreq, Williams, Xue): GeV, the lower and perhaps the upper edge, as epsilon for dark photons. */
  darkcast: { massUnit: 'GeV', columns: [2, 3] },
  /** FORESEE (Kling, Trojanowski): GeV and a coupling, round the excluded region. */
  foresee: { massUnit: 'GeV', columns: [2], polygons: true },
} as const satisfies Record<string, ColumnFormat>;

export const OVERLAY_FORMATS = ['csv', 'hepdata', 'axionlimits', 'darkcast', 'foresee'] as const;
export type OverlayFormat = (typeof OVERLAY_FORMATS)[number];

const FORMAT_OF_ENDING: Readonly<Record<string, OverlayFormat>> = {
  '.csv': 'csv',
  '.lmt': 'darkcast',
  '.yaml': 'hepdata',
  '.yml': 'hepdata',
};

export interface OverlayChoice {
  /** Left out: by the file's ending; .txt does not tell. */
  readonly format?: OverlayFormat | undefined;
  /** Left out: as the format has it; GeV in CSV. */
  readonly massUnit?: MassUnit | undefined;
  /**
   * CSV: names of the columns mass and coupling, or mass, lower and upper edge; left out: mass_gev and
   * coupling, or the first two. HEPData: the dependent variable, or the lower and upper edge; left out: the first.
   */
  readonly columns?: readonly string[] | undefined;
}

/** @throws {UsageError} the file cannot be read, or what it says is not a curve: every fault with its line. */
export function readOverlay(path: string, choice: OverlayChoice = {}): OverlayCurve[] {
  const format = choice.format ?? FORMAT_OF_ENDING[extname(path).toLowerCase()];
  if (format === undefined) {
    throw new UsageError(
      `${path}: expected a file that ends in ${Object.keys(FORMAT_OF_ENDING).join(', ')}, or a format (${OVERLAY_FORMATS.join(', ')})`,
    );
  }
  const curves = parse(readTextFile(path), format, choice);
  if ('faults' in curves) throw new UsageError(inFile(path, curves.faults));
  return curves;
}

function parse(text: string, format: OverlayFormat, choice: OverlayChoice) {
  if (format === 'csv') return parseCsvCurves(text, choice);
  if (format === 'hepdata') return parseHepdataTable(text, choice);
  const { massUnit = COLUMN_FORMATS[format].massUnit } = choice;
  return parseColumns(text, { ...COLUMN_FORMATS[format], massUnit });
}
