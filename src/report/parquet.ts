/** Parquet files, piece by piece: a grid with its provenance, or the answer to a query. */
import type { LoadedScan } from '../engine/scan-reference.js';
import type { SqlValue } from '../store/query.js';
import { UsageError } from '../errors.js';
import { VERSION } from '../version.js';
import { type GridPoint, gridPoints } from './grid-points.js';
import { provenanceOf } from './provenance.js';

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
  readonly metadata: Readonly<Record<string, string>>;
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
  const file = scan.scan.presentation.file?.text;
  return parquetFile({
    columns: GRID_COLUMNS,
    valueOf: (point: GridPoint, column) => GRID_COLUMNS[column].valueOf(point),
    rows: gridPoints(scan),
    metadata: {
      ...Object.fromEntries(Object.entries(provenanceOf(scan)).map(([key, value]) => [key, String(value)])),
      plan: JSON.stringify(scan.plan),
      ...(file !== undefined && { scanFile: file }),
    },
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
    metadata: { sql },
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
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({
    key: `muscan.${key}`,
    value,
  }));
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
  void parquet.finish();
  yield drain();
}
