/** The identity of a plan: two scans are the same if and only if their plans have the same hash. */
import { createHash } from 'node:crypto';
import type { Plan } from './plan.js';

/** SHA-256 of the canonical JSON of the plan, as 64 hexadecimal digits. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(canonicalJson(plan)).digest('hex');
}

/**
 * JSON with sorted keys and no white space. A number is written with the fewest digits that read back as the same
 * double, so that different doubles are different texts; -0 is 0.
 *
 * @throws {TypeError} when JSON would lose a value: NaN, an infinity, undefined, a function.
 * @example canonicalJson({ b: [1, 0.1], a: null }) // '{"a":null,"b":[1,0.1]}'
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  const isPlain = value === null || typeof value === 'string' || typeof value === 'boolean';
  if (isPlain || Number.isFinite(value)) return JSON.stringify(value);
  const got = typeof value === 'number' ? value : typeof value;
  throw new TypeError(`expected finite numbers, text, lists and mappings; got ${got}`);
}
