import type Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { openReadOnly } from '../../src/store/open-database.js';
import { runQuery } from '../../src/store/query.js';
import { newColumn, newDatabase, newScan, startScan } from './fixtures.js';

let reader: Database.Database;

/** N = m g^2 up to g = 1 and m / g^2 above: at the level N both crossings are known. */
const COUPLINGS = [1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];
const MASSES = [0.1, 0.2, 0.4];

beforeEach(() => {
  const database = newDatabase();
  const scan = newScan({ massGeV: MASSES, coupling: COUPLINGS });
  startScan(database, scan).writer.saveColumns(
    MASSES.map((mass, i) =>
      newColumn(i, COUPLINGS.length, {
        yields: Float64Array.from(COUPLINGS, (g) => 1e4 * mass * (g <= 1 ? g ** 2 : g ** -2)),
      }),
    ),
  );
  reader = openReadOnly(database.name);
  onTestFinished(() => void reader.close());
});

const rows = (sql: string) => [...runQuery(reader, sql).rows];
const value = (sql: string) => rows(sql)[0][0];

/** One group of (coupling, yield), in this order. */
const crossings = (points: string, level: number | string = 3) =>
  rows(
    `WITH curve(g, n) AS (VALUES ${points})
     SELECT crossing_up(g, n, ${level}), crossing_down(g, n, ${level}) FROM curve`,
  )[0];

describe('crossing_up and crossing_down', () => {
  it('interpolate a power law exactly, mass by mass', () => {
    const found = rows(
      `SELECT mass_gev, crossing_up(coupling, yield, 3), crossing_down(coupling, yield, 3)
       FROM grid WHERE scan = 'fermilab-exact' GROUP BY mass_gev`,
    ) as number[][];
    expect(found.map(([mass]) => mass)).toEqual(MASSES);
    for (const [mass, up, down] of found) {
      expect(up / Math.sqrt(3 / (1e4 * mass))).toBeCloseTo(1, 13);
      expect(down / Math.sqrt((1e4 * mass) / 3)).toBeCloseTo(1, 13);
    }
  });

  it('do not depend on the order of the rows', () => {
    const [up, down] = crossings('(1, 1), (2, 4), (4, 16), (8, 1)');
    expect(up).toBeCloseTo(Math.sqrt(3), 14);
    expect(crossings('(8, 1), (2, 4), (1, 1), (4, 16)')).toEqual([up, down]);
  });

  it.each([
    ['the first of several', '(1, 1), (10, 9), (100, 1), (1000, 9)', [10 ** 0.5, 10 ** 1.5]],
    ['to the bit at a point of the grid', '(1, 1), (1.1, 3), (1.3, 9), (1.7, 3), (1.9, 1)', [1.1, 1.7]],
    ['NULL where the yield stays above', '(1, 4), (2, 5)', [null, null]],
    ['NULL where it stays below', '(1, 1), (2, 2)', [null, null]],
    ['NULL where it only rises or falls', '(1, 9), (10, 1)', [null, 10 ** 0.5]],
    ['NULL across a point without a yield', '(1, 1), (2, NULL), (3, 9)', [null, null]],
    ['the neighbour of a zero', '(1, 0), (2, 9), (3, 0)', [2, 2]],
    ['the neighbour of an infinity', '(1, 1), (2, 1e999), (3, 1)', [1, 3]],
    ['yields of the smallest size', '(1, 1e-310), (10, 3)', [10, null]],
    ['nothing in one point', '(1, 3)', [null, null]],
    ['nothing at couplings that are NULL', '(1, 1), (NULL, 9), (NULL, 9)', [null, null]],
  ])('give %s', (_, points, expected) => {
    const found = crossings(points);
    found.forEach((coupling, i) => {
      if (expected[i] === null) expect(coupling).toBeNull();
      else if (Number.isInteger(expected[i] * 10)) expect(coupling).toBe(expected[i]);
      else expect(coupling).toBeCloseTo(expected[i], 12);
    });
  });

  it('are NULL where there are no rows', () => {
    expect(value('SELECT crossing_up(coupling, yield, 3) FROM grid WHERE mass_gev < 0')).toBeNull();
  });

  it.each([
    ['a level of zero', '(1, 1)', 0, /crossing_up: expected a level above zero; got 0/],
    ['no level', '(1, 1)', 'NULL', /level above zero; got NULL/],
    ['a level that is text', '(1, 1)', "'3'", /level above zero; got "3"/],
    ['an infinite level', '(1, 1)', '1e999', /level above zero; got Infinity/],
    ['several levels', '(1, 1), (2, 2)', 'n', /one level per group; got 1 and 2/],
    ['a coupling of zero', '(0, 1)', 3, /couplings above zero; got 0/],
    ['a coupling that is text', "('a', 1)", 3, /couplings above zero; got "a"/],
    ['a negative yield', '(1, -1)', 3, /yields of zero or more, or NULL; got -1/],
    ['a yield that is text', "(1, 'x')", 3, /yields of zero or more, or NULL; got "x"/],
    ['two scans in a group', '(1, 1), (1, 2)', 3, /coupling 1 occurs more than once.*Name one scan/],
  ])('refuse %s', (_, points, level, message) => {
    expect(() => crossings(points, level)).toThrow(UsageError);
    expect(() => crossings(points, level)).toThrow(message);
    expect(value('SELECT 1')).toBe(1);
  });

  it('refuse another number of arguments', () => {
    expect(() => rows('SELECT crossing_up(coupling, yield) FROM grid')).toThrow(/wrong number of arguments/);
  });
});

describe('mathematical functions', () => {
  it.each([
    ['ln(exp(1.0))', 1],
    ['log10(1e-5)', -5],
    // SQLite's own convention, unlike that of C and Python.
    ['log(100)', 2],
    ['log(2, 8)', 3],
    ['log2(8)', 3],
    ['exp(0)', 1],
    ['pow(2, 10)', 1024],
    ['power(2, 0.5)', Math.SQRT2],
    ['sqrt(2)', Math.SQRT2],
    ['pi()', Math.PI],
    ['sin(pi() / 2)', 1],
    ['atan2(1, 1)', Math.PI / 4],
    ['tanh(0.5)', Math.tanh(0.5)],
    ['asinh(1)', Math.asinh(1)],
    ['ceil(1.2) + floor(1.8) + trunc(-1.5)', 2],
    ['mod(7, 4)', 3],
    ['radians(180)', Math.PI],
    ['degrees(pi())', 180],
    ['sign(-2.5)', -1],
  ])('%s', (expression, expected) => {
    expect(value(`SELECT ${expression}`)).toBeCloseTo(expected, 14);
  });

  it.each(['ln(0)', 'ln(-1)', 'sqrt(-1)', 'acos(2)', "ln('x')", '1 / 0'])(
    '%s has no value: NULL',
    (expression) => {
      expect(value(`SELECT ${expression}`)).toBeNull();
    },
  );

  it('have medians and percentiles', () => {
    expect(
      rows('SELECT median(value), percentile(value, 25) FROM json_each(json_array(1, 2, 3, 4, 5))'),
    ).toEqual([[3, 2]]);
  });
});
