/**
 * Runs among other processes: a second runner, readers, signals, a stopped process. Dying workers have tests of their own
 * in test/engine/pool.test.ts.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Outcome, runCli, temporaryFolder } from '../cli/run-cli.js';
import { type Ended, type RunRequest, completeRun, readLog, startRun } from './runs.js';
import { type Reference, checkStored, uninterrupted } from './promise.js';
import { type ScanName, writeFaultScan } from './scans.js';
import { digest, readStored } from './stored.js';
import { Chance, FULL, MINUTE, Report, choose } from './suite.js';

// Columns of 20 ms: a run of a second or two.
const SCAN: ScanName = 'thick-target';
const LOCKED = 5;
const INTERRUPTED = 75;

let folder: string;
let scan: string;
let reference: Reference;

beforeAll(async () => {
  folder = temporaryFolder();
  scan = writeFaultScan(folder, SCAN);
  reference = await uninterrupted(folder, scan, SCAN);
}, 2 * MINUTE);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A run of a database of its own, with a log. */
function request(name: string, more: Partial<RunRequest> = {}): RunRequest & { log: string } {
  const database = join(folder, `${name}.sqlite`);
  return { scan, database, threads: 2, program: 'library', log: `${database}.log`, ...more };
}

function checkComplete(what: string, database: string, { code, stderr }: Ended, report: Report): void {
  report.check(code === 0, `${what}: ended with ${code}: ${stderr}`);
  const isSame = digest(readStored(database).scans.get(SCAN)) === digest(reference);
  report.check(isSame, `${what}: the grid differs from that of an undisturbed run`);
  report.count('grids completed');
}

async function checkRefused(what: string, refused: Promise<Outcome | Ended>, report: Report): Promise<void> {
  const start = performance.now();
  const { code, stderr } = await refused;
  report.count('runners refused', code === LOCKED ? 1 : 0);
  report.largest('longest refusal, ms', Math.round(performance.now() - start));
  const isClear = code === LOCKED && stderr.includes('already running') && /process \d+ on/.test(stderr);
  report.check(isClear, `${what}: a second runner ended with ${code}: ${stderr}`);
}

/** There once in any form. */
const IN_SHORT = 'in the short form: see test/engine/resume.test.ts';

const hasCommitted = ({ event }: { event: string }) => event === 'progress';

describe('a run among others', () => {
  test(
    'refuses a second runner with exit 5, whatever that wants, and is not disturbed',
    { timeout: 4 * MINUTE },
    async () => {
      const report = new Report('two runners');
      for (let i = 0; i < choose(5, 0); i++) {
        const first = request(`two-runners-${i}`, { threads: 1, slow: 120 });
        const { database } = first;
        const other = ['run', scan, '--db', database, '--no-outputs'];
        const running = startRun(first);
        await running.event(hasCommitted);
        await Promise.all([
          checkRefused('the same scan', runCli(other), report),
          checkRefused('--restart', runCli([...other, '--restart']), report),
        ]);
        report.check(running.child.exitCode === null, 'the first runner ended before the second was refused');
        checkComplete('the first runner', database, await running.ended, report);
      }

      // Two that start at the same moment, on a database that neither has seen.
      for (let i = 0; i < choose(10, 1); i++) {
        const both = request(`race-${i}`);
        const outcomes = await Promise.all([completeRun(both), completeRun(both)]);
        const codes = outcomes.map(({ code }) => Number(code)).sort((a, b) => a - b);
        report.count('races');
        report.check(
          codes.join() === `0,${LOCKED}` || codes.join() === '0,0',
          `a race ended with ${codes.join()}`,
        );
        checkComplete(
          'a race',
          both.database,
          outcomes.find(({ code }) => code === 0) ?? outcomes[0],
          report,
        );
        report.check(readLog(both.log).begun === reference.tasks, 'a race: columns were computed twice');
      }
      report.finish();
    },
  );

  test(
    'shows readers whole commits only, and ever more of them',
    { timeout: 4 * MINUTE },
    async (context) => {
      const report = new Report('readers during a run');
      if (!FULL) report.skip(context, IN_SHORT);
      for (let i = 0; i < choose(4, 1); i++) {
        const first = request(`readers-${i}`, { threads: 1, slow: choose(200, 100) });
        const { database } = first;
        const running = startRun(first);
        await running.event(hasCommitted);
        const isRunning = () => running.child.exitCode === null && running.child.signalCode === null;
        let last = 0;
        while (isRunning()) {
          const [status, rows, csv] = await Promise.all([
            runCli(['status', '--db', database, '--json']),
            runCli([
              'query',
              `SELECT count(*) AS n FROM grid WHERE scan = '${SCAN}'`,
              '--db',
              database,
              '--format',
              'json',
            ]),
            runCli(['export', SCAN, '--db', database]),
          ]);
          for (const { code, stderr } of [status, rows, csv]) {
            report.count('reads');
            report.check(code === 0, `a reader ended with ${code}: ${stderr}`);
          }
          if (status.code !== 0 || rows.code !== 0 || csv.code !== 0) break;
          const [{ pointsDone }] = (JSON.parse(status.stdout) as { scans: [{ pointsDone: number }] }).scans;
          const [{ n }] = JSON.parse(rows.stdout) as [{ n: number }];
          for (const count of [pointsDone, n]) {
            report.check(count % reference.couplings === 0, `a reader saw ${count} points: a part of a task`);
            report.check(count >= last, `a reader saw ${count} points after ${last}`);
          }
          last = Math.min(pointsDone, n);
        }
        checkComplete('the run that was read', database, await running.ended, report);
      }
      report.check(report.value('reads') > 3, 'nothing was read during a run');
      report.finish();
    },
  );
});

describe('signals', () => {
  test('SIGINT once stops softly, twice at once; both resume', { timeout: 6 * MINUTE }, async (context) => {
    const report = new Report('SIGINT once and twice');
    if (!FULL) report.skip(context, IN_SHORT);
    const chance = new Chance('signals');
    for (let i = 0; i < choose(12, 2); i++) {
      const isTwice = i % 2 === 1;
      const what = isTwice ? 'SIGINT twice' : 'SIGINT once';
      const stopped = request(`signal-${i}`, { program: 'command line', threads: chance.integer(1, 2) });
      const running = startRun(stopped);
      await running.event(({ event }) => event === 'start');
      await Promise.race([sleep(chance.integer(150, 600)), running.ended]);
      running.child.kill('SIGINT');
      if (isTwice) {
        await sleep(chance.integer(1, 30));
        running.child.kill('SIGINT');
      }
      const start = performance.now();
      const ended = await running.ended;
      report.largest(`${what}: longest wait, ms`, Math.round(performance.now() - start));
      const stored = checkStored(what, stopped, reference, report)!;
      report.count(`${what}: exit ${ended.code}`);
      const isExpected =
        ended.code === INTERRUPTED || (ended.code === 0 && stored.done.size === reference.tasks);
      report.check(isExpected, `${what}: ended with ${ended.code}: ${ended.stderr}`);
      if (ended.code === INTERRUPTED && !isTwice) {
        const { begun } = readLog(stopped.log);
        report.check(
          begun === stored.done.size,
          `${what}: of ${begun} columns only ${stored.done.size} were kept`,
        );
      }
      checkComplete(what, stopped.database, await completeRun(stopped), report);
    }
    report.finish();
  });

  test(
    'SIGSTOP for a while changes nothing, and the lock is held meanwhile',
    { timeout: 5 * MINUTE },
    async () => {
      const report = new Report('SIGSTOP and SIGCONT');
      const seconds = choose(60, 5);
      const stopped = request('stopped', { threads: 2 });
      const { database } = stopped;
      const running = startRun(stopped);
      await running.event(hasCommitted);
      running.child.kill('SIGSTOP');
      await sleep(200);
      const state = /^State:\s+(\w)/m.exec(readFileSync(`/proc/${running.child.pid}/status`, 'utf8'))?.[1];
      report.check(state === 'T', `the run is not stopped but in state ${state}`);
      const before = checkStored('stopped', stopped, reference, report)!;
      const status = await runCli(['status', '--db', database]);
      report.check(
        status.code === 0 && status.stdout.includes('running'),
        `status: ${status.stdout}${status.stderr}`,
      );
      await checkRefused('while stopped', runCli(['run', scan, '--db', database, '--no-outputs']), report);
      await sleep(1000 * seconds);
      report.check(
        checkStored('stopped', stopped, reference, report)!.done.size === before.done.size,
        'it went on while stopped',
      );
      report.note('stopped for, s', seconds);
      running.child.kill('SIGCONT');
      checkComplete('continued', database, await running.ended, report);
      report.check(readLog(stopped.log).begun === reference.tasks, 'columns were computed twice');
      report.finish();
    },
  );
});
