import type { CommandModule } from 'yargs';
import { gridToCsv, gridToJson, loadScan, parseScanReference } from '../index.js';
import { databaseOption, scanArgument } from './options.js';
import { writeLines } from './output.js';

interface ExportArguments {
  scan: string;
  db: string;
  format: 'csv' | 'json';
}

export const exportCommand: CommandModule<object, ExportArguments> = {
  command: 'export <scan>',
  describe: 'The stored grid of a scan as CSV or JSON, in full precision',
  builder: (yargs) =>
    yargs
      .positional('scan', scanArgument)
      .options({
        ...databaseOption,
        format: { choices: ['csv', 'json'] as const, default: 'csv' as const, describe: 'Output format' },
      })
      .example('$0 export na64-model-a > na64.csv', ''),
  handler: async ({ scan, db, format }) => {
    const loaded = loadScan(parseScanReference(scan), db);
    await writeLines(format === 'csv' ? gridToCsv(loaded) : gridToJson(loaded));
  },
};
