/**
 * The record of what happened in a run, for people: one line per event with its time in UTC, appended to a log file.
 *
 *     2026-01-31T22:05:11.043Z start     small: 0 of 240 points done; scan 1, plan 5a0f..., file scan.yaml, ...
 *     2026-01-31T22:06:11.101Z progress  small: 96 of 240 points (40.0 %)
 *     2026-01-31T22:06:40.730Z signal    SIGINT: stopping after the running columns
 */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { MuscanError } from '../errors.js';
import { VERSION } from '../version.js';
import type { FailureGroup } from './failure-groups.js';
import type { LogFile } from './log-file.js';
import type { RunEvent } from './run-events.js';
import type { RunSummary } from './run-scan.js';

const PROGRESS_INTERVAL_MS = 60_000;
/** Longer lists are cut: the database has them in full. */
const MAX_LISTED = 8;

type EventOf<Name extends RunEvent['event']> = Extract<RunEvent, { readonly event: Name }>;

export class RunRecord {
  readonly #log: LogFile;
  #scan = '';
  #progress: EventOf<'progress'> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: LogFile) {
    this.#log = log;
  }

  event(event: RunEvent): void {
    switch (event.event) {
      case 'start':
        this.#start(event);
        break;
      case 'progress': {
        const isFirst = this.#progress === undefined;
        this.#progress = event;
        if (isFirst) this.#writeProgress();
        break;
      }
      case 'other-name':
        this.write('stored', describeOtherName(event));
        break;
      case 'fork':
        this.write('fork', describeFork(event));
        break;
      case 'lost':
        for (const { startedAt, host, pid } of event.runs) {
          this.write(
            'lost',
            `${event.scan}: the run of ${startedAt} (pid ${pid} on ${host}) never stopped: killed, or the power was cut`,
          );
        }
        break;
      case 'retry-failed':
        this.write(
          'retry',
          `${event.scan}: ${event.points} failed points in ${event.columns} mass columns are computed again`,
        );
        break;
      case 'retry':
        // Of parts there are many, and some deaths are the last: what came of them follows in one line.
        this.write(
          'retry',
          `${this.#scan}: ${describeDeath(event)}${event.couplings === undefined ? '; trying again' : ''}`,
        );
        break;
      case 'isolate':
        this.write(
          'retry',
          `${this.#scan}: ${describeDeath(event)}; looking for the couplings that it dies on`,
        );
        break;
      case 'refine':
        this.write('refine', `${event.scan}: added near contours: ${event.columns} mass columns`);
        break;
      case 'failed':
        this.write('failed', `${this.#scan}: ${describeFailed(event)}`);
        break;
      case 'warning':
        this.write('warning', event.message);
        break;
    }
  }

  stop(summary: RunSummary): void {
    this.#endProgress();
    const { scan, pointsDone, points, pointsComputed, interrupted, statuses, elapsedMs } = summary;
    const reason = interrupted ? 'interrupted' : 'done';
    this.write(
      'stop',
      `${scan}: ${reason}; ${pointsDone} of ${points} points are safe, ${pointsComputed} computed now in ` +
        `${(elapsedMs / 1000).toFixed(1)} s; ${statuses.failed} failed, ${statuses.unconverged} unconverged`,
    );
  }

  error(error: unknown): void {
    this.#endProgress();
    const name = error instanceof MuscanError ? error.code : 'unexpected';
    this.write('error', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** Anything else that happened, under a word of its own. */
  write(kind: string, text: string): void {
    const line = text.trim().replaceAll(/\s*\n\s*/g, ' | ');
    this.#log.append(`${new Date().toISOString()} ${kind.padEnd(9)} ${line}`);
  }

  #start({ resumed, ...start }: EventOf<'start'>): void {
    this.#scan = start.scan;
    this.#progress = undefined;
    const facts = [
      `scan ${start.scanId}`,
      `plan ${start.planHash}`,
      `file ${resolve(start.file)}`,
      `database ${start.database}`,
      `${start.threads} ${start.threads === 1 ? 'thread' : 'threads'}`,
      `muscan ${VERSION}`,
      `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
      `host ${hostname()}`,
      `pid ${process.pid}`,
    ];
    this.write(
      resumed ? 'resume' : 'start',
      `${start.scan}: ${start.pointsDone} of ${start.points} points done; ${facts.join(', ')}`,
    );
    // By the clock, not by commits: heavy columns are silent for long, and the last line tells when a machine died.
    this.#timer = setInterval(() => this.#writeProgress(), PROGRESS_INTERVAL_MS).unref();
  }

  #writeProgress(): void {
    if (this.#progress === undefined) {
      this.write('progress', `${this.#scan}: no column is finished yet`);
      return;
    }
    const { points, pointsDone } = this.#progress;
    const percent = ((100 * pointsDone) / points).toFixed(1);
    this.write('progress', `${this.#scan}: ${pointsDone} of ${points} points (${percent} %)`);
  }

  #endProgress(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Under which name a plan is stored, in words. */
export function describeOtherName({ name, scan, scanId }: EventOf<'other-name'>): string {
  return `${name}: the same plan is stored as "${scan}" (scan ${scanId}), which is used and keeps its name and title`;
}

/** What a fork took over, in words. */
export function describeFork({ scan, from, columns, columnsTotal, reason }: EventOf<'fork'>): string {
  const sources = from.map((name) => `"${name}"`).join(', ');
  return columns === 0
    ? `${scan}: nothing is taken over from ${sources}, because ${reason}; all is computed anew`
    : `${scan}: ${columns} of ${columnsTotal} mass columns are taken over from ${sources}, bit for bit`;
}

/** A worker's death, in words. */
export function describeDeath(event: EventOf<'retry' | 'isolate'>): string {
  const { massGeV, attempts, reason } = event;
  const couplings = event.event === 'retry' ? event.couplings : undefined;
  const part = couplings === undefined ? '' : `, couplings ${[...new Set(couplings)].join(' to ')}`;
  return `a worker died at ${massGeV} GeV${part} (attempt ${attempts}): ${reason}`;
}

function describeFailed({ massGeV, points, failures }: EventOf<'failed'>): string {
  const reasons = failures.slice(0, MAX_LISTED).map(describeGroup);
  const more = failures.length > MAX_LISTED ? `; and ${failures.length - MAX_LISTED} more reasons` : '';
  return `${points} ${points === 1 ? 'point' : 'points'} at ${massGeV} GeV: ${reasons.join('; ')}${more}`;
}

function describeGroup({ couplings, reason }: FailureGroup): string {
  if (couplings === null) return reason;
  const listed = couplings.slice(0, MAX_LISTED).join(', ');
  const more = couplings.length > MAX_LISTED ? ` and ${couplings.length - MAX_LISTED} more` : '';
  return `${couplings.length === 1 ? 'coupling' : 'couplings'} ${listed}${more}: ${reason}`;
}
