import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/store/check-file.js';
import { checkTasks } from '../../src/store/check-tasks.js';
import { ColumnWriter } from '../../src/store/column-writer.js';
import { migrate, readMigrations } from '../../src/store/migrations.js';
import { openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { readGrid } from '../../src/store/read-grid.js';
import { listRuns, startRun } from '../../src/store/run-log.js';
import { listScans } from '../../src/store/scan-repository.js';
import { pendingTasks } from '../../src/store/tasks.js';
import { newColumn, newDatabase, temporaryDirectory } from './fixtures.js';

const EARLIER = readMigrations()
  .slice(0, -1)
  .map(({ version }) => version);

/** What muscan stored when that was its schema: one scan, two tasks of three done, a failed point, two runs. */
function oldDatabase(version: number): string {
  const path = join(temporaryDirectory(), 'old.db');
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  migrate(database, readMigrations().slice(0, version));
  database.exec(`
    INSERT INTO scan (scan_id, name, plan_hash, plan, file_text, file_path, title, contour_levels, model, experiment,
      channel, method, form_factor, parameters, accuracy, muscan_version, numerics_version, node_version, architecture,
      created_at)
    VALUES (7, 'old', 'hash', '{"a":1}', 'name: old', '/old.yaml', 'Old', '[3]', 'm', 'e', 'c', 'ww', 'f', '{"p":2}',
      1e-3, '0.0.1', 1, '20.0.0', 'x64', '2024-01-01T00:00:00.000Z');
    INSERT INTO mass_axis (scan_id, mass_index, mass_gev) VALUES (7, 0, 0.1), (7, 1, 0.2), (7, 2, 0.30000000000000004);
    INSERT INTO coupling_axis (scan_id, coupling_index, coupling) VALUES (7, 0, 1e-5), (7, 1, 1e-4);
    INSERT INTO task (scan_id, task_index, first_mass_index, mass_count, state, attempts, evaluations, duration_ms, finished_at)
    VALUES
      (7, 0, 0, 1, 'done', 1, 100, 1.5, '2024-01-01T00:00:01.000Z'),
      (7, 1, 1, 1, 'done', 3, 200, 2.5, '2024-01-01T00:00:02.000Z'),
      (7, 2, 2, 1, 'pending', NULL, NULL, NULL, NULL);
    INSERT INTO point VALUES (7, 0, 0, 0.1, 1e-9, 0), (7, 0, 1, 5e-324, 1e-3, 1), (7, 1, 0, 0, 0, 2), (7, 1, 1, NULL, NULL, 3);
    INSERT INTO failure VALUES (7, 1, 1, 'no root');
    INSERT INTO run (run_id, scan_id, started_at, stopped_at, stop_reason, threads, host, pid, node_version, muscan_version,
      points_done)
    VALUES
      (1, 7, '2024-01-01T00:00:00.000Z', '2024-01-01T00:00:03.000Z', 'interrupted', 4, 'host', 11, '20.0.0', '0.0.1', 4),
      (2, 7, '2024-01-02T00:00:00.000Z', NULL, NULL, 4, 'host', 12, '20.0.0', '0.0.1', 0);
  `);
  database.close();
  return path;
}

const TABLES = ['scan', 'mass_axis', 'coupling_axis', 'task', 'point', 'status', 'failure', 'run'];

function contents(path: string): Map<string, Record<string, unknown>[]> {
  const database = new Database(path, { readonly: true });
  const rows = TABLES.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()] as const);
  database.close();
  return new Map(rows as [string, Record<string, unknown>[]][]);
}

describe.each(EARLIER)('a database of schema %i', (version) => {
  it('is upgraded when it is opened for writing, and keeps every value', () => {
    const path = oldDatabase(version);
    const before = contents(path);
    openDatabase(path).close();
    const after = contents(path);
    for (const table of TABLES) expect(after.get(table)).toMatchObject(before.get(table)!);
    const database = newDatabase(path);
    expect(database.pragma('user_version', { simple: true })).toBe(readMigrations().length);
    expect(checkFile(database)).toEqual({ integrity: [], foreignKeys: [], schema: [] });
  });

  it('has no checksums for what was done before, and gets them from then on', () => {
    const database = newDatabase(oldDatabase(version));
    const [{ scanId, presentation }] = listScans(database);
    expect(presentation).toMatchObject({ title: 'Old', contourLevels: [3], contourExposures: [] });
    expect(checkTasks(database, scanId)).toMatchObject({
      tasksDone: 2,
      checksumsEqual: 0,
      checksumsAbsent: 2,
      faults: [],
    });
    expect(listRuns(database, scanId)[0]).toMatchObject({
      runId: 1,
      stopReason: 'interrupted',
      architecture: null,
      gitCommit: null,
      gitDirty: null,
      packages: null,
      scanFile: null,
    });
    const runId = startRun(database, { scanId, threads: 1, muscanVersion: '0.2.0' });
    expect(pendingTasks(database, scanId)).toHaveLength(1);
    new ColumnWriter(database, { scanId, runId }).saveColumns([newColumn(2, 2)]);
    expect(checkTasks(database, scanId)).toMatchObject({ tasksDone: 3, checksumsEqual: 1, faults: [] });
    expect([...readGrid(database, scanId).status]).toEqual([0, 1, 2, 3, 0, 0]);
    expect(listRuns(database, scanId).map(({ stopReason }) => stopReason)).toEqual([
      'interrupted',
      'lost',
      null,
    ]);
  });

  it('is not read before, only copied', () => {
    const path = oldDatabase(version);
    expect(() => openReadOnly(path)).toThrow(/older muscan .*muscan run SCAN/);
    const database = openReadOnly(path, { anySchema: true });
    expect(database.prepare('SELECT count(*) FROM point').pluck().get()).toBe(4);
    expect(() => database.exec('DELETE FROM point')).toThrow(/readonly/);
    database.close();
  });
});

it('a pending task has no checksum', () => {
  const database = newDatabase(oldDatabase(1));
  const checksum = 'f'.repeat(64);
  const set = (task: number, value: string) =>
    database.prepare('UPDATE task SET checksum = ? WHERE task_index = ?').run(value, task);
  expect(() => set(2, checksum)).toThrow(/CHECK/);
  expect(() => set(0, 'short')).toThrow(/CHECK/);
  expect(set(0, checksum).changes).toBe(1);
});
