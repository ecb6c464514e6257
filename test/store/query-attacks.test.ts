/**
 * SQL that means harm, by mistake or not: each ends within its limits, says why, and leaves the database as it was.
 * Uses the built output, since a process of its own does not load TypeScript.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open-database.js';
import type { QueryProcessLimits } from '../../src/store/query-protocol.js';
import { closeDatabase } from '../../src/store/wal.js';
import { ROOT } from '../cli/run-cli.js';
import { axis, newColumn, newScan, startScan } from './fixtures.js';

const { withQuery, UsageError } = (await import(
  pathToFileURL(join(ROOT, 'dist/index.js')).href
)) as typeof import('../../src/index.js');

const POINTS = 100;

const folder = mkdtempSync(join(tmpdir(), 'muscan-attacks-'));
const path = join(folder, 'muscan.db');
let before: string;

beforeAll(() => {
  const database = openDatabase(path);
  const scan = newScan({ massGeV: axis(POINTS), coupling: axis(POINTS) });
  startScan(database, scan).writer.saveColumns(
    Array.from({ length: POINTS }, (_, index) => newColumn(index, POINTS)),
  );
  closeDatabase(database);
  before = hash();
});

afterAll(() => rmSync(folder, { recursive: true }));

function hash(): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Time enough for a process to start on a busy machine, beyond the limit itself. */
const MARGIN_MS = 15_000;

const LIMITS: QueryProcessLimits = { timeoutSeconds: 1, maxRows: 20_000, maxMemoryMB: 256 };

async function attack(sql: string, limits = LIMITS): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const start = performance.now();
  try {
    await withQuery(path, sql, limits, async ({ batches }) => {
      for await (const batch of batches) rows.push(...batch);
    });
  } finally {
    expect(performance.now() - start).toBeLessThan(limits.timeoutSeconds * 1000 + MARGIN_MS);
    expect(hash()).toBe(before);
    expect(readdirSync(folder).filter((file) => !/^muscan\.db(-wal|-shm)?$/.test(file))).toEqual([]);
  }
  return rows;
}

/** What the user is told; the database is as it was, and the limits are kept. */
async function refusal(sql: string, limits = LIMITS): Promise<string> {
  const error: unknown = await attack(sql, limits).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

const TIME = /^the query took more than 1 s and was stopped\..*--timeout/;
const MEMORY = /^the query needed more than 256 MB of memory and was stopped\..*--max-memory/;
const ROWS = /^the query returns more than 20000 rows\..*--max-rows/;
const WRITES = /got one that writes/;

const other = join(folder, 'other.db');
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';

describe('statements other than a question', () => {
  it.each([
    [`ATTACH '${other}' AS other`, /^ATTACH is refused/],
    [`EXPLAIN ATTACH '${other}' AS other`, /^ATTACH is refused/],
    ['DETACH main', /^DETACH is refused/],
    [`VACUUM INTO '${other}'`, /^VACUUM is refused/],
    ['VACUUM', /^VACUUM is refused/],
    ['PRAGMA query_only = 0', /^PRAGMA is refused/],
    ['PRAGMA writable_schema = ON', /^PRAGMA is refused/],
    ['PRAGMA hard_heap_limit = 0', /^PRAGMA is refused/],
    ['PRAGMA table_info(point)', /^PRAGMA is refused/],
    ['EXPLAIN PRAGMA journal_mode = DELETE', /^PRAGMA is refused/],
    ['CREATE TABLE t (x)', /got CREATE/],
    ['CREATE TEMP TABLE t (x)', /got CREATE/],
    ['CREATE TEMP VIEW v AS SELECT 1', /got CREATE/],
    ['CREATE VIRTUAL TABLE t USING fts5(x)', /got CREATE/],
    ['CREATE VIRTUAL TABLE temp.t USING rtree(id, a, b)', /got CREATE/],
    ['CREATE TRIGGER t AFTER INSERT ON point BEGIN SELECT 1; END', /got CREATE/],
    ["INSERT INTO status VALUES (9, 'x', 'y')", /got INSERT/],
    ["REPLACE INTO status VALUES (0, 'x', 'y')", /got REPLACE/],
    ['UPDATE point SET yield = 0', /got UPDATE/],
    ['DELETE FROM point RETURNING yield', /got DELETE/],
    ["WITH x AS (SELECT 9) INSERT INTO status SELECT *, 'x', 'y' FROM x RETURNING code", WRITES],
    ['WITH x AS (SELECT 9) UPDATE point SET yield = 0', WRITES],
    ['WITH x AS (SELECT 9) DELETE FROM point', WRITES],
    ["UPDATE sqlite_schema SET sql = ''", /got UPDATE/],
    ["INSERT INTO f(f) VALUES ('rebuild')", /got INSERT/],
    ['DROP TABLE point', /got DROP/],
    ['ALTER TABLE point ADD COLUMN x', /got ALTER/],
    ['REINDEX', /got REINDEX/],
    ['ANALYZE', /got ANALYZE/],
    ['BEGIN IMMEDIATE', /got BEGIN/],
    ['SAVEPOINT s', /got SAVEPOINT/],
    ['SELECT 1; SELECT 2', /^expected one statement; got several/],
    ['SELECT 1; DROP TABLE point', /^expected one statement; got several/],
    ['/* SELECT 1 */ DROP TABLE point -- SELECT', /got DROP/],
  ])('%s', async (sql, message) => {
    expect(await refusal(sql)).toMatch(message);
  });
});

describe('functions that reach out', () => {
  it.each([
    [`SELECT load_extension('${other}')`, /^load_extension is refused/],
    ["SELECT readfile('/etc/passwd')", /^SQL: no such function: readfile/],
    [`SELECT writefile('${other}', 'x')`, /^SQL: no such function: writefile/],
    ["SELECT edit('x')", /^SQL: no such function: edit/],
    ["SELECT fts3_tokenizer('simple', x'0000000000000000')", /^SQL: fts3tokenize disabled/],
    ['SELECT optimize(yield) FROM point', /^SQL: unable to use function optimize/],
    ["SELECT rtreecheck('main', 'point')", /^SQL: /],
    ['SELECT * FROM sqlite_dbpage', /^SQL: no such table/],
    ["SELECT * FROM fsdir('/')", /^SQL: no such table/],
    ["SELECT * FROM csv('/etc/passwd')", /^SQL: no such table/],
    ['SELECT * FROM pragma_optimize', /^SQL: attempt to write a readonly database/],
    ['SELECT * FROM pragma_wal_checkpoint', /^SQL: no such table/],
    ['SELECT * FROM pragma_query_only(0)', /^SQL: too many arguments/],
    ['SELECT * FROM pragma_writable_schema(1)', /^SQL: too many arguments/],
    ['SELECT * FROM pragma_journal_mode WHERE arg = 1', /^SQL: no such column/],
  ])('%s', async (sql, message) => {
    expect(await refusal(sql)).toMatch(message);
  });
});

describe('work without an end', () => {
  it.each([
    [`${ENDLESS} SELECT count(*) FROM n`, TIME],
    ['WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT max(i) FROM n', TIME],
    ['SELECT count(*) FROM point a, point b, point c', TIME],
    [`SELECT count(*) FROM ${Array.from({ length: 60 }, (_, i) => `point p${i}`).join(', ')}`, TIME],
    // A pattern that fits nearly everywhere, in longer and longer texts.
    [
      `${ENDLESS} SELECT count(*) FROM n WHERE printf('%.*c', 30000, 'a') || i LIKE '${'%a'.repeat(200)}%b'`,
      TIME,
    ],
    [
      `${ENDLESS} SELECT count(*) FROM n WHERE printf('%.*c', 30000, 'a') || i GLOB '${'*a'.repeat(200)}*b'`,
      TIME,
    ],
  ])('%s', async (sql, message) => {
    expect(await refusal(sql)).toMatch(message);
  });
});

describe('memory and rows without an end', () => {
  // On a slow machine it takes a while to get there.
  const limits = { ...LIMITS, timeoutSeconds: 60 };

  it.each([
    ['WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n) SELECT count(*) FROM n', MEMORY],
    [`${ENDLESS} SELECT i FROM n ORDER BY printf('%.*c', 1000, 'a') || i`, MEMORY],
    ["WITH RECURSIVE n(x) AS (SELECT 'a' UNION ALL SELECT x || x FROM n) SELECT length(x) FROM n", MEMORY],
    [`${ENDLESS} SELECT group_concat(printf('%.*c', 1000, 'a') || i) FROM n`, MEMORY],
    [`${ENDLESS} SELECT json_group_array(printf('%.*c', 1000, 'a') || i) FROM n`, MEMORY],
    [`${ENDLESS} SELECT crossing_up(i, i, 1) FROM n`, MEMORY],
    ['SELECT zeroblob(1e9)', /^SQL: string or blob too big/],
    ['SELECT zeroblob(500000000)', MEMORY],
    ['SELECT hex(zeroblob(250000000))', MEMORY],
    ['SELECT length(randomblob(500000000))', MEMORY],
    ['SELECT randomblob(1000000000)', /^SQL: string or blob too big/],
    ["SELECT length(printf('%*d', 500000000, 1))", MEMORY],
    ["SELECT printf('%.*c', 1000000000, 'x')", /^SQL: string or blob too big|256 MB/],
    ["SELECT replace(hex(zeroblob(10000)), '00', hex(zeroblob(10000)))", MEMORY],
    [`${ENDLESS} SELECT i FROM n`, ROWS],
    ['SELECT * FROM grid, scan, mass_axis, coupling_axis', ROWS],
    ['SELECT zeroblob(20000000)', /^a row of the result has more than 16 MB\. Select less/],
  ])('%s', async (sql, message) => {
    expect(await refusal(sql, limits)).toMatch(message);
  });
});

describe('statements too large or too deep', () => {
  const DOUBLED = Array.from(
    { length: 40 },
    (_, i) => `a${i + 1} AS (SELECT x.x FROM a${i} x, a${i} y)`,
  ).join();
  const nested = (open: string, depth: number, close: string, inner = '1') =>
    open.repeat(depth) + inner + close.repeat(depth);

  it.each([
    ['long', `SELECT '${'x'.repeat(100_000)}'`, /^the query has 100009 characters; at most 100000/],
    ['parentheses', `SELECT ${nested('(', 40_000, ')')}`, /nested too deeply/],
    ['calls', `SELECT ${nested('abs(', 10_000, ')')}`, /nested too deeply/],
    ['subqueries', `SELECT ${nested('(SELECT ', 10_000, ')')}`, /nested too deeply/],
    ['tables', `SELECT * FROM ${nested('(SELECT * FROM ', 6000, ')', 'scan')}`, /nested too deeply/],
    ['NOT', `SELECT ${'NOT '.repeat(24_000)} 1`, /nested too deeply/],
    ['CASE', `SELECT ${nested('CASE WHEN 1 THEN ', 4500, ' END')}`, /nested too deeply/],
    ['sums', `SELECT ${'1+'.repeat(40_000)}1`, /Expression tree is too large/],
    ['columns', `SELECT ${'1,'.repeat(40_000)}1`, /too many columns/],
    ['unions', `SELECT 1 ${'UNION ALL SELECT 1 '.repeat(5000)}`, /too many terms/],
    ['tables joined', `SELECT 1 FROM scan${', scan'.repeat(5000)}`, /too many FROM clause terms/],
    [
      'subqueries, by doubling',
      `WITH a0(x) AS (SELECT 1), ${DOUBLED} SELECT 1 FROM a40`,
      /MB of memory|took more than/,
    ],
    ['JSON', `SELECT json('${nested('[', 49_000, ']')}')`, /malformed JSON/],
    ['patterns', "SELECT 'x' LIKE hex(zeroblob(50000))", /pattern too complex/],
  ])('%s', async (_, sql, message) => {
    expect(await refusal(sql)).toMatch(message);
  });
});

describe('harmless neighbours of these', () => {
  it.each([
    ["SELECT count(*) FROM pragma_table_info('grid')", 13],
    ["SELECT name FROM pragma_table_info('point') LIMIT 1", 'scan_id'],
    ['SELECT * FROM pragma_query_only', 1],
    ['SELECT * FROM pragma_trusted_schema', 0],
    ['SELECT * FROM pragma_cell_size_check', 1],
    ['SELECT * FROM pragma_temp_store', 2],
    ['SELECT * FROM pragma_hard_heap_limit', 256_000_000],
    ["SELECT count(*) > 0 FROM sqlite_schema WHERE sql LIKE 'CREATE%'", 1],
    ["SELECT 'DROP TABLE point; -- '", 'DROP TABLE point; -- '],
    ["SELECT value FROM json_each('[7]')", 7],
    ['SELECT integrity_check FROM pragma_integrity_check', 'ok'],
    ['WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT sum(i) FROM n', 15],
  ])('%s', async (sql, expected) => {
    expect((await attack(sql))[0][0]).toBe(expected);
  });
});
