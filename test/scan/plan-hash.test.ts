import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, planHash } from '../../src/scan/plan-hash.js';
import type { Plan } from '../../src/scan/plan.js';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { EXAMPLE, exampleWith } from './example.js';

const plan = parseScanFile(EXAMPLE, 'scan.yaml').plan;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('canonicalJson', () => {
  test('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // In JSON, -0 is 0.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('sorts the keys at all depths', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  test('keeps every bit of a double', () => {
    fc.assert(fc.property(finite, (value) => Number(canonicalJson(value)) === value));
    expect(canonicalJson(-0)).toBe('0');
  });

  test.each([Number.NaN, Infinity, undefined, 1n, () => 1])('refuses %s', (value) => {
    expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
  });
});

describe('planHash', () => {
  test('is the same today as it was: a change makes strangers of all stored scans', () => {
    // Values as written: the last bit of a computed axis may depend on the processor.
    const grid = { massGeV: [0.001, 0.21], coupling: [1e-6, 1] };
    expect(planHash({ ...plan, numericsVersion: 1, grid })).toBe(
      'c995c01dd941e032e423eab70510b2db1fe606699d88d945cb3ee4d429eba408',
    );
  });

  test('does not depend on the order of the keys', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (random) => {
        expect(planHash(shuffled(plan, random) as Plan)).toBe(planHash(plan));
      }),
    );
  });

  test('changes with any number of the plan', () => {
    const places = numbersIn(plan);
    expect(places.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.constantFrom(...places), finite, (place, value) => {
        fc.pre(value !== place.value);
        expect(planHash(withValue(plan, place.path, value) as Plan)).not.toBe(planHash(plan));
      }),
      { numRuns: 500 },
    );
  });

  test('changes with the last bit of a mass', () => {
    const [first, ...rest] = plan.grid.massGeV;
    const grid = { ...plan.grid, massGeV: [first * (1 + Number.EPSILON), ...rest] };
    expect(planHash({ ...plan, grid })).not.toBe(planHash(plan));
  });

  test.each([
    ['a title', 'title: NA64, model A', 'title: another', true],
    ['the name', 'na64-model-a', 'other', true],
    ['the contours', 'levels: [3]', 'levels: [2.3, 3]', true],
    ['the layout', 'title: NA64, model A\n', '\n# no title\n\n', true],
    ['the same in another unit', '1 MeV, to: 210 MeV', '0.001 GeV, to: 0.21 GeV', true],
    [
      'documentation of the experiment',
      'na64-1701.07437',
      '{id: na64-1701.07437, title: x, source: y}',
      true,
    ],
    ['an override', 'na64-1701.07437', '{id: na64-1701.07437, beam: {energy: 161 GeV}}', false],
    ['the method', 'method: iww', 'method: ww', false],
    ['the accuracy', 'accuracy: 1e-4', 'accuracy: 1e-5', false],
  ])('%s: same scan %#', (_, before, after, isSame) => {
    const other = parseScanFile(exampleWith(before, after), 'scan.yaml').planHash;
    expect(other === planHash(plan)).toBe(isSame);
  });
});

function shuffled(value: unknown, random: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => ({
    entry: [key, shuffled(item, random)] as const,
    order: random.next().value as number,
  }));
  return Object.fromEntries(entries.sort((a, b) => a.order - b.order).map(({ entry }) => entry));
}

interface Place {
  path: string[];
  value: number;
}

function numbersIn(value: unknown, path: string[] = []): Place[] {
  if (typeof value === 'number') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => numbersIn(item, [...path, key]));
}

function withValue(value: unknown, [step, ...rest]: string[], replacement: number): unknown {
  if (step === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[step] = withValue(copy[step], rest, replacement);
  return copy;
}
