/** Workers that die: the run goes on. Uses the built output, since worker threads do not load TypeScript. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/engine/run-events.js';
import type { RunOptions } from '../../src/engine/run-scan.js';
import type { ScanFile } from '../../src/scan/scan-file.js';
import { ROOT, runCli, scanText, temporaryFolder } from '../cli/run-cli.js';
import { sabotagedWorker } from './sabotage.js';

const dist = (await import(
  pathToFileURL(join(ROOT, 'dist/index.js')).href
)) as typeof import('../../src/index.js');

const COUPLINGS = 20;
const POINTS = 12 * COUPLINGS;

async function run(options: Partial<RunOptions> & { folder?: string; sabotage?: string } = {}) {
  const { folder = temporaryFolder(), sabotage, ...others } = options;
  const databasePath = join(folder, 'scan.sqlite');
  const events: RunEvent[] = [];
  const file: ScanFile = dist.parseScanFile(scanText(), 'scan.yaml');
  const summary = await dist.runScan(file, {
    databasePath,
    threads: 2,
    onEvent: (event) => events.push(event),
    ...(sabotage !== undefined && { worker: sabotagedWorker(folder, sabotage) }),
    ...others,
  });
  return { summary, events, databasePath, folder };
}

async function query<Row>(databasePath: string, sql: string): Promise<Row[]> {
  const { stdout } = await runCli(['query', sql, '--db', databasePath, '--format', 'json']);
  return JSON.parse(stdout) as Row[];
}

interface Point {
  readonly mass_index: number;
  readonly coupling_index: number;
  readonly yield: number | null;
  readonly rel_error: number | null;
  readonly status: number;
}

function readPoints(databasePath: string): Promise<Point[]> {
  return query<Point>(
    databasePath,
    'SELECT mass_index, coupling_index, yield, rel_error, status FROM point ORDER BY 1, 2',
  );
}

interface Task {
  readonly task_index: number;
  readonly finished_at: string;
  readonly checksum: string;
}

function readTasks(databasePath: string): Promise<Task[]> {
  return query<Task>(databasePath, 'SELECT task_index, finished_at, checksum FROM task ORDER BY 1');
}

let undisturbed: Point[];
let undisturbedTasks: Task[];
beforeAll(async () => {
  const { databasePath } = await run();
  undisturbed = await readPoints(databasePath);
  undisturbedTasks = await readTasks(databasePath);
  expect(undisturbed).toHaveLength(POINTS);
});

describe('a worker that dies', () => {
  it('by exiting costs its task a retry, not the run', async () => {
    const { summary, events, databasePath } = await run({
      sabotage: 'if (task.massIndex === 3 && attempts < 3) process.exit(9);',
    });
    expect(summary).toMatchObject({ pointsDone: POINTS, interrupted: false });
    expect(summary.statuses.failed).toBe(0);
    expect(events.filter(({ event }) => event === 'retry').length).toBeGreaterThanOrEqual(2);
    expect(await readPoints(databasePath)).toEqual(undisturbed);
  });

  it('by running out of memory leaves the other columns unharmed', async () => {
    const { summary, databasePath } = await run({
      sabotage:
        'if (task.massIndex === 5 && attempts < 2) { const hog = []; for (;;) hog.push(new Array(1e6).fill({})); }',
    });
    expect(summary.statuses.failed).toBe(0);
    expect(await readPoints(databasePath)).toEqual(undisturbed);
  });

  it('every time has its column stored as failed, with the reason', async () => {
    const { summary, databasePath } = await run({
      sabotage: 'if (task.massIndex === 3) process.exit(9);',
    });
    expect(summary.pointsDone).toBe(POINTS);
    expect(summary.statuses.failed).toBe(COUPLINGS);
    const failures = await query<{ coupling: null; reason: string }>(
      databasePath,
      'SELECT coupling, reason FROM failures',
    );
    expect(failures).toEqual([
      { coupling: null, reason: expect.stringMatching(/^the worker died 6 times at this mass/) },
    ]);
  });
});

describe('points on which workers die', () => {
  it.each([
    ['exit', 'process.exit(9)', /exited|exit code/],
    ['throw', "throw new Error('no such luck')", /no such luck/],
  ])('by %s are isolated and stored as failed; all others have their bits', async (_, death, reason) => {
    const { summary, events, databasePath } = await run({
      sabotage: `if ((task.massIndex === 3 && holds(0, 12)) || (task.massIndex === 9 && holds(19))) ${death};`,
    });
    expect(summary.statuses.failed).toBe(3);
    expect(summary.pointsDone).toBe(POINTS);
    const isBad = ({ mass_index: mass, coupling_index: coupling }: Point) =>
      (mass === 3 && (coupling === 0 || coupling === 12)) || (mass === 9 && coupling === 19);
    expect(await readPoints(databasePath)).toEqual(
      undisturbed.map((point) =>
        isBad(point) ? { ...point, yield: null, rel_error: null, status: 3 } : point,
      ),
    );
    const failures = await query<{ mass_index: number; coupling_index: number; reason: string }>(
      databasePath,
      'SELECT mass_index, coupling_index, reason FROM failure ORDER BY 1, 2',
    );
    expect(failures.map((failure) => [failure.mass_index, failure.coupling_index])).toEqual([
      [3, 0],
      [3, 12],
      [9, 19],
    ]);
    for (const failure of failures) expect(failure.reason).toMatch(reason);
    expect(events.filter(({ event }) => event === 'isolate')).toHaveLength(2);
    const lost = events.flatMap((event) => (event.event === 'failed' ? [event.points] : []));
    expect(lost.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });
});

describe('failed points computed again', () => {
  /** Three bad points in two columns, then a run in which those of `still` are still bad. */
  async function retried(still: string) {
    const { folder, databasePath } = await run({
      sabotage:
        'if ((task.massIndex === 3 && holds(0, 12)) || (task.massIndex === 9 && holds(19))) throw new Error("first");',
    });
    const before = await readTasks(databasePath);
    const again = await run({
      folder,
      retryFailed: true,
      sabotage: `if (task.massIndex !== 3 && task.massIndex !== 9) throw new Error('why this one?'); ${still}`,
    });
    return { ...again, before };
  }

  it('take the place of the old ones; nothing else is touched', async () => {
    const { summary, events, databasePath, before } = await retried('');
    expect(summary).toMatchObject({ failedBefore: 3, pointsComputed: 2 * COUPLINGS, pointsDone: POINTS });
    expect(summary.statuses.failed).toBe(0);
    expect(events[0]).toMatchObject({ event: 'start', pointsDone: POINTS - 2 * COUPLINGS });
    expect(await readPoints(databasePath)).toEqual(undisturbed);
    expect(await query(databasePath, 'SELECT * FROM failure')).toEqual([]);
    const after = await readTasks(databasePath);
    const changed = after.filter(({ finished_at: at }, i) => at !== before[i].finished_at);
    expect(changed.map(({ task_index: index }) => index)).toEqual([3, 9]);
    expect(after.map(({ checksum }) => checksum)).toEqual(undisturbedTasks.map(({ checksum }) => checksum));
  });

  it('may fail again, and are stored as failed again', async () => {
    const { summary, databasePath } = await retried(
      "if (task.massIndex === 3 && holds(12)) throw new Error('second');",
    );
    expect(summary.failedBefore).toBe(3);
    expect(summary.statuses.failed).toBe(1);
    const failures = await query(databasePath, 'SELECT mass_index, coupling_index, reason FROM failure');
    expect(failures).toEqual([
      { mass_index: 3, coupling_index: 12, reason: 'the worker died 3 times at this point: second' },
    ]);
  });

  it('are as they were if the run stops before', async () => {
    const stop = new AbortController();
    const { folder, databasePath } = await run({
      sabotage: 'if (task.massIndex === 3 && holds(12)) throw new Error("first");',
    });
    const before = await readPoints(databasePath);
    stop.abort();
    const { summary } = await run({ folder, retryFailed: true, stopSignal: stop.signal });
    expect(summary).toMatchObject({ interrupted: true, pointsComputed: 0, pointsDone: POINTS });
    expect(summary.statuses.failed).toBe(1);
    expect(await readPoints(databasePath)).toEqual(before);
  });

  it('are none in a scan without', async () => {
    const { folder } = await run();
    const { summary } = await run({ folder, retryFailed: true });
    expect(summary).toMatchObject({ failedBefore: 0, pointsComputed: 0, interrupted: false });
  });
});
