import { existsSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openReadOnly } from '../../src/store/open-database.js';
import { closeDatabase, limitWal } from '../../src/store/wal.js';
import { axis, countRows, newColumn, newDatabase, newScan, startScan } from './fixtures.js';

const MASSES = 300;
const COUPLINGS = 2000;

function startLargeScan() {
  const database = newDatabase();
  const scan = startScan(database, newScan({ massGeV: axis(MASSES), coupling: axis(COUPLINGS) }));
  const walBytes = () => statSync(`${database.name}-wal`).size;
  return { database, walBytes, ...scan };
}

it('stays short while nobody reads, at less than 36 bytes per point and 400 MB of memory', () => {
  const { database, walBytes, writer } = startLargeScan();
  let longest = 0;
  for (let mass = 0; mass < MASSES; mass += 4) {
    writer.saveColumns([0, 1, 2, 3].map((offset) => newColumn(mass + offset, COUPLINGS)));
    longest = Math.max(longest, walBytes());
  }
  closeDatabase(database);
  const data = statSync(database.name).size;
  expect(data).toBeGreaterThan(15_000_000);
  expect(data / (MASSES * COUPLINGS)).toBeLessThan(36);
  expect(longest).toBeLessThan(6_000_000);
  expect(process.memoryUsage.rss()).toBeLessThan(400e6);
});

it('is emptied once a reader that made it grow is gone, without ever waiting for it', () => {
  const { database, walBytes, writer } = startLargeScan();
  const limit = 8_000_000;
  const reader = openReadOnly(database.name);
  reader.exec('BEGIN');
  expect(countRows(reader, 'point')).toBe(0);
  let worst = 0;
  for (let mass = 0; mass < MASSES; mass++) {
    writer.saveColumns([newColumn(mass, COUPLINGS)]);
    const start = performance.now();
    limitWal(database, limit);
    worst = Math.max(worst, performance.now() - start);
    if (worst > 1000) break;
  }
  // Far from the 5 s that a writer would wait.
  expect(worst).toBeLessThan(1000);
  expect(walBytes()).toBeGreaterThan(2 * limit);
  expect(countRows(reader, 'point')).toBe(0);
  reader.exec('COMMIT');
  limitWal(database, limit);
  expect(walBytes()).toBe(0);
  expect(database.pragma('busy_timeout', { simple: true })).toBe(5000);
  reader.close();
});

it('is gone after closing: the one file is complete', () => {
  const { database, writer } = startLargeScan();
  writer.saveColumns([newColumn(0, COUPLINGS)]);
  closeDatabase(database);
  expect(existsSync(`${database.name}-wal`)).toBe(false);
  const reader = openReadOnly(database.name);
  expect(countRows(reader, 'point')).toBe(COUPLINGS);
  reader.close();
});
