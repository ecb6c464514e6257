/** The names under which the planes of a sweep are stored: that of the file, and the swept values. */
import type { SweptParameter } from './swept-parameters.js';

/** The longest name that is allowed. */
const LONGEST = 60;
/** Digits of swept numbers; more where planes would have the same name. */
const DIGITS = [4, 6, 9, 17];

/**
 * A name for each plane, all of them different. Where names with the values would be too long, planes are counted.
 *
 * @example planeNames('na64', [[theta(1.5707963), delta(2)], [theta(0), delta(2)]])
 * // ['na64-theta-1.571-delta-2cm', 'na64-theta-0-delta-2cm']
 */
export function planeNames(name: string, planes: readonly (readonly Named[])[]): readonly string[] {
  for (const digits of DIGITS) {
    const names = planes.map((parameters) => withValues(name, parameters, digits));
    const areNames = names.every((text) => text.length <= LONGEST && !/\.ya?ml$/.test(text));
    if (areNames && new Set(names).size === names.length) return names;
  }
  const numbers = planes.map((_, i) => String(i + 1).padStart(String(planes.length).length, '0'));
  return numbers.map((number) => `${name.slice(0, LONGEST - 1 - number.length)}-${number}`);
}

type Named = Pick<SweptParameter, 'name' | 'value' | 'unit'>;

function withValues(name: string, parameters: readonly Named[], digits: number): string {
  const paths = parameters.map((parameter) => parameter.name.split('.'));
  const labels = paths.map((path) => {
    // As many steps of the path as tell it from the others.
    const steps = path.findIndex(
      (_, i) => paths.filter((other) => endOf(other, i + 1) === endOf(path, i + 1)).length === 1,
    );
    return slug(endOf(path, steps + 1));
  });
  return [
    name,
    ...parameters.flatMap(({ value, unit }, i) => [
      labels[i],
      typeof value === 'number' ? `${shortest(value, digits)}${unitSlug(unit)}` : slug(value),
    ]),
  ].join('-');
}

/** GeV/cm -> gev-per-cm, GeV^2 -> gev2 */
function unitSlug(unit: string | null): string {
  return slug((unit ?? '').replace('/', ' per ').replace('^', ''));
}

function endOf(path: readonly string[], steps: number): string {
  return path.slice(-steps).join('-');
}

/** Letters, digits, dots and hyphens. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** 2e10 rather than 20000000000. */
function shortest(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const plain = String(rounded).replace('e+', 'e');
  const exponential = rounded.toExponential().replace('e+', 'e');
  return exponential.length < plain.length ? exponential : plain;
}
