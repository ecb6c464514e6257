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

/** The result of one task: a mass with all its couplings. */
export interface FinishedColumn {
  readonly taskIndex: number;
  readonly massIndex: number;
  /** One entry per coupling. A yield that is not finite counts as failed, whatever its status says. */
  readonly yields: Float64Array;
  /** NaN where unknown. */
  readonly relErrors: Float64Array;
  /** Codes of PointStatus. */
  readonly statuses: Uint8Array;
  /** Why points failed. */
  readonly failures: readonly ColumnFailure[];
  readonly evaluations: number;
  readonly durationMs: number;
  readonly attempts: number;
  /** Takes the place of what is stored of the task, which is otherwise still pending. */
  readonly replaces?: boolean;
}

export interface ColumnFailure {
  /** null speaks for every failed point of the column. */
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
    const statements = prepareStatements(database, this.#couplingCount);
    this.#statements = statements;
    this.#saveAll = database.transaction((columns: readonly FinishedColumn[]) => {
      for (const column of columns) this.#save(column);
      statements.countPoints.run(columns.length * this.#couplingCount, runId);
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
    const { insertBlock, insertRest, insertFailure } = this.#statements;
    const rows = (from: number, to: number) => pointRows(this.#scanId, column.massIndex, points, from, to);
    const rest = this.#couplingCount % BLOCK_ROWS;
    const blocksEnd = this.#couplingCount - rest;
    for (let from = 0; from < blocksEnd; from += BLOCK_ROWS) {
      insertBlock.run(rows(from, from + BLOCK_ROWS));
    }
    insertRest?.run(rows(blocksEnd, this.#couplingCount));
    for (const { couplingIndex, reason } of allFailures(column)) {
      insertFailure.run(this.#scanId, column.massIndex, couplingIndex, reason || NO_REASON);
    }
  }

  #finishTask(
    { taskIndex, massIndex, attempts, evaluations, durationMs }: FinishedColumn,
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
    };
    if (this.#statements.finishTask.run(task).changes === 1) return;
    throw new IntegrityError(
      `${this.#database.name}: scan ${this.#scanId} has no pending task ${taskIndex} for mass ${massIndex}. ` +
        'The column was not stored a second time.',
    );
  }
}

interface Statements {
  readonly insertBlock: Database.Statement<[number[]]>;
  /** For the couplings that do not fill a block; undefined if there are none. */
  readonly insertRest: Database.Statement<[number[]]> | undefined;
  readonly insertFailure: Database.Statement<[number, number, number | null, string]>;
  readonly finishTask: Database.Statement<[Record<string, number | string>]>;
  readonly countPoints: Database.Statement<[number, number]>;
}

// Rows per INSERT. Measured: 1 row gives 590,000 points/s, 10 rows 970,000, from 50 on 1,000,000 to 1,200,000;
// json_each 430,000, a virtual table 510,000.
const BLOCK_ROWS = 100;

function prepareStatements(database: Database.Database, couplingCount: number): Statements {
  const insertPoints = (count: number): Database.Statement<[number[]]> =>
    database.prepare<[number[]]>(
      `INSERT INTO point (scan_id, mass_index, coupling_index, yield, rel_error, status)
       VALUES ${Array(count).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`,
    );
  const rest = couplingCount % BLOCK_ROWS;
  return {
    insertBlock: insertPoints(BLOCK_ROWS),
    insertRest: rest === 0 ? undefined : insertPoints(rest),
    insertFailure: database.prepare(
      'INSERT INTO failure (scan_id, mass_index, coupling_index, reason) VALUES (?, ?, ?, ?)',
    ),
    finishTask: database.prepare(
      `UPDATE task SET state = 'done', attempts = @attempts, evaluations = @evaluations, duration_ms = @durationMs,
         finished_at = @finishedAt, checksum = @checksum
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
  const { yields, relErrors, statuses } = column;
  return {
    yields: yields.map((value, coupling) => (isFailed(column, coupling) ? Number.NaN : value + 0)),
    relErrors: relErrors.map((value) => value + 0),
    statuses: statuses.map((code, coupling) => (isFailed(column, coupling) ? PointStatus.failed : code)),
  };
}

/** The points of the couplings `from` to `to`, flat, in the order of the INSERT. */
function pointRows(
  scanId: number,
  massIndex: number,
  { yields, relErrors, statuses }: PointValues,
  from: number,
  to: number,
): number[] {
  const values: number[] = [];
  for (let coupling = from; coupling < to; coupling++) {
    values.push(scanId, massIndex, coupling, yields[coupling], relErrors[coupling], statuses[coupling]);
  }
  return values;
}

const NO_REASON = 'no reason was given';

function isFailed({ yields, statuses }: FinishedColumn, coupling: number): boolean {
  return statuses[coupling] === PointStatus.failed || !Number.isFinite(yields[coupling]);
}

/** The reasons that came with the column, and one for every failed point that came without. */
function allFailures(column: FinishedColumn): readonly ColumnFailure[] {
  const explained = new Set(column.failures.map(({ couplingIndex }) => couplingIndex));
  if (explained.has(null)) return column.failures;
  const all = [...column.failures];
  for (const [couplingIndex, value] of column.yields.entries()) {
    if (!isFailed(column, couplingIndex) || explained.has(couplingIndex)) continue;
    const reason = Number.isFinite(value) ? NO_REASON : `the yield is not a finite number (${value})`;
    all.push({ couplingIndex, reason });
  }
  return all;
}

function refuseMalformed(column: FinishedColumn, couplingCount: number): void {
  const { taskIndex, yields, relErrors, statuses, failures } = column;
  for (const array of [yields, relErrors, statuses]) {
    if (array.length === couplingCount) continue;
    throw new RangeError(
      `task ${taskIndex}: expected ${couplingCount} values per column; got ${array.length}`,
    );
  }
  for (const { couplingIndex } of failures) {
    if (couplingIndex === null || (couplingIndex in yields && isFailed(column, couplingIndex))) continue;
    throw new RangeError(
      `task ${taskIndex}: a failure is given for coupling ${couplingIndex}, which did not fail`,
    );
  }
}
