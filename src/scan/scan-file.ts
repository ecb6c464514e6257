/** Reads a scan file: text in, plans out, or every fault of the text with its place. */
import { dirname } from 'node:path';
import type { Certainty } from '../certainty.js';
import { InputFileError, UsageError } from '../errors.js';
import { isConstraintText, openConstraintFile } from './constraint-file.js';
import { readCsvTable } from './csv-table.js';
import { experimentCertainty } from './experiment-certainty.js';
import type { Fault } from './fault.js';
import type { NamedConstraint } from './named-constraints.js';
import type { Plan } from './plan.js';
import { planHash } from './plan-hash.js';
import { planeNames } from './plane-names.js';
import { isWithin, type Path, valueAt } from './path.js';
import { MAX_PROBLEMS, problemsOf } from './problems.js';
import { SCAN_REGISTRIES, type ScanRegistries } from './registries.js';
import { repeatedPlanes } from './repeated-planes.js';
import { resolvePlan } from './resolve-plan.js';
import { faultInFile, type Plane, planesOf, readSweep } from './sweep.js';
import type { SweptValue } from './sweep-schema.js';
import { type SweptParameter, sweptParameters } from './swept-parameters.js';
import { readTextFile } from './text-file.js';
import { type RawScan, type Surroundings, validateScan, type ValidScan } from './validate-scan.js';
import { parseYamlDocument } from './yaml-document.js';

export { readTextFile } from './text-file.js';

export interface ScanFile {
  /** Name under which the scan is stored. */
  readonly name: string;
  readonly title: string | undefined;
  readonly plan: Plan;
  readonly planHash: string;
  /** Expected numbers of events whose contours are drawn. Not part of the plan. */
  readonly contourLevels: readonly number[];
  /** Numbers of beam particles for which each level is drawn; empty for that of the experiment alone. Not part of the plan. */
  readonly contourExposures: readonly number[];
  /** What else is drawn, in place of the (g-2) band of the muon; undefined where nothing is said. Not part of the plan. */
  readonly constraints?: readonly NamedConstraint[] | undefined;
  /** How sure a contour is at the exposure of the plan. Not part of the plan. */
  readonly certainty: Certainty;
  /** Values of the swept fields in this plane, by their short name or path; numbers in canonical units. Empty without a sweep. */
  readonly sweep: Readonly<Record<string, SweptValue>>;
  /** The same, with their units and as they are written. */
  readonly swept: readonly SweptParameter[];
  /** The file as it was read. */
  readonly text: string;
  readonly path: string;
}

/**
 * Reads the text of a scan file; `path` is the name that messages give it, and files of tables are relative to its folder.
 *
 * @returns a scan for each plane of the file's sweep, the last field running fastest; one scan without a sweep.
 * @throws {InputFileError} with all faults of the text.
 */
export function parseScanFiles(
  text: string,
  path: string,
  registries: ScanRegistries = SCAN_REGISTRIES,
): readonly ScanFile[] {
  const document = parseYamlDocument(text, path);
  const fail = (faults: readonly Fault[]) => {
    const problems = problemsOf(document, faults);
    if (problems.length > 0) throw new InputFileError(problems);
  };
  const sweep = readSweep(document.value, registries);
  const surroundings: Surroundings = {
    folder: dirname(path),
    readTable: onceEach(readCsvTable),
    open: onceEach(openConstraintFile),
  };
  const faults = new Faults(sweep.faults);
  const valid: ValidPlane[] = [];
  let isWrittenChecked = false;
  for (const plane of planesOf(document.value, sweep.fields, registries)) {
    const { data, faults: found } = validateScan(plane.raw, registries, surroundings);
    faults.add([...plane.faults, ...found.map((fault) => faultInFile(fault, plane, document.value))]);
    if (plane.assigned.length > 0 && !isWrittenChecked) {
      isWrittenChecked = true;
      faults.add(replacedFaults(document.value, plane, registries, surroundings));
    }
    if (data !== undefined) valid.push({ plane, data });
    if (faults.all.length > MAX_PROBLEMS) break;
  }
  fail(faults.all);

  const planes = valid.map(({ plane, data }) => {
    const plan = resolvePlan(data);
    const { constraints } = data;
    const certainty = experimentCertainty(plane.raw.experiment, plan.experiment, registries.experiments);
    return {
      plane,
      data,
      plan,
      constraints,
      certainty,
      hash: planHash(plan),
      swept: sweptParameters(plane, data),
    };
  });
  fail(repeatedPlanes(planes));
  const { name, title, contours } = planes[0].data.fields;
  const isSwept = sweep.fields.length > 0;
  const names = isSwept
    ? planeNames(
        name,
        planes.map(({ swept }) => swept),
      )
    : [name];
  return planes.map(({ data, plan, constraints, certainty, hash, swept }, i) => ({
    name: names[i],
    title,
    plan,
    planHash: hash,
    contourLevels: data.contourLevels,
    contourExposures: contours.exposures,
    constraints,
    certainty,
    sweep: Object.fromEntries(swept.map((parameter) => [parameter.name, parameter.value])),
    swept,
    text,
    path,
  }));
}

/**
 * Reads the text of a scan file that makes a single scan.
 *
 * @throws {InputFileError} with all faults of the text.
 * @throws {UsageError} when a sweep makes several scans of it.
 */
export function parseScanFile(
  text: string,
  path: string,
  registries: ScanRegistries = SCAN_REGISTRIES,
): ScanFile {
  const scans = parseScanFiles(text, path, registries);
  if (scans.length === 1) return scans[0];
  const names = scans.map(({ name }) => name);
  throw new UsageError(
    `${path} makes ${scans.length} scans, with a sweep of ${Object.keys(scans[0].sweep).join(', ')}; name one of them, such as ${names[0]} or ${names.at(-1)}`,
  );
}

/**
 * Reads a scan file that makes a single scan.
 *
 * @throws {UsageError} when there is no such file, it cannot be read, or a sweep makes several scans of it.
 * @throws {InputFileError} with all faults of its content.
 */
export function readScanFile(path: string): ScanFile {
  return parseScanFile(readTextFile(path), path);
}

/**
 * Reads a scan file: a scan for each plane of its sweep.
 *
 * @throws {UsageError} when there is no such file, or it cannot be read.
 * @throws {InputFileError} with all faults of its content.
 */
export function readScanFiles(path: string): readonly ScanFile[] {
  const text = readTextFile(path);
  if (isConstraintText(text)) {
    throw new UsageError(
      `${path}: expected a scan file; got a constraint file, which a scan file names under "constraints"`,
    );
  }
  return parseScanFiles(text, path);
}

/** What is wrong with values of the file that swept ones take the place of. */
function replacedFaults(
  file: RawScan,
  { assigned }: Plane,
  registries: ScanRegistries,
  surroundings: Surroundings,
): Fault[] {
  const raw = Object.fromEntries(Object.entries(file).filter(([key]) => key !== 'sweep'));
  const isWritten = (path: Path) => valueAt(raw, path) !== undefined;
  if (!assigned.some(({ path }) => isWritten(path))) return [];
  const { faults } = validateScan(raw, registries, surroundings, false);
  // Not that fields are unknown, which may depend on other swept ones.
  return faults.filter(
    ({ path, at }) =>
      at !== 'key' && isWritten(path) && assigned.some((assignment) => isWithin(path, assignment.path)),
  );
}

interface ValidPlane {
  readonly plane: Plane;
  readonly data: ValidScan;
}

/** Faults of planes, most of which have the same ones, each once. */
class Faults {
  readonly all: Fault[] = [];
  readonly #told = new Set<string>();

  constructor(faults: readonly Fault[]) {
    this.add(faults);
  }

  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      const text = JSON.stringify(fault);
      if (!this.#told.has(text)) this.all.push(fault);
      this.#told.add(text);
    }
  }
}

function onceEach<T>(read: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    const found = known.get(path) ?? read(path);
    known.set(path, found);
    return found;
  };
}
