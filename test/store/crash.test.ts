/** The promise: whatever was acknowledged is stored, whole, however the process or the disk ends. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open-database.js';
import { readGrid, type StoredGrid } from '../../src/store/read-grid.js';
import { findScan } from '../../src/store/scan-repository.js';
import { newDatabase, temporaryDirectory } from './fixtures.js';
import { COUPLINGS, runCrashScan } from './programs/crash-scan.js';
import { whyNoStrace } from './strace.js';

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SAVE_COLUMNS = [script('child.js'), script('programs/save-columns.ts')];

function newPath(): string {
  return join(temporaryDirectory(), 'muscan.db');
}

/** Lets a process run the scan and kills it after so many acknowledged tasks; returns those. */
async function runAndKill(path: string, masses: number, after: number): Promise<number[]> {
  const child = spawn(process.execPath, [...SAVE_COLUMNS, path, String(masses)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const acknowledged: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(Number(line));
    if (acknowledged.length === after) child.kill('SIGKILL');
  }
  await exit;
  return acknowledged;
}

/** Every task is pending without points or done with all of them; returns the done ones. */
function wholeTasks(path: string): number[] {
  const database = openDatabase(path);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const rows = database
    .prepare<[], [number, string, number]>(
      `SELECT task_index, state,
         (SELECT count(*) FROM point WHERE point.scan_id = task.scan_id AND mass_index = first_mass_index)
       FROM task`,
    )
    .raw()
    .all();
  database.close();
  for (const [, state, points] of rows) expect(points).toBe(state === 'done' ? COUPLINGS : 0);
  return rows.filter(([, state]) => state === 'done').map(([task]) => task);
}

/** The grid after whatever is left has been computed here. */
function completedGrid(path: string, masses: number): StoredGrid {
  const database = newDatabase(path);
  runCrashScan(database, masses);
  const grid = readGrid(database, findScan(database, { name: 'crash' })!.scanId);
  database.close();
  return grid;
}

function missing(acknowledged: readonly number[], stored: readonly number[]): number[] {
  return acknowledged.filter((task) => !stored.includes(task));
}

it('kill -9 again and again loses nothing acknowledged, and the grid ends bit-equal to an uninterrupted one', async () => {
  const masses = 500;
  const path = newPath();
  const acknowledged: number[] = [];
  let runs = 0;
  while (wholeTasks(path).length < masses) {
    acknowledged.push(...(await runAndKill(path, masses, 1 + Math.floor(Math.random() * 200))));
    runs++;
    expect(missing(acknowledged, wholeTasks(path))).toEqual([]);
  }
  expect(runs).toBeGreaterThan(1);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(completedGrid(path, masses)).toEqual(completedGrid(newPath(), masses));
});

it('a torn or flipped log gives a clean prefix of the commits', async () => {
  const path = newPath();
  const acknowledged = await runAndKill(path, 2000, 60);
  const size = statSync(`${path}-wal`).size;
  expect(size).toBeGreaterThan(200_000);
  const lengths = new Set<number>();
  for (let trial = 0; trial < 40; trial++) {
    const copy = join(temporaryDirectory(), 'copy.db');
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    const offset = Math.floor(Math.random() * size);
    if (trial % 2 === 0) truncateSync(`${copy}-wal`, offset);
    else flipByte(`${copy}-wal`, offset);
    const stored = wholeTasks(copy);
    expect(stored).toEqual(Array.from(stored, (_, index) => index));
    lengths.add(stored.length);
  }
  expect(lengths.size).toBeGreaterThan(5);
  expect(missing(acknowledged, wholeTasks(path))).toEqual([]);
});

function flipByte(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes[offset] ^= 0xff;
  writeFileSync(path, bytes);
}

const NO_STRACE = whyNoStrace();

/** Runs the scan under strace, which counts or sabotages its system calls. */
function runTraced(path: string, masses: number, ...options: string[]) {
  const report = join(temporaryDirectory(), 'strace.txt');
  const { status, stdout, stderr } = spawnSync(
    'strace',
    ['-f', '-o', report, ...options, process.execPath, ...SAVE_COLUMNS, path, String(masses)],
    { encoding: 'utf8' },
  );
  const acknowledged = stdout.split('\n').filter(Boolean).map(Number);
  return { status, stderr, acknowledged, report: readFileSync(report, 'utf8') };
}

describe('with sabotaged system calls', () => {
  it('every commit is synced before it is acknowledged', ({ skip }) => {
    if (NO_STRACE) skip(`NOT TESTED: ${NO_STRACE}`);
    const { acknowledged, report } = runTraced(newPath(), 50, '-e', 'trace=fsync,fdatasync');
    expect(acknowledged).toHaveLength(50);
    expect(report.match(/f(data)?sync\(/g)!.length).toBeGreaterThan(50);
  });

  it('a process killed at any of its writes, from the schema to the last checkpoint, leaves a whole database', ({
    skip,
  }) => {
    if (NO_STRACE) skip(`NOT TESTED: ${NO_STRACE}`);
    const masses = 12;
    const reference = completedGrid(newPath(), masses);
    const progress = new Set<number>();
    // Every Fibonacci number of writes, until the process lives to its end.
    for (let [write, next] = [1, 2], killed = true; killed; [write, next] = [next, write + next]) {
      const path = newPath();
      const sabotage = `inject=pwrite64:signal=SIGKILL:when=${write}`;
      const { acknowledged, report } = runTraced(path, masses, '-e', 'trace=pwrite64', '-e', sabotage);
      killed = report.includes('killed by SIGKILL');
      const stored = wholeTasks(path);
      expect(missing(acknowledged, stored), `killed at write ${write}`).toEqual([]);
      progress.add(stored.length);
      expect(completedGrid(path, masses), `killed at write ${write}`).toEqual(reference);
    }
    expect(progress.size).toBeGreaterThan(3);
  });

  it.for([
    ['fsync', 'EIO', 30, 'the disk failed under'],
    ['pwrite64', 'EIO', 250, 'the disk failed under'],
    ['pwrite64', 'ENOSPC', 250, 'is full, or a quota'],
  ] as const)(
    'a disk that fails (%s: %s) stops the run, and nothing acknowledged is lost',
    ([call, error, when, message], { skip }) => {
      if (NO_STRACE) skip(`NOT TESTED: ${NO_STRACE}`);
      const path = newPath();
      const sabotage = `inject=${call}:error=${error}:when=${when}+`;
      const { status, stderr, acknowledged } = runTraced(path, 50, '-e', `trace=${call}`, '-e', sabotage);
      expect(status).not.toBe(0);
      expect(stderr).toContain(message);
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.length).toBeLessThan(50);
      expect(missing(acknowledged, wholeTasks(path))).toEqual([]);
    },
  );
});
