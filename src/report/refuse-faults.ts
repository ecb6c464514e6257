import { InputFileError } from '../errors.js';
import type { Fault } from '../scan/fault.js';
import { problemsOf } from '../scan/problems.js';
import type { YamlDocument } from '../scan/yaml-document.js';

/** @throws {InputFileError} with the places of the faults, if there are any, here or in the document itself. */
export function refuseFaults(document: YamlDocument, faults: readonly Fault[]): void {
  const problems = problemsOf(document, faults);
  if (problems.length > 0) throw new InputFileError(problems);
}
