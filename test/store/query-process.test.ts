/** A query in its own process. Uses the built output, since such a process does not load TypeScript. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { QueryProcessLimits } from '../../src/store/query-protocol.js';
import { ROOT } from '../cli/run-cli.js';
import { newColumn, newDatabase, startScan, temporaryDirectory } from './fixtures.js';

const { withQuery, IntegrityError, UsageError, DatabaseLockedError } = (await import(
  pathToFileURL(join(ROOT, 'dist/index.js')).href
)) as typeof import('../../src/index.js');

let path: string;

beforeEach(() => {
  const database = newDatabase();
  startScan(database).writer.saveColumns([newColumn(0, 4)]);
  path = database.name;
});

const numbers = (count: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${count}) SELECT i FROM n`;

async function all(sql: string, limits: Partial<QueryProcessLimits> = {}, database = path) {
  return withQuery(database, sql, limits, async ({ columns, batches }) => {
    const rows: unknown[][] = [];
    for await (const batch of batches) rows.push(...batch);
    return { columns, rows };
  });
}

/** Processes that this one started and that still run. */
function children(): string[] {
  const file = `/proc/${process.pid}/task/${process.pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean) : [];
}

describe('a query in a process of its own', () => {
  it('gives every kind of value as it is', async () => {
    expect(
      await all("SELECT 1 AS a, 0.1 AS b, 'Übergröße 💥' AS c, x'00ff' AS d, NULL AS e, 1e999 AS f, '' AS g"),
    ).toEqual({
      columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      rows: [[1, 0.1, 'Übergröße 💥', Buffer.of(0, 255), null, Infinity, '']],
    });
  });

  it('gives the columns of an empty answer', async () => {
    expect(await all('SELECT mass_gev FROM grid WHERE 0')).toEqual({ columns: ['mass_gev'], rows: [] });
  });

  it('loses no row and changes no order, in large rows and in small ones', async () => {
    const { rows } = await all(numbers(200_000));
    expect(rows).toHaveLength(200_000);
    expect(rows.every(([value], i) => value === i + 1)).toBe(true);
    const large = await all(`SELECT i, hex(zeroblob(1000000)) FROM (${numbers(10)})`);
    expect(large.rows.map(([i, text]) => [i, (text as string).length])).toEqual(
      Array.from({ length: 10 }, (_, i) => [i + 1, 2_000_000]),
    );
  });

  it('allows exactly as many rows as asked', async () => {
    expect((await all(numbers(1000), { maxRows: 1000 })).rows).toHaveLength(1000);
    await expect(all(numbers(1001), { maxRows: 1000 })).rejects.toThrow(/more than 1000 rows/);
  });

  it('gives the first rows before the last ones exist, and waits for those who read them', async () => {
    const before = process.memoryUsage.rss();
    await withQuery(path, numbers(1e9), { maxRows: 1e9, timeoutSeconds: 3 }, async ({ batches }) => {
      let rows = 0;
      for await (const batch of batches) {
        rows += batch.length;
        if (rows > 100_000) break;
        // Longer in sum than the limit: a slow reader does not count.
        await sleep(400);
      }
      expect(rows).toBeGreaterThan(100_000);
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
    expect(children()).toEqual([]);
  });

  it('passes the rows of a slow query on, however long the next one takes', async () => {
    const sql = [10, 5e6, 1e12]
      .map((count) => `SELECT count(*) FROM (${numbers(count)})`)
      .join(' UNION ALL ');
    await withQuery(path, sql, {}, async ({ batches }) => {
      for await (const batch of batches) {
        expect(batch).toEqual([[10], [5e6]]);
        break;
      }
    });
  });

  it.each([
    ['an error of its reader', () => Promise.reject(new RangeError('mine')), /mine/],
    ['a reader that takes nothing', () => Promise.resolve(), undefined],
  ])('ends with %s', async (_, use, message) => {
    const query = withQuery(path, numbers(1e9), {}, use);
    if (message === undefined) await query;
    else await expect(query).rejects.toThrow(message);
    expect(children()).toEqual([]);
  });

  it('runs beside others', async () => {
    const answers = await Promise.all([1, 2, 3].map((i) => all(`SELECT ${i}`)));
    expect(answers.map(({ rows }) => rows[0][0])).toEqual([1, 2, 3]);
  });

  it('does not stop a writer, and sees the moment of its start', async () => {
    const writer = newDatabase(path);
    await withQuery(path, 'SELECT a.yield FROM point a, point b', {}, async ({ batches }) => {
      writer.exec("UPDATE scan SET title = 'changed'");
      for await (const batch of batches) expect(batch).toHaveLength(16);
    });
  });

  it.each([
    ['no file', 'none.db', UsageError, /there is no database/],
    ['a directory', '.', undefined, /is a directory/],
  ])('passes on what is wrong with the database: %s', async (_, name, type, message) => {
    const error: unknown = await all('SELECT 1', {}, join(temporaryDirectory(), name)).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Error).message).toMatch(message);
    if (type !== undefined) expect(error).toBeInstanceOf(type);
  });

  it('keeps the classes of errors apart', async () => {
    const foreign = join(ROOT, 'package.json');
    await expect(all('SELECT 1', {}, foreign)).rejects.toThrow(IntegrityError);
    await expect(all('SELEKT 1')).rejects.toThrow(UsageError);
    expect(new DatabaseLockedError('').exitCode).toBe(5);
  });
});
