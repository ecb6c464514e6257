/** Progress of a run: a bar on a terminal, a line now and then elsewhere, NDJSON, or nothing. */
import { SingleBar } from 'cli-progress';
import type { RunEvent } from '../index.js';
import { writeJson, writeMessage } from './output.js';

export interface Progress {
  readonly event: (event: RunEvent) => void;
  /** A message that does not tear the bar. */
  readonly message: (text: string) => void;
  readonly close: () => void;
}

const LINE_INTERVAL_MS = 10_000;
const JSON_INTERVAL_MS = 500;

export function createProgress({ quiet, json }: { quiet: boolean; json: boolean }): Progress {
  if (json) return jsonProgress();
  if (quiet) return { event: reportTrouble, message: writeMessage, close: () => undefined };
  return process.stderr.isTTY ? barProgress() : lineProgress();
}

/** Rate and remaining time from what this session did: what an earlier one stored says nothing about now. */
class Rate {
  readonly #startedAt = performance.now();
  readonly #before: number;

  constructor(pointsDone: number) {
    this.#before = pointsDone;
  }

  describe(points: number, pointsDone: number): { rate: string; eta: string } {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const rate = (pointsDone - this.#before) / seconds;
    if (!(rate > 0)) return { rate: '-', eta: '-' };
    return { rate: formatCount(Math.round(rate)), eta: formatDuration((points - pointsDone) / rate) };
  }
}

function barProgress(): Progress {
  const bar = new SingleBar({
    format: '{scan} |{bar}| {percentage}% | {done}/{all} points | {rate}/s | ETA {remaining}',
    stream: process.stderr,
    hideCursor: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    // The terminal stays usable: the last state of the bar is kept, signals are ours.
    gracefulExit: false,
    linewrap: false,
  });
  let rate: Rate | undefined;
  let started = false;
  const payload = (points: number, pointsDone: number) => {
    const { rate: perSecond, eta } = rate!.describe(points, pointsDone);
    return { done: formatCount(pointsDone), all: formatCount(points), rate: perSecond, remaining: eta };
  };
  const message = (text: string) => {
    if (started) process.stderr.write('\n');
    writeMessage(text);
  };
  return {
    event: (event) => {
      if (event.event === 'start') {
        rate = new Rate(event.pointsDone);
        if (event.pointsDone < event.points) {
          started = true;
          bar.start(event.points, event.pointsDone, {
            scan: event.scan,
            ...payload(event.points, event.pointsDone),
          });
        }
      } else if (event.event === 'progress') {
        bar.update(event.pointsDone, payload(event.points, event.pointsDone));
      } else reportTrouble(event, message);
    },
    message,
    close: () => {
      if (started) bar.stop();
    },
  };
}

function lineProgress(): Progress {
  let rate: Rate | undefined;
  let scan = '';
  let last = performance.now();
  return {
    event: (event) => {
      if (event.event === 'start') {
        rate = new Rate(event.pointsDone);
        scan = event.scan;
        writeMessage(
          `${scan}: ${formatCount(event.pointsDone)} of ${formatCount(event.points)} points done, ${event.threads} threads`,
        );
      } else if (event.event === 'progress') {
        const now = performance.now();
        if (now - last < LINE_INTERVAL_MS) return;
        last = now;
        const { rate: perSecond, eta } = rate!.describe(event.points, event.pointsDone);
        const percent = ((100 * event.pointsDone) / event.points).toFixed(1);
        writeMessage(
          `${scan}: ${percent} %, ${formatCount(event.pointsDone)} points, ${perSecond}/s, ETA ${eta}`,
        );
      } else reportTrouble(event);
    },
    message: writeMessage,
    close: () => undefined,
  };
}

function jsonProgress(): Progress {
  let last = 0;
  return {
    event: (event) => {
      if (event.event === 'progress') {
        const now = performance.now();
        if (now - last < JSON_INTERVAL_MS && event.pointsDone < event.points) return;
        last = now;
      }
      writeJson(event);
    },
    message: (text) => writeJson({ event: 'message', message: text }),
    close: () => undefined,
  };
}

function reportTrouble(event: RunEvent, write: (text: string) => void = writeMessage): void {
  if (event.event === 'warning') write(`warning: ${event.message}`);
  if (event.event === 'retry') {
    write(
      `warning: a worker died at ${event.massGeV} GeV (attempt ${event.attempts}): ${event.reason}; trying again`,
    );
  }
}

/** 1234567 -> 1,234,567 */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Seconds as a person says them: `0.8 s`, `2 min 5 s`, `31 h 20 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
