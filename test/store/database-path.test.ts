import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import type * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { StorageError } from '../../src/errors.js';
import { resolveDatabasePath } from '../../src/store/database-path.js';
import { openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { acquireRunLock } from '../../src/store/run-lock.js';
import { newColumn, newDatabase, startScan, temporaryDirectory } from './fixtures.js';

const fileSystem = vi.hoisted(() => ({ type: undefined as number | undefined }));

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  return {
    ...original,
    statfsSync: (path: string) =>
      fileSystem.type === undefined ? original.statfsSync(path) : { type: fileSystem.type },
  };
});

afterEach(() => {
  fileSystem.type = undefined;
});

it.each([
  ['NFS', 0x6969],
  ['SMB', 0x517b],
  ['CIFS', 0xff534d42],
  ['CIFS', 0xff534d42 | 0],
  ['SMB2', 0xfe534d42],
  ['Lustre', 0x0bd00bd0],
  ['GPFS', 0x47504653],
  ['BeeGFS', 0x19830326],
  ['Ceph', 0x00c36400],
])('refuses %s (%i) before anything is created', (name, type) => {
  const path = join(temporaryDirectory(), 'muscan.db');
  fileSystem.type = type;
  expect(() => openDatabase(path)).toThrow(StorageError);
  expect(() => openDatabase(path)).toThrow(`network file system (${name})`);
  expect(() => acquireRunLock(path)).toThrow(`network file system (${name})`);
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

it('keeps a database on a network file system in a synced rollback journal, if the user insists', () => {
  fileSystem.type = 0x6969;
  const options = { allowNetworkFileSystem: true };
  const path = join(temporaryDirectory(), 'muscan.db');
  const lock = acquireRunLock(path, options);
  const database = openDatabase(path, options);
  startScan(database).writer.saveColumns([newColumn(0, 4)]);
  expect(database.pragma('journal_mode', { simple: true })).toBe('truncate');
  expect(database.pragma('synchronous', { simple: true })).toBe(2);
  expect(existsSync(`${path}-wal`)).toBe(false);
  database.close();
  expect(openReadOnly(path).close().open).toBe(false);
  lock.release();
});

it('turns an existing WAL database into one with a rollback journal, or says what is in the way', () => {
  const path = newDatabase().name;
  const options = { allowNetworkFileSystem: true };
  const reader = openReadOnly(path);
  expect(() => openDatabase(path, options)).toThrow(/[Cc]lose/);
  reader.close();
});

it('knows a database by one name, whatever link leads to it', () => {
  const directory = resolveDatabasePath(temporaryDirectory());
  mkdirSync(join(directory, 'real'));
  symlinkSync(join(directory, 'real'), join(directory, 'link'));
  const path = join(directory, 'real', 'muscan.db');
  expect(resolveDatabasePath(join(directory, 'link', 'muscan.db'))).toBe(path);
  newDatabase(path);
  symlinkSync(path, join(directory, 'alias.db'));
  expect(resolveDatabasePath(join(directory, 'alias.db'))).toBe(path);
  const lock = acquireRunLock(join(directory, 'alias.db'));
  expect(() => acquireRunLock(path)).toThrow(/already running/);
  lock.release();
});
