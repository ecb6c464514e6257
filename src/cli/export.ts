import { extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type LoadedScan,
  UsageError,
  gridToCsv,
  gridToJson,
  gridToParquet,
  loadScan,
  parseScanReference,
  writeResultFile,
} from '../index.js';
import { databaseOption, scanArgument } from './options.js';
import { writeLines, writeMessage } from './output.js';

const FORMATS = ['csv', 'json', 'parquet'] as const;

type Format = (typeof FORMATS)[number];

interface ExportArguments {
  scan: string;
  db: string;
  format: Format | undefined;
  output: string | undefined;
}

export const exportCommand: CommandModule<object, ExportArguments> = {
  command: 'export <scan>',
  describe: 'The stored grid of a scan as CSV, JSON or Parquet, in full precision',
  builder: (yargs) =>
    yargs
      .positional('scan', scanArgument)
      .options({
        ...databaseOption,
        format: { choices: FORMATS, describe: "Output format (default: the file's ending, or csv)" },
        output: {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          describe: 'A file instead of stdout: out.csv, out.json or out.parquet',
        },
      })
      .example('$0 export na64-model-a > na64.csv', '')
      .example('$0 export na64-model-a -o na64.parquet', 'for DuckDB, pandas, R, Julia'),
  handler: async (args) => {
    const { scan, db, output } = args;
    const format = args.format ?? formatOf(output);
    if (format === 'parquet' && output === undefined) {
      throw new UsageError('--format parquet: a Parquet file is not text. Name it: -o grid.parquet');
    }
    const loaded = loadScan(parseScanReference(scan), db);
    if (output === undefined) {
      await writeLines(format === 'csv' ? gridToCsv(loaded) : gridToJson(loaded));
      return;
    }
    await writeResultFile(output, db, contents(loaded, format));
    writeMessage(`${output} written`);
  },
};

function contents(scan: LoadedScan, format: Format): AsyncIterable<Uint8Array> | Iterable<string> {
  if (format === 'parquet') return gridToParquet(scan);
  return chunked(format === 'csv' ? gridToCsv(scan) : gridToJson(scan));
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

function* chunked(lines: Iterable<string>): Generator<string, void> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
