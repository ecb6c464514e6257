/** A disk that fails or fills up: the run stops and says so once, and goes on where it was when the disk is well again. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import {
  type Ended,
  type RunRequest,
  completeRun,
  killGroup,
  readLog,
  startRun,
  watchFiles,
} from './runs.js';
import { whyNoStrace } from '../store/strace.js';
import { mountSmallDisk } from '../store/tmpfs.js';
import { checkStored, resume, uninterrupted } from './promise.js';
import { writeFaultScan } from './scans.js';
import { Chance, FULL, MINUTE, Report, choose } from './suite.js';
import { temporaryDirectory } from '../store/fixtures.js';

const SCAN = 'decay-volume';
const IO_ERROR = 74;

const FILES = ['', '-wal', '-journal', '-shm', '.lock'];

interface Sabotage {
  readonly call: 'fsync' | 'pwrite64';
  readonly error: 'ENOSPC' | 'EIO' | 'EINTR';
  /** Which of the calls fails. */
  readonly number: number;
  /** Whether all that follow fail too. */
  readonly forGood: boolean;
}

/** Exit 74 and one message that says what happened, to what, and what to do; no trace, nothing else. */
function checkMessage(what: string, { code, stderr }: Ended, words: RegExp, report: Report): void {
  report.check(code === IO_ERROR, `${what}: exit ${code}, not ${IO_ERROR}: ${stderr.trim()}`);
  const lines = stderr.trim().split('\n').filter(Boolean);
  report.check(lines.length === 1, `${what}: ${lines.length} lines on stderr, not one: ${stderr.trim()}`);
  report.check(words.test(stderr), `${what}: the message does not say ${words.source}: ${stderr.trim()}`);
}

/** The bytes of the header that say whether the database has a write-ahead log: 2 if so, 1 for a rollback journal. */
function journalVersion(database: string): number {
  const file = openSync(database, 'r');
  try {
    const header = Buffer.alloc(20);
    readSync(file, header, 0, 20, 0);
    return header[18];
  } finally {
    closeSync(file);
  }
}

/** Where to strike: nearly every one of the first calls, which are different, fewer of the later ones, which are alike. */
function plan(counts: Readonly<Record<Sabotage['call'], number>>, chance: Chance): Sabotage[] {
  if (!FULL) {
    return [
      { call: 'fsync', error: 'EIO', number: 1, forGood: false },
      { call: 'fsync', error: 'EINTR', number: 12, forGood: false },
      { call: 'pwrite64', error: 'ENOSPC', number: 120, forGood: true },
      { call: 'pwrite64', error: 'EIO', number: 90, forGood: false },
    ];
  }
  const all: Sabotage[] = [];
  for (const call of ['fsync', 'pwrite64'] as const) {
    const early = call === 'fsync' ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 5, 9, 30];
    const last = counts[call];
    const late = Array.from({ length: 3 }, () => chance.integer(early.at(-1)! + 1, last - 1));
    for (const number of [...early, ...late, last]) {
      all.push(
        { call, error: 'EIO', number, forGood: false },
        { call, error: 'EIO', number, forGood: true },
        { call, error: 'ENOSPC', number, forGood: true },
        // Not for good: SQLite repeats an interrupted write until it succeeds.
        { call, error: 'EINTR', number, forGood: false },
      );
    }
  }
  return all;
}

test(
  'injected errors stop the run with exit 74, and it resumes',
  { timeout: choose(20, 3) * MINUTE },
  async (context) => {
    const report = new Report('injected disk errors');
    const reason = whyNoStrace();
    if (reason !== undefined) report.skip(context, reason);
    const chance = new Chance('disk errors');
    const folder = temporaryDirectory();
    const scan = writeFaultScan(folder, SCAN);
    const reference = await uninterrupted(folder, scan, SCAN);
    const counts = await countCalls({ scan, database: join(folder, 'counted.sqlite'), threads: 2 });

    for (const [index, { call, error, number, forGood }] of plan(counts, chance).entries()) {
      const what = `${error} at ${call} ${number}${forGood ? ' and after' : ''}`;
      const database = join(folder, `${index}.sqlite`);
      const request: RunRequest = { scan, database, threads: chance.integer(1, 3), log: `${database}.log` };
      const trace = `${database}.strace`;
      const running = startRun({
        ...request,
        strace: [
          '--seccomp-bpf',
          '-f',
          '-o',
          trace,
          ...watchFiles(database, FILES),
          '-e',
          `trace=${call}`,
          '-e',
          `inject=${call}:error=${error}:when=${number}${forGood ? '+' : ''}`,
        ],
      });
      const ended = await running.ended;
      killGroup(running.child);
      const isHit = readFileSync(trace, 'utf8').includes('(INJECTED)');
      report.count(isHit ? `${error} at ${call}` : 'not reached: the run made fewer calls');
      report.check(isHit || number > counts[call] / 2, `${what}: was not reached`);
      const done = checkStored(what, request, reference, report)?.done.size ?? 0;
      if (ended.code === 0) {
        // Interrupted writes are repeated, and a checkpoint at the very end may fail: all is in the log.
        report.count(isHit ? `survived ${error}` : 'survived nothing');
        report.check(done === reference.tasks, `${what}: exit 0 with ${done} of ${reference.tasks} tasks`);
        report.check(
          journalVersion(database) === 2,
          `${what}: exit 0, but the database was written without a write-ahead log`,
        );
      } else {
        report.count(`exit ${ended.code}`);
        checkMessage(
          what,
          ended,
          error === 'ENOSPC'
            ? /full|disk failed|disk may have failed/
            : /disk failed|disk may have failed|cannot open/,
          report,
        );
        report.check(ended.stderr.includes(database), `${what}: the message does not name the database`);
      }
      await resume(what, request, reference, report);
      report.check(journalVersion(database) === 2, `${what}: no write-ahead log after the resumed run`);
    }
    report.finish();
  },
);

/** How many of the calls an uninterrupted run makes. */
async function countCalls(request: RunRequest): Promise<Record<Sabotage['call'], number>> {
  const trace = `${request.database}.strace`;
  await completeRun({
    ...request,
    strace: [
      '--seccomp-bpf',
      '-f',
      '-o',
      trace,
      ...watchFiles(request.database, FILES),
      '-e',
      'trace=fsync,pwrite64',
    ],
  });
  const text = readFileSync(trace, 'utf8');
  const count = (call: string) => text.match(new RegExp(`${call}\\(`, 'g'))?.length ?? 0;
  return { fsync: count('fsync'), pwrite64: count('pwrite64') };
}

/** Writes until the disk is full, and then gives back that much. */
function fillDisk(directory: string, spare: number): () => void {
  const path = join(directory, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096);
  let size = 0;
  try {
    for (;;) size += writeSync(file, block);
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
  execFileSync('truncate', ['-s', String(Math.max(0, size - spare)), path]);
  return () => rmSync(path);
}

test(
  'a 3 MB disk that fills up during a run stops it with exit 74, and when it is freed the run resumes',
  { timeout: choose(10, 3) * MINUTE },
  async (context) => {
    const report = new Report('a disk of 3 MB that fills up');
    const chance = new Chance('small disk');
    const folder = temporaryDirectory();
    const scan = writeFaultScan(folder, SCAN, 200);
    const reference = await uninterrupted(folder, scan, SCAN);

    for (let index = 0; index < choose(8, 1); index++) {
      const directory =
        mountSmallDisk('3m') ?? report.skip(context, 'mounting a tmpfs needs root, or user namespaces');
      const database = join(directory, 'scan.sqlite');
      const request: RunRequest = {
        scan,
        database,
        threads: chance.integer(1, 3),
        program: 'library',
        log: join(folder, `${index}.log`),
      };
      const commits = chance.integer(1, 10);
      const spare = chance.pick([0, 0, 4096, 40_000]);
      const what = `full after ${commits} commits, ${spare} bytes to spare`;
      const running = startRun(request);
      let seen = 0;
      await running.event(({ event }) => event === 'progress' && ++seen === commits);
      const free = fillDisk(directory, spare);
      const ended = await running.ended;
      report.count(`exit ${ended.code}`);
      const done = checkStored(what, request, reference, report)?.done.size ?? 0;
      if (ended.code === 0) report.check(done === reference.tasks, `${what}: exit 0 with ${done} tasks`);
      else checkMessage(what, ended, /is full, or a quota/, report);

      // Still full: refused again, and nothing is harmed.
      const again = await completeRun(request);
      if (ended.code === 0)
        report.check(again.code === 0, `${what}: a complete scan was refused: ${again.stderr}`);
      else checkMessage(`${what}, again`, again, /full|free/, report);
      checkStored(`${what}, again`, request, reference, report);
      free();
      await resume(what, request, reference, report);
    }
    report.check(report.value(`exit ${IO_ERROR}`) > 0, 'no run met the full disk');
    report.finish();
  },
);

test(
  'a disk that is full from the beginning is refused before anything is computed',
  { timeout: 3 * MINUTE },
  async (context) => {
    const report = new Report('a disk that is full from the beginning');
    const folder = temporaryDirectory();
    const scan = writeFaultScan(folder, SCAN);
    for (const spare of choose([0, 4096, 40_000, 400_000], [40_000])) {
      const directory =
        mountSmallDisk('3m') ?? report.skip(context, 'mounting a tmpfs needs root, or user namespaces');
      const log = join(folder, `${spare}.log`);
      const database = join(directory, 'scan.sqlite');
      const free = fillDisk(directory, spare);
      const ended = await completeRun({ scan, database, threads: 1, log });
      report.count(`exit ${ended.code}`);
      checkMessage(`${spare} bytes to spare`, ended, /full|free/, report);
      report.check(readLog(log).begun === 0, `${spare} bytes to spare: columns were computed`);
      free();
      const { code, stderr } = await completeRun({ scan, database, threads: 1, log });
      report.check(code === 0, `${spare} bytes to spare: after freeing, exit ${code}: ${stderr}`);
      report.check(existsSync(database), 'no database');
    }
    report.finish();
  },
);
