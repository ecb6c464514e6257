/** Reads a scan file: text in, a plan out, or every fault of the text with its place. */
import { InputFileError } from '../errors.js';
import type { Plan } from './plan.js';
import { planHash } from './plan-hash.js';
import { problemsOf } from './problems.js';
import { SCAN_REGISTRIES, type ScanRegistries } from './registries.js';
import { resolvePlan } from './resolve-plan.js';
import { readTextFile } from './text-file.js';
import { validateScan } from './validate-scan.js';
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
  /** The file as it was read. */
  readonly text: string;
  readonly path: string;
}

/**
 * Reads the text of a scan file; `path` is the name that messages give it.
 *
 * @throws {InputFileError} with all faults of the text.
 */
export function parseScanFile(
  text: string,
  path: string,
  registries: ScanRegistries = SCAN_REGISTRIES,
): ScanFile {
  const document = parseYamlDocument(text, path);
  const { data, faults } = validateScan(document.value, registries);
  const problems = problemsOf(document, faults);
  if (data === undefined || problems.length > 0) throw new InputFileError(problems);
  const plan = resolvePlan(data);
  const { name, title, contours } = data.fields;
  return { name, title, plan, planHash: planHash(plan), contourLevels: contours.levels, text, path };
}

/**
 * Reads a scan file.
 *
 * @throws {UsageError} when there is no such file, or it cannot be read.
 * @throws {InputFileError} with all faults of its content.
 */
export function readScanFile(path: string): ScanFile {
  return parseScanFile(readTextFile(path), path);
}
