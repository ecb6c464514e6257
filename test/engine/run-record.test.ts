import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogFile } from '../../src/engine/log-file.js';
import { RunRecord } from '../../src/engine/run-record.js';
import type { RunEvent } from '../../src/engine/run-events.js';
import { temporaryFolder } from '../cli/run-cli.js';

const START: RunEvent = {
  event: 'start',
  scan: 'small',
  scanId: 7,
  planHash: 'abc',
  file: '/scans/small.yaml',
  database: '/db.sqlite',
  threads: 2,
  points: 240,
  pointsDone: 0,
  resumed: false,
};

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-31T22:05:11.043Z') }));
afterEach(() => void vi.useRealTimers());

function newRecord() {
  const path = join(temporaryFolder(), 'night.log');
  const warnings: string[] = [];
  const record = new RunRecord(new LogFile(path, (message) => warnings.push(message)));
  return { record, warnings, path, lines: () => readFileSync(path, 'utf8').trimEnd().split('\n') };
}

it('tells of progress at the first commit and then once a minute, whether or not there is any', () => {
  const { record, lines } = newRecord();
  record.event(START);
  vi.advanceTimersByTime(60_000);
  for (let pointsDone = 20; pointsDone <= 200; pointsDone += 20) {
    record.event({ event: 'progress', points: 240, pointsDone });
    vi.advanceTimersByTime(1000);
  }
  vi.advanceTimersByTime(110_000);
  record.error(new Error('over'));
  vi.advanceTimersByTime(600_000);
  expect(lines().slice(1)).toEqual([
    '2026-01-31T22:06:11.043Z progress  small: no column is finished yet',
    '2026-01-31T22:06:11.043Z progress  small: 20 of 240 points (8.3 %)',
    '2026-01-31T22:07:11.043Z progress  small: 200 of 240 points (83.3 %)',
    '2026-01-31T22:08:11.043Z progress  small: 200 of 240 points (83.3 %)',
    '2026-01-31T22:08:11.043Z error     unexpected: over',
  ]);
});

it('keeps an event in one line, and long lists short', () => {
  const { record, lines } = newRecord();
  record.event(START);
  record.write('note', 'a\n  b\r\nc');
  const couplings = Array.from({ length: 20 }, (_, i) => i + 1);
  const failures = [
    { reason: 'killed', couplings },
    { reason: 'NaN', couplings: [0.5] },
  ];
  record.event({ event: 'failed', massGeV: 0.1, points: 21, failures });
  record.error(new Error('over'));
  expect(lines().slice(1, 3)).toEqual([
    '2026-01-31T22:05:11.043Z note      a | b | c',
    '2026-01-31T22:05:11.043Z failed    small: 21 points at 0.1 GeV: ' +
      'couplings 1, 2, 3, 4, 5, 6, 7, 8 and 12 more: killed; coupling 0.5: NaN',
  ]);
});

it('warns once of a file that cannot be written, and goes on when it can', () => {
  const { record, warnings, path, lines } = newRecord();
  mkdirSync(path);
  record.write('note', 'one');
  record.write('note', 'two');
  expect(warnings).toEqual([expect.stringContaining(`cannot write the log ${path}`)]);
  rmdirSync(path);
  record.write('note', 'three');
  record.write('note', 'four');
  // The empty line ends what a failed write may have left.
  expect(lines().map((line) => line.replace(/^\S+ /, ''))).toEqual(['', 'note      three', 'note      four']);
});
