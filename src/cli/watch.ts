import { once } from 'node:events';
import type { CommandModule } from 'yargs';
import { UsageError, parseScanReference, readScanFiles, startWatch } from '../index.js';
import {
  type ContourOptions,
  contourOptions,
  databaseOption,
  numberOption,
  readContourOptions,
} from './options.js';
import { writeLine, writeMessage } from './output.js';

interface WatchArguments extends ContourOptions {
  scans: string[] | undefined;
  db: string;
  port: string;
}

export const watchCommand: CommandModule<object, WatchArguments> = {
  command: 'watch [scans..]',
  describe: 'Serve the page of a report to this machine only, and keep it up to date while scans run',
  builder: (yargs) =>
    yargs
      .positional('scans', {
        type: 'string',
        array: true,
        describe: 'Scans: paths of scan files, stored names or ids (default: the scan that was run last)',
      })
      .options({
        ...databaseOption,
        port: {
          type: 'string',
          default: '0',
          requiresArg: true,
          describe: 'Port on 127.0.0.1 (0: any that is free)',
        },
        ...contourOptions,
      })
      .example('$0 watch', 'prints an address to open in a browser; Ctrl-C ends it')
      .example('$0 watch na64-model-a --db night.sqlite --port 8080', ''),
  handler: async ({ scans, db, port, ...contours }) => {
    const references = (scans ?? []).map(parseScanReference);
    for (const reference of references) if (reference.kind === 'file') readScanFiles(reference.path);
    const watch = await startWatch({
      databasePath: db,
      references,
      contours: readContourOptions(contours),
      port: portOption(port),
      onWaiting: (reason) => writeMessage(`waiting: ${reason}`),
    });
    // Ctrl-C is how a watch is meant to end.
    const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    writeLine(watch.url);
    try {
      await Promise.race([stopped, watch.failed]);
    } finally {
      await watch.close();
    }
  },
};

function portOption(text: string): number {
  const port = numberOption('port', text, { min: 0, max: 65_535 });
  if (Number.isInteger(port)) return port;
  throw new UsageError(`--port: expected a whole number from 0 to 65535; got "${text}"`);
}
