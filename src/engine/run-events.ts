/** What a run tells while it goes on. */
import type Database from 'better-sqlite3';
import { type Plan, coarseMasses } from '../scan/plan.js';
import type { FinishedColumn } from '../store/column-writer.js';
import { PointStatus } from '../store/point-status.js';
import { listRuns } from '../store/run-log.js';
import { type FailureGroup, groupFailures } from './failure-groups.js';
import type { ChosenScan } from './scan-of-file.js';

export type RunEvent =
  | {
      readonly event: 'start';
      readonly scan: string;
      readonly scanId: number;
      readonly planHash: string;
      /** Path of the scan file. */
      readonly file: string;
      readonly database: string;
      readonly threads: number;
      readonly points: number;
      /** Those of columns that are computed again do not count. */
      readonly pointsDone: number;
      /** Whether the scan was stored before. */
      readonly resumed: boolean;
    }
  /** The plan was stored before under another name than the file's, which it keeps. */
  | { readonly event: 'other-name'; readonly name: string; readonly scan: string; readonly scanId: number }
  /** A scan was forked: these columns were copied. */
  | {
      readonly event: 'fork';
      readonly scan: string;
      readonly from: readonly string[];
      readonly columns: number;
      readonly columnsTotal: number;
      /** Why there is nothing to copy; empty otherwise. */
      readonly reason: string;
    }
  /** Runs of the scan that never stopped themselves: killed, or the power was cut. */
  | { readonly event: 'lost'; readonly scan: string; readonly runs: readonly LostRun[] }
  /** Failed points that are computed again. */
  | {
      readonly event: 'retry-failed';
      readonly scan: string;
      readonly columns: number;
      readonly points: number;
    }
  | { readonly event: 'progress'; readonly points: number; readonly pointsDone: number }
  /** Of a refined scan: all columns so far are stored, and these are added. */
  | { readonly event: 'refine'; readonly scan: string; readonly columns: number }
  /** A worker died and the column, or a part of it, is tried again. */
  | {
      readonly event: 'retry';
      readonly massGeV: number;
      readonly attempts: number;
      readonly reason: string;
      /** The first and the last coupling of a part; absent for a whole column. */
      readonly couplings?: readonly [number, number];
    }
  /** Workers died of the whole column too often: which couplings do they die on? */
  | {
      readonly event: 'isolate';
      readonly massGeV: number;
      readonly attempts: number;
      readonly reason: string;
    }
  /** A column was stored with failed points. */
  | {
      readonly event: 'failed';
      readonly massGeV: number;
      readonly points: number;
      readonly failures: readonly FailureGroup[];
    }
  | { readonly event: 'warning'; readonly message: string };

export interface LostRun {
  readonly startedAt: string;
  readonly host: string;
  readonly pid: number;
}

export function reportFork(
  { scan, takenOver }: ChosenScan,
  plan: Plan,
  emit: (event: RunEvent) => void,
): void {
  if (takenOver === undefined) return;
  const { named, columns, reason } = takenOver;
  emit({
    event: 'fork',
    scan: scan.name,
    from: columns.length === 0 ? [named.name] : [...new Set(columns.map(({ from }) => from.name))],
    columns: columns.length,
    columnsTotal: coarseMasses(plan).length,
    reason,
  });
}

/** Before this run is noted: then they are called lost. */
export function reportLostRuns(
  database: Database.Database,
  { scanId, name }: ChosenScan['scan'],
  emit: (event: RunEvent) => void,
): void {
  const runs = listRuns(database, scanId)
    .filter(({ stopReason }) => stopReason === null)
    .map(({ startedAt, host, pid }) => ({ startedAt, host, pid }));
  if (runs.length > 0) emit({ event: 'lost', scan: name, runs });
}

export function reportFailures(column: FinishedColumn, plan: Plan, emit: (event: RunEvent) => void): void {
  const points = column.statuses.filter((status) => status === PointStatus.failed).length;
  if (points === 0) return;
  const failures = groupFailures(column.failures, plan.grid.coupling);
  emit({ event: 'failed', massGeV: plan.grid.massGeV[column.massIndex], points, failures });
}

/** Of a scan that goes on, or of columns that were taken over. */
export function warnOfOtherPlatform({ scan, takenOver }: ChosenScan, emit: (event: RunEvent) => void): void {
  const begun = new Set([scan, ...(takenOver?.columns ?? []).map(({ from }) => from)]);
  for (const { name, nodeVersion, architecture } of begun) {
    if (majorOf(nodeVersion) === majorOf(process.versions.node) && architecture === process.arch) continue;
    emit({
      event: 'warning',
      message:
        `the scan "${name}" was begun with Node ${nodeVersion} on ${architecture} and goes on with ` +
        `${process.versions.node} on ${process.arch}: the last bit of new points may differ`,
    });
  }
}

function majorOf(version: string): string {
  return version.split('.')[0];
}
