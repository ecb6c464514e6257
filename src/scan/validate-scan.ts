/**
 * The content of a scan file -> valid fields, or all of its faults at once.
 *
 * 1. The fields, against the schema.
 * 2. The experiment and the model's parameters, against those of the registries.
 * 3. What fields of different sections say together, as far as these fields are valid.
 */
import { DEFAULT_LIMIT_EVENTS } from '../experiments/channel-schema.js';
import type { Experiment } from '../experiments/schema.js';
import { experimentSchema } from '../experiments/schema.js';
import { crossFaults } from './cross-faults.js';
import { expandExperiment } from './experiment-reference.js';
import { columnsAt, readExperimentTables } from './experiment-tables.js';
import type { Fault } from './fault.js';
import { type ConstraintReader, type NamedConstraint, nameConstraints } from './named-constraints.js';
import { formatPath, type Path, valueAt } from './path.js';
import type { ModelEntry, ScanRegistries } from './registries.js';
import { buildScanSchema, type ScanFields } from './scan-schema.js';
import { closestWord } from './suggestion.js';
import { withFilesNamed } from './table-files.js';
import { check, type Checked } from './zod-faults.js';

export interface ValidScan {
  readonly fields: ScanFields;
  /** Expected numbers of events whose contours are drawn. */
  readonly contourLevels: readonly number[];
  readonly experiment: Experiment;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Undefined where the file has no such list. */
  readonly constraints: readonly NamedConstraint[] | undefined;
}

const PARAMETERS = ['model', 'parameters'];

export type RawScan = Readonly<Record<string, unknown>>;

/** The folder of the scan file, to which files named in it are relative, and how they are read. */
export type Surroundings = ConstraintReader;

/** @param isWhole false for a file some of whose fields are still to be replaced: it is not looked at what fields say together. */
export function validateScan(
  raw: RawScan,
  registries: ScanRegistries,
  surroundings: Surroundings,
  isWhole = true,
): Checked<ValidScan> {
  const { folder, readTable: read } = surroundings;
  const model = modelOf(raw, registries);
  const schema = buildScanSchema(registries, model?.couplingUnit);
  const fields = check(schema, raw);
  const parameters =
    model === undefined ? UNKNOWN : check(model.parameters.prefault({}), valueAt(raw, PARAMETERS));
  const reference = expandExperiment(raw.experiment, registries.experiments);
  const tables = readExperimentTables(reference.input, { reference: raw.experiment, folder, read });
  const experiment = reference.input === undefined ? UNKNOWN : check(experimentSchema, tables.data);
  const experimentFaults = experiment.faults.filter(
    ({ path }) => reference.isComplete || valueAt(tables.data, path) !== undefined,
  );

  const constraints = isWhole ? constraintsOf(raw, parameters.data, surroundings) : UNKNOWN;
  const expanded = { ...raw, experiment: tables.data };
  const inFull = withoutMisspelt(expanded, [
    ...fields.faults,
    ...under(PARAMETERS, parameters.faults),
    ...under(['experiment'], [...reference.faults, ...experimentFaults]),
    ...under(['constraints'], constraints.faults),
    ...(isWhole ? crossFaults(expanded, schema, registries) : []),
  ]);
  const files = tables.files.map(({ at, table }) => ({ at: ['experiment', ...at], table }));
  const faults = withFilesNamed(inFull, files, (place) => columnsAt(place.slice(1)));
  if (faults.length > 0) return { data: undefined, faults };
  const { channels } = experiment.data!;
  const channel = channels[fields.data!.channel ?? Object.keys(channels)[0]];
  return {
    data: {
      fields: fields.data!,
      contourLevels: fields.data!.contours.levels ?? [channel.limit_events ?? DEFAULT_LIMIT_EVENTS],
      experiment: experiment.data!,
      parameters: parameters.data!,
      constraints: constraints.data,
    },
    faults: [],
  };
}

/** Of what cannot be looked up: the fault that prevents it is told elsewhere. */
const UNKNOWN: Checked<never> = { data: undefined, faults: [] };

/** Of a model that is valid, whatever else is not. */
function constraintsOf(
  raw: RawScan,
  parameters: ValidScan['parameters'] | undefined,
  reader: ConstraintReader,
): Checked<readonly NamedConstraint[]> {
  const { constraints } = raw;
  const id = valueAt(raw, ['model', 'id']);
  if (!Array.isArray(constraints) || parameters === undefined || typeof id !== 'string') return UNKNOWN;
  return nameConstraints(constraints, { id, parameters }, reader);
}

function modelOf(raw: RawScan, { models }: ScanRegistries): ModelEntry | undefined {
  const id = valueAt(raw, ['model', 'id']);
  return typeof id === 'string' && Object.hasOwn(models, id) ? models[id] : undefined;
}

function under(section: Path, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, path: [...section, ...fault.path] }));
}

/** A misspelt field is one fault: under its right name it is not missing as well. */
function withoutMisspelt(expanded: RawScan, faults: readonly Fault[]): Fault[] {
  const unknownIn = new Map<string, string[]>();
  for (const { path } of faults.filter(({ at }) => at === 'key')) {
    const mapping = formatPath(path.slice(0, -1));
    const names = unknownIn.get(mapping);
    if (names === undefined) unknownIn.set(mapping, [String(path.at(-1))]);
    else names.push(String(path.at(-1)));
  }
  const isMisspelt = (path: Path) =>
    unknownIn
      .get(formatPath(path.slice(0, -1)))
      ?.some((name) => closestWord(name, [String(path.at(-1))]) !== undefined);
  return faults.filter(({ path }) => valueAt(expanded, path) !== undefined || !isMisspelt(path));
}
