import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DatabaseLockedError, IntegrityError, StorageError, UsageError } from '../../src/errors.js';
import { backupDatabase } from '../../src/store/backup.js';
import { checkFile } from '../../src/store/check-file.js';
import { checkTasks } from '../../src/store/check-tasks.js';
import { migrate, readMigrations } from '../../src/store/migrations.js';
import { openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { readGrid } from '../../src/store/read-grid.js';
import { acquireRunLock } from '../../src/store/run-lock.js';
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

const COUPLINGS = 1000;

/** A database of several steps of the copy, half of it done. */
function halfDone(path?: string) {
  const database = newDatabase(path);
  const scan = startScan(database, newScan({ massGeV: axis(200), coupling: axis(COUPLINGS) }));
  for (let mass = 0; mass < 100; mass += 50) {
    scan.writer.saveColumns(Array.from({ length: 50 }, (_, i) => newColumn(mass + i, COUPLINGS)));
  }
  return { database, ...scan };
}

function newTarget(): string {
  return join(temporaryDirectory(), 'backup.db');
}

describe('a backup', () => {
  it('holds the same, in a single file, and can be run and read', async () => {
    const { database, scanId } = halfDone();
    const target = newTarget();
    const reported: number[] = [];
    const { file, bytes } = await backupDatabase(database.name, target, {
      onProgress: (done, all) => reported.push(done / all),
    });
    expect(file).toBe(target);
    expect(bytes).toBe(statSync(target).size);
    expect(readdirSync(dirname(target))).toEqual(['backup.db']);
    expect(reported.length).toBeGreaterThan(1);
    expect(reported).toEqual(reported.toSorted((a, b) => a - b));
    const copy = openReadOnly(target);
    expect(readGrid(copy, scanId)).toEqual(readGrid(database, scanId));
    expect(checkFile(copy)).toEqual({ integrity: [], foreignKeys: [], schema: [] });
    copy.close();
    const resumed = newDatabase(target);
    expect(resumed.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('of a database that is written into is of one moment', async () => {
    const { database, scanId, writer } = halfDone();
    const target = newTarget();
    let mass = 100;
    await backupDatabase(database.name, target, {
      onProgress: () => writer.saveColumns([newColumn(mass++, COUPLINGS)]),
    });
    expect(mass).toBeGreaterThan(101);
    const copy = openReadOnly(target);
    expect(checkTasks(copy, scanId)).toMatchObject({ tasksDone: 100, checksumsEqual: 100, faults: [] });
    copy.close();
    expect(checkTasks(database, scanId).tasksDone).toBe(mass);
  });

  it('of a database with a rollback journal does not hold up a run', async () => {
    const path = join(temporaryDirectory(), 'muscan.db');
    const database = openDatabase(path, { allowNetworkFileSystem: true });
    const { scanId, writer } = startScan(database);
    writer.saveColumns([newColumn(0, 4)]);
    const target = newTarget();
    await backupDatabase(path, target, { onProgress: () => writer.saveColumns([]) });
    writer.saveColumns([newColumn(1, 4)]);
    expect(checkTasks(newDatabase(target), scanId)).toMatchObject({ tasksDone: 1, faults: [] });
    database.close();
  });

  it('can be made of a database of any version', async () => {
    const path = join(temporaryDirectory(), 'old.db');
    const old = new Database(path);
    migrate(old, readMigrations().slice(0, 1));
    old.close();
    const target = newTarget();
    await backupDatabase(path, target);
    expect(countRows(newDatabase(target), 'status')).toBe(5);
  });

  it('makes the folder that it goes to', async () => {
    const target = join(temporaryDirectory(), 'not', 'there', 'backup.db');
    expect((await backupDatabase(newDatabase().name, target)).file).toBe(target);
  });
});

describe('what is there already', () => {
  it('is replaced only if asked, and leaves nothing that SQLite would take for a part of the copy', async () => {
    const { database } = halfDone();
    const target = newTarget();
    const other = newDatabase(target);
    startScan(other, newScan({ name: 'other' }));
    expect(existsSync(`${target}-wal`)).toBe(true);
    const before = readFileSync(target);
    await expect(backupDatabase(database.name, target)).rejects.toThrow(UsageError);
    await expect(backupDatabase(database.name, target)).rejects.toThrow(/is there already.*--force/);
    expect(readFileSync(target).equals(before)).toBe(true);
    await backupDatabase(database.name, target, { overwrite: true });
    const copy = openReadOnly(target);
    expect(copy.prepare('SELECT name FROM scan').pluck().all()).toEqual(['fermilab-exact']);
    copy.close();
  });

  it('may be the log of a database that was deleted', async () => {
    const target = newTarget();
    writeFileSync(`${target}-wal`, 'old');
    await expect(backupDatabase(newDatabase().name, target)).rejects.toThrow(
      /backup\.db-wal is there already/,
    );
    await backupDatabase(newDatabase().name, target, { overwrite: true });
    expect(readdirSync(dirname(target))).toEqual(['backup.db']);
  });

  it('is not replaced while a scan runs in it, nor if it is the database itself', async () => {
    const { name } = newDatabase();
    const target = newDatabase().name;
    const lock = acquireRunLock(target);
    const overwrite = { overwrite: true };
    await expect(backupDatabase(name, target, overwrite)).rejects.toThrow(DatabaseLockedError);
    lock.release();
    for (const ending of ['', '-wal', '-shm', '-journal', '.lock']) {
      await expect(backupDatabase(name, name + ending, overwrite)).rejects.toThrow(/the database itself/);
    }
    await expect(backupDatabase(name, temporaryDirectory(), overwrite)).rejects.toThrow(/is a directory/);
  });
});

describe('nothing is left behind', () => {
  it('when there is no database, or another one', async () => {
    const target = newTarget();
    const notes = join(temporaryDirectory(), 'notes.txt');
    writeFileSync(notes, 'x'.repeat(5000));
    await expect(backupDatabase(join(dirname(target), 'none.db'), target)).rejects.toThrow(/no database at/);
    await expect(backupDatabase(notes, target)).rejects.toThrow(IntegrityError);
    expect(readdirSync(dirname(target))).toEqual([]);
  });

  it('when the database is damaged', async () => {
    const path = join(temporaryDirectory(), 'muscan.db');
    const database = openDatabase(path);
    const { writer } = startScan(database, newScan({ coupling: axis(COUPLINGS) }));
    writer.saveColumns([newColumn(0, COUPLINGS)]);
    const page = database
      .prepare<[], number>(`SELECT max(pageno) FROM dbstat WHERE name = 'point'`)
      .pluck()
      .get()!;
    closeDatabase(database);
    const bytes = readFileSync(path);
    bytes.fill(0xff, (page - 1) * 4096, page * 4096);
    writeFileSync(path, bytes);
    const target = newTarget();
    await expect(backupDatabase(path, target)).rejects.toThrow(IntegrityError);
    await expect(backupDatabase(path, target)).rejects.toThrow(
      /No backup was written; keep the last good one/,
    );
    expect(readdirSync(dirname(target))).toEqual([]);
  });

  it('when the disk is too small, fills up or cannot be written', async (context) => {
    const { database } = halfDone();
    const directory = smallDisk(context, '3m');
    const target = join(directory, 'backup.db');
    await expect(backupDatabase(database.name, target)).rejects.toThrow(
      /has \d+ MB free, but the copy takes \d MB/,
    );
    remount(directory, 'size=10m');
    let filled = false;
    const fill = () => {
      if (!filled) writeFileSync(join(directory, 'filler'), Buffer.alloc(8e6));
      filled = true;
    };
    const copying = backupDatabase(database.name, target, { onProgress: fill });
    await expect(copying).rejects.toThrow(StorageError);
    await expect(copying).rejects.toThrow(/cannot copy .* (full|I\/O).*no incomplete copy was left behind/);
    expect(readdirSync(directory)).toEqual(['filler']);
    remount(directory, 'ro');
    await expect(backupDatabase(newDatabase().name, target)).rejects.toThrow(StorageError);
  });
});
