/**
 * A thread beside the query, in its process: SQLite keeps the main thread busy and cannot be interrupted from there.
 * Ends the process at once when the query is out of time or memory, or when nobody waits for its answer any more.
 */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { OUT_OF_MEMORY, OUT_OF_TIME, type QueryRequest } from './query-protocol.js';

export interface WatchdogData {
  readonly request: QueryRequest;
  /** One element: 1 while the main thread waits for its reader. */
  readonly waiting: SharedArrayBuffer;
}

const INTERVAL_MS = 10;
const STDERR = 2;

const { request, waiting } = workerData as WatchdogData;
const { timeoutSeconds, maxMemoryMB } = request.limits;
const isWaiting = new Int32Array(waiting);

let spentMs = 0;
let last = performance.now();

setInterval(() => {
  const now = performance.now();
  if (Atomics.load(isWaiting, 0) === 0) spentMs += now - last;
  last = now;
  if (process.ppid !== request.parentPid) kill();
  else if (process.memoryUsage.rss() > maxMemoryMB * 1e6) end(OUT_OF_MEMORY);
  else if (spentMs > timeoutSeconds * 1000) end(OUT_OF_TIME);
}, INTERVAL_MS);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port, not a window
parentPort!.postMessage('watching');

function end(reason: string): void {
  try {
    writeSync(STDERR, `${reason}\n`);
  } finally {
    kill();
  }
}

function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
