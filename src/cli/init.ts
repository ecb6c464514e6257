import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { CommandModule } from 'yargs';
import { UsageError, scanTemplate } from '../index.js';
import { writeFileAtomically, writeMessage } from './output.js';

interface InitArguments {
  file: string;
  force: boolean;
}

export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [file]',
  describe: 'Write a commented scan file to start from',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', default: 'scan.yaml', describe: 'File to write' })
      .options({ force: { type: 'boolean', default: false, describe: 'Overwrite an existing file' } })
      .example('$0 init my-scan.yaml', ''),
  handler: ({ file, force }) => {
    if (existsSync(file) && !force) {
      throw new UsageError(`${file} exists already. Choose another name, or overwrite it with --force`);
    }
    writeFileAtomically(file, scanTemplate(nameOf(file)));
    writeMessage(`${file} written. Edit it, then: muscan run ${file}`);
  },
};

/** A stored name from a file name: `My scan.yaml` is `my-scan`. */
function nameOf(file: string): string {
  const name = basename(file)
    .replace(/\.ya?ml$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  return /[a-z]/.test(name) ? name : 'my-scan';
}
