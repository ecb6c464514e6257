import type { CommandModule } from 'yargs';
import { LIMIT_METHODS, type LimitMethod, parseConfidenceLevel, upperLimit } from '../index.js';
import { jsonOption, numberOption } from './options.js';
import { writeJson, writeLine } from './output.js';
import { formatTable } from './table.js';

interface LimitArguments {
  observed: string;
  background: string;
  cl: string;
  method: LimitMethod | undefined;
  json: boolean;
}

export const limitCommand: CommandModule<object, LimitArguments> = {
  command: 'limit',
  describe: 'Upper limit on the expected signal of a counting experiment',
  builder: (yargs) =>
    yargs
      .options({
        observed: { type: 'string', demandOption: true, requiresArg: true, describe: 'Events seen' },
        background: {
          type: 'string',
          default: '0',
          requiresArg: true,
          describe: 'Events expected without a signal, taken as known exactly',
        },
        cl: { type: 'string', default: '90%', requiresArg: true, describe: 'Confidence level: 90% or 0.9' },
        method: { choices: LIMIT_METHODS, describe: 'Print the limit of this method only (default: all)' },
        ...jsonOption,
      })
      .example('$0 limit --observed 4 --background 0 --cl 90%', '')
      .example('$0 limit --observed 0 --background 3 --cl 0.95 --method cls', ''),
  handler: ({ method, json, ...texts }) => {
    const observed = numberOption('observed', texts.observed);
    const background = numberOption('background', texts.background);
    const confidenceLevel = parseConfidenceLevel(texts.cl);
    const limits = (method === undefined ? LIMIT_METHODS : [method]).map(
      (name) => [name, upperLimit({ method: name, observed, background, confidenceLevel })] as const,
    );
    if (json) writeJson({ observed, background, confidenceLevel, limits: Object.fromEntries(limits) });
    else if (method !== undefined) writeLine(format(limits[0][1]));
    else
      writeLine(
        formatTable(
          ['method', 'limit'],
          limits.map(([name, limit]) => [name, format(limit)]),
        ),
      );
  },
};

function format(limit: number): string {
  return String(Number(limit.toPrecision(6)));
}
