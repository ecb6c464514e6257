import type { ScanFile } from '../scan/scan-file.js';
import { Kernel } from '../sensitivity/kernel.js';
import { estimateBytes } from '../store/free-space.js';
import { databaseExists } from '../store/open-database.js';
import { findScan } from '../store/scan-repository.js';
import { scanProgress } from '../store/tasks.js';
import { defaultThreads } from './pool.js';
import { withReader } from './scan-reference.js';

export interface DryRun {
  readonly points: number;
  readonly pointsDone: number;
  readonly tasks: number;
  readonly tasksDone: number;
  readonly threads: number;
  /** From timing a few columns here and now. */
  readonly estimatedSeconds: number;
  readonly estimatedBytes: number;
}

/** Columns timed for the estimate: the lightest, the heaviest and those between. */
const SAMPLES = 5;

/** What running a scan would mean; nothing is written. */
export function dryRun(file: ScanFile, databasePath: string, threads = defaultThreads()): DryRun {
  const { massGeV, coupling } = file.plan.grid;
  const points = massGeV.length * coupling.length;
  const stored = databaseExists(databasePath)
    ? withReader(databasePath, (database) => {
        const scan = findScan(database, { planHash: file.planHash });
        return scan && scanProgress(database, scan.scanId);
      })
    : undefined;
  const tasks = massGeV.length;
  const tasksDone = stored?.tasksDone ?? 0;
  const pointsDone = stored?.pointsDone ?? 0;
  return {
    points,
    pointsDone,
    tasks,
    tasksDone,
    threads,
    estimatedSeconds: tasksDone === tasks ? 0 : ((tasks - tasksDone) * secondsPerColumn(file)) / threads,
    estimatedBytes: tasksDone === tasks ? 0 : estimateBytes(points - pointsDone),
  };
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
