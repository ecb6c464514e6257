import type { CommandModule } from 'yargs';
import {
  CONSTRAINTS,
  DEFAULT_LIMIT_EVENTS,
  EXPERIMENTS,
  FORM_FACTORS,
  MATERIALS,
  METHODS,
  MODELS,
  MOMENT_DIFFERENCES,
  confidenceOf,
  databaseStatus,
  describeParameters,
  withReader,
} from '../index.js';
import { databaseOption, jsonOption } from './options.js';
import { writeJson, writeLine } from './output.js';
import { formatTable } from './table.js';

const LISTS = [
  'models',
  'experiments',
  'constraints',
  'scans',
  'methods',
  'form-factors',
  'materials',
  'g-2',
] as const;

interface ListArguments {
  what: (typeof LISTS)[number];
  db: string;
  json: boolean;
}

type Row = Readonly<Record<string, unknown>>;

export const listCommand: CommandModule<object, ListArguments> = {
  command: 'list <what>',
  describe: 'List models, experiments, stored scans and other names for scan files',
  builder: (yargs) =>
    yargs
      .positional('what', { choices: LISTS, demandOption: true, describe: 'What to list' })
      .options({ ...databaseOption, ...jsonOption })
      .example('$0 list models', '')
      .example('$0 list scans --db night.sqlite --json', ''),
  handler: ({ what, db, json }) => {
    const rows = rowsOf(what, db);
    if (json) writeJson(rows);
    else if (rows.length === 0) writeLine('none');
    else {
      const columns = Object.keys(rows[0]);
      writeLine(
        formatTable(
          columns,
          rows.map((row) => columns.map((column) => cell(row[column]))),
        ),
      );
    }
  },
};

function rowsOf(what: ListArguments['what'], db: string): Row[] {
  switch (what) {
    case 'models':
      return Object.values(MODELS).map(({ id, title, mediator, couplingUnit, parameters, source }) => ({
        id,
        title,
        mediator,
        couplingUnit,
        parameters: Object.keys(parameters),
        source,
      }));
    case 'experiments':
      return Object.values(EXPERIMENTS).map(({ id, title, certainty, channels, source }) => ({
        id,
        title,
        certainty: certainty ?? 'projected',
        channels: Object.keys(channels),
        limitEvents: Object.values(channels).map(
          ({ limit_events: events }) => events ?? DEFAULT_LIMIT_EVENTS,
        ),
        source,
      }));
    case 'constraints':
      return Object.values(CONSTRAINTS).map((constraint) => ({
        id: constraint.id,
        kind: constraint.kind,
        title: constraint.title,
        certainty: constraint.kind === 'missing' ? null : constraint.certainty,
        confidence: confidenceOf(constraint, {}),
        coupling:
          constraint.kind === 'limit' ? `${constraint.coupling.is} of ${constraint.coupling.of}` : null,
        models: constraint.models,
        parameters: describeParameters(constraint),
        source: constraint.source,
      }));
    case 'scans':
      return withReader(db, databaseStatus).scans.map(({ scanId, name, title, points, pointsDone }) => ({
        id: scanId,
        name,
        title,
        points,
        pointsDone,
      }));
    case 'methods':
      return named(METHODS);
    case 'form-factors':
      return named(FORM_FACTORS);
    case 'materials':
      return Object.values(MATERIALS).map((material) => ({ ...material }));
    case 'g-2':
      return Object.entries(MOMENT_DIFFERENCES).map(([name, difference]) => ({ name, ...difference }));
  }
}

function named(registry: Readonly<Record<string, { title: string; source: string }>>): Row[] {
  return Object.entries(registry).map(([id, { title, source }]) => ({ id, title, source }));
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  // Of a list of parameters their names.
  if (Array.isArray(value)) return value.map((one) => one?.name ?? one).join(', ');
  return `${value as string | number}`;
}
