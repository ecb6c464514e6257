import type { CommandModule } from 'yargs';
import { backupDatabase } from '../index.js';
import { databaseOption, jsonOption } from './options.js';
import { writeJson, writeMessage } from './output.js';

interface BackupArguments {
  file: string;
  db: string;
  force: boolean;
  json: boolean;
}

export const backupCommand: CommandModule<object, BackupArguments> = {
  command: 'backup <file>',
  describe: 'Copy the database to a file, also while a scan is running, and check the copy',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: 'File to write' })
      .options({
        ...databaseOption,
        force: { type: 'boolean', default: false, describe: 'Replace the file if it is there already' },
        ...jsonOption,
      })
      .example('$0 backup /mnt/usb/muscan.sqlite', '')
      .example('$0 backup night.backup.sqlite --db night.sqlite --force', ''),
  handler: async ({ file, db, force, json }) => {
    const progress = json ? undefined : createProgress();
    const backup = await backupDatabase(db, file, {
      overwrite: force,
      ...(progress && { onProgress: progress }),
    });
    if (json) writeJson(backup);
    else writeMessage(`${backup.file} written, ${(backup.bytes / 1e6).toFixed(1)} MB, and checked`);
  },
};

const LINE_INTERVAL_MS = 5000;
const TERMINAL_INTERVAL_MS = 200;

/** A line now and then; nothing for a copy that is made at once. */
function createProgress(): (bytesDone: number, bytes: number) => void {
  const interval = process.stderr.isTTY ? TERMINAL_INTERVAL_MS : LINE_INTERVAL_MS;
  let last = performance.now();
  return (bytesDone, bytes) => {
    const now = performance.now();
    if (now - last < interval) return;
    last = now;
    const text = `${((100 * bytesDone) / bytes).toFixed(0)} % of ${(bytes / 1e6).toFixed(1)} MB copied`;
    if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001B[K`);
    else writeMessage(text);
  };
}
