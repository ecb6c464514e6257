/**
 * Whether a database still holds what was computed. Reads only, as of one moment, also during a run.
 *
 * 1. The file: SQLite's own checks, and the schema.
 * 2. Each scan: plan, axes and labels against the plan's hash; points against tasks and their checksums.
 * 3. A sample of points is computed again. Where the same numerics run on a machine of the same kind, every bit must
 *    agree; otherwise the values must agree within their errors.
 */
import type Database from 'better-sqlite3';
import { IntegrityError } from '../errors.js';
import { type Plan, NUMERICS_VERSION } from '../scan/plan.js';
import { type FileCheck, checkFile } from '../store/check-file.js';
import { type TaskCheck, TASK_FAULTS, checkTasks } from '../store/check-tasks.js';
import { platformLog } from '../store/run-log.js';
import { samplePoints } from '../store/sample-points.js';
import { type StoredScan, listScans } from '../store/scan-repository.js';
import { countStatuses } from '../store/tasks.js';
import { isDamage, withStorageErrors } from '../store/storage-errors.js';
import { type SampledPoint, type Recomputed, recompute } from './recompute.js';
import { type ScanReference, withReader } from './scan-reference.js';
import { intactPlan, planDamage } from './stored-plan.js';
import { findStoredScans } from './stored-scans.js';

export interface VerifyOptions {
  /** Default: all scans. */
  readonly scans?: readonly ScanReference[];
  /** Points to compute again, per scan. */
  readonly sample: number;
  readonly onProgress?: (step: string) => void;
}

export interface Verification {
  readonly database: string;
  readonly ok: boolean;
  readonly file: FileCheck;
  /** Why the scans could not even be listed. */
  readonly unreadable: string | null;
  readonly scans: readonly VerifiedScan[];
}

export interface VerifiedScan {
  readonly scanId: number;
  readonly name: string;
  readonly ok: boolean;
  readonly numericsVersion: number;
  /** null where nothing could be read. */
  readonly tasks: TaskCheck | null;
  /** null where nothing was computed again. */
  readonly recomputed: Recomputed | null;
  readonly damage: readonly Damage[];
  /** What could not be checked, or less strictly. */
  readonly notes: readonly string[];
}

export interface Damage {
  readonly kind: 'unreadable' | 'plan' | 'axes' | 'labels' | 'recomputed' | keyof typeof TASK_FAULTS;
  readonly message: string;
  /** The tasks that are to be computed again; empty where that does not help. */
  readonly tasks: readonly number[];
}

/**
 * @throws {UsageError} there is no such database or scan.
 * @throws {IntegrityError} it is no database that this version reads.
 */
export function verifyDatabase(
  databasePath: string,
  { scans: references, sample, onProgress = () => undefined }: VerifyOptions,
): Verification {
  return withReader(databasePath, (database) => {
    const read = database.transaction(() => {
      onProgress(`reading ${database.name}`);
      const file = checkFile(database);
      try {
        const scans = references?.flatMap((reference) => findStoredScans(database, reference));
        const inspected = (scans ?? listScans(database)).map((scan) => {
          onProgress(`${scan.name}: comparing points and checksums`);
          return inspectScan(database, scan, sample);
        });
        return { file, inspected, unreadable: null };
      } catch (error) {
        if (isDamage(error) || error instanceof IntegrityError) {
          return { file, inspected: [], unreadable: error.message };
        }
        throw error;
      }
    });
    const { file, inspected, unreadable } = withStorageErrors(database.name, () => read.deferred());
    const scans = inspected.map((scan) => {
      if (scan.sample.length > 0) onProgress(`${scan.name}: computing ${scan.sample.length} points again`);
      return verdict(scan);
    });
    const findings = [...file.integrity, ...file.foreignKeys, ...file.schema];
    const ok = findings.length === 0 && unreadable === null && scans.every((scan) => scan.ok);
    return { database: database.name, ok, file, unreadable, scans };
  });
}

interface InspectedScan extends Pick<VerifiedScan, 'scanId' | 'name' | 'numericsVersion' | 'tasks'> {
  /** Stored as failed. */
  readonly failedPoints: number;
  readonly damage: readonly Damage[];
  /** null where it is damaged. */
  readonly plan: Plan | null;
  readonly sample: readonly SampledPoint[];
}

/** What the database alone can tell. */
function inspectScan(database: Database.Database, scan: StoredScan, sampleSize: number): InspectedScan {
  const { scanId, name, numericsVersion } = scan;
  let head = { scanId, name, numericsVersion, failedPoints: 0 };
  try {
    head = { ...head, failedPoints: countStatuses(database, scanId).failed };
    const tasks = checkTasks(database, scanId);
    const plan = intactPlan(scan);
    if (plan === null) {
      const message = 'the stored plan is not the one that its hash was made of';
      const damage = [...taskDamage(tasks), { kind: 'plan' as const, message, tasks: [] }];
      return { ...head, tasks, damage, plan, sample: [] };
    }
    const damage = [
      ...taskDamage(tasks, plan.grid.massGeV),
      ...planDamage(database, scan, plan).map((found) => ({ ...found, tasks: [] })),
    ];
    return { ...head, tasks, damage, plan, sample: readSample(database, scan, sampleSize) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const damage = [{ kind: 'unreadable' as const, message: `cannot be read: ${error.message}`, tasks: [] }];
    return { ...head, tasks: null, damage, plan: null, sample: [] };
  }
}

function taskDamage({ faults }: TaskCheck, massGeV: readonly number[] = []): Damage[] {
  return faults.map(({ kind, tasks }) => {
    const [first, last] = [massGeV[tasks[0]], massGeV[tasks.at(-1)!]];
    const masses = first === undefined ? '' : ` (${first === last ? first : `${first} to ${last}`} GeV)`;
    return { kind, message: `tasks ${inRanges(tasks)}${masses} ${TASK_FAULTS[kind]}`, tasks };
  });
}

/** More would not be read. */
const SHOWN_RANGES = 12;

/** 3, 7, 8, 9 as `3, 7-9`. */
function inRanges(numbers: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const texts = ranges
    .slice(0, SHOWN_RANGES)
    .map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return ranges.length > SHOWN_RANGES ? `${texts.join(', ')} and others` : texts.join(', ');
}

function readSample(database: Database.Database, scan: StoredScan, size: number): SampledPoint[] {
  const platformAt = platformLog(database);
  return samplePoints(database, scan.scanId, size).map((point) => {
    const { nodeVersion, architecture } = platformAt(point.finishedAt) ?? scan;
    return { ...point, nodeVersion, architecture: architecture ?? scan.architecture };
  });
}

/** The inspected scan with its sample computed again. */
function verdict({ plan, sample, damage: found, failedPoints, ...head }: InspectedScan): VerifiedScan {
  const { tasks, numericsVersion } = head;
  const damage = [...found];
  const notes: string[] = [];
  if (failedPoints > 0) {
    const are = failedPoints === 1 ? '1 point is' : `${failedPoints} points are`;
    notes.push(
      `${are} stored as failed, and not computed again here: muscan run ${head.name} --retry-failed`,
    );
  }
  if (tasks !== null && tasks.checksumsAbsent > 0) {
    notes.push(
      `${tasks.checksumsAbsent} of ${tasks.tasksDone} tasks were done by a muscan that stored no checksums: ` +
        'a change of their values would show only in points that are computed again',
    );
  }
  const recomputed = plan === null || sample.length === 0 ? null : recompute(plan, sample);
  if (recomputed !== null) {
    notes.push(...recomputed.notes);
    if (recomputed.different.length > 0) {
      const message = describeDifferences(recomputed);
      const isProven = tasks?.checksumsAbsent === 0 && !found.some(({ kind }) => kind === 'checksum');
      if (numericsVersion !== NUMERICS_VERSION && isProven) {
        notes.push(`${message}; they are as they were stored: the numerics have changed since`);
      } else {
        const indices = [...new Set(recomputed.different.map(({ taskIndex }) => taskIndex))];
        damage.push({ kind: 'recomputed', message, tasks: indices });
      }
    }
  }
  return { ...head, recomputed, damage, notes, ok: damage.length === 0 };
}

function describeDifferences({ different, points }: Recomputed): string {
  const [{ massGeV, coupling, stored, computed }] = different;
  return (
    `${different.length} of ${points} points come out differently when computed again, such as ` +
    `${stored} at ${massGeV} GeV and coupling ${coupling}, which is now ${computed}`
  );
}
