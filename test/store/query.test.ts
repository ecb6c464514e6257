import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { openReadOnly } from '../../src/store/open-database.js';
import { runQuery } from '../../src/store/query.js';
import { countRows, newColumn, newDatabase, startScan, temporaryDirectory } from './fixtures.js';

let reader: Database.Database;

beforeEach(() => {
  const database = newDatabase();
  startScan(database).writer.saveColumns([newColumn(0, 4), newColumn(1, 4)]);
  reader = openReadOnly(database.name);
  onTestFinished(() => void reader.close());
});

const all = (sql: string, maxRows?: number) => {
  const { columns, rows } = runQuery(reader, sql, maxRows === undefined ? {} : { maxRows });
  return { columns, rows: [...rows] };
};

describe('a query', () => {
  it('gives column names and rows', () => {
    expect(all('SELECT mass_gev, coupling AS g, yield, NULL, status FROM grid LIMIT 2')).toEqual({
      columns: ['mass_gev', 'g', 'yield', 'NULL', 'status'],
      rows: [
        [0.1, 1e-5, 1, null, 'ok'],
        [0.1, 1e-4, 1.25, null, 'ok'],
      ],
    });
  });

  it.each([
    'SELECT 1',
    ' \n select 1;',
    '-- a comment\nSELECT 1 -- another',
    '/* PRAGMA */ /* two */ SELECT 1',
    'WITH x AS (SELECT 1 AS a) SELECT a FROM x',
    'VALUES (1)',
    'SELECT(1)',
    "SELECT 1 WHERE '--' <> '/*'",
  ])('may be %j', (sql) => {
    expect(all(sql).rows).toEqual([[1]]);
  });

  it('may ask for its own plan', () => {
    expect(all('EXPLAIN QUERY PLAN SELECT * FROM point').rows[0]).toContain('SCAN point');
    expect(all('explain SELECT 1').columns).toContain('opcode');
  });

  it('streams: rows arrive before the last one exists', () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    const { rows } = runQuery(reader, endless);
    for (const [value] of rows) if (value === 1000) break;
    expect(all('SELECT 1').rows).toEqual([[1]]);
  });

  it('with too many rows is an error, not a shorter answer', () => {
    expect(all('SELECT * FROM point', 8).rows).toHaveLength(8);
    expect(() => all('SELECT * FROM point', 7)).toThrow(UsageError);
    expect(() => all('SELECT * FROM point', 7)).toThrow(/more than 7 rows/);
  });
});

describe('refused with a reason', () => {
  it.each([
    ["ATTACH '/tmp/other.db' AS other", /ATTACH is refused/],
    ['/* x */ attach database "x" as y', /ATTACH is refused/],
    ['DETACH main', /DETACH is refused/],
    ['PRAGMA query_only = 0', /PRAGMA is refused/],
    ['PRAGMA table_info(point)', /PRAGMA is refused.*pragma_table_info/],
    ['EXPLAIN PRAGMA query_only = 0', /PRAGMA is refused/],
    ['EXPLAIN QUERY PLAN -- x\n PRAGMA query_only = 0', /PRAGMA is refused/],
    ['DELETE FROM point', /got DELETE/],
    ['INSERT INTO status VALUES (9, 1, 1)', /got INSERT/],
    ['UPDATE point SET yield = 0 RETURNING yield', /got UPDATE/],
    ['WITH x AS (SELECT 1) DELETE FROM point RETURNING 1', /expected one statement that returns rows/],
    ['WITH x AS (SELECT 1) DELETE FROM point', /expected one statement that returns rows/],
    ['DROP TABLE point', /got DROP/],
    ['CREATE TEMP TABLE t (x)', /got CREATE/],
    ['BEGIN', /got BEGIN/],
    ['SELECT 1; SELECT 2', /got several/],
    ['SELECT 1; DROP TABLE point', /got several/],
    ['; SELECT 1', /got ;/],
    ['', /empty/],
    ['-- nothing but a comment', /empty/],
    ['/* never closed', /empty/],
    ['SELEKT 1', /got SELEKT/],
    ['SELECT FROM', /SQL: near "FROM"/],
    ['SELECT * FROM grids', /no such table: grids. There are: failures, grid, progress, coupling_axis/],
    ['SELECT mass FROM grid', /SQL: no such column: mass/],
    ['SELECT * FROM grid WHERE scan = ?', /without parameters/],
    ['SELECT * FROM grid WHERE scan = :name', /without parameters/],
    ["SELECT load_extension('x')", /^load_extension is refused/],
    ['SELECT abs(-9223372036854775808)', /integer overflow/],
  ])('%s', (sql, message) => {
    expect(() => all(sql)).toThrow(UsageError);
    expect(() => all(sql)).toThrow(message);
    expect(reader.pragma('query_only', { simple: true })).toBe(1);
    expect(countRows(reader, 'point')).toBe(8);
  });

  it('VACUUM INTO writes no file', () => {
    const target = join(temporaryDirectory(), 'copy.db');
    expect(() => all(`VACUUM INTO '${target}'`)).toThrow(/VACUUM is refused/);
    expect(existsSync(target)).toBe(false);
  });

  it('whatever a pragma would change: as functions they only report', () => {
    const names = all('SELECT name FROM pragma_pragma_list')
      .rows.map(([name]) => String(name))
      // These two show what the others have loaded.
      .filter((name) => name !== 'module_list' && name !== 'database_list');
    const settings = () =>
      names.map((name) => {
        try {
          return [name, all(`SELECT * FROM pragma_${name}`).rows];
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return [name, (error as Error).message];
        }
      });
    const before = settings();
    expect(before.length).toBeGreaterThan(60);
    expect(settings()).toEqual(before);
    for (const name of [
      'query_only',
      'trusted_schema',
      'writable_schema',
      'journal_mode',
      'hard_heap_limit',
    ]) {
      expect(() => all(`SELECT * FROM pragma_${name}(0)`)).toThrow(
        /too many arguments|no such table|unknown database/,
      );
    }
  });

  it('a text beyond all measure', () => {
    expect(() => all(`SELECT 1 --${'x'.repeat(100_000)}`)).toThrow(/100011 characters; at most 100000/);
  });

  it('a handle that can write', () => {
    expect(() => runQuery(newDatabase(), 'SELECT 1')).toThrow(TypeError);
  });
});
