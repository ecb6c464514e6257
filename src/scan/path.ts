/** Where a value is in a file: field names, and indices of lists. */
export type Path = readonly (string | number)[];

const LONGEST_NAME = 60;

/**
 * The path as it is written in messages; a name with unusual characters in quotes.
 *
 * @example formatPath(['grid', 'mass', 'values', 2]) // 'grid.mass.values[2]'
 */
export function formatPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${formatName(step)}`))
    .join('');
}

function formatName(name: string): string {
  const isUsual = name.length <= LONGEST_NAME && /^[\w-]+(\.[\w-]+)*$/.test(name);
  return isUsual ? name : JSON.stringify(name.slice(0, LONGEST_NAME));
}

/** The value at the path in plain data, as far as it goes. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The value with another one at the path; mappings that are not there are made. */
export function withValueAt(value: unknown, [step, ...rest]: Path, inner: unknown): unknown {
  if (step === undefined) return inner;
  const record = isRecord(value) ? value : {};
  return {
    ...record,
    [step]: withValueAt(Object.hasOwn(record, step) ? record[step] : undefined, rest, inner),
  };
}

/** Whether a path is the one around it, or leads further in. */
export function isWithin(path: Path, around: Path): boolean {
  return around.every((step, i) => step === path[i]);
}

/** Whether a value is a mapping. */
export function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
