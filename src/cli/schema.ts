import type { CommandModule } from 'yargs';
import { constraintJsonSchema, figureJsonSchema, scanJsonSchema } from '../index.js';
import { writeLine } from './output.js';

const SCHEMAS = { scan: scanJsonSchema, figure: figureJsonSchema, constraint: constraintJsonSchema };
const KINDS = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];

interface SchemaArguments {
  kind: keyof typeof SCHEMAS;
}

export const schemaCommand: CommandModule<object, SchemaArguments> = {
  command: 'schema [kind]',
  describe: 'Print the JSON Schema of scan, figure or constraint files, for editors',
  builder: (yargs) =>
    yargs
      .positional('kind', { choices: KINDS, default: 'scan' as const })
      .example('$0 schema > scan.schema.json', ''),
  handler: ({ kind }) => {
    writeLine(JSON.stringify(SCHEMAS[kind](), null, 2));
  },
};
