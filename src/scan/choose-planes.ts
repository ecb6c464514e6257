/** Which planes of a swept scan file are meant by values of its swept fields, as people write them. */
import { UsageError } from '../errors.js';
import { describeValue, fraction, mixingAngle, quantity } from '../experiments/fields.js';
import type { Dimension } from '../physics/units.js';
import { oneOf } from './issue-messages.js';
import type { ScanFile } from './scan-file.js';
import { didYouMean } from './suggestion.js';
import type { SweptValue } from './sweep-schema.js';

const DIMENSIONS = [
  'energy',
  'length',
  'number-density',
  'energy-loss',
  'momentum-transfer',
  'angle',
  'mass-density',
] as const satisfies readonly Dimension[];

const NUMBERS = [
  mixingAngle(),
  fraction({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE }),
  ...DIMENSIONS.map((dimension) => quantity(dimension, { allowZero: true })),
];

/** The one of the canonical values that is meant. */
export function meantValue(values: readonly SweptValue[], given: SweptValue): SweptValue | undefined {
  const meanings = [given, ...NUMBERS.flatMap((schema) => schema.safeParse(given).data ?? [])];
  return values.find((value) => meanings.some((meaning) => isSame(value, meaning)));
}

/** Whether numbers agree to the digits that people write. */
function isSame(a: SweptValue | undefined, b: SweptValue): boolean {
  return typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-6 * Math.abs(b) : a === b;
}

/** The different values of a swept field. */
export function valuesOf(files: readonly ScanFile[], name: string): SweptValue[] {
  return [...new Set(files.map(({ sweep }) => sweep[name]))];
}

/** Values of swept parameters that name one plane of a scan file. */
export type PlaneValues = Readonly<Record<string, SweptValue>>;

/**
 * The one plane of a file that has these values; without a sweep the file is its only plane.
 *
 * @throws {UsageError} when none or several have them.
 */
export function planeOf(files: readonly ScanFile[], plane: PlaneValues = {}): ScanFile {
  const matching = files.filter(({ sweep }) =>
    Object.entries(plane).every(([name, value]) => isSame(sweep[name], value)),
  );
  if (matching.length === 1) return matching[0];
  const names = (matching.length === 0 ? files : matching).map(({ name }) => name).join(', ');
  throw new UsageError(
    `${files[0].path} has ${matching.length === 0 ? 'no plane of these values' : `${matching.length} planes`}. ` +
      `Name one of its scans: ${names}`,
  );
}

/**
 * The planes that have all of the values, each given as `delta=2cm`. The field is named as in the file or in the database.
 *
 * @throws {UsageError} when no plane has them.
 */
export function choosePlanes(files: readonly ScanFile[], given: readonly string[]): readonly ScanFile[] {
  return given.reduce((left, text) => planesWith(left, text), files);
}

function planesWith(files: readonly ScanFile[], text: string): readonly ScanFile[] {
  const { path, swept } = files[0];
  const [field, written] = split(text);
  if (swept.length === 0) throw new UsageError(`--plane ${text}: nothing is swept in ${path}`);
  const parameter = swept.find(({ name, key }) => field === name || field === key);
  if (parameter === undefined) {
    const names = swept.map(({ name }) => name);
    throw new UsageError(
      `--plane ${text}: ${describeValue(field)} is not swept in ${path}${didYouMean(field, names) || `; expected ${oneOf(names)}`}`,
    );
  }
  const { name } = parameter;
  const number = written === '' ? Number.NaN : Number(written);
  const value = meantValue(valuesOf(files, name), Number.isNaN(number) ? written : number);
  if (value !== undefined) return files.filter(({ sweep }) => sweep[name] === value);
  const texts = files.flatMap((file) => file.swept.filter((other) => other.name === name));
  const known = [...new Set(texts.map((other) => other.text))].join(', ');
  throw new UsageError(
    `--plane ${text}: expected a value of ${name} in ${path}, ${known}; got ${describeValue(written)}`,
  );
}

function split(text: string): [field: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new UsageError(`--plane: expected a swept field and its value, such as theta=pi/2; got "${text}"`);
}

/** How the user names one of several planes on the command line. */
export function planeHint(files: readonly ScanFile[]): string {
  const [{ swept }] = files;
  const example = swept
    .filter(({ name }) => valuesOf(files, name).length > 1)
    .map(({ name, text }) => `--plane ${quoted(`${name}=${text}`)}`)
    .join(' ');
  return `Choose one, such as ${example}`;
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text;
}
