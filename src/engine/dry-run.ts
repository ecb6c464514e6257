import type Database from 'better-sqlite3';
import { coarseCouplings, coarseMasses } from '../scan/plan.js';
import { canonicalJson } from '../scan/plan-hash.js';
import type { ScanFile } from '../scan/scan-file.js';
import { Kernel } from '../sensitivity/kernel.js';
import { estimateBytes } from '../store/free-space.js';
import { databaseExists } from '../store/open-database.js';
import { findScan } from '../store/scan-repository.js';
import { failedTasks, requireProgress } from '../store/tasks.js';
import { defaultThreads } from './pool.js';
import { withReader } from './scan-reference.js';
import { mismatchOf } from './scan-of-file.js';
import { planTakeOver } from './take-over.js';

/** Of a refined scan, what is planned so far: the coarse grid to begin with, and more when that is done. */
export interface DryRun {
  readonly isRefined: boolean;
  readonly points: number;
  readonly pointsDone: number;
  readonly tasks: number;
  readonly tasksDone: number;
  /** Done already, but computed again because some of their points failed. */
  readonly tasksToRetry: number;
  /** Not done, but copied from another scan. */
  readonly tasksTakenOver: number;
  /** Why the run would be refused: the name is stored with another plan. */
  readonly mismatch?: string;
  readonly threads: number;
  /** From timing a few columns here and now. */
  readonly estimatedSeconds: number;
  readonly estimatedBytes: number;
}

/** Columns timed for the estimate: the lightest, the heaviest and those between. */
const SAMPLES = 5;

export interface DryRunOptions {
  /** Default: all cores. */
  readonly threads?: number | undefined;
  readonly fork?: boolean;
  /** Another plan of that name is no obstacle. */
  readonly asNew?: boolean;
  readonly restart?: boolean;
  readonly retryFailed?: boolean;
}

/** What running a scan would mean; nothing is written. */
export function dryRun(file: ScanFile, databasePath: string, options?: DryRunOptions): DryRun {
  return dryRuns([file], databasePath, options)[0];
}

/** The same of several scans. Of those that are alike, such as the planes of a sweep, a few are timed for all. */
export function dryRuns(
  files: readonly ScanFile[],
  databasePath: string,
  options: DryRunOptions = {},
): DryRun[] {
  const clock = new ColumnClock(files);
  return files.map((file) => oneDryRun(file, databasePath, clock, options));
}

function oneDryRun(
  file: ScanFile,
  databasePath: string,
  clock: ColumnClock,
  {
    threads = defaultThreads(),
    fork = false,
    asNew = false,
    restart = false,
    retryFailed = false,
  }: DryRunOptions,
): DryRun {
  const [massGeV, coupling] = [coarseMasses(file.plan), coarseCouplings(file.plan)];
  const stored = databaseExists(databasePath)
    ? withReader(databasePath, (database) =>
        storedState(database, file, { fork, retryFailed, isRefusable: !(fork || asNew || restart) }),
      )
    : NOTHING_STORED;
  const { tasksDone, tasksToRetry, tasksTakenOver } = stored;
  const tasks = stored.tasks ?? massGeV.length;
  const points = stored.points ?? massGeV.length * coupling.length;
  const pointsDone = stored.pointsDone ?? 0;
  const tasksToCompute = tasks - tasksDone - tasksTakenOver + tasksToRetry;
  return {
    ...stored,
    points,
    pointsDone,
    tasks,
    isRefined: file.plan.grid.refine !== undefined,
    threads,
    estimatedSeconds: tasksToCompute === 0 ? 0 : (tasksToCompute * clock.secondsPerColumn(file)) / threads,
    estimatedBytes: tasksDone === tasks ? 0 : estimateBytes(points - pointsDone),
  };
}

const NOTHING_STORED: StoredState = { tasksDone: 0, tasksToRetry: 0, tasksTakenOver: 0 };

type StoredState = Pick<DryRun, 'tasksDone' | 'tasksToRetry' | 'tasksTakenOver' | 'mismatch'> &
  Partial<Pick<DryRun, 'tasks' | 'points' | 'pointsDone'>>;

function storedState(
  database: Database.Database,
  file: ScanFile,
  { fork, retryFailed, isRefusable }: { fork: boolean; retryFailed: boolean; isRefusable: boolean },
): StoredState {
  const { name, plan, planHash } = file;
  const scan = findScan(database, { planHash });
  if (scan !== undefined) {
    const { tasks, tasksDone, points, pointsDone } = requireProgress(database, scan.scanId);
    const tasksToRetry = retryFailed ? failedTasks(database, scan.scanId).length : 0;
    return { tasks, tasksDone, points, pointsDone, tasksToRetry, tasksTakenOver: 0 };
  }
  const mismatch = isRefusable ? mismatchOf(database, file) : undefined;
  if (mismatch !== undefined) return { ...NOTHING_STORED, mismatch };
  const named = fork ? findScan(database, { name }) : undefined;
  if (named === undefined) return NOTHING_STORED;
  return { ...NOTHING_STORED, tasksTakenOver: planTakeOver(database, named, plan).columns.length };
}

/** Scans of one kind that are timed: the first, the last and one between. */
const TIMED_OF_KIND = 3;
/** Where there are several scans, fewer columns of each. */
const SAMPLES_OF_MANY = 3;

/** Times columns of a few scans of each kind, when one of that kind is first asked for. */
class ColumnClock {
  readonly #kinds = new Map<string, ScanFile[]>();
  readonly #seconds = new Map<string, number>();

  constructor(files: readonly ScanFile[]) {
    for (const file of files) {
      const kind = kindOf(file);
      const alike = this.#kinds.get(kind);
      if (alike === undefined) this.#kinds.set(kind, [file]);
      else alike.push(file);
    }
  }

  /** The mean of its kind. */
  secondsPerColumn(file: ScanFile): number {
    const kind = kindOf(file);
    const known = this.#seconds.get(kind);
    if (known !== undefined) return known;
    const alike = this.#kinds.get(kind)!;
    const last = alike.length - 1;
    const chosen = new Set([0, Math.floor(last / 2), last].slice(0, Math.min(TIMED_OF_KIND, alike.length)));
    const samples = alike.length === 1 ? SAMPLES : SAMPLES_OF_MANY;
    const times = [...chosen].map((index) => timeColumns(alike[index], samples));
    const seconds = times.reduce((sum, time) => sum + time, 0) / times.length;
    this.#seconds.set(kind, seconds);
    return seconds;
  }
}

/** What the time of a column depends on more than on numbers. */
function kindOf({ plan }: ScanFile): string {
  const { model, experiment, method, formFactor, accuracy, grid } = plan;
  const { beam, target, channel } = experiment;
  return canonicalJson([
    model.id,
    experiment.id,
    [beam.spectrum?.weight.length ?? 0, target.energyLoss.kind, target.layers !== null],
    [channel.decayVolumes.length, channel.signature, channel.efficiency.kind],
    [channel.recoilTau !== null, channel.decayTau !== null],
    // Roughly: a sweep of the accuracy is not worth a timing for each value.
    [method, formFactor, Math.round(Math.log10(accuracy)), Math.round(Math.log2(grid.coupling.length))],
  ]);
}

function timeColumns({ plan }: ScanFile, most: number): number {
  const [massGeV, coupling] = [coarseMasses(plan), coarseCouplings(plan)];
  const kernel = new Kernel(plan);
  // Not timed: the first column also pays for compiling the code.
  kernel.column(massGeV[Math.floor(massGeV.length / 2)], coupling);
  const samples = Math.min(most, massGeV.length);
  const start = performance.now();
  for (let i = 0; i < samples; i++) {
    kernel.column(massGeV[Math.round((i * (massGeV.length - 1)) / Math.max(1, samples - 1))], coupling);
  }
  return (performance.now() - start) / 1000 / samples;
}
