/**
 * Stores finished columns. One call is one transaction: all points of the columns and the `done` of their tasks become
 * visible and durable together, or not at all.
 */
import type Database from 'better-sqlite3';
import { IntegrityError } from '../errors.js';
import { type PointValues, pointsChecksum } from './checksum.js';
import { FileGuard } from './file-guard.js';
import { PointStatus } from './point-status.js';
import { withStorageErrors } from './storage-errors.js';
import { countCouplings, reopenTask } from './tasks.js';
import { limitWal } from './wal.js';

/** The result of one task: a mass with all its couplings, or those of them that a refined scan needs. */
export interface FinishedColumn {
  readonly taskIndex: number;
  readonly massIndex: number;
  /** One entry per point. A yield that is not finite counts as failed, whatever its status says. */
  readonly yields: Float64Array;
  /** NaN where unknown. */
  readonly relErrors: Float64Array;
  /** Codes of PointStatus. */
  readonly statuses: Uint8Array;
  /** Of a refined scan: which couplings the points have, rising. */
  readonly couplingIndices?: Int32Array | undefined;
  /** Why points failed. */
  readonly failures: readonly ColumnFailure[];
  readonly evaluations: number;
  readonly durationMs: number;
  readonly attempts: number;
  /** Takes the place of what is stored of the task, which is otherwise still pending. */
  readonly replaces?: boolean;
}

export interface ColumnFailure {
  /** Of a point, as its place on the axis; null speaks for every failed point of the column. */
  readonly couplingIndex: number | null;
  readonly reason: string;
}

export class ColumnWriter {
  readonly #database: Database.Database;
  readonly #scanId: number;
  readonly #couplingCount: number;
  readonly #statements: Statements;
  readonly #saveAll: Database.Transaction<(columns: readonly FinishedColumn[]) => void>;
  readonly #fileGuard: FileGuard;

  /** The points that this writer stores are counted in the run `runId`. */
  constructor(database: Database.Database, { scanId, runId }: { scanId: number; runId: number }) {
    this.#database = database;
    this.#scanId = scanId;
    this.#couplingCount = countCouplings(database, scanId);
    const statements = prepareStatements(database);
    this.#statements = statements;
    this.#saveAll = database.transaction((columns: readonly FinishedColumn[]) => {
      for (const column of columns) this.#save(column);
      statements.countPoints.run(
        columns.reduce((sum, { yields }) => sum + yields.length, 0),
        runId,
      );
    });
    this.#fileGuard = new FileGuard(database);
  }

  /**
   * Stores the columns; when it returns, they are durable. When it throws, they are stored together or not at all, and
   * the pending tasks tell which.
   *
   * @throws {StorageError} disk full or broken: stop, never retry
   */
  saveColumns(columns: readonly FinishedColumn[]): void {
    for (const column of columns) refuseMalformed(column, this.#couplingCount);
    withStorageErrors(this.#database.name, () => {
      this.#saveAll.immediate(columns);
      this.#fileGuard.check();
      limitWal(this.#database);
    });
  }

  #save(column: FinishedColumn): void {
    if (column.replaces === true) reopenTask(this.#database, { ...column, scanId: this.#scanId });
    const points = asStored(column);
    this.#finishTask(column, pointsChecksum(points));
    const { insertPoints, insertFailure } = this.#statements;
    const rows = pointRows(this.#scanId, column, points);
    for (let from = 0; from < points.yields.length; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, points.yields.length - from);
      insertPoints(count).run(rows(from, from + count));
    }
    for (const { couplingIndex, reason } of allFailures(column)) {
      insertFailure.run(this.#scanId, column.massIndex, couplingIndex, reason || NO_REASON);
    }
  }

  #finishTask(
    { taskIndex, massIndex, attempts, evaluations, durationMs, yields, couplingIndices }: FinishedColumn,
    checksum: string,
  ): void {
    const finishedAt = new Date().toISOString();
    const task = {
      scanId: this.#scanId,
      taskIndex,
      massIndex,
      attempts,
      evaluations,
      durationMs,
      finishedAt,
      checksum,
      points: couplingIndices === undefined ? null : yields.length,
    };
    if (this.#statements.finishTask.run(task).changes === 1) return;
    throw new IntegrityError(
      `${this.#database.name}: scan ${this.#scanId} has no pending task ${taskIndex} for mass ${massIndex}. ` +
        'The column was not stored a second time.',
    );
  }
}

interface Statements {
  /** Of so many points. */
  readonly insertPoints: (count: number) => Database.Statement<[number[]]>;
  readonly insertFailure: Database.Statement<[number, number, number | null, string]>;
  readonly finishTask: Database.Statement<[Record<string, number | string | null>]>;
  readonly countPoints: Database.Statement<[number, number]>;
}

// Rows per INSERT. Measured: 1 row gives 590,000 points/s, 10 rows 970,000, from 50 on 1,000,000 to 1,200,000;
// json_each 430,000, a virtual table 510,000.
const BLOCK_ROWS = 100;

function prepareStatements(database: Database.Database): Statements {
  const inserts = new Map<number, Database.Statement<[number[]]>>();
  const insertPoints = (count: number): Database.Statement<[number[]]> => {
    const statement =
      inserts.get(count) ??
      database.prepare<[number[]]>(
        `INSERT INTO point (scan_id, mass_index, coupling_index, yield, rel_error, status)
         VALUES ${Array(count).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`,
      );
    inserts.set(count, statement);
    return statement;
  };
  return {
    insertPoints,
    insertFailure: database.prepare(
      'INSERT INTO failure (scan_id, mass_index, coupling_index, reason) VALUES (?, ?, ?, ?)',
    ),
    finishTask: database.prepare(
      `UPDATE task SET state = 'done', attempts = @attempts, evaluations = @evaluations, duration_ms = @durationMs,
         finished_at = @finishedAt, checksum = @checksum, points = @points
       WHERE scan_id = @scanId AND task_index = @taskIndex AND first_mass_index = @massIndex AND mass_count = 1
         AND state = 'pending'`,
    ),
    countPoints: database.prepare('UPDATE run SET points_done = points_done + ? WHERE run_id = ?'),
  };
}

/**
 * The points as the database will give them back: a failed point has no yield, and zero no sign.
 * NaN stands for NULL, which is what better-sqlite3 binds it as.
 */
function asStored(column: FinishedColumn): PointValues {
  const { yields, relErrors, statuses, couplingIndices } = column;
  return {
    couplingIndices,
    yields: yields.map((value, place) => (isFailed(column, place) ? Number.NaN : value + 0)),
    relErrors: relErrors.map((value) => value + 0),
    statuses: statuses.map((code, place) => (isFailed(column, place) ? PointStatus.failed : code)),
  };
}

/** The points `from` to `to`, flat, in the order of the INSERT. */
function pointRows(
  scanId: number,
  { massIndex, couplingIndices }: FinishedColumn,
  { yields, relErrors, statuses }: PointValues,
): (from: number, to: number) => number[] {
  return (from, to) => {
    const values: number[] = [];
    for (let i = from; i < to; i++) {
      const coupling = couplingIndices === undefined ? i : couplingIndices[i];
      values.push(scanId, massIndex, coupling, yields[i], relErrors[i], statuses[i]);
    }
    return values;
  };
}

const NO_REASON = 'no reason was given';

/** Of the point at a place in the column. */
function isFailed({ yields, statuses }: FinishedColumn, place: number): boolean {
  return statuses[place] === PointStatus.failed || !Number.isFinite(yields[place]);
}

function couplingIndexAt({ couplingIndices }: FinishedColumn, place: number): number {
  return couplingIndices === undefined ? place : couplingIndices[place];
}

/** The reasons that came with the column, and one for every failed point that came without. */
function allFailures(column: FinishedColumn): readonly ColumnFailure[] {
  const explained = new Set(column.failures.map(({ couplingIndex }) => couplingIndex));
  if (explained.has(null)) return column.failures;
  const all = [...column.failures];
  for (const [place, value] of column.yields.entries()) {
    const couplingIndex = couplingIndexAt(column, place);
    if (!isFailed(column, place) || explained.has(couplingIndex)) continue;
    const reason = Number.isFinite(value) ? NO_REASON : `the yield is not a finite number (${value})`;
    all.push({ couplingIndex, reason });
  }
  return all;
}

function refuseMalformed(column: FinishedColumn, couplingCount: number): void {
  const { taskIndex, yields, relErrors, statuses, failures, couplingIndices } = column;
  const expected = couplingIndices?.length ?? couplingCount;
  for (const array of [yields, relErrors, statuses]) {
    if (array.length === expected) continue;
    throw new RangeError(`task ${taskIndex}: expected ${expected} values per column; got ${array.length}`);
  }
  for (const { couplingIndex } of failures) {
    if (couplingIndex === null) continue;
    const place = couplingIndices === undefined ? couplingIndex : couplingIndices.indexOf(couplingIndex);
    if (place in yields && isFailed(column, place)) continue;
    throw new RangeError(
      `task ${taskIndex}: a failure is given for coupling ${couplingIndex}, which did not fail`,
    );
  }
}
