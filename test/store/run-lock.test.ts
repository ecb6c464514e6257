import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { DatabaseLockedError, IntegrityError } from '../../src/errors.js';
import { openReadOnly } from '../../src/store/open-database.js';
import { acquireRunLock, readHolder } from '../../src/store/run-lock.js';
import { newDatabase, temporaryDirectory } from './fixtures.js';

function newPath(): string {
  return join(temporaryDirectory(), 'muscan.db');
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A process of its own that holds the lock. */
async function otherRunner(path: string) {
  const child = spawn(
    process.execPath,
    ['--expose-gc', script('child.js'), script('programs/hold-lock.ts'), path],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

it('refuses a second runner at once, naming the first', async () => {
  const path = newPath();
  const other = await otherRunner(path);
  const start = performance.now();
  expect(() => acquireRunLock(path)).toThrow(DatabaseLockedError);
  expect(() => acquireRunLock(path)).toThrow(`process ${other.pid} on ${hostname()} since`);
  expect(performance.now() - start).toBeLessThan(2000);
});

it('is freed by kill -9', async () => {
  const path = newPath();
  const other = await otherRunner(path);
  expect(() => acquireRunLock(path)).toThrow(DatabaseLockedError);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(existsSync(`${path}.holder`)).toBe(true);
  expect(readHolder(path)).toBeUndefined();
  acquireRunLock(path).release();
});

it('refuses a second runner in the same process, and the attempt does not loosen the first lock', async () => {
  const path = newPath();
  const lock = acquireRunLock(path);
  expect(() => acquireRunLock(path)).toThrow(`process ${process.pid}`);
  expect(() => acquireRunLock(path)).toThrow(DatabaseLockedError);
  lock.release();
  lock.release();
  const again = acquireRunLock(path);
  lock.release();
  expect(() => acquireRunLock(path)).toThrow(DatabaseLockedError);
  again.release();
});

it('tells who holds it, and asking does not loosen it', async () => {
  const path = newPath();
  expect(readHolder(path)).toBeUndefined();
  const other = await otherRunner(path);
  expect(readHolder(path)).toContain(`process ${other.pid} on ${hostname()}`);
  expect(() => acquireRunLock(path)).toThrow(DatabaseLockedError);
  const mine = newPath();
  const lock = acquireRunLock(mine);
  expect(readHolder(mine)).toContain(`process ${process.pid}`);
  expect(() => acquireRunLock(mine)).toThrow(DatabaseLockedError);
  lock.release();
  expect(readHolder(mine)).toBeUndefined();
});

it('works without the note of who holds it', () => {
  const path = newPath();
  const lock = acquireRunLock(path);
  rmSync(`${path}.holder`);
  expect(() => acquireRunLock(path)).toThrow('by an unknown process');
  lock.release();
});

it('locks a database that does not exist yet, in a directory that does not either', () => {
  const path = join(temporaryDirectory(), 'new', 'muscan.db');
  acquireRunLock(path).release();
  expect(existsSync(path)).toBe(false);
});

it('does not disturb readers', () => {
  const { name } = newDatabase();
  const lock = acquireRunLock(name);
  const reader = openReadOnly(name);
  expect(reader.prepare('SELECT count(*) FROM scan').pluck().get()).toBe(0);
  reader.close();
  lock.release();
});

it('refuses to take over a file of somebody else as its lock file', () => {
  const path = newPath();
  writeFileSync(`${path}.lock`, 'not a lock');
  expect(() => acquireRunLock(path)).toThrow(IntegrityError);
});
