/** Random kill -9: nothing acknowledged is lost, nothing is half-stored, little is computed twice, no bit differs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { type Ended, type RunRequest, completeRun, readLog, startRun } from './runs.js';
import { SCAN_NAMES, type ScanName, writeFaultScan } from './scans.js';
import { type StoredScan, digest, faultsOf, readStored } from './stored.js';
import { Chance, FULL, MINUTE, Report, choose } from './suite.js';
import { temporaryDirectory } from '../store/fixtures.js';

const KILLS = choose(200, 6);

/** One database with one scan in it, and one with all. */
const ROUNDS: readonly (readonly ScanName[])[] = [
  ['decay-volume'],
  ['thick-target'],
  ['beam-spectrum'],
  SCAN_NAMES,
];

test(
  'random kills lose nothing that was acknowledged, and the grids end bit-identical',
  { timeout: choose(20, 4) * MINUTE },
  async () => {
    const report = new Report('random SIGKILLs');
    const chance = new Chance('kills');
    const folder = temporaryDirectory();
    const names = FULL ? SCAN_NAMES : ROUNDS[0];
    const files = new Map(names.map((name) => [name, writeFaultScan(folder, name)]));
    const references = await uninterrupted(folder, files, report);

    for (let round = 0; report.value('kills') < KILLS; round++) {
      const scans = ROUNDS[FULL ? round % ROUNDS.length : 0];
      const database = join(folder, `round-${round}.sqlite`);
      for (const name of scans) {
        await killUntilComplete({ name, scan: files.get(name)!, database }, references.get(name)!, {
          report,
          chance,
        });
      }
      const { integrity, scans: stored } = readStored(database);
      report.check(integrity === 'ok', `round ${round}: integrity_check says ${integrity}`);
      for (const name of scans) {
        report.count('grids completed');
        report.check(
          digest(stored.get(name)) === digest(references.get(name)),
          `round ${round}: the final grid of ${name} differs from that of an uninterrupted run`,
        );
      }
    }
    report.finish();
  },
);

async function uninterrupted(folder: string, files: ReadonlyMap<ScanName, string>, report: Report) {
  const references = new Map<ScanName, StoredScan>();
  for (const [name, scan] of files) {
    const database = join(folder, `${name}.reference.sqlite`);
    const { code, stderr } = await completeRun({ scan, database, threads: 2 });
    report.check(code === 0, `the uninterrupted run of ${name} ended with ${code}: ${stderr}`);
    references.set(name, readStored(database).scans.get(name)!);
  }
  return references;
}

interface Round {
  readonly name: ScanName;
  readonly scan: string;
  readonly database: string;
}

async function killUntilComplete(
  { name, scan, database }: Round,
  reference: StoredScan,
  { report, chance }: { report: Report; chance: Chance },
): Promise<void> {
  const log = `${database}.${name}.log`;
  let bound = reference.tasks;
  let begunBefore = 0;
  let doneBefore = 0;
  for (let attempt = 0; ; attempt++) {
    const threads = chance.integer(1, 4);
    const program = chance.number() < 0.5 ? 'command line' : 'library';
    const request: RunRequest = { scan, database, threads, program, log };
    const isToBeKilled = report.value('kills') < KILLS;
    const ended = isToBeKilled ? await runAndKill(request, chance) : await completeRun(request);
    const what = `${name}, attempt ${attempt} (${program}, ${threads} threads)`;

    const { begun, commits } = readLog(log);
    const { integrity, scans } = readStored(database);
    const stored = scans.get(name);
    const done = stored?.done ?? new Map<number, number>();
    report.check(integrity === 'ok', `${what}: integrity_check says ${integrity}`);
    if (stored !== undefined) {
      for (const fault of faultsOf(stored, reference)) report.problem(`${what}: ${fault}`);
      report.count('partial tasks found', stored.partial.length);
    }
    const missing = commits.flat().filter((task) => !done.has(task));
    report.count('acknowledged tasks missing', missing.length);
    report.check(
      missing.length === 0,
      `${what}: tasks ${missing.join(', ')} were committed and are not stored`,
    );
    const points = stored?.points.size ?? 0;
    report.check(
      ended.acknowledged <= points,
      `${what}: ${ended.acknowledged} points were acknowledged, ${points} are stored`,
    );

    if (ended.code === 'SIGKILL') {
      report.count('kills');
      report.count(stage(ended, existsSync(database)));
      bound += 3 * threads;
      const lost = begun - begunBefore - (done.size - doneBefore);
      report.largest('columns lost in one kill, at most, per thread', Math.ceil((10 * lost) / threads) / 10);
      report.count('columns lost', lost);
    }
    begunBefore = begun;
    doneBefore = done.size;
    if (ended.code === 'SIGKILL') continue;
    report.check(ended.code === 0, `${what}: ended with ${ended.code}: ${ended.stderr}`);
    report.count('columns computed', begun);
    report.check(begun <= bound, `${name}: ${begun} columns were computed, at most ${bound} may be`);
    return;
  }
}

/** Kills at a random time after the start of the process, after its first word, or after one of its commits. */
async function runAndKill(request: RunRequest, chance: Chance): Promise<Ended> {
  const running = startRun(request);
  const kind = chance.number();
  if (kind < 0.3) {
    await Promise.race([sleep(chance.number() * 1200), running.ended]);
  } else {
    const commits = kind < 0.6 ? 0 : chance.integer(1, 8);
    let seen = 0;
    await running.event(({ event }) =>
      commits === 0 ? event === 'start' : event === 'progress' && ++seen >= commits,
    );
    await Promise.race([sleep(chance.number() * (commits === 0 ? 700 : 40)), running.ended]);
  }
  running.child.kill('SIGKILL');
  return running.ended;
}

function stage({ events }: Ended, exists: boolean): string {
  if (!exists) return 'killed before there was a database';
  if (events.length === 0) return 'killed before the start was reported';
  return events.length === 1 ? 'killed before the first acknowledgement' : 'killed after an acknowledgement';
}
