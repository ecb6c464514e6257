/** The promise of durability, with real processes: signals, other thread counts. For kill -9 see test/faults. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LONG_SCAN, runCli, startCli, temporaryFolder, writeScan } from '../cli/run-cli.js';

const POINTS = 60 * 30;

async function dump(database: string): Promise<string> {
  const { stdout } = await runCli([
    'query',
    "SELECT mass_gev, coupling, yield, rel_error, status FROM grid WHERE scan = 'small' ORDER BY 1, 2",
    '--db',
    database,
    '--format',
    'csv',
  ]);
  return stdout;
}

/** Waits until the run has said that it began, and a little longer, so that some columns are done. */
async function begun(child: ChildProcess): Promise<void> {
  await once(child.stderr!, 'data');
  await sleep(700);
}

async function storedPoints(database: string): Promise<number> {
  const { stdout } = await runCli(['status', '--db', database, '--json']);
  return (JSON.parse(stdout) as { scans: { pointsDone: number }[] }).scans[0]?.pointsDone ?? 0;
}

describe('an interrupted scan', () => {
  const folder = temporaryFolder();
  const scan = writeScan(folder, LONG_SCAN);
  let expected = '';

  const run = (database: string, ...args: string[]) =>
    startCli(['run', scan, '--db', database, '--no-outputs', ...args]);

  beforeAll(async () => {
    const database = join(folder, 'uninterrupted.sqlite');
    expect((await run(database).outcome).code).toBe(0);
    expected = await dump(database);
    expect(expected.trim().split('\n')).toHaveLength(POINTS + 1);
  });

  it('is bit-identical with another number of threads', async () => {
    const database = join(folder, 'one-thread.sqlite');
    expect((await run(database, '--threads', '1').outcome).code).toBe(0);
    expect(await dump(database)).toBe(expected);
  });

  it('stops softly on the first signal, says how to resume, and goes on without recomputing', async () => {
    const database = join(folder, 'stopped.sqlite');
    const { child, outcome } = run(database);
    await begun(child);
    child.kill('SIGINT');
    const { code, stderr, stdout } = await outcome;
    expect(code).toBe(75);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Resume with: muscan run ${scan} --db ${database}`);
    const stored = await storedPoints(database);
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(POINTS);

    const resumed = await run(database, '--json').outcome;
    expect(resumed.code).toBe(0);
    const summary = JSON.parse(resumed.stdout.trim().split('\n').at(-1)!) as Record<string, number>;
    expect(summary['pointsComputed']).toBe(POINTS - stored);
    expect(await dump(database)).toBe(expected);

    const again = await run(database, '--json').outcome;
    expect(JSON.parse(again.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      event: 'done',
      pointsComputed: 0,
    });
  });

  it('stops at once on the second signal, losing only what was running', async () => {
    const database = join(folder, 'aborted.sqlite');
    const { child, outcome } = run(database);
    await begun(child);
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    await sleep(20);
    child.kill('SIGTERM');
    expect((await outcome).code).toBe(75);
    expect((await run(database).outcome).code).toBe(0);
    expect(await dump(database)).toBe(expected);
  });

  it('is refused to a second runner while readers are served', async () => {
    const database = join(folder, 'shared.sqlite');
    const first = run(database, '--threads', '1');
    await begun(first.child);
    const second = await run(database).outcome;
    expect(second.code).toBe(5);
    expect(second.stderr).toContain('already running');
    const status = await runCli(['status', '--db', database]);
    expect(status.code).toBe(0);
    expect(status.stdout).toContain('running');
    expect((await first.outcome).code).toBe(0);
  });
});
