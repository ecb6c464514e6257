/** Parquet files, piece by piece: a grid with its provenance, or the answer to a query. */
import type { LoadedScan } from '../engine/scan-reference.js';
import type { SqlValue } from '../store/query.js';
import { UsageError } from '../errors.js';
import { VERSION } from '../version.js';
import { type GridPoint, gridPoints } from './grid-points.js';
import { type PlaneTable, type Swept, parametersOf } from './plane-table.js';
import { fullProvenanceOf } from './provenance.js';

/** What is held in memory at a time. */
const ROWS_PER_GROUP = 100_000;

interface ParquetColumn {
  readonly name: string;
  readonly type: 'DOUBLE' | 'INT64' | 'STRING' | 'BYTE_ARRAY';
  readonly nullable: boolean;
}

type ParquetValue = number | bigint | string | Uint8Array | null;

interface ParquetTable<Row> {
  readonly columns: readonly ParquetColumn[];
  readonly valueOf: (row: Row, column: number) => ParquetValue;
  readonly rows: Iterable<Row>;
  /** Asked for at the end, when all rows have been read. */
  readonly metadata: () => Readonly<Record<string, string>>;
}

const GRID_COLUMNS: readonly (ParquetColumn & { readonly valueOf: (point: GridPoint) => ParquetValue })[] = [
  { name: 'mass_gev', type: 'DOUBLE', nullable: false, valueOf: ({ massGeV }) => massGeV },
  { name: 'coupling', type: 'DOUBLE', nullable: false, valueOf: ({ coupling }) => coupling },
  { name: 'yield', type: 'DOUBLE', nullable: true, valueOf: ({ events }) => events },
  { name: 'rel_error', type: 'DOUBLE', nullable: true, valueOf: ({ relError }) => relError },
  { name: 'status', type: 'STRING', nullable: false, valueOf: ({ status }) => status },
];

/** The grid as a Parquet file: pending points are left out. */
export function gridToParquet(scan: LoadedScan): AsyncGenerator<Uint8Array, void> {
  const { plan, scanFile, runs, constraints, ...short } = fullProvenanceOf(scan);
  const texts = Object.entries(short).map(([key, value]) => [key, String(value)]);
  return parquetFile({
    columns: GRID_COLUMNS,
    valueOf: (point: GridPoint, column) => GRID_COLUMNS[column].valueOf(point),
    rows: gridPoints(scan),
    metadata: () => ({
      ...Object.fromEntries(texts),
      plan: JSON.stringify(plan),
      ...(scanFile !== null && { scanFile }),
      ...(constraints !== undefined && { constraints: JSON.stringify(constraints) }),
      runs: JSON.stringify(runs),
    }),
  });
}

/** The grids of several planes as one Parquet file: columns say which. */
export function planesToParquet(planes: readonly PlaneTable[]): AsyncGenerator<Uint8Array, void> {
  const sweptColumns = planes[0].swept.map(({ key: name }, i): ParquetColumn => {
    const isNumber = planes.every(({ swept }) => typeof swept[i].value === 'number');
    return { name, type: isNumber ? 'DOUBLE' : 'STRING', nullable: false };
  });
  const described: object[] = [];
  const rows = function* (): Generator<{ readonly swept: Swept; readonly point: GridPoint }> {
    for (const { swept, load } of planes) {
      const scan = load();
      described.push({ parameters: parametersOf(swept), ...fullProvenanceOf(scan) });
      for (const point of gridPoints(scan)) yield { swept, point };
    }
  };
  return parquetFile({
    columns: [...sweptColumns, ...GRID_COLUMNS],
    valueOf: ({ swept, point }, column) => {
      if (column >= swept.length) return GRID_COLUMNS[column - swept.length].valueOf(point);
      const { value } = swept[column];
      return sweptColumns[column].type === 'STRING' ? String(value) : value;
    },
    rows: rows(),
    metadata: () => ({ planes: JSON.stringify(described) }),
  });
}

/**
 * The answer to a query as a Parquet file. SQLite has no types of columns, so all rows are looked at first: whole numbers
 * become INT64, other numbers DOUBLE, text STRING, blobs BYTE_ARRAY; a column of nothing but NULL is DOUBLE.
 *
 * @throws {UsageError} a column that mixes numbers, text and blobs; two columns of one name
 */
export function rowsToParquet(
  names: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  sql: string,
): AsyncGenerator<Uint8Array, void> {
  const columns = names.map((name, i) => ({ name, type: typeOf(name, rows, i), nullable: true }));
  return parquetFile({
    columns,
    valueOf: (row: readonly SqlValue[], i) => {
      const value = row[i];
      return columns[i].type === 'INT64' && value !== null ? BigInt(value as number) : value;
    },
    rows,
    metadata: () => ({ sql }),
  });
}

function typeOf(name: string, rows: readonly (readonly SqlValue[])[], i: number): ParquetColumn['type'] {
  const kinds = new Set<ParquetColumn['type']>();
  for (const row of rows) {
    const value = row[i];
    if (value === null) continue;
    if (typeof value === 'number') kinds.add(Number.isSafeInteger(value) ? 'INT64' : 'DOUBLE');
    else kinds.add(typeof value === 'string' ? 'STRING' : 'BYTE_ARRAY');
  }
  if (kinds.has('DOUBLE')) kinds.delete('INT64');
  if (kinds.size > 1) {
    throw new UsageError(
      `the column "${name}" mixes numbers, text or blobs, and a Parquet column has one type. ` +
        `Say which it should be: CAST(${name} AS REAL) or CAST(${name} AS TEXT).`,
    );
  }
  return [...kinds][0] ?? 'DOUBLE';
}

async function* parquetFile<Row>({
  columns,
  valueOf,
  rows,
  metadata,
}: ParquetTable<Row>): AsyncGenerator<Uint8Array, void> {
  // Loaded here, because nothing else needs it.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const drain = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  const kvMetadata: { key: string; value: string }[] = [];
  const columnData = columns.map(({ name, type, nullable }) => ({ name, type, nullable, data: [] }));
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData }),
    kvMetadata,
    createdBy: `muscan ${VERSION}`,
  });
  let group: Row[] = [];
  const writeGroup = () => {
    // Types belong to the schema; given again they would be refused.
    const data = columns.map(({ name }, i) => ({ name, data: group.map((row) => valueOf(row, i)) }));
    // Synchronous, since the writer has no `flush`.
    void parquet.write({ columnData: data, rowGroupSize: ROWS_PER_GROUP });
    group = [];
    return drain();
  };
  for (const row of rows) {
    group.push(row);
    if (group.length === ROWS_PER_GROUP) yield writeGroup();
  }
  if (group.length > 0) yield writeGroup();
  // It is written last, with everything that was pushed until then.
  for (const [key, value] of Object.entries(metadata())) kvMetadata.push({ key: `muscan.${key}`, value });
  void parquet.finish();
  yield drain();
}
