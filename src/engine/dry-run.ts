import type Database from 'better-sqlite3';
import type { ScanFile } from '../scan/scan-file.js';
import { Kernel } from '../sensitivity/kernel.js';
import { estimateBytes } from '../store/free-space.js';
import { databaseExists } from '../store/open-database.js';
import { findScan } from '../store/scan-repository.js';
import { failedTasks, requireProgress } from '../store/tasks.js';
import { defaultThreads } from './pool.js';
import { withReader } from './scan-reference.js';
import { planTakeOver } from './take-over.js';

export interface DryRun {
  readonly points: number;
  readonly pointsDone: number;
  readonly tasks: number;
  readonly tasksDone: number;
  /** Done already, but computed again because some of their points failed. */
  readonly tasksToRetry: number;
  /** Not done, but copied from another scan. */
  readonly tasksTakenOver: number;
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
  readonly retryFailed?: boolean;
}

/** What running a scan would mean; nothing is written. */
export function dryRun(
  file: ScanFile,
  databasePath: string,
  { threads = defaultThreads(), fork = false, retryFailed = false }: DryRunOptions = {},
): DryRun {
  const { massGeV, coupling } = file.plan.grid;
  const points = massGeV.length * coupling.length;
  const stored = databaseExists(databasePath)
    ? withReader(databasePath, (database) => storedState(database, file, { fork, retryFailed }))
    : NOTHING_STORED;
  const { tasksDone, tasksToRetry, tasksTakenOver } = stored;
  const pointsDone = tasksDone * coupling.length;
  const tasks = massGeV.length;
  const tasksToCompute = tasks - tasksDone - tasksTakenOver + tasksToRetry;
  return {
    points,
    pointsDone,
    tasks,
    ...stored,
    threads,
    estimatedSeconds: tasksToCompute === 0 ? 0 : (tasksToCompute * secondsPerColumn(file)) / threads,
    estimatedBytes: tasksDone === tasks ? 0 : estimateBytes(points - pointsDone),
  };
}

const NOTHING_STORED = { tasksDone: 0, tasksToRetry: 0, tasksTakenOver: 0 };

function storedState(
  database: Database.Database,
  { name, plan, planHash }: ScanFile,
  { fork, retryFailed }: { fork: boolean; retryFailed: boolean },
): typeof NOTHING_STORED {
  const scan = findScan(database, { planHash });
  if (scan !== undefined) {
    const { tasksDone } = requireProgress(database, scan.scanId);
    const tasksToRetry = retryFailed ? failedTasks(database, scan.scanId).length : 0;
    return { tasksDone, tasksToRetry, tasksTakenOver: 0 };
  }
  const named = fork ? findScan(database, { name }) : undefined;
  if (named === undefined) return NOTHING_STORED;
  return { ...NOTHING_STORED, tasksTakenOver: planTakeOver(database, named, plan).columns.length };
}

function secondsPerColumn({ plan }: ScanFile): number {
  const { massGeV, coupling } = plan.grid;
  const kernel = new Kernel(plan);
  // Not timed: the first column also pays for compiling the code.
  kernel.column(massGeV[Math.floor(massGeV.length / 2)], coupling);
  const samples = Math.min(SAMPLES, massGeV.length);
  const start = performance.now();
  for (let i = 0; i < samples; i++) {
    kernel.column(massGeV[Math.round((i * (massGeV.length - 1)) / Math.max(1, samples - 1))], coupling);
  }
  return (performance.now() - start) / 1000 / samples;
}
