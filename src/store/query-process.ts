/**
 * Runs a user's SQL in a process of its own, which ends at the limits: a query cannot be interrupted within a process.
 * Rows are streamed, and the query waits while nobody takes them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DatabaseLockedError, IntegrityError, StorageError, UsageError } from '../errors.js';
import type { SqlValue } from './query.js';
import {
  OUT_OF_MEMORY,
  OUT_OF_TIME,
  type QueryFrame,
  type QueryProcessLimits,
  type QueryRequest,
  readFrames,
} from './query-protocol.js';

export const DEFAULT_QUERY_LIMITS: QueryProcessLimits = {
  timeoutSeconds: 60,
  maxRows: 1_000_000,
  maxMemoryMB: 512,
};

/** The rows of a query as they come, some at a time. */
export interface QueryStream {
  readonly columns: readonly string[];
  readonly batches: AsyncIterable<readonly SqlValue[][]>;
}

const CHILD = fileURLToPath(new URL('query-child.js', import.meta.url));
const MAX_STDERR = 65_536;

const ERRORS = {
  usage: UsageError,
  io: StorageError,
  integrity: IntegrityError,
  locked: DatabaseLockedError,
};

/**
 * Runs one statement that returns rows and hands them to `use`; the process ends when that is done with them.
 *
 * @throws {UsageError} not such a statement, not valid SQL, or beyond the limits; the latter also while rows are read.
 */
export async function withQuery<T>(
  databasePath: string,
  sql: string,
  limits: Partial<QueryProcessLimits>,
  use: (result: QueryStream) => Promise<T>,
): Promise<T> {
  const query = new QueryProcess(databasePath, sql, { ...DEFAULT_QUERY_LIMITS, ...limits });
  try {
    return await use({ columns: await query.columns(), batches: query.batches() });
  } finally {
    await query.end();
  }
}

class QueryProcess {
  readonly #limits: QueryProcessLimits;
  readonly #child: ChildProcess;
  readonly #frames: AsyncGenerator<QueryFrame, void>;
  readonly #closed: Promise<unknown>;
  readonly #kill = () => void this.#child.kill('SIGKILL');
  #stderr = '';

  constructor(databasePath: string, sql: string, limits: QueryProcessLimits) {
    this.#limits = limits;
    const child = spawn(process.execPath, [`--max-old-space-size=${limits.maxMemoryMB}`, CHILD], {
      stdio: 'pipe',
    });
    this.#child = child;
    this.#closed = once(child, 'close').catch((error: unknown) => {
      this.#stderr = (error as Error).message;
    });
    // Its watchdog would see to that only a moment later.
    process.once('exit', this.#kill);
    // A process that dies before it has read the request: its end says why.
    child.stdin.on('error', () => undefined);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_STDERR);
    });
    const request: QueryRequest = { databasePath, sql, limits, parentPid: process.pid };
    child.stdin.end(JSON.stringify(request));
    this.#frames = readFrames(child.stdout);
  }

  async columns(): Promise<readonly string[]> {
    const frame = await this.#next();
    if (frame.kind !== 'columns') throw new Error(`unexpected answer of the query process: ${frame.kind}`);
    return frame.columns;
  }

  async *batches(): AsyncGenerator<readonly SqlValue[][], void> {
    for (;;) {
      const frame = await this.#next();
      if (frame.kind !== 'rows') return;
      yield frame.rows;
    }
  }

  async end(): Promise<void> {
    // Faster than its own way out, also after its last word: it has closed the database by then.
    this.#kill();
    // What nobody has read would keep the stream open.
    this.#child.stdout!.destroy();
    await this.#closed;
    process.off('exit', this.#kill);
  }

  async #next(): Promise<QueryFrame> {
    const { value: frame } = await this.#frames.next();
    if (frame === undefined) {
      await this.#closed;
      throw this.#explainDeath();
    }
    if (frame.kind !== 'error') return frame;
    const { code, message } = frame;
    throw code in ERRORS ? new ERRORS[code as keyof typeof ERRORS](message) : new Error(message);
  }

  #explainDeath(): Error {
    const { timeoutSeconds, maxMemoryMB } = this.#limits;
    const stderr = this.#stderr;
    if (stderr.includes(OUT_OF_TIME)) {
      return new UsageError(
        `the query took more than ${timeoutSeconds} s and was stopped. ` +
          'Narrow it with WHERE or LIMIT, or allow more time (--timeout).',
      );
    }
    // The second is V8's own way to say it.
    if (stderr.includes(OUT_OF_MEMORY) || stderr.includes('heap out of memory')) {
      return new UsageError(
        `the query needed more than ${maxMemoryMB} MB of memory and was stopped. ` +
          'Narrow it with WHERE, sort or group fewer rows, or allow more memory (--max-memory).',
      );
    }
    const { exitCode, signalCode } = this.#child;
    const how = signalCode === null ? `exit code ${exitCode}` : signalCode;
    return new Error(`the query process ended with ${how}${stderr === '' ? '' : `: ${stderr.trim()}`}`);
  }
}
