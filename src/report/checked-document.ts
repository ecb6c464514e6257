/** Faults of what a document says -> an error with their places in it. */
import { InputFileError } from '../errors.js';
import { problemsOf } from '../scan/problems.js';
import type { YamlDocument } from '../scan/yaml-document.js';
import type { Checked } from '../scan/zod-faults.js';

/** @throws {InputFileError} if there are faults, here or in the document itself. */
export function validOrThrow<T>(document: YamlDocument, { data, faults }: Checked<T>): T {
  const problems = problemsOf(document, faults);
  if (problems.length > 0) throw new InputFileError(problems);
  return data!;
}
