/** Kills at armed points: every step of a run's life, and the system calls within SQLite's. Each must be hit. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { type RunRequest, completeRun, killGroup, readLog, startRun, watchFiles } from './runs.js';
import { whyNoStrace } from '../store/strace.js';
import { checkStored, resume, uninterrupted } from './promise.js';
import { writeFaultScan } from './scans.js';
import { copyDatabase, digest, faultsOf, readStored } from './stored.js';
import { Chance, FULL, MINUTE, Report, choose } from './suite.js';
import { temporaryDirectory } from '../store/fixtures.js';

/** In the order of a run, as scripts/faults/preload.js knows them. */
const POINTS = [
  'lock: not yet taken',
  'lock: just taken',
  'open: before the write-ahead log',
  'open: write-ahead log switched on',
  'schema: before its first table',
  'schema: before COMMIT',
  'schema: between two migrations',
  'schema: last migration, its version not yet set',
  'schema: last migration before COMMIT',
  'scan: some of its tasks',
  'scan: before COMMIT',
  'scan: after COMMIT',
  'run: not yet noted',
  'run: noted',
  'save: before BEGIN',
  'save: after BEGIN',
  'save: mid-insert',
  'save: before COMMIT',
  'save: after COMMIT, before the acknowledgement',
  'save: acknowledged',
  'close: end of the run not yet noted',
  'close: end of the run noted',
  'checkpoint: before',
  'checkpoint: after',
  'close: database closed, lock still held',
] as const;

/** Of these, for the short form. */
const SHORT_POINTS = [
  'lock: just taken',
  'schema: between two migrations',
  'scan: before COMMIT',
  'save: after BEGIN',
  'save: mid-insert',
  'save: before COMMIT',
  'save: after COMMIT, before the acknowledgement',
  'checkpoint: before',
] as const satisfies readonly (typeof POINTS)[number][];

/** Of other commands that write: removing a scan, and copying the database. */
const GC_POINTS = [
  'gc: before anything is removed',
  'gc: some columns removed',
  'gc: all columns removed',
  'gc: the scan removed',
  'gc: before VACUUM',
  'gc: after VACUUM',
  'checkpoint: before',
] as const;
const BACKUP_POINTS = [
  'backup: before the copy',
  'backup: copied',
  'backup: checked, not yet in its place',
] as const;

/** Calls of SQLite on one of its files: [the step, suffix of the file, system call, which of them]. */
const CALLS: readonly (readonly [string, string, string, number])[] = [
  ['lock acquisition', '.lock', 'openat', 1],
  ['lock acquisition', '.lock', 'fcntl', 1],
  ['lock acquisition', '.lock', 'fcntl', 4],
  ['lock acquisition', '.lock', 'fcntl', 6],
  ['creation of the file', '', 'openat', 1],
  ['switch to the write-ahead log', '-journal', 'openat', 1],
  ['switch to the write-ahead log', '-journal', 'pwrite64', 1],
  ['switch to the write-ahead log', '-journal', 'fsync', 1],
  ['switch to the write-ahead log', '', 'pwrite64', 1],
  ['switch to the write-ahead log', '', 'fsync', 1],
  ['switch to the write-ahead log', '-journal', 'unlink', 1],
  ['schema creation', '-wal', 'openat', 1],
  ['schema creation', '-shm', 'openat', 1],
  ['schema creation', '-shm', 'ftruncate', 1],
  ['schema creation', '-wal', 'pwrite64', 1],
  ['schema creation', '-wal', 'pwrite64', 2],
  ['schema creation', '-wal', 'pwrite64', 17],
  ['schema creation', '-wal', 'fsync', 1],
  ['schema creation', '-wal', 'fsync', 2],
  ['commit of points', '-wal', 'pwrite64', 150],
  ['commit of points', '-wal', 'pwrite64', 151],
  ['commit of points', '-wal', 'pwrite64', 225],
  ['commit of points', '-wal', 'fsync', 8],
  ['commit of points', '-wal', 'fsync', 12],
  ['checkpoint', '', 'pwrite64', 2],
  ['checkpoint', '', 'pwrite64', 3],
  ['checkpoint', '', 'pwrite64', 20],
  ['checkpoint', '', 'fsync', 2],
  ['checkpoint', '-wal', 'ftruncate', 1],
  ['closing', '-wal', 'unlink', 1],
  ['closing', '-shm', 'unlink', 1],
];

const SCAN = 'decay-volume';

/** So many that SQLite copies its log into the database in the middle of the run, and not only at its end. */
const MANY_COUPLINGS = 1200;

function countHit(report: Report, point: string): void {
  report.count('kills');
  report.count(point);
}

/** Kills a run as it enters the n-th of these system calls on one of its files; tells whether there was one. */
async function killWithin(
  what: string,
  request: RunRequest,
  [suffix, call, number]: readonly [string, string, number],
  report: Report,
): Promise<boolean> {
  const running = startRun({
    ...request,
    strace: [
      '-f',
      '-o',
      `${request.database}.strace`,
      ...watchFiles(request.database, [suffix]),
      '-e',
      `trace=${call}`,
      '-e',
      `inject=${call}:signal=SIGKILL:when=${number}`,
    ],
  });
  // strace ends as what it traced did.
  const { code, stderr } = await running.ended;
  killGroup(running.child);
  report.check(code === 'SIGKILL', `${what} was not hit: the run ended with ${code}: ${stderr}`);
  if (code === 'SIGKILL') report.count('kills');
  return code === 'SIGKILL';
}

test('armed points of a run, each of them hit', { timeout: choose(15, 3) * MINUTE }, async () => {
  const report = new Report('armed kill points');
  const chance = new Chance('kill points');
  const folder = temporaryDirectory();
  const scan = writeFaultScan(folder, SCAN);
  const reference = await uninterrupted(folder, scan, SCAN);

  const hit = async (point: string, database: string, number: number) => {
    const log = `${database}.log`;
    const before = readLog(log).hits.length;
    const threads = chance.integer(1, 3);
    const program = chance.number() < 0.5 ? 'command line' : 'library';
    const request: RunRequest = { scan, database, threads, program, log };
    const { code, stderr } = await completeRun({ ...request, kill: `${point}#${number}` });
    const { hits } = readLog(log);
    const isHit = code === 'SIGKILL' && hits.length === before + 1 && hits.at(-1) === point;
    report.check(isHit, `${point}#${number} was not hit: the run ended with ${code}: ${stderr}`);
    if (isHit) countHit(report, point);
    checkStored(point, { database, log }, reference, report);
    return request;
  };

  // One database that is killed at every point in turn: the next run resumes what the last one left.
  for (let chain = 0; chain < choose(2, 1); chain++) {
    const database = join(folder, `chain-${chain}.sqlite`);
    let request: RunRequest | undefined;
    for (const point of FULL ? POINTS : SHORT_POINTS) {
      // Commits differ from chain to chain.
      const number = point.startsWith('save') ? 1 + chain : 1;
      request = await hit(point, database, number);
    }
    await resume(`chain ${chain}`, request!, reference, report);
  }
  if (FULL) {
    for (const [index, point] of POINTS.entries()) {
      const database = join(folder, `point-${index}.sqlite`);
      await resume(point, await hit(point, database, 1), reference, report);
    }
  }
  if (FULL) {
    for (const point of POINTS) report.check(report.value(point) > 0, `${point} was never hit`);
  }
  report.finish();
});

test('armed points of gc and backup, each of them hit', { timeout: choose(10, 3) * MINUTE }, async () => {
  const report = new Report('armed kill points of gc and backup');
  const folder = temporaryDirectory();
  const scan = writeFaultScan(folder, SCAN);
  const reference = await uninterrupted(folder, scan, SCAN);
  const whole = join(folder, 'reference.sqlite');
  const other = writeFaultScan(folder, 'thick-target');
  const { code } = await completeRun({ scan: other, database: whole, threads: 2 });
  report.check(code === 0, `the second scan ended with ${code}`);
  const otherReference = readStored(whole).scans.get('thick-target')!;

  const run = async (database: string, command: readonly string[], point?: string) => {
    const log = `${database}.log`;
    const request: RunRequest = { scan, database, threads: 1, command, log };
    const ended = await completeRun(point === undefined ? request : { ...request, kill: point });
    if (point === undefined) {
      report.check(ended.code === 0, `${command[0]} ended with ${ended.code}: ${ended.stderr}`);
    } else {
      const isHit = ended.code === 'SIGKILL' && readLog(log).hits.at(-1) === point;
      report.check(isHit, `${point} was not hit: ended with ${ended.code}: ${ended.stderr}`);
      if (isHit) countHit(report, point);
    }
  };
  /** The scan that nobody touched, and nothing wrong with the other one; whether that is there. */
  const check = (what: string, database: string) => {
    const { integrity, scans } = readStored(database);
    report.check(integrity === 'ok', `${what}: integrity_check says ${integrity}`);
    report.check(
      digest(scans.get(SCAN)) === digest(reference),
      `${what}: a scan that was to stay has changed`,
    );
    const rest = scans.get('thick-target');
    if (rest === undefined) return false;
    for (const fault of faultsOf(rest, otherReference)) report.problem(`${what}: ${fault}`);
    return true;
  };

  for (const [index, point] of (FULL ? GC_POINTS : GC_POINTS.slice(1, 2)).entries()) {
    const database = join(folder, `gc-${index}.sqlite`);
    copyDatabase(whole, database);
    await run(database, ['gc', 'thick-target', '--yes'], point);
    const isThere = check(point, database);
    // What is left of it is a scan like any other: it goes on, or is removed.
    if (isThere && index % 2 === 0) await run(database, ['run', other, '--no-outputs', '--quiet']);
    await run(database, ['gc', ...(isThere ? ['thick-target'] : []), '--yes']);
    report.check(!check(`${point}, again`, database), `${point}: not removed by a second gc`);
  }
  for (const [index, point] of (FULL ? BACKUP_POINTS : BACKUP_POINTS.slice(1, 2)).entries()) {
    const database = join(folder, `backup-${index}.sqlite`);
    const copy = join(folder, `backup-${index}.copy.sqlite`);
    copyDatabase(whole, database);
    await run(database, ['backup', copy], point);
    check(point, database);
    report.check(!existsSync(copy), `${point}: an unfinished copy is there`);
    await run(database, ['backup', copy]);
    report.check(check(`${point}, again`, copy), `${point}: the copy lacks a scan`);
  }
  report.finish();
});

test('within a checkpoint in the middle of a run', { timeout: choose(5, 3) * MINUTE }, async (context) => {
  const report = new Report('kills within a checkpoint in the middle of a run');
  const reason = whyNoStrace();
  if (reason !== undefined) report.skip(context, reason);
  if (!FULL) report.skip(context, 'in the short form');
  const folder = temporaryDirectory();
  const scan = writeFaultScan(folder, SCAN, MANY_COUPLINGS);
  const reference = await uninterrupted(folder, scan, SCAN);
  for (const number of [2, 3, 100, 400]) {
    const what = `write ${number} of a checkpoint`;
    const database = join(folder, `checkpoint-${number}.sqlite`);
    const request: RunRequest = { scan, database, threads: 2, log: `${database}.log` };
    await killWithin(what, request, ['', 'pwrite64', number], report);
    checkStored(what, request, reference, report);
    const done = readStored(database).scans.get(SCAN)?.done.size ?? 0;
    report.largest('tasks done when killed, at most', done);
    report.check(done > 0 && done < reference.tasks, `${what}: ${done} tasks were done, not some of them`);
    await resume(what, request, reference, report);
  }
  report.finish();
});

test(
  'within the system calls of SQLite, each of them hit',
  { timeout: choose(15, 3) * MINUTE },
  async (context) => {
    const report = new Report('kills within system calls');
    const reason = whyNoStrace();
    if (reason !== undefined) report.skip(context, reason);
    const chance = new Chance('system calls');
    const folder = temporaryDirectory();
    const scan = writeFaultScan(folder, SCAN);
    const reference = await uninterrupted(folder, scan, SCAN);

    const calls = FULL ? CALLS : CALLS.filter((_, index) => [8, 21, 26].includes(index));
    for (const [index, [step, suffix, call, number]] of calls.entries()) {
      const what = `${step}: ${call} ${number} on ${suffix || 'the database'}`;
      const database = join(folder, `call-${index}.sqlite`);
      const log = `${database}.log`;
      const request: RunRequest = { scan, database, threads: chance.integer(1, 3), log };
      const isHit = await killWithin(what, request, [suffix, call, number], report);
      if (isHit) report.count(step);
      checkStored(what, { database, log }, reference, report);
      await resume(what, request, reference, report);
    }
    report.finish();
  },
);
