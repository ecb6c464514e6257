/** The process that a user's SQL runs in: a request from stdin, frames to stdout. `query-process.ts` starts it. */
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { QueryRequest } from './query-protocol.js';
import type { WatchdogData } from './query-watchdog.js';

const STDIN = 0;

const request = JSON.parse(readFileSync(STDIN, 'utf8')) as QueryRequest;
const waiting = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
const workerData: WatchdogData = { request, waiting };
const watchdog = new Worker(new URL('query-watchdog.js', import.meta.url), {
  workerData,
  // Its own: it would otherwise be joined to ours, and Node makes that asynchronous when it is first touched.
  stdout: true,
  stderr: true,
});
// Imported meanwhile, but answered only once the watchdog watches.
const [{ answerQuery }] = await Promise.all([import('./query-answer.js'), once(watchdog, 'message')]);
answerQuery(request, new Int32Array(waiting));
// The watchdog would keep the process alive.
process.exit();
