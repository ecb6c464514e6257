import { copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DatabaseLockedError, IntegrityError, StorageError } from '../../src/errors.js';
import { ColumnWriter } from '../../src/store/column-writer.js';
import { openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { readGrid } from '../../src/store/read-grid.js';
import { startRun } from '../../src/store/run-log.js';
import { explainDamage, explainStorageError, withStorageErrors } from '../../src/store/storage-errors.js';
import { pendingTasks } from '../../src/store/tasks.js';
import { closeDatabase } from '../../src/store/wal.js';
import {
  axis,
  countRows,
  newColumn,
  newDatabase,
  newScan,
  startScan,
  temporaryDirectory,
} from './fixtures.js';
import { remount, smallDisk } from './tmpfs.js';

it.each([
  ['SQLITE_FULL', StorageError, /is full.*committed so far is safe.*goes on where it stopped/],
  ['SQLITE_IOERR_SHMSIZE', StorageError, /disk failed.*or is full.*safe/],
  ['SQLITE_IOERR', StorageError, /disk failed.*\(SQLITE_IOERR\).*safe/],
  ['SQLITE_IOERR_FSYNC', StorageError, /disk failed.*\(SQLITE_IOERR_FSYNC\).*safe/],
  ['SQLITE_READONLY', StorageError, /cannot be written/],
  ['SQLITE_READONLY_DBMOVED', StorageError, /moved, renamed or deleted/],
  ['SQLITE_CANTOPEN', StorageError, /cannot open/],
  ['SQLITE_CANTOPEN_ISDIR', StorageError, /cannot open/],
  ['SQLITE_PROTOCOL', StorageError, /SQLITE_PROTOCOL/],
  ['SQLITE_CORRUPT', IntegrityError, /damaged.*\.recover/],
  ['SQLITE_CORRUPT_VTAB', IntegrityError, /damaged/],
  ['SQLITE_NOTADB', IntegrityError, /not a SQLite database/],
  ['SQLITE_BUSY', DatabaseLockedError, /another program/],
  ['SQLITE_BUSY_SNAPSHOT', DatabaseLockedError, /another program/],
])('%s is explained, with the path, and kept as the cause', (code, expected, message) => {
  const cause = new Database.SqliteError('raw', code);
  const explained = explainStorageError(cause, '/data/x.db')!;
  expect(explained).toBeInstanceOf(expected);
  expect(explained.message).toMatch(message);
  expect(explained.message).toContain('/data/x.db');
  expect(explained.cause).toBe(cause);
});

it.each(['SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_ERROR'])(
  '%s of a statement of ours may mean damage, and says so',
  (code) => {
    const cause = new Database.SqliteError('raw', code);
    const explained = explainDamage(cause, '/data/x.db')!;
    expect(explained).toBeInstanceOf(IntegrityError);
    expect(explained.message).toMatch(/x\.db seems to be damaged .*raw.*muscan verify/);
    expect(explained.cause).toBe(cause);
    expect(explainDamage(new RangeError('raw'), '/data/x.db')).toBeUndefined();
  },
);

it('leaves programming errors as they are', () => {
  const constraint = new Database.SqliteError('raw', 'SQLITE_CONSTRAINT_CHECK');
  for (const error of [constraint, new RangeError('raw')]) {
    expect(explainStorageError(error, '/data/x.db')).toBeUndefined();
    expect(() =>
      withStorageErrors('/data/x.db', () => {
        throw error;
      }),
    ).toThrow(error);
  }
});

it('a full disk stops the run, keeps what was committed, and lets it go on once there is space', (context) => {
  const directory = smallDisk(context, '3m');
  const path = join(directory, 'muscan.db');
  const scan = newScan({ massGeV: axis(100), coupling: axis(1000) });
  const database = openDatabase(path);
  const { scanId, writer } = startScan(database, scan);
  const acknowledged: number[] = [];
  const fill = () => {
    for (const { taskIndex } of pendingTasks(database, scanId)) {
      writer.saveColumns([newColumn(taskIndex, 1000)]);
      acknowledged.push(taskIndex);
    }
  };
  expect(fill).toThrow(StorageError);
  expect(acknowledged.length).toBeGreaterThan(5);
  expect(acknowledged.length).toBeLessThan(80);
  expect(database.inTransaction).toBe(false);
  // The checkpoint cannot succeed either; closing must not lose what lies in the log.
  closeDatabase(database);

  remount(directory, 'size=64m');
  const again = newDatabase(path);
  expect(again.pragma('integrity_check', { simple: true })).toBe('ok');
  const pending = pendingTasks(again, scanId).map(({ taskIndex }) => taskIndex);
  expect(acknowledged.filter((task) => pending.includes(task))).toEqual([]);
  expect(countRows(again, 'point')).toBe((100 - pending.length) * 1000);

  const runId = startRun(again, { scanId, threads: 1, muscanVersion: '0.1.0' });
  new ColumnWriter(again, { scanId, runId }).saveColumns(pending.map((task) => newColumn(task, 1000)));
  const reference = newDatabase();
  const whole = startScan(reference, scan);
  whole.writer.saveColumns(Array.from({ length: 100 }, (_, task) => newColumn(task, 1000)));
  expect(readGrid(again, scanId)).toEqual(readGrid(reference, whole.scanId));
});

function runningScan() {
  const directory = temporaryDirectory();
  const database = newDatabase(join(directory, 'muscan.db'));
  const { writer } = startScan(database);
  writer.saveColumns([newColumn(0, 4)]);
  let mass = 1;
  return { directory, database, save: () => writer.saveColumns([newColumn(mass++, 4)]) };
}

describe('files that vanish under a run', () => {
  it.each(['muscan.db', 'muscan.db-wal'])('%s deleted: the next column is not acknowledged', (file) => {
    const { directory, save } = runningScan();
    rmSync(join(directory, file));
    expect(save).toThrow(StorageError);
    expect(save).toThrow(/moved, deleted or replaced/);
  });

  it('replaced by a copy: not acknowledged either', () => {
    const { database, save } = runningScan();
    copyFileSync(database.name, `${database.name}.copy`);
    renameSync(`${database.name}.copy`, database.name);
    expect(save).toThrow(/moved, deleted or replaced/);
  });

  it('moved: nothing is lost', () => {
    const { directory, database, save } = runningScan();
    for (const file of readdirSync(directory))
      renameSync(join(directory, file), join(directory, `moved-${file}`));
    expect(save).toThrow(/put it back/);
    database.close();
    const moved = openReadOnly(join(directory, 'moved-muscan.db'));
    expect(countRows(moved, 'point')).toBe(8);
    moved.close();
  });
});
