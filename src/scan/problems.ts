/** Faults -> problems with their places, as they are told to the user. */
import type { InputProblem } from '../errors.js';
import type { Fault } from './fault.js';
import { formatPath } from './path.js';
import type { YamlDocument } from './yaml-document.js';

/** Of a file; more are counted. */
export const MAX_PROBLEMS = 100;

/** The problems of a document and of its content, each once, in the order of the file. */
export function problemsOf(document: YamlDocument, faults: readonly Fault[]): InputProblem[] {
  const found = foldLists(faults).map(({ path, message, at }) => ({
    problem: (at === 'key' ? document.problemAtKey : document.problemAt)(path, onOneLine(message)),
    isInFile: at === 'file',
  }));
  // The first of a place, because what is wrong with the document causes faults of its content.
  const unique = new Map<string, InputProblem>();
  const told = document.problems.map((problem) => ({ problem, isInFile: false }));
  for (const { problem, isInFile } of [...told, ...found]) {
    const where = `${problem.line}:${problem.column} ${problem.field}`;
    const place = isInFile ? `${where} ${problem.message}` : where;
    if (!unique.has(place)) unique.set(place, problem);
  }
  const sorted = [...unique.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (sorted.length <= MAX_PROBLEMS) return sorted;
  const rest = {
    ...sorted[MAX_PROBLEMS],
    field: '',
    message: `and ${sorted.length - MAX_PROBLEMS} more problems`,
  };
  return [...sorted.slice(0, MAX_PROBLEMS), rest];
}

const MAX_PER_LIST = 10;

/** Of the faults in the values of one list, only the first ones: they are alike, and there may be thousands. */
function foldLists(faults: readonly Fault[]): Fault[] {
  const counts = new Map<string, number>();
  for (const list of faults.map(listOf))
    if (list !== undefined) counts.set(list, (counts.get(list) ?? 0) + 1);
  const told = new Map<string, number>();
  return faults.flatMap((fault) => {
    const list = listOf(fault);
    if (list === undefined) return [fault];
    const before = told.get(list) ?? 0;
    told.set(list, before + 1);
    if (before >= MAX_PER_LIST) return [];
    const more = counts.get(list)! - MAX_PER_LIST;
    const isLast = before === MAX_PER_LIST - 1 && more > 0;
    return [isLast ? { ...fault, message: `${fault.message} (and ${more} more in this list)` } : fault];
  });
}

/** The list a faulty value stands in. */
function listOf({ path }: Fault): string | undefined {
  return typeof path.at(-1) === 'number' ? formatPath(path.slice(0, -1)) : undefined;
}

function onOneLine(message: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return message.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
