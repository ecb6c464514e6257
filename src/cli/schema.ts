import type { CommandModule } from 'yargs';
import { figureJsonSchema, scanJsonSchema } from '../index.js';
import { writeLine } from './output.js';

interface SchemaArguments {
  kind: 'scan' | 'figure';
}

export const schemaCommand: CommandModule<object, SchemaArguments> = {
  command: 'schema [kind]',
  describe: 'Print the JSON Schema of scan or figure files, for editors',
  builder: (yargs) =>
    yargs
      .positional('kind', { choices: ['scan', 'figure'] as const, default: 'scan' as const })
      .example('$0 schema > scan.schema.json', ''),
  handler: ({ kind }) => {
    writeLine(JSON.stringify(kind === 'scan' ? scanJsonSchema() : figureJsonSchema(), null, 2));
  },
};
