/** The promise: whatever was acknowledged is stored, whole, however the process or the disk ends. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openDatabase, openReadOnly } from '../../src/store/open-database.js';
import { readGrid } from '../../src/store/read-grid.js';
import { createScan } from '../../src/store/scan-repository.js';
import { pendingTasks } from '../../src/store/tasks.js';
import { closeDatabase } from '../../src/store/wal.js';
import { axis, newDatabase, newScan, startScan, temporaryDirectory } from './fixtures.js';
import { COUPLINGS, deterministicColumn } from './programs/deterministic-column.js';

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SAVE_COLUMNS = [script('child.js'), script('programs/save-columns.ts')];

function crashScan(masses: number) {
  return newScan({ name: 'crash', massGeV: axis(masses), coupling: axis(COUPLINGS) });
}

function newCrashDatabase(masses: number): string {
  const path = join(temporaryDirectory(), 'muscan.db');
  const database = openDatabase(path);
  createScan(database, crashScan(masses));
  closeDatabase(database);
  return path;
}

/** Lets a process run the scan and kills it after so many acknowledged tasks; returns those. */
async function runAndKill(path: string, after: number): Promise<number[]> {
  const child = spawn(process.execPath, [...SAVE_COLUMNS, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(Number(line));
    if (acknowledged.length === after) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return acknowledged;
}

/** Every task is pending without points or done with all of them; returns the done ones. */
function wholeTasks(path: string): number[] {
  const database = openDatabase(path);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const rows = database
    .prepare<[], [number, string, number]>(
      `SELECT task_index, state, (SELECT count(*) FROM point WHERE point.scan_id = task.scan_id AND mass_index = first_mass_index) FROM task`,
    )
    .raw()
    .all();
  database.close();
  for (const [, state, points] of rows) expect(points).toBe(state === 'done' ? COUPLINGS : 0);
  return rows.filter(([, state]) => state === 'done').map(([task]) => task);
}

it('kill -9 again and again loses nothing acknowledged, and the grid ends bit-equal to an uninterrupted one', async () => {
  const masses = 400;
  const path = newCrashDatabase(masses);
  const acknowledged: number[] = [];
  let kills = 0;
  while (wholeTasks(path).length < masses) {
    acknowledged.push(...(await runAndKill(path, 20 + Math.floor(Math.random() * 80))));
    kills++;
    const stored = wholeTasks(path);
    expect(acknowledged.filter((task) => !stored.includes(task))).toEqual([]);
  }
  expect(kills).toBeGreaterThan(3);
  // At most the one column in flight was computed again at each kill: none was acknowledged twice.
  expect(new Set(acknowledged).size).toBe(acknowledged.length);

  const reference = newDatabase();
  const { scanId, writer } = startScan(reference, crashScan(masses));
  writer.saveColumns(pendingTasks(reference, scanId).map(({ taskIndex }) => deterministicColumn(taskIndex)));
  const interrupted = openReadOnly(path);
  expect(readGrid(interrupted, 1)).toEqual(readGrid(reference, scanId));
  interrupted.close();
});

it('a torn or flipped log gives a clean prefix of the commits', async () => {
  const path = newCrashDatabase(300);
  const acknowledged = await runAndKill(path, 60);
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
  expect(wholeTasks(path).length).toBeGreaterThanOrEqual(acknowledged.length);
});

function flipByte(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes[offset] ^= 0xff;
  writeFileSync(path, bytes);
}

const HAS_STRACE = spawnSync('strace', ['-V']).status === 0;

/** Runs the scan under strace; its report on fsync is returned line by line. */
function runTraced(path: string, ...options: string[]) {
  const report = join(temporaryDirectory(), 'strace.txt');
  const { status, stdout, stderr } = spawnSync(
    'strace',
    ['-f', '--seccomp-bpf', '-o', report, ...options, process.execPath, ...SAVE_COLUMNS, path],
    { encoding: 'utf8' },
  );
  const acknowledged = stdout.split('\n').filter(Boolean).map(Number);
  const syncs = readFileSync(report, 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(/.test(line));
  return { status, stderr, acknowledged, syncs };
}

it('every commit reaches the disk before it is acknowledged', ({ skip }) => {
  if (!HAS_STRACE) skip('NOT TESTED: strace is not installed');
  const { acknowledged, syncs } = runTraced(newCrashDatabase(50), '-e', 'trace=fsync,fdatasync');
  expect(acknowledged).toHaveLength(50);
  expect(syncs.length).toBeGreaterThanOrEqual(50);
});

it('a disk that fails to sync stops the run, and nothing acknowledged is lost', ({ skip }) => {
  if (!HAS_STRACE) skip('NOT TESTED: strace is not installed');
  const path = newCrashDatabase(50);
  const { status, stderr, acknowledged } = runTraced(
    path,
    '-e',
    'trace=fsync',
    '-e',
    'inject=fsync:error=EIO:when=30+',
  );
  expect(status).not.toBe(0);
  expect(stderr).toContain('the disk failed under');
  expect(acknowledged.length).toBeGreaterThan(5);
  expect(acknowledged.length).toBeLessThan(50);
  const stored = wholeTasks(path);
  expect(acknowledged.filter((task) => !stored.includes(task))).toEqual([]);
  expect(existsSync(path)).toBe(true);
});
