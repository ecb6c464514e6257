import { extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type PlaneTable,
  UsageError,
  gridToCsv,
  gridToJson,
  gridToParquet,
  loadPlane,
  parseScanReference,
  planesToCsv,
  planesToJson,
  planesToParquet,
  writeResultFile,
} from '../index.js';
import { databaseOption, scanArgument } from './options.js';
import { writeLines, writeMessage } from './output.js';
import { planeOption, readStoredPlanes } from './planes.js';

const FORMATS = ['csv', 'json', 'parquet'] as const;

type Format = (typeof FORMATS)[number];

interface ExportArguments {
  scan: string;
  db: string;
  format: Format | undefined;
  output: string | undefined;
  plane: string[] | undefined;
}

export const exportCommand: CommandModule<object, ExportArguments> = {
  command: 'export <scan>',
  describe: 'The stored grid of a scan as CSV, JSON or Parquet, in full precision',
  builder: (yargs) =>
    yargs
      .positional('scan', scanArgument)
      .options({
        ...databaseOption,
        ...planeOption,
        format: { choices: FORMATS, describe: "Output format (default: the file's ending, or csv)" },
        output: {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          describe: 'A file instead of stdout: out.csv, out.json or out.parquet',
        },
      })
      .example('$0 export na64-model-a > na64.csv', '')
      .example('$0 export na64-model-a -o na64.parquet', 'for DuckDB, pandas, R, Julia')
      .example('$0 export sweep.yaml -o sweep.csv', 'all planes, with a column of what is swept'),
  handler: async (args) => {
    const { scan, db, output, plane } = args;
    const format = args.format ?? formatOf(output);
    if (format === 'parquet' && output === undefined) {
      throw new UsageError('--format parquet: a Parquet file is not text. Name it: -o grid.parquet');
    }
    const planes = readStoredPlanes(parseScanReference(scan), db, plane).map((one) => ({
      swept: one.swept,
      load: () => loadPlane(one, db),
    }));
    if (output === undefined) {
      await writeLines(lines(planes, format === 'csv' ? 'csv' : 'json'));
      return;
    }
    await writeResultFile(output, db, contents(planes, format));
    writeMessage(`${output} written`);
  },
};

function contents(
  planes: readonly PlaneTable[],
  format: Format,
): AsyncIterable<Uint8Array> | Iterable<string> {
  if (format !== 'parquet') return chunked(lines(planes, format));
  return planes.length === 1 ? gridToParquet(planes[0].load()) : planesToParquet(planes);
}

/** A single scan has no columns that say which it is. */
function lines(planes: readonly PlaneTable[], format: 'csv' | 'json'): Iterable<string> {
  if (planes.length > 1) return format === 'csv' ? planesToCsv(planes) : planesToJson(planes);
  const scan = planes[0].load();
  return format === 'csv' ? gridToCsv(scan) : gridToJson(scan);
}

function formatOf(output: string | undefined): Format {
  if (output === undefined) return 'csv';
  const ending = extname(output).slice(1).toLowerCase();
  const format = FORMATS.find((name) => name === ending);
  if (format !== undefined) return format;
  throw new UsageError(
    `--output: expected a file that ends in .csv, .json or .parquet, or --format; got "${output}"`,
  );
}

const CHUNK_CHARACTERS = 65_536;

function* chunked(all: Iterable<string>): Generator<string, void> {
  let chunk = '';
  for (const line of all) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
