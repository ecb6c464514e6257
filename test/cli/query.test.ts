import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/open-database.js';
import { closeDatabase } from '../../src/store/wal.js';
import { newColumn, startScan } from '../store/fixtures.js';
import { MAIN, type RunningCli, runCli, startCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-query-'));
const database = join(folder, 'scan.sqlite');

beforeAll(() => {
  const writer = openDatabase(database);
  startScan(writer).writer.saveColumns([newColumn(0, 4), newColumn(1, 4)]);
  closeDatabase(writer);
});

afterAll(() => rmSync(folder, { recursive: true }));

const query = (...args: string[]) => runCli(['query', ...args, '--db', database]);
const start = (...args: string[]) => startCli(['query', ...args, '--db', database]);

const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
const numbers = (count: number) => `${ENDLESS} SELECT i FROM n LIMIT ${count}`;

/** A folder whose only contents are what the test leaves behind. */
function outputFolder(): string {
  const path = join(folder, 'output');
  mkdirSync(path);
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** Query processes that `parent` has started. */
function queriesOf(parent: number): number[] {
  const file = `/proc/${parent}/task/${parent}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await sleep(20);
  expect(condition()).toBe(true);
}

async function queryOf({ child }: RunningCli): Promise<number> {
  await until(() => queriesOf(child.pid!).length === 1);
  return queriesOf(child.pid!)[0];
}

describe('muscan query', () => {
  it('refuses an option that is given twice', async () => {
    const { code, stderr } = await runCli(['query', 'SELECT 1', '--db', 'a', '--db', 'b']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '--db: expected it once; got it 2 times\n',
    });
  });

  it('aligns long tables part by part', async () => {
    const { stdout } = await query(numbers(10_001));
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual(['    i', '-----', '    1']);
    expect(lines.slice(10_001)).toEqual(['10000', '', '    i', '-----', '10001', '']);
    expect((await query('SELECT scan FROM grid WHERE 0')).stdout).toBe('scan\n----\n');
    expect((await query(numbers(10_000))).stdout.split('\n')).toHaveLength(10_003);
  });

  it('writes every value in every format', async () => {
    const sql = `SELECT 1.5 AS a, NULL AS b, x'0aff' AS c, 'x,"y"' AS d, 1e999 AS e`;
    expect((await query(sql, '--format', 'csv')).stdout).toBe('a,b,c,d,e\n1.5,,0aff,"x,""y""",Infinity\n');
    const object = '{"a":1.5,"b":null,"c":"0aff","d":"x,\\"y\\"","e":null}';
    expect((await query(sql, '--format', 'json')).stdout).toBe(`[${object}\n]\n`);
    expect((await query(sql, '--format', 'ndjson')).stdout).toBe(`${object}\n`);
    expect((await query('SELECT 1 WHERE 0', '--format', 'json')).stdout).toBe('[]\n');
    expect((await query('SELECT 1 WHERE 0', '--format', 'ndjson')).stdout).toBe('');
  });

  it('writes a file whose ending names the format', async () => {
    const output = outputFolder();
    const sql = 'SELECT mass_gev AS m FROM grid LIMIT 1';
    const expected = { 'a.csv': 'm\n0.1\n', 'a.JSON': '[{"m":0.1}\n]\n', 'new/a.ndjson': '{"m":0.1}\n' };
    for (const [name, text] of Object.entries(expected)) {
      const path = join(output, name);
      const outcome = await query(sql, '-o', path);
      expect(outcome).toEqual({ code: 0, stdout: '', stderr: `${path} written\n` });
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    expect((await query(sql, '-o', join(output, 'a.txt'), '--format', 'table')).code).toBe(0);
    expect(readdirSync(output).toSorted()).toEqual(['a.JSON', 'a.csv', 'a.txt', 'new']);
  });

  it.each([
    [
      'the time limit',
      [`${ENDLESS} SELECT i FROM n WHERE i < 1000 OR i < 0`, '--timeout', '0.5'],
      /than 0\.5 s/,
    ],
    ['the row limit', [numbers(101), '--max-rows', '100'], /more than 100 rows/],
    ['the memory limit', ['SELECT zeroblob(500000000)', '--max-memory', '200'], /more than 200 MB/],
    ['an error on the way', ['SELECT abs(-9223372036854775807 - i) FROM (VALUES (1))'], /SQL: /],
  ])('leaves a file as it was after %s', async (_, args, message) => {
    const output = outputFolder();
    const path = join(output, 'a.csv');
    await query('SELECT 7', '-o', path);
    const { code, stdout, stderr } = await query(...args, '-o', path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(output)).toEqual(['a.csv']);
    expect(readFileSync(path, 'utf8')).toBe('7\n7\n');
  });

  it.each([
    ['a time that is no number', ['--timeout', 'soon'], /--timeout: expected a number above 0/],
    ['no time', ['--timeout', '0'], /--timeout: expected a number above 0/],
    ['half a row', ['--max-rows', '0.5'], /--max-rows: expected a number from 1/],
    ['one and a half rows', ['--max-rows', '1.5'], /--max-rows: expected a whole number/],
    ['too little memory to start', ['--max-memory', '64'], /--max-memory: expected a number from 128/],
    [
      'an unknown ending',
      ['-o', 'out.xlsx'],
      /--output: .*ends in \.csv, \.json, \.ndjson or \.parquet.*"out\.xlsx"/,
    ],
    ['two fields of one name', ['--format', 'json'], /two columns are called "a": tell them apart with AS/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await query('SELECT 1 AS a, 2 AS a', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('does not write over the database, a folder or a device', async () => {
    const { size } = statSync(database);
    for (const path of [
      database,
      `${database}-wal`,
      `${folder}/../${folder.split('/').at(-1)}/scan.sqlite`,
    ]) {
      const { code, stderr } = await query('SELECT 1', '--format', 'csv', '-o', path);
      expect({ code, stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/belongs to the database/),
      });
    }
    expect(statSync(database).size).toBe(size);
    for (const path of [folder, '/dev/null']) {
      const { code, stderr } = await query('SELECT 1', '--format', 'csv', '-o', path);
      expect({ code, stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/not a regular file/),
      });
    }
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('an unwritable place is an I/O error', async () => {
    const outcome = await query('SELECT 1', '-o', '/proc/muscan/a.csv');
    expect(outcome).toMatchObject({ code: 74, stderr: expect.stringMatching(/cannot write \/proc\/muscan/) });
  });
});

describe.runIf(existsSync(`/proc/${process.pid}/task`))('the process of a query ends', () => {
  const endless = [`${ENDLESS} SELECT count(*) FROM n`];

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('with the command, by %s', async (signal) => {
    const running = start(...endless);
    const pid = await queryOf(running);
    await sleep(300);
    running.child.kill(signal);
    expect((await running.outcome).code).toBe(signal);
    await until(() => !existsSync(`/proc/${pid}`));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('and leaves no file behind, by %s', async (signal) => {
    const output = outputFolder();
    const running = start(`${ENDLESS} SELECT i FROM n`, '--max-rows', '1e12', '-o', join(output, 'a.csv'));
    const pid = await queryOf(running);
    await until(() => readdirSync(output).length === 1);
    running.child.kill(signal);
    expect((await running.outcome).code).toBe(signal);
    expect(readdirSync(output)).toEqual([]);
    await until(() => !existsSync(`/proc/${pid}`));
  });

  it('when nobody reads any more, quietly', async () => {
    const running = start(`${ENDLESS} SELECT i FROM n`, '--format', 'csv');
    const pid = await queryOf(running);
    running.child.stdout!.once('data', () => running.child.stdout!.destroy());
    expect(await running.outcome).toMatchObject({ code: 0, stderr: '' });
    await until(() => !existsSync(`/proc/${pid}`));
  });

  it('as part of a pipe', () => {
    const sql = `${ENDLESS} SELECT i FROM n`;
    const command = `"${process.execPath}" "${MAIN}" query "${sql}" --format csv --db "${database}" | head -3`;
    expect(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })).toBe('i\n1\n2\n');
  });

  it('is told of when somebody else ends it', async () => {
    const running = start(...endless);
    const pid = await queryOf(running);
    await sleep(300);
    process.kill(pid, 'SIGKILL');
    const { code, stderr } = await running.outcome;
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/ended with SIGKILL/) });
  });
});
