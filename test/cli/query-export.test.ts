/** The grid as a Parquet file, read back. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open-database.js';
import { PointStatus } from '../../src/store/point-status.js';
import { closeDatabase } from '../../src/store/wal.js';
import { VERSION } from '../../src/version.js';
import { axis, newColumn, newScan, startScan, withPlan } from '../store/fixtures.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-parquet-'));
const database = join(folder, 'scan.sqlite');
const { ok, unconverged, closed, failed } = PointStatus;

const small = withPlan(newScan());

beforeAll(() => {
  const writer = openDatabase(database);
  startScan(writer, small).writer.saveColumns([
    newColumn(0, 4, {
      yields: Float64Array.of(0.1 + 0.2, 5e-324, Number.NaN, 0),
      relErrors: Float64Array.of(1e-4, 0.5, Number.NaN, 0),
      statuses: Uint8Array.of(ok, unconverged, failed, closed),
    }),
    newColumn(2, 4),
  ]);
  // More points than a group of rows holds.
  const large = withPlan(newScan({ name: 'large', massGeV: axis(5), coupling: axis(30_000) }));
  startScan(writer, large).writer.saveColumns(Array.from({ length: 5 }, (_, i) => newColumn(i, 30_000)));
  startScan(writer, withPlan(newScan({ name: 'empty', accuracy: 1e-2 })));
  closeDatabase(writer);
});

afterAll(() => rmSync(folder, { recursive: true }));

const muscan = (...args: string[]) => runCli(['export', ...args, '--db', database]);

async function exported(scan: string) {
  const path = join(folder, `${scan}.parquet`);
  expect(await muscan(scan, '-o', path)).toEqual({ code: 0, stdout: '', stderr: `${path} written\n` });
  const file = await asyncBufferFromFile(path);
  return { metadata: await parquetMetadataAsync(file), rows: await parquetReadObjects({ file }) };
}

describe('muscan export --format parquet', () => {
  it('stores every computed point, to the bit', async () => {
    const { rows } = await exported('fermilab-exact');
    expect(rows).toHaveLength(8);
    const [mass_gev, mass] = [0.1, 0.2];
    expect(rows.slice(0, 5)).toEqual([
      { mass_gev, coupling: 1e-5, yield: 0.1 + 0.2, rel_error: 1e-4, status: 'ok' },
      { mass_gev, coupling: 1e-4, yield: 5e-324, rel_error: 0.5, status: 'unconverged' },
      { mass_gev, coupling: 1e-3, yield: null, rel_error: null, status: 'failed' },
      { mass_gev, coupling: 1e-2, yield: 0, rel_error: 0, status: 'closed' },
      { mass_gev: mass, coupling: 1e-5, yield: 3, rel_error: 1e-4, status: 'ok' },
    ]);
  });

  it('says where it comes from, and which fields may be missing', async () => {
    const { metadata } = await exported('fermilab-exact');
    const pairs = Object.fromEntries(metadata.key_value_metadata!.map(({ key, value }) => [key, value]));
    expect(pairs).toEqual({
      'muscan.scan': 'fermilab-exact',
      'muscan.title': 'A scan',
      'muscan.planHash': small.planHash,
      'muscan.numericsVersion': expect.any(String),
      'muscan.muscanVersion': '0.1.0',
      'muscan.gitCommit': 'unknown',
      'muscan.nodeVersion': process.versions.node,
      'muscan.architecture': process.arch,
      'muscan.points': '8 of 12',
      'muscan.scanFile': expect.any(String),
      'muscan.runs': expect.stringContaining('"threads":'),
      'muscan.createdAt': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      'muscan.exportedWith': VERSION,
      'muscan.plan': small.plan,
    });
    expect(metadata.created_by).toBe(`muscan ${VERSION}`);
    const fields = metadata.schema
      .slice(1)
      .map(({ name, type, repetition_type: kind }) => [name, type, kind]);
    expect(fields).toEqual([
      ['mass_gev', 'DOUBLE', 'REQUIRED'],
      ['coupling', 'DOUBLE', 'REQUIRED'],
      ['yield', 'DOUBLE', 'OPTIONAL'],
      ['rel_error', 'DOUBLE', 'OPTIONAL'],
      ['status', 'BYTE_ARRAY', 'REQUIRED'],
    ]);
  });

  it('goes on over several groups of rows', async () => {
    const { metadata, rows } = await exported('large');
    expect(metadata.row_groups.map(({ num_rows: count }) => Number(count))).toEqual([100_000, 50_000]);
    expect(rows).toHaveLength(150_000);
    expect(
      rows.every(
        (row, k) =>
          row['mass_gev'] === Math.floor(k / 30_000) + 1 &&
          row['coupling'] === (k % 30_000) + 1 &&
          row['yield'] === 1 + Math.floor(k / 30_000) + (k % 30_000) / 30_000,
      ),
    ).toBe(true);
  });

  it('of a scan without points has columns and no rows', async () => {
    const { metadata, rows } = await exported('empty');
    expect(rows).toEqual([]);
    expect(metadata.schema).toHaveLength(6);
  });
});

describe('muscan query -o answer.parquet', () => {
  const query = (sql: string, ...more: string[]) => runCli(['query', sql, '--db', database, ...more]);

  it('gives columns the types of their values', async () => {
    const path = join(folder, 'answer.parquet');
    const sql = `SELECT CAST(round(coupling * 1e5) AS INTEGER) AS i, yield, status, x'0aff' AS bytes, NULL AS empty
      FROM grid WHERE scan = 'fermilab-exact' ORDER BY mass_gev, coupling LIMIT 3`;
    expect(await query(sql, '-o', path)).toEqual({ code: 0, stdout: '', stderr: `${path} written\n` });
    const file = await asyncBufferFromFile(path);
    const bytes = Uint8Array.of(0x0a, 0xff);
    expect(await parquetReadObjects({ file, utf8: false })).toEqual([
      { i: 1n, yield: 0.1 + 0.2, status: 'ok', bytes, empty: null },
      { i: 10n, yield: 5e-324, status: 'unconverged', bytes, empty: null },
      { i: 100n, yield: null, status: 'failed', bytes, empty: null },
    ]);
    const pairs = (await parquetMetadataAsync(file)).key_value_metadata;
    expect(pairs).toEqual([{ key: 'muscan.sql', value: sql }]);
  });

  it.each([
    ['stdout', 'SELECT 1 AS a', [], /a Parquet file is not text\. Name it: -o/],
    [
      'mixed types',
      "SELECT 1 AS a UNION ALL SELECT 'x'",
      ['-o', 'y.parquet'],
      /"a" mixes .*CAST\(a AS REAL\)/,
    ],
    ['two columns of one name', 'SELECT 1 AS a, 2 AS a', ['-o', 'y.parquet'], /two columns are called "a"/],
  ])('refuses %s', async (_, sql, more, message) => {
    const { code, stdout, stderr } = await query(sql, '--format', 'parquet', ...more);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('muscan export -o', () => {
  it.each(['csv', 'json'])('writes the same %s as to stdout', async (format) => {
    const path = join(folder, `grid.${format}`);
    expect((await muscan('large', '-o', path)).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe((await muscan('large', '--format', format)).stdout);
  });

  it.each([
    ['Parquet to stdout', ['large', '--format', 'parquet'], /a Parquet file is not text\. Name it: -o/],
    ['an unknown ending', ['large', '-o', 'a.xlsx'], /--output: .*\.csv, \.json or \.parquet.*"a\.xlsx"/],
    ['the database', ['large', '-o', database, '--format', 'csv'], /belongs to the database itself/],
    ['an unknown scan', ['larg', '-o', join(folder, 'x.parquet')], /Did you mean "large"/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await muscan(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(readdirSync(folder).filter((name) => /part$|^x/.test(name))).toEqual([]);
  });
});
