/** Progress of a run: a bar on a terminal, a line now and then elsewhere, NDJSON, or nothing. */
import { SingleBar } from 'cli-progress';
import {
  type RunEvent,
  describeDeath,
  describeFork,
  describeOtherName,
  formatCount,
  formatDuration,
} from '../index.js';
import { writeJson, writeMessage } from './output.js';

export { formatCount, formatDuration };

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
    format: (_, { value, total }, payload: BarPayload) => barLine(payload, value / total),
    stream: process.stderr,
    hideCursor: true,
    // The line goes when the run ends: the summary says what the bar said.
    clearOnComplete: true,
    // Signals are ours.
    gracefulExit: false,
  });
  let rate: Rate | undefined;
  let active = false;
  const payload = (points: number, pointsDone: number): Omit<BarPayload, 'scan'> => {
    const { rate: perSecond, eta } = rate!.describe(points, pointsDone);
    const counts = `${formatCount(pointsDone)}/${formatCount(points)} points`;
    return { numbers: [counts, `${perSecond}/s`, `ETA ${eta}`] };
  };
  const message = (text: string) => {
    if (active) process.stderr.write(CLEAR_LINE);
    writeMessage(text);
  };
  return {
    event: (event) => {
      if (event.event === 'start') {
        rate = new Rate(event.pointsDone);
        if (event.pointsDone < event.points) {
          active = true;
          bar.start(event.points, event.pointsDone, {
            scan: event.scan,
            ...payload(event.points, event.pointsDone),
          });
        }
      } else if (event.event === 'progress') {
        // A scan that is refined grows.
        bar.setTotal(event.points);
        bar.update(event.pointsDone, payload(event.points, event.pointsDone));
      } else reportTrouble(event, message);
    },
    message,
    close: () => {
      if (!active) return;
      active = false;
      bar.stop();
      process.stderr.write(CLEAR_LINE);
    },
  };
}

/** To the beginning of the line, and nothing on it. */
const CLEAR_LINE = '\r\u001B[2K';

interface BarPayload {
  readonly scan: string;
  /** From the most to the least worth showing. */
  readonly numbers: readonly string[];
}

const NARROWEST_BAR = 8;
const WIDEST_BAR = 40;

/** One line that fits the terminal: numbers first, then the bar, then the name. */
function barLine({ scan, numbers }: BarPayload, fraction: number): string {
  const columns = (process.stderr.columns || 80) - 1;
  const parts = [`${Math.floor(100 * fraction)} %`];
  for (const number of numbers) {
    if ([...parts, number].join(' | ').length <= columns) parts.push(number);
  }
  const text = parts.join(' | ');
  const named = scan.length + 1 + text.length + NARROWEST_BAR + 3 <= columns ? `${scan} ` : '';
  const room = Math.min(WIDEST_BAR, columns - named.length - text.length - 3);
  if (room < NARROWEST_BAR) return text;
  const full = Math.round(room * fraction);
  return `${named}|${'█'.repeat(full)}${'░'.repeat(room - full)}| ${text}`;
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
          `${scan}: ${formatCount(event.pointsDone)} of ${formatCount(event.points)} points done, ${event.threads} ${event.threads === 1 ? 'thread' : 'threads'}`,
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
      } else if (event.event === 'refine') {
        const columns = event.columns === 1 ? '1 mass column is' : `${event.columns} mass columns are`;
        writeMessage(`${scan}: ${columns} added near contours`);
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

/** What a user wants to know at once. Of a column whose couplings are told apart, single deaths are left to the log. */
function reportTrouble(event: RunEvent, write: (text: string) => void = writeMessage): void {
  if (event.event === 'warning') write(`warning: ${event.message}`);
  if (event.event === 'other-name') write(describeOtherName(event));
  if (event.event === 'fork') write(describeFork(event));
  if (event.event === 'retry' && event.couplings === undefined) {
    write(`warning: ${describeDeath(event)}; trying again`);
  }
  if (event.event === 'isolate') {
    write(`warning: ${describeDeath(event)}; looking for the couplings that it dies on`);
  }
}
