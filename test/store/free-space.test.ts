import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StorageError } from '../../src/errors.js';
import { estimateBytes, requireFreeSpace } from '../../src/store/free-space.js';
import { temporaryDirectory } from './fixtures.js';
import { smallDisk } from './tmpfs.js';

it('accepts a scan that fits and refuses one that does not, even in a directory that does not exist yet', () => {
  const path = join(temporaryDirectory(), 'not', 'there', 'muscan.db');
  requireFreeSpace(path, 1000);
  expect(() => requireFreeSpace(path, 1e15)).toThrow(StorageError);
  expect(() => requireFreeSpace(path, 1e15)).toThrow(
    /MB free, but 1000000000000000 points may take 3600000\d+ MB/,
  );
  expect(existsSync(join(path, '..'))).toBe(false);
});

it('measures the disk of the database, not another one', (context) => {
  const path = join(smallDisk(context, '20m'), 'muscan.db');
  requireFreeSpace(path, 100_000);
  expect(() => requireFreeSpace(path, 600_000)).toThrow(/has 2\d MB free/);
});

it('counts the write-ahead log once, not for ever', () => {
  expect(estimateBytes(1000) / 1000).toBeGreaterThan(72);
  expect(estimateBytes(1e9) / 1e9).toBeLessThan(37);
});
