/** Starts runs of the built program in processes of their own, and follows what they say. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MAIN, ROOT } from '../cli/run-cli.js';
import { MINUTE } from './suite.js';

export interface RunRequest {
  readonly scan: string;
  readonly database: string;
  readonly threads: number;
  /** The command line reports some of the commits, the library all of them. */
  readonly program?: 'command line' | 'library';
  /** File for what the preload module notes; see scripts/faults/preload.js. */
  readonly log?: string;
  readonly kill?: string;
  /** Milliseconds that every column takes longer. */
  readonly slow?: number;
  /** Options of strace, which then runs the program. */
  readonly strace?: readonly string[];
  readonly args?: readonly string[];
  /** Another command of the command line in place of `run SCAN`. */
  readonly command?: readonly string[];
}

export interface RunEvent {
  readonly event: string;
  readonly pointsDone?: number;
  readonly threads?: number;
  readonly pointsComputed?: number;
}

export interface Ended {
  readonly code: number | NodeJS.Signals | 'hang';
  readonly events: readonly RunEvent[];
  /** Points said to be stored. */
  readonly acknowledged: number;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with the next event that passes, or with undefined when the run ends before. */
  event(test: (event: RunEvent) => boolean): Promise<RunEvent | undefined>;
}

const PRELOAD = join(ROOT, 'scripts/faults/preload.js');
const LIBRARY = join(ROOT, 'scripts/faults/run-scan.js');

export function startRun(request: RunRequest): Running {
  const { scan, database, threads, log, kill, slow, strace, args = [] } = request;
  const { command: words = ['run', scan, '--threads', String(threads), '--no-outputs', '--json'] } = request;
  const program =
    request.program === 'library'
      ? [LIBRARY, scan, database, String(threads)]
      : [MAIN, ...words, '--db', database, ...args];
  const node = [process.execPath, '--import', PRELOAD, ...program];
  const [command, ...rest] = strace === undefined ? node : ['strace', ...strace, ...node];
  const child = spawn(command, rest, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: a traced program does not die with its tracer.
    detached: true,
    env: {
      ...process.env,
      NO_COLOR: '1',
      ...(log !== undefined && { MUSCAN_FAULTS_LOG: log }),
      ...(kill !== undefined && { MUSCAN_FAULTS_KILL: kill }),
      ...(slow !== undefined && { MUSCAN_FAULTS_SLOW: String(slow) }),
    },
  });
  return follow(child);
}

/** Runs and waits; what has not ended after two minutes is killed and called a hang. */
export function completeRun(request: RunRequest): Promise<Ended> {
  return startRun(request).ended;
}

function follow(child: ChildProcess): Running {
  const events: RunEvent[] = [];
  const waiting = new Set<{ test: (event: RunEvent) => boolean; resolve: (event?: RunEvent) => void }>();
  createInterface(child.stdout!).on('line', (line) => {
    const event = parseEvent(line);
    if (event === undefined) return;
    events.push(event);
    for (const waiter of waiting) {
      if (!waiter.test(event)) continue;
      waiting.delete(waiter);
      waiter.resolve(event);
    }
  });
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let hangs = false;
  const timer = setTimeout(() => {
    hangs = true;
    killGroup(child);
  }, 2 * MINUTE);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      for (const waiter of waiting) waiter.resolve();
      const acknowledged = Math.max(0, ...events.map(({ pointsDone }) => pointsDone ?? 0));
      resolve({ code: hangs ? 'hang' : (code ?? signal!), events, acknowledged, stderr });
    });
  });
  return {
    child,
    ended,
    event: (test) => {
      const found = events.find(test);
      if (found !== undefined) return Promise.resolve(found);
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(undefined);
      return new Promise((resolve) => waiting.add({ test, resolve }));
    },
  };
}

/** The last line may have been cut by a kill. */
function parseEvent(line: string): RunEvent | undefined {
  try {
    return JSON.parse(line) as RunEvent;
  } catch {
    return undefined;
  }
}

/** Kills a run that was started here, with whatever it started itself. */
export function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** What the preload module noted in the runs that shared a log. */
export interface RunLog {
  /** Columns begun, whether or not they were finished and stored. */
  readonly begun: number;
  /** Tasks of every commit that had returned, in order. */
  readonly commits: readonly (readonly number[])[];
  readonly hits: readonly string[];
}

export function readLog(path: string): RunLog {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const after = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  return {
    begun: after('begin').length,
    commits: after('ack').map((tasks) => tasks.split(',').map(Number)),
    hits: after('hit'),
  };
}

/** The files of a database that strace is to watch, as its options. */
export function watchFiles(database: string, suffixes: readonly string[]): string[] {
  return suffixes.flatMap((suffix) => ['-P', `${database}${suffix}`]);
}
