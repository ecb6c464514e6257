/** A file of somebody else's limit -> curves. Every format says what is excluded in its own way. */
import { extname } from 'node:path';
import { UsageError } from '../errors.js';
import { inFile, readCsvTable } from '../scan/csv-table.js';
import { readTextFile } from '../scan/text-file.js';
import { type ColumnFormat, parseColumns } from './columns.js';
import { type OverlayCurve, MASS_UNITS, type MassUnit, openOrClosed, outline } from './curve.js';
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
   * CSV: names of the columns mass and coupling, or mass, lower and upper edge; left out: the first two. HEPData: the
   * dependent variable, or the lower and upper edge; left out: the first.
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
  if (format === 'csv') return readCsv(path, choice);
  const text = readTextFile(path);
  const curves =
    format === 'hepdata'
      ? parseHepdataTable(text, choice)
      : parseColumns(text, {
          ...COLUMN_FORMATS[format],
          ...(choice.massUnit && { massUnit: choice.massUnit }),
        });
  if ('faults' in curves) throw new UsageError(inFile(path, curves.faults));
  return curves;
}

function readCsv(path: string, { massUnit = 'GeV', columns }: OverlayChoice): OverlayCurve[] {
  const table = readCsvTable(path);
  if (table.problem !== undefined) throw new UsageError(table.problem);
  const names = Object.keys(table.columns);
  const wanted = columns ?? names.slice(0, 2);
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined || wanted.length < 2 || wanted.length > 3) {
    const got = missing === undefined ? `${wanted.length} columns` : `no column ${JSON.stringify(missing)}`;
    throw new UsageError(
      inFile(path, [
        `expected the columns of mass and coupling, or of mass, lower and upper edge, among ${names.join(', ')}; got ${got}`,
      ]),
    );
  }
  const [mass, ...couplings] = wanted.map((name) => table.columns[name]);
  const faults = table.lines.flatMap((line, i) =>
    [mass, ...couplings].every((column) => column[i] > 0)
      ? []
      : [`line ${line}: expected numbers above zero`],
  );
  if (faults.length > 0) throw new UsageError(inFile(path, faults));
  const massGeV = mass.map((value) => value * MASS_UNITS[massUnit]);
  return [
    couplings.length === 2
      ? outline(massGeV, couplings[0], couplings[1])
      : openOrClosed(massGeV, couplings[0]),
  ];
}
