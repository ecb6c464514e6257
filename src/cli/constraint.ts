import { parseDocument } from 'yaml';
import type { CommandModule } from 'yargs';
import {
  type ConstraintRow,
  type EvaluatedConstraint,
  UsageError,
  evaluateConstraint,
  findConstraint,
} from '../index.js';
import { jsonOption, massesOption } from './options.js';
import { writeJson, writeLine, writeMessage } from './output.js';
import { formatTable } from './table.js';

interface ConstraintArguments {
  name: string;
  mass: string[];
  model: string | undefined;
  set: string[] | undefined;
  csv: boolean;
  json: boolean;
}

export const constraintCommand: CommandModule<object, ConstraintArguments> = {
  command: 'constraint <name>',
  describe: 'A limit, line or band at given masses, in its own coupling and in that of a model',
  builder: (yargs) =>
    yargs
      .positional('name', {
        type: 'string',
        demandOption: true,
        describe: 'A name from "muscan list constraints", or a YAML file of your own',
      })
      .options({
        mass: {
          type: 'string',
          array: true,
          demandOption: true,
          requiresArg: true,
          describe: 'Masses: 10MeV,100MeV or from:to:number in equal ratios, such as 1MeV:1GeV:7',
        },
        model: {
          type: 'string',
          requiresArg: true,
          describe: 'In whose plane (default: that of the first model that has it)',
        },
        set: {
          type: 'string',
          array: true,
          requiresArg: true,
          describe: 'A parameter of the constraint or of the model, as in theta=pi/3 or table=limit.csv',
        },
        csv: {
          type: 'boolean',
          default: false,
          describe: 'Comma-separated values, numbers in full precision',
        },
        ...jsonOption,
      })
      .example('$0 constraint babar-4mu --mass 0.5GeV,1GeV --json', '')
      .example('$0 constraint tau-to-muon-alp --mass 1MeV:1.6GeV:5 --model lfv-alp --set theta=0', '')
      .example('$0 constraint muon-g-2 --mass 100MeV --model mu-tau-vector --set measured=2025', '')
      .example('$0 constraint ./my-limit.yaml --mass 10MeV', ''),
  handler: ({ name, mass, model, set, csv, json }) => {
    if (csv && json) throw new UsageError('--csv, --json: expected one of them; got both');
    const evaluated = evaluateConstraint(
      findConstraint(name, (path) => path),
      {
        massGeV: massesOption('mass', mass),
        model,
        settings: settingsOf(set ?? []),
        folder: '.',
      },
    );
    if (json) writeJson(evaluated);
    else if (csv) for (const line of csvLines(evaluated)) writeLine(line);
    else writeText(evaluated);
  },
};

/** `g_chi=0.5`: numbers as such, a CSV file as the table that it holds, braces as in YAML, everything else as text. */
function settingsOf(texts: readonly string[]): Record<string, unknown> {
  const entries = texts.map((text): [string, unknown] => {
    const [, name, value] = /^\s*([a-z_]+)\s*=\s*(\S.*?)\s*$/.exec(text) ?? [];
    if (name === undefined) {
      throw new UsageError(`--set: expected a name and a value, such as theta=pi/3; got "${text}"`);
    }
    if (/^[{[]/.test(value)) return [name, flow(name, value)];
    if (/\.csv$/i.test(value)) return [name, { file: value }];
    // Names of measurements are years.
    return [name, name !== 'measured' && Number.isFinite(Number(value)) ? Number(value) : value];
  });
  const twice = entries.find(([name], i) => entries.findIndex(([other]) => other === name) < i);
  if (twice !== undefined) throw new UsageError(`--set: expected ${twice[0]} once; got it twice`);
  return Object.fromEntries(entries);
}

/** `{file: limit.csv}` or `{mass_gev: [1, 2], epsilon: [1e-3, 2e-3]}`, as it would stand in a figure file. */
function flow(name: string, text: string): unknown {
  const document = parseDocument(text);
  if (document.errors.length === 0) return document.toJS();
  throw new UsageError(`--set ${name}: expected YAML such as {file: limit.csv}; got "${text}"`);
}

const COLUMNS = ['massGeV', 'low', 'high', 'lowInModel', 'highInModel', 'status'] as const;
const CSV_COLUMNS = [...COLUMNS, 'lowerEdge', 'upperEdge'] as const;

/** What is said of all rows, for text. */
function provenance(evaluated: EvaluatedConstraint): [string, string][] {
  const { rows: _, parameters, ...head } = evaluated;
  const settings = Object.entries(parameters).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const lines = Object.entries(head).flatMap(([key, value]): [string, string][] =>
    value === null ? [] : [[key, value]],
  );
  return settings.length === 0 ? lines : [...lines, ['parameters', settings.join(' ')]];
}

function csvLines(evaluated: EvaluatedConstraint): string[] {
  return [
    ...provenance(evaluated).map(([key, value]) => `# ${key}: ${value}`),
    'mass_gev,low,high,low_in_model,high_in_model,status,lower_edge,upper_edge',
    ...evaluated.rows.map((row) => CSV_COLUMNS.map((column) => row[column] ?? '').join(',')),
  ];
}

/** The table to stdout; where it comes from, and how sure it is, to stderr. */
function writeText(evaluated: EvaluatedConstraint): void {
  for (const [key, value] of provenance(evaluated)) writeMessage(`${key.padEnd(15)}${value}`);
  const columns = COLUMNS.filter(
    (column) => evaluated.model !== null || (column !== 'lowInModel' && column !== 'highInModel'),
  );
  writeLine(
    formatTable(
      columns,
      evaluated.rows.map((row) => columns.map((column) => cell(row, column))),
    ),
  );
}

function cell(row: ConstraintRow, column: keyof ConstraintRow): string {
  if (column.startsWith('low') && row.lowerEdge === 'not known') return row.lowerEdge;
  if (column.startsWith('high') && row.upperEdge === 'not known') return row.upperEdge;
  const value = row[column];
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : (value ?? '');
}
