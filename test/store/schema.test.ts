import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openReadOnly } from '../../src/store/open-database.js';
import { PointStatus } from '../../src/store/point-status.js';
import { runQuery } from '../../src/store/query.js';
import { newColumn, newDatabase, newScan, startScan } from './fixtures.js';

const readme = readFileSync(new URL('../../db/README.md', import.meta.url), 'utf8');

/** Two methods on one grid, with a point of every status. */
function filledDatabase(): Database.Database {
  const database = newDatabase();
  const { ok, unconverged, closed, failed } = PointStatus;
  const { labels } = newScan();
  const parameters = { ...labels.parameters, target_length_cm: 150 };
  const exact = startScan(
    database,
    newScan({ name: 'fermilab-exact', labels: { ...labels, parameters } }),
  ).writer;
  exact.saveColumns([newColumn(0, 4), newColumn(1, 4)]);
  exact.saveColumns([
    newColumn(2, 4, {
      yields: Float64Array.of(0, 9, 9, 9),
      statuses: Uint8Array.of(closed, ok, unconverged, failed),
    }),
  ]);
  const ww = startScan(database, newScan({ name: 'fermilab-ww' })).writer;
  ww.saveColumns([newColumn(0, 4, { yields: Float64Array.of(2, 2, 2, 2) })]);
  return database;
}

function queryPlan(database: Database.Database, sql: string): string[] {
  return (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(
    ({ detail }) => detail,
  );
}

it('names the statuses as the code and the kernel do', () => {
  const rows = newDatabase().prepare('SELECT name, code FROM status').raw().all() as [string, number][];
  expect(Object.fromEntries(rows)).toEqual(PointStatus);
});

describe('view grid', () => {
  it('has the columns that people rely on, in that order', () => {
    const { columns } = runQuery(openReadOnly(newDatabase().name), 'SELECT * FROM grid');
    expect(columns.join(' ')).toBe(
      'scan mass_gev coupling yield rel_error status model experiment channel method form_factor parameters level',
    );
  });

  it('finds a range of masses and couplings of a scan through indices alone', () => {
    const plan = queryPlan(
      newDatabase(),
      `SELECT * FROM grid WHERE scan = 'x' AND mass_gev BETWEEN 1 AND 2 AND coupling > 1e-3 ORDER BY mass_gev, coupling`,
    );
    expect(plan).toEqual([
      expect.stringMatching(/^SEARCH scan .*\(name=\?\)/),
      expect.stringMatching(/^SEARCH mass_axis .*\(scan_id=\? AND mass_gev>\? AND mass_gev<\?\)/),
      expect.stringMatching(/^SEARCH coupling_axis .*\(scan_id=\? AND coupling>\?\)/),
      expect.stringMatching(
        /^SEARCH point USING PRIMARY KEY \(scan_id=\? AND mass_index=\? AND coupling_index=\?\)/,
      ),
      expect.stringMatching(/^SEARCH status USING INTEGER PRIMARY KEY/),
    ]);
  });

  it.each([
    `SELECT * FROM grid WHERE scan = 'x' AND mass_gev BETWEEN 1 AND 2`,
    `SELECT max(yield) FROM grid WHERE scan = 'x' AND mass_gev > 1`,
    `SELECT mass_gev, min(coupling) FROM grid WHERE scan = 'x' AND yield > 3 GROUP BY mass_gev`,
    `SELECT * FROM grid WHERE scan = 'x' AND coupling = 1e-3`,
    `SELECT * FROM grid WHERE mass_gev = 1`,
  ])('never starts from the points: %s', (sql) => {
    const tables = queryPlan(newDatabase(), sql).map((line) => /^(?:SEARCH|SCAN) (\w+)/.exec(line)?.[1]);
    expect(tables).toEqual(['scan', 'mass_axis', 'coupling_axis', 'point', 'status']);
  });

  it('shows every computed point, failed ones too, and no pending one', () => {
    const rows = filledDatabase()
      .prepare(`SELECT coupling, yield, status FROM grid WHERE scan = 'fermilab-exact' AND mass_gev = 0.2`)
      .raw()
      .all();
    expect(rows).toEqual([
      [1e-5, 0, 'closed'],
      [1e-4, 9, 'ok'],
      [1e-3, 9, 'unconverged'],
      [1e-2, null, 'failed'],
    ]);
    expect(filledDatabase().prepare('SELECT count(*) FROM grid').pluck().get()).toBe(16);
  });
});

it('view progress counts points without reading them', () => {
  const database = filledDatabase();
  expect(database.prepare('SELECT * FROM progress').raw().all()).toEqual([
    ['fermilab-exact', 3, 3, 12, 12, 1, 1],
    ['fermilab-ww', 3, 1, 12, 4, 1 / 3, 0],
  ]);
  expect(queryPlan(database, 'SELECT * FROM progress').join()).not.toContain('point');
});

it('view failures names mass, coupling and reason', () => {
  expect(filledDatabase().prepare('SELECT * FROM failures').raw().all()).toEqual([
    ['fermilab-exact', 0.2, 1e-2, 'no reason was given'],
  ]);
});

describe('the schema itself refuses', () => {
  it.each([
    [
      'a NaN or missing yield that is not marked failed',
      `INSERT INTO point VALUES (1, 0, 9, NULL, 0, 0)`,
      /CHECK/,
    ],
    ['a yield marked failed', `INSERT INTO point VALUES (1, 0, 9, 1.5, 0, 3)`, /CHECK/],
    ['a yield where kinematics forbids it', `INSERT INTO point VALUES (1, 0, 9, 1.5, 0, 2)`, /CHECK/],
    ['an unknown status', `INSERT INTO point VALUES (1, 0, 9, 1.5, 0, 7)`, /FOREIGN KEY/],
    ['a point off the mass axis', `INSERT INTO point VALUES (1, 77, 0, 1.5, 0, 0)`, /FOREIGN KEY/],
    ['a point of no scan', `INSERT INTO point VALUES (99, 0, 0, 1.5, 0, 0)`, /FOREIGN KEY/],
    ['a second value for a point', `INSERT INTO point VALUES (1, 0, 0, 1.5, 0, 0)`, /UNIQUE/],
    ['text for a number', `INSERT INTO point VALUES (1, 0, 9, 'many', 0, 0)`, /cannot store TEXT/],
    ['a task that is half done', `UPDATE task SET state = 'started'`, /CHECK/],
    ['a task done at no time', `UPDATE task SET finished_at = NULL`, /CHECK/],
    ['a mass twice', `INSERT INTO mass_axis VALUES (1, 9, 0.1, 0)`, /UNIQUE/],
    ['an unknown reason to stop', `UPDATE run SET stop_reason = 'bored'`, /CHECK/],
  ])('%s', (_, sql, message) => {
    expect(() => filledDatabase().exec(sql)).toThrow(message);
  });
});

describe('db/README.md', () => {
  const examples = [...readme.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql);

  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(8);
  });

  it.each(examples)('example runs and finds something: %s', (sql) => {
    const reader = openReadOnly(filledDatabase().name);
    const { rows } = runQuery(reader, sql);
    expect([...rows].length).toBeGreaterThan(0);
    reader.close();
  });

  it('names every table, view and column', () => {
    const database = newDatabase();
    const objects = database
      .prepare<[], [string, string]>(
        `SELECT object.name, info.name FROM sqlite_schema AS object, pragma_table_info(object.name) AS info
         WHERE object.type IN ('table', 'view') AND object.name <> 'sqlite_sequence'`,
      )
      .raw()
      .all();
    expect(objects.length).toBeGreaterThan(60);
    for (const [object, column] of objects) {
      const line = readme.split('\n\n').find((part) => part.includes(`**${object}**`)) ?? tableRow(object);
      expect(line, `${object}.${column}`).toContain(`\`${column}\``);
    }
  });

  function tableRow(table: string): string {
    return readme.split('\n').find((line) => line.startsWith(`| ${table} `) && line.includes('`')) ?? '';
  }
});
