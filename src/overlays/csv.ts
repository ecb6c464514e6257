/** CSV with named columns: one curve, or the contours that muscan writes. */
import { describeValue } from '../experiments/fields.js';
import { type CsvCells, numbersOf, parseCsvCells } from '../scan/csv-table.js';
import { MASS_UNITS, type MassUnit } from '../scan/mass-units.js';
import { type OverlayCurve, openOrClosed, outline } from './curve.js';

export interface CsvChoice {
  /** Names of mass and coupling, or of mass, lower and upper edge; left out: mass_gev and coupling, or the first two. */
  readonly columns?: readonly string[] | undefined;
  readonly massUnit?: MassUnit | undefined;
}

const VERTEX = ['mass_gev', 'coupling'];
/** What contours of muscan have beside their vertices; further columns tell exposures and planes apart. */
const CONTOUR = ['level', 'line', 'closed'];

/** The curves of a text, or what is wrong with it, each with its line. */
export function parseCsvCurves(
  text: string,
  { columns, massUnit = 'GeV' }: CsvChoice,
): OverlayCurve[] | { faults: readonly string[] } {
  const cells = parseCsvCells(text);
  const { names } = cells;
  if (cells.faults.length > 0) return cells;
  const has = (wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  const wanted = columns ?? (has(VERTEX) ? VERTEX : names.slice(0, 2));
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined || wanted.length < 2 || wanted.length > 3) {
    const got = missing === undefined ? `${wanted.length} columns` : `no column ${JSON.stringify(missing)}`;
    return {
      faults: [
        `expected the columns of mass and coupling, or of mass, lower and upper edge, among ${names.join(', ')}; got ${got}`,
      ],
    };
  }
  const numbers = numbersOf(cells, wanted);
  if (numbers.faults.length > 0) return numbers;
  const [mass, ...couplings] = wanted.map((name) => numbers.columns[name]);
  const faults = cells.rows.flatMap(({ line }, i) =>
    [mass, ...couplings].every((column) => column[i] > 0)
      ? []
      : [`line ${line}: expected numbers above zero`],
  );
  if (faults.length > 0) return { faults };
  const massGeV = mass.map((value) => value * MASS_UNITS[massUnit]);
  if (couplings.length === 2) return [outline(massGeV, couplings[0], couplings[1])];
  const isContour = has(CONTOUR) && wanted.every((name) => VERTEX.includes(name));
  return isContour ? contours(cells, massGeV, couplings[0]) : [openOrClosed(massGeV, couplings[0])];
}

/** A curve for each combination of what is not a vertex. */
function contours(
  { names, rows }: CsvCells,
  massGeV: readonly number[],
  coupling: readonly number[],
): OverlayCurve[] | { faults: string[] } {
  const at = names.indexOf('closed');
  const faults = rows
    .filter(({ cells }) => !/^(?:true|false)$/i.test(cells[at]))
    .map(({ line, cells }) => {
      const got = describeValue(cells[at] || undefined);
      return `line ${line}, column closed: expected true or false; got ${got}`;
    });
  if (faults.length > 0) return { faults };
  const lines = new Map<string, number[]>();
  for (const [i, { cells }] of rows.entries()) {
    const key = JSON.stringify(cells.filter((_, j) => !VERTEX.includes(names[j])));
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [i]);
    else line.push(i);
  }
  return Array.from(lines.values(), (line) => ({
    massGeV: line.map((i) => massGeV[i]),
    coupling: line.map((i) => coupling[i]),
    closed: rows[line[0]].cells[at].toLowerCase() === 'true',
  }));
}
