import { createInterface } from 'node:readline';
import type { CommandModule } from 'yargs';
import { type StoredScan, UsageError, findStoredScans, parseScanReference, removeScans } from '../index.js';
import { databaseOption, jsonOption } from './options.js';
import { writeJson, writeLine, writeMessage } from './output.js';
import { formatCount } from './progress.js';

interface GcArguments {
  scans: string[] | undefined;
  db: string;
  yes: boolean;
  json: boolean;
  'allow-network-fs': boolean;
}

export const gcCommand: CommandModule<object, GcArguments> = {
  command: 'gc [scans..]',
  describe: 'Remove scans for good, and give their space back to the file system',
  builder: (yargs) =>
    yargs
      .positional('scans', {
        type: 'string',
        array: true,
        describe: 'Scans: paths of scan files, stored names or ids (none: only give unused space back)',
      })
      .options({
        ...databaseOption,
        yes: { alias: 'y', type: 'boolean', default: false, describe: 'Do not ask' },
        ...jsonOption,
        'allow-network-fs': {
          type: 'boolean',
          default: false,
          describe: 'Accept a database on a network file system, at your own risk',
        },
      })
      .example('$0 gc na64-model-a-2', 'asks, and removes it')
      .example('$0 gc 3 4 5 --yes --db night.sqlite', ''),
  handler: async (args) => {
    const references = (args.scans ?? []).map(parseScanReference);
    if (references.length > 0 && !args.yes && !process.stdin.isTTY) {
      throw new UsageError('what gc removes is gone for good, and there is no terminal to ask: add --yes');
    }
    const removal = await removeScans(args.db, {
      allowNetworkFileSystem: args['allow-network-fs'],
      find: (database) => unique(references.flatMap((reference) => findStoredScans(database, reference))),
      confirm: (scans) => args.yes || askWhether(scans, args.db),
    });
    if (removal === undefined) {
      writeMessage('nothing was removed');
      return;
    }
    if (args.json) {
      writeJson(removal);
      return;
    }
    const { database, removed, bytesBefore, bytesAfter, isHeldByReader } = removal;
    for (const { scanId, name } of removed) writeLine(`removed ${name} (id ${scanId})`);
    writeLine(`before  ${formatCount(bytesBefore)} bytes`);
    writeLine(`after   ${formatCount(bytesAfter)} bytes`);
    if (isHeldByReader) {
      writeMessage(
        `note: another program is reading ${database}: the space is given back once that has closed it`,
      );
    }
  },
};

function unique(scans: readonly StoredScan[]): StoredScan[] {
  return [...new Map(scans.map((scan) => [scan.scanId, scan])).values()];
}

async function askWhether(scans: readonly StoredScan[], database: string): Promise<boolean> {
  const names = scans.map(({ scanId, name }) => `${name} (id ${scanId})`).join(', ');
  process.stderr.write(`Remove ${names} from ${database} for good? [y/N] `);
  // Without line editing, so that Ctrl-C ends the program as anywhere else.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    // The end of the input is no answer.
    for await (const answer of lines) return /^\s*y(es)?\s*$/i.test(answer);
    return false;
  } finally {
    lines.close();
  }
}
