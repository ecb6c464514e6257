/**
 * Columns of numbers with space between them, as AxionLimits, darkcast and FORESEE keep curves. Lines that begin with #
 * are comments. Blank lines and rows of NaN part curves.
 */
import { MASS_UNITS, type MassUnit } from '../scan/mass-units.js';
import { type OverlayCurve, openOrClosed, outline } from './curve.js';

export interface ColumnFormat {
  readonly massUnit: MassUnit;
  /** Two: mass and coupling. Three: mass, and the couplings between which is excluded. */
  readonly columns: readonly (2 | 3)[];
  /** Whether every curve goes round a region, also where its ends do not meet. */
  readonly polygons?: boolean;
}

/** Numbers as C and Python print them. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;

/** What programs that skip blank lines take for a gap. */
const NO_NUMBERS = /^nan(?:[\s,;]+nan)*$/i;

interface Row {
  readonly line: number;
  readonly numbers: readonly number[];
}

/** The curves of a text, or what is wrong with it, each with its line. */
export function parseColumns(text: string, format: ColumnFormat): OverlayCurve[] | { faults: string[] } {
  const faults: string[] = [];
  const blocks: Row[][] = [[]];
  for (const [i, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const content = raw.trim();
    if (content.startsWith('#')) continue;
    if (content === '' || NO_NUMBERS.test(content)) {
      if (blocks.at(-1)!.length > 0) blocks.push([]);
      continue;
    }
    const row = {
      line: i + 1,
      numbers: content
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(toNumber),
    };
    const fault = rowFault(row, content, format);
    if (fault === undefined) blocks.at(-1)!.push(row);
    else faults.push(`line ${row.line}: ${fault}`);
  }
  const curves = blocks.filter(({ length }) => length > 0);
  const widths = new Set(curves.flat().map(({ numbers }) => numbers.length));
  if (faults.length === 0 && curves.length === 0) faults.push('expected columns of numbers; got none');
  if (faults.length === 0 && widths.size > 1) {
    const odd = curves.flat().find(({ numbers }) => numbers.length !== curves[0][0].numbers.length)!;
    faults.push(
      `line ${odd.line}: expected ${curves[0][0].numbers.length} numbers, as above; got ${odd.numbers.length}`,
    );
  }
  if (faults.length > 0) return { faults };
  return curves.map((rows) => curveOf(rows, format));
}

function toNumber(cell: string): number {
  return NUMBER.test(cell) ? Number(cell.replace(/[dD]/, 'e')) : Number.NaN;
}

function rowFault({ numbers }: Row, content: string, { columns }: ColumnFormat): string | undefined {
  if (!columns.includes(numbers.length as 2 | 3)) {
    return `expected ${columns.join(' or ')} numbers; got ${JSON.stringify(content.slice(0, 60))}`;
  }
  const bad = numbers.findIndex((number) => !(number > 0 && Number.isFinite(number)));
  if (bad === -1) return undefined;
  return `expected numbers above zero; got ${JSON.stringify(content.slice(0, 60))}`;
}

function curveOf(rows: readonly Row[], { massUnit, polygons = false }: ColumnFormat): OverlayCurve {
  const column = (i: number) => rows.map(({ numbers }) => numbers[i]);
  const massGeV = column(0).map((mass) => mass * MASS_UNITS[massUnit]);
  if (rows[0].numbers.length === 3) return outline(massGeV, column(1), column(2));
  const curve = openOrClosed(massGeV, column(1));
  return polygons && curve.massGeV.length > 2 ? { ...curve, closed: true } : curve;
}
