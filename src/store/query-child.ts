/**
 * The process that a user's SQL runs in: a request from stdin, frames to stdout. `query-process.ts` starts it.
 *
 * Its stdout is written synchronously, so that a slow reader holds the query back instead of filling the memory.
 */
import { readFileSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { MuscanError, UsageError } from '../errors.js';
import { openReadOnly } from './open-database.js';
import { type SqlValue, runQuery } from './query.js';
import { type QueryFrame, type QueryRequest, encodeFrame } from './query-protocol.js';
import type { WatchdogData } from './query-watchdog.js';

const STDIN = 0;
const STDOUT = 1;
const BATCH_BYTES = 65_536;
/** Rows of a slow query need not wait for others. */
const BATCH_MS = 50;
const MAX_ROW_BYTES = 16e6;

const waiting = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
const isWaiting = new Int32Array(waiting);
const request = JSON.parse(readFileSync(STDIN, 'utf8')) as QueryRequest;

try {
  await startWatchdog();
  answer();
} catch (error) {
  const code = error instanceof MuscanError ? error.code : 'unexpected';
  send({ kind: 'error', code, message: error instanceof Error ? error.message : String(error) });
}
// The watchdog would keep the process alive.
process.exit();

/** Returns once it watches: the query must not come first. */
async function startWatchdog(): Promise<void> {
  const workerData: WatchdogData = { request, waiting };
  // Its own stdout: it would otherwise be joined to ours, and Node makes that asynchronous when it is first touched.
  const options = { workerData, stdout: true, stderr: true };
  await once(new Worker(new URL('query-watchdog.js', import.meta.url), options), 'message');
}

function answer(): void {
  const { databasePath, sql, limits } = request;
  const database = openReadOnly(databasePath);
  confine(database, limits.maxMemoryMB);
  const { columns, rows } = runQuery(database, sql, limits);
  send({ kind: 'columns', columns });
  for (const batch of batchesOf(rows)) send({ kind: 'rows', rows: batch });
  database.close();
  send({ kind: 'end' });
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

function send(frame: QueryFrame): void {
  const bytes = encodeFrame(frame);
  Atomics.store(isWaiting, 0, 1);
  for (let sent = 0; sent < bytes.length;) sent += writeSync(STDOUT, bytes, sent);
  Atomics.store(isWaiting, 0, 0);
}
