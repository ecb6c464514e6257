/** Faults of what a document says -> an error with their places in it. */
import { InputFileError } from '../errors.js';
import type { Path } from '../scan/path.js';
import { problemsOf } from '../scan/problems.js';
import type { YamlDocument } from '../scan/yaml-document.js';
import type { Checked } from '../scan/zod-faults.js';

/** @throws {InputFileError} if there are faults, here or in the document itself. */
export function validOrThrow<T>(document: YamlDocument, { data, faults }: Checked<T>): T {
  const problems = problemsOf(document, faults);
  if (problems.length > 0) throw new InputFileError(problems);
  return data!;
}

/** Faults of a section, as those of the whole. */
export function under<T>(section: Path, { data, faults }: Checked<T>): Checked<T> {
  return { data, faults: faults.map((fault) => ({ ...fault, path: [...section, ...fault.path] })) };
}

/** The data of all, and all their faults. */
export function allOf<T>(checked: readonly Checked<T>[]): Checked<readonly T[]> {
  const faults = checked.flatMap((one) => one.faults);
  return { data: faults.length > 0 ? undefined : checked.map(({ data }) => data!), faults };
}
