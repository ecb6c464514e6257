/**
 * Truncated and flipped copies of a killed run's files. Of the log only a clean prefix of the commits may be left, with
 * every bit right. In the database itself SQLite cannot see a changed bit of a number: the tasks' checksums must.
 */
import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, test } from 'vitest';
import { POINT_PENDING } from '../../src/store/point-status.js';
import { ROOT, runCli, temporaryFolder } from '../cli/run-cli.js';
import { readLog, startRun } from './runs.js';
import { uninterrupted } from './promise.js';
import { writeFaultScan } from './scans.js';
import { type StoredScan, bits, copyDatabase, digest, faultsOf, readStored } from './stored.js';
import { Chance, MINUTE, Report, choose } from './suite.js';
import { temporaryDirectory } from '../store/fixtures.js';

// The built output, since worker threads do not load TypeScript.
const muscan = (await import(
  pathToFileURL(join(ROOT, 'dist/index.js')).href
)) as typeof import('../../src/index.js');

const SCAN = 'decay-volume';
const COUPLINGS = 150;
const COPIES = choose(200, 4);
/** One in so many is also given to the command line. */
const CLI_EVERY = choose(20, COPIES);
/** One in so many copies with a damaged log is resumed: that the points are those of a prefix is checked in all. */
const RESUME_EVERY = choose(4, 1);
const QUERY = `SELECT mass_gev, coupling, yield, rel_error, status FROM grid WHERE scan = '${SCAN}'`;

/** A database with some of its points checkpointed and others in the log of a run that was killed. */
interface Victim {
  readonly scan: string;
  readonly database: string;
  /** The database of an uninterrupted run. */
  readonly whole: string;
  readonly reference: StoredScan;
  /** What is stored if nothing is damaged. */
  readonly intact: StoredScan;
  /** The tasks that are done after each of the commits in the log, in order. */
  readonly prefixes: ReadonlySet<string>;
}

const victimFolder = temporaryFolder();
afterAll(() => rmSync(victimFolder, { recursive: true, force: true }));

let victimOfAll: Promise<Victim> | undefined;

/** The same for all tests: they work on copies. */
function killedRun(): Promise<Victim> {
  victimOfAll ??= makeVictim(victimFolder);
  return victimOfAll;
}

async function makeVictim(folder: string): Promise<Victim> {
  const scan = writeFaultScan(folder, SCAN, COUPLINGS);
  const whole = join(folder, 'reference.sqlite');
  const reference = await uninterrupted(folder, scan, SCAN);

  const database = join(folder, 'killed.sqlite');
  const request = { scan, database, threads: 2, program: 'library' } as const;
  await endAfter({ ...request, log: join(folder, 'stopped.log') }, 10, 'SIGINT');
  const before = [...readStored(database).scans.get(SCAN)!.done.keys()];
  const log = join(folder, 'killed.log');
  await endAfter({ ...request, log }, 12, 'SIGKILL');
  const intact = readStored(database).scans.get(SCAN)!;
  const { commits } = readLog(log);
  const prefixes = commits.map((_, index) => keyOf([...before, ...commits.slice(0, index + 1).flat()]));
  return {
    scan,
    database,
    whole,
    reference,
    intact,
    // The last commit may have been stored without a chance to say so.
    prefixes: new Set([keyOf(before), ...prefixes, keyOf(intact.done.keys())]),
  };
}

async function endAfter(request: Parameters<typeof startRun>[0], commits: number, signal: NodeJS.Signals) {
  const running = startRun(request);
  let seen = 0;
  await running.event(({ event }) => event === 'progress' && ++seen === commits);
  running.child.kill(signal);
  const { code } = await running.ended;
  if (code !== (signal === 'SIGKILL' ? signal : 75)) throw new Error(`the run ended with ${code}`);
}

function keyOf(tasks: Iterable<number>): string {
  return [...tasks].sort((a, b) => a - b).join(',');
}

/** Damages one of the files, and says how. */
function damage(path: string, chance: Chance): string {
  const { size } = statSync(path);
  const offset = chance.integer(0, size - 1);
  const kind = chance.number();
  if (kind < 0.45) {
    truncateSync(path, offset);
    return `truncated to ${offset} of ${size} bytes`;
  }
  const bytes = readFileSync(path);
  if (kind < 0.9) {
    const bit = chance.integer(0, 7);
    bytes[offset] ^= 1 << bit;
    writeFileSync(path, bytes);
    return `bit ${bit} of byte ${offset} of ${size} flipped`;
  }
  const sector = offset - (offset % 512);
  bytes.fill(0, sector, sector + 512);
  writeFileSync(path, bytes);
  return `sector at ${sector} of ${size} zeroed`;
}

/** What became of something that was tried on a damaged copy. */
type Outcome<T> = { readonly value: T } | { readonly refusal: number };

async function attempt<T>(
  what: string,
  report: Report,
  work: () => T | Promise<T>,
): Promise<Outcome<T> | undefined> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof muscan.MuscanError) return { refusal: error.exitCode };
    report.problem(`${what}: not an error for users: ${(error as Error).stack}`);
    return undefined;
  }
}

/** A grid as readers are given it: how many points it has, and how many of them are wrong. */
function readGrid(path: string, reference: StoredScan): { points: number; wrong: number } {
  muscan.withReader(path, (database) => muscan.databaseStatus(database));
  const { grid } = muscan.loadScan({ kind: 'name', name: SCAN }, path);
  const couplings = grid.coupling.length;
  const nullable = (value: number) => bits(Number.isNaN(value) ? null : value);
  let [points, wrong] = [0, 0];
  for (const [i, status] of grid.status.entries()) {
    if (status === POINT_PENDING) continue;
    points++;
    const shown = `${nullable(grid.yield[i])} ${nullable(grid.relError[i])} ${status}`;
    if (shown !== reference.points.get(`${Math.floor(i / couplings)},${i % couplings}`)) wrong++;
  }
  return { points, wrong };
}

/** The grid as SQLite gives it, damaged or not; undefined where it gives none. */
function rawGrid(path: string): { scan: StoredScan | undefined; isSeen: boolean } {
  try {
    const { integrity, scans } = readStored(path);
    return { scan: scans.get(SCAN), isSeen: integrity !== 'ok' };
  } catch {
    return { scan: undefined, isSeen: true };
  }
}

async function resume(victim: Victim, path: string) {
  return muscan.runScan(muscan.readScanFile(victim.scan), {
    databasePath: path,
    threads: 1,
    abortSignal: AbortSignal.timeout(MINUTE),
  });
}

/** The command line on copies of its own: it must end with a code that means something. */
async function tryCommandLine(what: string, victim: Victim, path: string, report: Report): Promise<void> {
  const copy = `${path}.cli`;
  copyDatabase(path, copy);
  for (const args of [
    ['status'],
    ['query', QUERY, '--format', 'csv'],
    ['export', SCAN],
    ['run', victim.scan, '--threads', '1', '--no-outputs', '--quiet'],
    ['verify', '--sample', '5'],
  ]) {
    const { code, stderr } = await runCli([...args, '--db', copy]);
    report.count(`muscan ${args[0]}: exit ${code}`);
    const isClear = [0, 2, 4, 6, 74].includes(code as number) && !/unexpected error|\n {4}at /.test(stderr);
    report.check(isClear, `${what}: muscan ${args[0]} ended with ${code}: ${stderr}`);
  }
}

test(
  'a damaged log leaves a clean prefix of the commits, or is refused',
  { timeout: choose(15, 3) * MINUTE },
  async () => {
    const report = new Report('damaged copies of the write-ahead log');
    const chance = new Chance('log');
    const folder = temporaryDirectory();
    const victim = await killedRun();
    const { reference, prefixes } = victim;
    report.note('commits in the log', prefixes.size - 1);
    const lengths = new Set<number>();

    for (let index = 0; index < COPIES; index++) {
      const path = join(folder, 'copy.sqlite');
      copyDatabase(victim.database, path);
      const what = `log ${damage(`${path}-wal`, chance)}`;
      report.count('copies');
      if (index % CLI_EVERY === 0) await tryCommandLine(what, victim, path, report);

      const { scan: raw } = rawGrid(path);
      if (raw !== undefined) {
        for (const fault of faultsOf(raw, reference)) report.problem(`${what}: ${fault}`);
        report.check(prefixes.has(keyOf(raw.done.keys())), `${what}: not a prefix of the commits`);
        lengths.add(raw.done.size);
      }
      const shown = await attempt(`${what}, read`, report, () => readGrid(path, reference));
      if (shown !== undefined && 'value' in shown) {
        report.count('read');
        report.check(
          shown.value.points === raw?.points.size && shown.value.wrong === 0,
          `${what}: ${shown.value.points} points are shown, ${shown.value.wrong} of them wrong`,
        );
      } else report.count(`refused to read: ${shown?.refusal}`);
      const verified = await attempt(`${what}, verified`, report, () =>
        muscan.verifyDatabase(path, { sample: 0 }),
      );
      report.check(
        verified !== undefined && 'value' in verified && verified.value.ok,
        `${what}: not verified`,
      );
      if (index % RESUME_EVERY !== 0) continue;
      const resumed = await attempt(`${what}, resumed`, report, () => resume(victim, path));
      if (resumed !== undefined && 'value' in resumed) {
        report.count('resumed');
        const isSame = digest(readStored(path).scans.get(SCAN)) === digest(reference);
        report.check(isSame, `${what}: the grid differs after resuming`);
      } else report.count(`refused to resume: ${resumed?.refusal}`);
    }
    report.note('different prefixes found', lengths.size);
    report.check(lengths.size >= choose(8, 2), `only ${lengths.size} different prefixes were found`);
    report.finish();
  },
);

test(
  'a damaged database is refused, or resumed to a bit-identical grid',
  { timeout: choose(15, 3) * MINUTE },
  async () => {
    const report = new Report('damaged copies of the database');
    const chance = new Chance('database');
    const folder = temporaryDirectory();
    const victim = await killedRun();
    const { reference, intact } = victim;
    for (const name of [
      'copies',
      'refused to read: 6',
      'refused to resume: 6',
      'prefix or whole grid, resumed to a bit-identical one',
      'wrong grids shown',
      'wrong grids completed',
    ]) {
      report.count(name, 0);
    }

    for (let index = 0; index < COPIES; index++) {
      const path = join(folder, 'copy.sqlite');
      copyDatabase(victim.database, path);
      const what = `database ${damage(path, chance)}`;
      report.count('copies');
      if (index % CLI_EVERY === 0) await tryCommandLine(what, victim, path, report);

      const { scan: raw, isSeen } = rawGrid(path);
      const isChanged = raw !== undefined && faultsOf(raw, reference).length > 0;
      const isLost = raw === undefined || keyOf(raw.done.keys()) !== keyOf(intact.done.keys());
      if (!isChanged && !isLost) report.count('every stored point unharmed');
      if (isSeen) report.count('found by integrity_check');
      if (isChanged && !isSeen) report.count('points changed, whole to integrity_check');

      const shown = await attempt(`${what}, read`, report, () => readGrid(path, reference));
      if (shown !== undefined && 'refusal' in shown) report.count(`refused to read: ${shown.refusal}`);
      else if (shown !== undefined && shown.value.wrong > 0) {
        report.count('wrong grids shown');
        report.problem(`${what}: ${shown.value.wrong} wrong points are shown`);
      } else if (isChanged) report.count('changed where readers do not look: shown, and right');
      const verified = await attempt(`${what}, verified`, report, () =>
        muscan.verifyDatabase(path, { sample: 0 }),
      );
      const isFound = verified !== undefined && ('refusal' in verified || !verified.value.ok);
      if (isFound) report.count('found by verify');
      report.check(isFound || !isChanged, `${what}: changed points, unnoticed by verify`);

      const resumed = await attempt(`${what}, resumed`, report, () => resume(victim, path));
      if (resumed === undefined) continue;
      if ('refusal' in resumed) {
        report.count(`refused to resume: ${resumed.refusal}`);
        continue;
      }
      if (digest(rawGrid(path).scan) === digest(reference)) {
        report.count('prefix or whole grid, resumed to a bit-identical one');
        continue;
      }
      const again = await attempt(`${what}, read at last`, report, () => readGrid(path, reference));
      if (again !== undefined && 'refusal' in again) {
        report.count('completed, and refused to readers');
        continue;
      }
      if (again !== undefined && again.value.wrong === 0 && again.value.points === reference.points.size) {
        report.count('completed, changed where readers do not look: shown, and right');
        continue;
      }
      report.count('wrong grids completed');
      report.problem(`${what}: a wrong grid was completed and is shown`);
    }
    report.finish();
  },
);

test(
  'every flipped bit of a stored number is found by verify, kept from readers and computed again by a run',
  { timeout: choose(5, 3) * MINUTE },
  async () => {
    const report = new Report('flipped bits of stored numbers');
    const chance = new Chance('numbers');
    const folder = temporaryDirectory();
    const { reference, scan, whole } = await killedRun();
    const places = await placesOfNumbers(whole, reference);
    report.note('numbers found in the file', places.length);
    report.check(places.length > 100, `only ${places.length} stored numbers were found in the file`);
    const path = join(folder, 'flipped.sqlite');

    for (let index = 0; index < choose(100, 4); index++) {
      rmSync(`${path}-wal`, { force: true });
      copyFileSync(whole, path);
      const bytes = readFileSync(path);
      const offset = chance.pick(places) + chance.integer(0, 7);
      bytes[offset] ^= 1 << chance.integer(0, 7);
      writeFileSync(path, bytes);
      const what = `bit of a number at byte ${offset}`;
      report.count('flips');
      const { scan: raw, isSeen } = rawGrid(path);
      report.check(raw !== undefined && faultsOf(raw, reference).length === 1, `${what}: no other number`);
      if (isSeen) report.count('found by integrity_check');
      const verified = await attempt(`${what}, verified`, report, () =>
        muscan.verifyDatabase(path, { sample: 0 }),
      );
      const isFound = verified !== undefined && 'value' in verified && !verified.value.ok;
      report.count('found by verify', isFound ? 1 : 0);
      report.check(isFound, `${what}: unnoticed by verify`);
      const shown = await attempt(`${what}, read`, report, () => readGrid(path, reference));
      const isRefused = shown !== undefined && 'refusal' in shown && shown.refusal === 6;
      report.count('refused to readers', isRefused ? 1 : 0);
      report.check(isRefused, `${what}: shown to readers`);
      await attempt(`${what}, run`, report, () =>
        muscan.runScan(muscan.readScanFile(scan), { databasePath: path, threads: 1 }),
      );
      const isHealed = digest(readStored(path).scans.get(SCAN)) === digest(reference);
      report.count('computed again by a run, bit-identical', isHealed ? 1 : 0);
      report.check(isHealed, `${what}: not computed again by a run`);
    }
    report.finish();
  },
);

/** Where the yields lie in the file: their eight bytes, big-endian, occur once. */
async function placesOfNumbers(path: string, { points }: StoredScan): Promise<number[]> {
  const bytes = readFileSync(path);
  const places: number[] = [];
  for (const values of points.values()) {
    const [value] = values.split(' ');
    // Zeros and whole numbers are stored in fewer bytes.
    if (value === 'NULL' || value.length < 16) continue;
    const pattern = Buffer.from(value, 'hex');
    const place = bytes.indexOf(pattern);
    if (place >= 0 && bytes.indexOf(pattern, place + 1) < 0) places.push(place);
    if (places.length === 500) break;
  }
  return places;
}
