import { statSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { DatabaseLockedError, StorageError, UsageError } from '../../src/errors.js';
import { checkFile } from '../../src/store/check-file.js';
import { openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { readGrid } from '../../src/store/read-grid.js';
import { removeScans } from '../../src/store/remove-scans.js';
import { acquireRunLock } from '../../src/store/run-lock.js';
import { deleteScan, listScans } from '../../src/store/scan-repository.js';
import { scanProgress } from '../../src/store/tasks.js';
import { closeDatabase, limitWal } from '../../src/store/wal.js';
import {
  axis,
  countRows,
  newColumn,
  newDatabase,
  newScan,
  startScan,
  temporaryDirectory,
} from './fixtures.js';
import { smallDisk } from './tmpfs.js';

const MASSES = 60;
const COUPLINGS = 1000;

/** Two finished scans of so many masses. */
function twoScans(
  path = join(temporaryDirectory(), 'muscan.db'),
  masses = { first: MASSES, second: MASSES },
): string {
  const database = openDatabase(path);
  for (const [name, length] of Object.entries(masses)) {
    const scan = newScan({ name, massGeV: axis(length), coupling: axis(COUPLINGS) });
    const columns = Array.from({ length }, (_, mass) => newColumn(mass, COUPLINGS));
    startScan(database, scan).writer.saveColumns(columns);
  }
  closeDatabase(database);
  return path;
}

const named = (name: string) => (database: Database.Database) =>
  listScans(database).filter((scan) => scan.name === name);
const yes = () => true;

function bytesOf(path: string): number {
  return statSync(path).size + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0);
}

describe('removeScans', () => {
  it('removes a scan, keeps the others bit for bit, and gives the space back', async () => {
    const path = twoScans();
    const before = newDatabase(path);
    const [, second] = listScans(before);
    const grid = readGrid(before, second.scanId);
    before.close();
    const size = bytesOf(path);
    const removal = await removeScans(path, { find: named('first'), confirm: yes });
    expect(removal).toEqual({
      database: path,
      removed: [{ scanId: 1, name: 'first' }],
      bytesBefore: size,
      bytesAfter: bytesOf(path),
      isHeldByReader: false,
    });
    expect(bytesOf(path) / size).toBeLessThan(0.55);
    const database = newDatabase(path);
    expect(listScans(database)).toEqual([second]);
    expect(readGrid(database, second.scanId)).toEqual(grid);
    expect(countRows(database, 'point')).toBe(MASSES * COUPLINGS);
    expect(checkFile(database)).toEqual({ integrity: [], foreignKeys: [], schema: [] });
    expect(database.pragma('freelist_count', { simple: true })).toBe(0);
    // The id of a removed scan is not given to another.
    expect(startScan(database, newScan({ name: 'third' })).scanId).toBe(3);
  });

  it('does nothing unless it is confirmed', async () => {
    const path = twoScans();
    const confirm = vi.fn<() => boolean>(() => false);
    expect(await removeScans(path, { find: listScans, confirm })).toBeUndefined();
    expect(confirm).toHaveBeenCalledOnce();
    expect(listScans(newDatabase(path))).toHaveLength(2);
  });

  it('gives back what earlier removals left, without asking', async () => {
    const path = twoScans();
    const database = newDatabase(path);
    deleteScan(database, 1);
    database.close();
    const confirm = vi.fn<() => boolean>(yes);
    const removal = await removeScans(path, { find: () => [], confirm });
    expect(confirm).not.toHaveBeenCalled();
    expect(removal!.bytesAfter / removal!.bytesBefore).toBeLessThan(0.55);
    const again = await removeScans(path, { find: () => [], confirm });
    expect(again!.bytesAfter).toBe(again!.bytesBefore);
  });

  it('needs the run lock, and gives it back', async () => {
    const path = twoScans();
    const lock = acquireRunLock(path);
    await expect(removeScans(path, { find: listScans, confirm: yes })).rejects.toThrow(DatabaseLockedError);
    lock.release();
    const refuse = () => {
      throw new UsageError('no such scan');
    };
    await expect(removeScans(path, { find: refuse, confirm: yes })).rejects.toThrow('no such scan');
    acquireRunLock(path).release();
  });

  it('makes no database where there is none', async () => {
    const path = join(temporaryDirectory(), 'none.db');
    await expect(removeScans(path, { find: listScans, confirm: yes })).rejects.toThrow(/no database at/);
    expect(() => statSync(path)).toThrow(/ENOENT/);
    expect(() => statSync(`${path}.lock`)).toThrow(/ENOENT/);
  });

  it('says when a reader keeps the space', async () => {
    const path = twoScans();
    const reader = openReadOnly(path);
    reader.exec('BEGIN');
    expect(countRows(reader, 'point')).toBe(2 * MASSES * COUPLINGS);
    const removal = await removeScans(path, { find: named('first'), confirm: yes });
    expect(removal).toMatchObject({ isHeldByReader: true });
    expect(countRows(reader, 'point')).toBe(2 * MASSES * COUPLINGS);
    reader.close();
    closeDatabase(openDatabase(path));
    expect(bytesOf(path) / removal!.bytesBefore).toBeLessThan(0.55);
  });

  it('removes even on a full disk, and says what giving the space back would take', async (context) => {
    const directory = smallDisk(context, '16m');
    const path = twoScans(join(directory, 'muscan.db'), { first: 10, second: 150 });
    const { bavail, bsize } = statfsSync(directory);
    // Little more than the log of the removal itself.
    writeFileSync(join(directory, 'filler'), Buffer.alloc(bavail * bsize - 3_000_000));
    const before = statSync(path).size;
    const failing = removeScans(path, { find: named('first'), confirm: yes });
    await expect(failing).rejects.toThrow(StorageError);
    await expect(failing).rejects.toThrow(
      /to give it back takes \d+ MB .* has \d+ MB free.*muscan gc without a scan/,
    );
    const database = newDatabase(path);
    expect(listScans(database).map(({ name }) => name)).toEqual(['second']);
    expect(checkFile(database).integrity).toEqual([]);
    expect(statSync(path).size).toBe(before);
  });
});

describe('deleteScan', () => {
  it('keeps the log short: it is committed in parts', () => {
    const database = newDatabase();
    const { scanId, writer } = startScan(
      database,
      newScan({ massGeV: axis(300), coupling: axis(COUPLINGS) }),
    );
    for (let mass = 0; mass < 300; mass += 50) {
      writer.saveColumns(Array.from({ length: 50 }, (_, i) => newColumn(mass + i, COUPLINGS)));
    }
    limitWal(database, 0);
    expect(deleteScan(database, scanId)).toBe(true);
    expect(statSync(`${database.name}-wal`).size).toBeLessThan(8e6);
    expect(countRows(database, 'point')).toBe(0);
    expect(deleteScan(database, scanId)).toBe(false);
  });

  it('cut short, leaves whole tasks of which some are pending', () => {
    const database = newDatabase(twoScans());
    const [{ scanId }] = listScans(database);
    const prepare = database.prepare.bind(database);
    vi.spyOn(database, 'prepare').mockImplementation((sql: string) => {
      if (sql.startsWith('DELETE FROM scan')) throw new Error('killed');
      return prepare(sql);
    });
    expect(() => deleteScan(database, scanId)).toThrow('killed');
    vi.restoreAllMocks();
    expect(scanProgress(database, scanId)).toMatchObject({ tasks: MASSES, tasksDone: 0, pointsDone: 0 });
    expect(checkFile(database).foreignKeys).toEqual([]);
    expect(deleteScan(database, scanId)).toBe(true);
  });
});
