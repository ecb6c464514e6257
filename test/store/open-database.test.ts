import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { IntegrityError, StorageError, UsageError } from '../../src/errors.js';
import { APPLICATION_ID, migrate, readMigrations } from '../../src/store/migrations.js';
import { databaseExists, openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { createScan, listScans } from '../../src/store/scan-repository.js';
import { countRows, newColumn, newDatabase, newScan, startScan, temporaryDirectory } from './fixtures.js';
import { remount, smallDisk } from './tmpfs.js';

function pragma(database: Database.Database, name: string): unknown {
  return database.pragma(name, { simple: true });
}

/** An SQLite database that somebody else made. */
function foreignDatabase(sql: string): string {
  const path = join(temporaryDirectory(), 'foreign.db');
  const database = new Database(path);
  database.exec(sql);
  database.close();
  return path;
}

describe('openDatabase', () => {
  it('creates the file with its directories, marked as ours, at the newest schema', () => {
    const path = join(temporaryDirectory(), 'not', 'yet', 'there', 'muscan.db');
    expect(databaseExists(path)).toBe(false);
    const database = newDatabase(path);
    expect(databaseExists(path)).toBe(true);
    expect(pragma(database, 'application_id')).toBe(APPLICATION_ID);
    expect(pragma(database, 'user_version')).toBe(readMigrations().length);
    expect(countRows(database, 'status')).toBe(5);
  });

  it('syncs every commit: synchronous is still FULL after writing in WAL mode', () => {
    const database = newDatabase();
    startScan(database).writer.saveColumns([newColumn(0, 4)]);
    expect(pragma(database, 'journal_mode')).toBe('wal');
    expect(pragma(database, 'synchronous')).toBe(2);
  });

  it('enforces foreign keys and waits for other writers', () => {
    const database = newDatabase();
    expect(pragma(database, 'foreign_keys')).toBe(1);
    expect(pragma(database, 'busy_timeout')).toBe(5000);
  });

  it('opens a database again with what it holds', () => {
    const path = join(temporaryDirectory(), 'muscan.db');
    const first = openDatabase(path);
    createScan(first, newScan());
    first.close();
    expect(listScans(newDatabase(path)).map(({ name }) => name)).toEqual(['fermilab-exact']);
  });

  it('accepts an empty file, such as a creation cut short leaves behind', () => {
    const path = join(temporaryDirectory(), 'muscan.db');
    writeFileSync(path, '');
    expect(pragma(newDatabase(path), 'user_version')).toBe(readMigrations().length);
    const walOnly = foreignDatabase('PRAGMA journal_mode = WAL');
    expect(pragma(newDatabase(walOnly), 'user_version')).toBe(readMigrations().length);
  });

  it.each([
    ['with another application_id', 'PRAGMA application_id = 42'],
    ['with tables and no application_id', 'CREATE TABLE diary (entry TEXT)'],
    ['with a user_version and no application_id', 'PRAGMA user_version = 1'],
  ])('refuses a database %s and leaves it as it is', (_, sql) => {
    const path = foreignDatabase(sql);
    const before = readFileSync(path);
    expect(() => openDatabase(path)).toThrow(IntegrityError);
    expect(() => openDatabase(path)).toThrow(/another program.*left untouched/);
    expect(() => openReadOnly(path)).toThrow(IntegrityError);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([3, 100, 5000])('refuses a text file of %i bytes and leaves it as it is', (size) => {
    const path = join(temporaryDirectory(), 'notes.txt');
    const text = 'x'.repeat(size);
    writeFileSync(path, text);
    expect(() => openDatabase(path)).toThrow(IntegrityError);
    expect(() => openDatabase(path)).toThrow(/not a SQLite database/);
    expect(() => openReadOnly(path)).toThrow(IntegrityError);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('refuses a newer schema', () => {
    const path = foreignDatabase(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 99`);
    expect(() => openDatabase(path)).toThrow(IntegrityError);
    expect(() => openDatabase(path)).toThrow(/newer muscan \(schema 99/);
    expect(() => openReadOnly(path)).toThrow(/newer muscan/);
  });

  it('refuses a directory, and a path that leads through a file', () => {
    const directory = temporaryDirectory();
    expect(() => openDatabase(directory)).toThrow(StorageError);
    expect(() => openDatabase(directory)).toThrow(/is a directory/);
    expect(() => openReadOnly(directory)).toThrow(/is a directory/);
    writeFileSync(join(directory, 'file'), '');
    expect(() => openDatabase(join(directory, 'file', 'muscan.db'))).toThrow(StorageError);
    expect(() => openDatabase(join(directory, 'file', 'deeper', 'muscan.db'))).toThrow(/not a directory/);
  });

  it('refuses a read-only disk, with or without a database on it', (context) => {
    const directory = smallDisk(context, '3m');
    const path = join(directory, 'muscan.db');
    openDatabase(path).close();
    remount(directory, 'ro');
    for (const place of [path, join(directory, 'new.db'), join(directory, 'new', 'new.db')]) {
      expect(() => openDatabase(place)).toThrow(StorageError);
      expect(() => openDatabase(place)).toThrow(/writable|cannot be written/);
    }
  });
});

describe('migrate', () => {
  it('applies a migration with its version or not at all', () => {
    const database = newDatabase();
    const latest = readMigrations().length;
    const broken = { version: latest + 1, sql: 'CREATE TABLE half (x); CREATE TABLE half (x)' };
    expect(() => migrate(database, [...readMigrations(), broken])).toThrow(/already exists/);
    expect(pragma(database, 'user_version')).toBe(latest);
    expect(() => countRows(database, 'half')).toThrow(/no such table/);
    migrate(database, [...readMigrations(), { version: latest + 1, sql: 'CREATE TABLE whole (x)' }]);
    expect(pragma(database, 'user_version')).toBe(latest + 1);
    expect(countRows(database, 'whole')).toBe(0);
  });
});

describe('openReadOnly', () => {
  it('says that there is no such file, and creates none', () => {
    const path = join(temporaryDirectory(), 'missing.db');
    expect(() => openReadOnly(path)).toThrow(UsageError);
    expect(() => openReadOnly(path)).toThrow(/there is no database at .*missing\.db/);
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });

  it('says that a file holds no scan yet', () => {
    const path = join(temporaryDirectory(), 'muscan.db');
    writeFileSync(path, '');
    expect(() => openReadOnly(path)).toThrow(/no scan was ever started/);
  });

  it('cannot write', () => {
    const writer = newDatabase();
    const reader = openReadOnly(writer.name);
    expect(() => reader.exec(`DELETE FROM status`)).toThrow(/readonly/);
    reader.close();
  });

  it('reads what is committed while a write is going on', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    writer.saveColumns([newColumn(0, 4)]);
    const reader = openReadOnly(database.name);
    database.exec('BEGIN IMMEDIATE');
    database.exec('DELETE FROM point');
    expect(countRows(reader, 'point')).toBe(4);
    database.exec('ROLLBACK');
    writer.saveColumns([newColumn(1, 4)]);
    expect(countRows(reader, 'point')).toBe(8);
    reader.close();
  });

  it('says what to do with a database on a read-only disk', (context) => {
    const directory = smallDisk(context, '3m');
    const path = join(directory, 'sub', 'muscan.db');
    mkdirSync(join(directory, 'sub'));
    openDatabase(path).close();
    remount(directory, 'ro');
    expect(() => openReadOnly(path)).toThrow(StorageError);
    expect(() => openReadOnly(path)).toThrow(/copy it to a writable directory/);
  });
});
