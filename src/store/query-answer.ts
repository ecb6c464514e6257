/** Answers one query on stdout, in frames. Within the process that `query-child.ts` guards. */
import { writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { MuscanError, UsageError } from '../errors.js';
import { openReadOnly } from './open-database.js';
import { type SqlValue, runQuery } from './query.js';
import { type QueryFrame, type QueryRequest, encodeFrame } from './query-protocol.js';

const STDOUT = 1;
const BATCH_BYTES = 65_536;
/** Rows of a slow query need not wait for others. */
const BATCH_MS = 50;
const MAX_ROW_BYTES = 16e6;

/** @param isWaiting is 1 while the reader of the frames is waited for. */
export function answerQuery(request: QueryRequest, isWaiting: Int32Array): void {
  // Synchronous, so that a slow reader holds the query back instead of filling the memory.
  const send = (frame: QueryFrame) => {
    const bytes = encodeFrame(frame);
    Atomics.store(isWaiting, 0, 1);
    for (let sent = 0; sent < bytes.length;) sent += writeSync(STDOUT, bytes, sent);
    Atomics.store(isWaiting, 0, 0);
  };
  try {
    for (const frame of answer(request)) send(frame);
  } catch (error) {
    if (!(error instanceof MuscanError)) throw error;
    send({ kind: 'error', code: error.code, message: error.message });
  }
}

function* answer({ databasePath, sql, limits }: QueryRequest): Generator<QueryFrame, void> {
  const database = openReadOnly(databasePath);
  try {
    confine(database, limits.maxMemoryMB);
    const { columns, rows } = runQuery(database, sql, limits);
    yield { kind: 'columns', columns };
    for (const batch of batchesOf(rows)) yield { kind: 'rows', rows: batch };
  } finally {
    database.close();
  }
  yield { kind: 'end' };
}

function confine(database: Database.Database, maxMemoryMB: number): void {
  // Sorting and recursion would otherwise spill into temporary files, up to a full disk: this way memory is their limit.
  database.pragma('temp_store = MEMORY');
  database.pragma('cell_size_check = ON');
  // Without effect where SQLite is built without memory accounting, as better-sqlite3 is: the watchdog sees to that.
  database.pragma(`hard_heap_limit = ${maxMemoryMB * 1e6}`);
}

function* batchesOf(rows: Iterable<SqlValue[]>): Generator<SqlValue[][], void> {
  let batch: SqlValue[][] = [];
  let bytes = 0;
  let last = performance.now();
  for (const row of rows) {
    const size = sizeOf(row);
    if (size > MAX_ROW_BYTES) {
      throw new UsageError(
        `a row of the result has more than ${MAX_ROW_BYTES / 1e6} MB. Select less of it, e.g. substr(x, 1, 100).`,
      );
    }
    batch.push(row);
    bytes += size;
    if (bytes < BATCH_BYTES && performance.now() - last < BATCH_MS) continue;
    yield batch;
    batch = [];
    bytes = 0;
    last = performance.now();
  }
  if (batch.length > 0) yield batch;
}

function sizeOf(row: readonly SqlValue[]): number {
  let bytes = 0;
  for (const value of row) {
    if (typeof value === 'string') bytes += 2 * value.length;
    else bytes += value instanceof Uint8Array ? value.byteLength : 8;
  }
  return bytes;
}
