import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { LONG_SCAN, runCli, startCli, temporaryFolder, writeScan } from './run-cli.js';

describe('backup', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'scan.sqlite');
  const backup = (...args: string[]) => runCli(['backup', ...args, '--db', database]);

  beforeAll(async () => {
    const { code } = await runCli(['run', writeScan(folder), '--db', database, '--no-outputs']);
    expect(code).toBe(0);
  });

  it('writes a checked copy, and says so on stderr', async () => {
    const copy = join(folder, 'copies', 'copy.sqlite');
    const { code, stdout, stderr } = await backup(copy);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(`${copy} written, 0.1 MB, and checked\n`);
    expect(readdirSync(join(folder, 'copies'))).toEqual(['copy.sqlite']);
    expect((await runCli(['verify', '--db', copy])).code).toBe(0);
    const dump = (path: string) => runCli(['export', 'small', '--db', path]);
    expect((await dump(copy)).stdout).toBe((await dump(database)).stdout);
  });

  it('replaces a file only with --force', async () => {
    const copy = join(folder, 'there.sqlite');
    writeFileSync(copy, 'something else');
    const refused = await backup(copy);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/there\.sqlite is there already.*--force/);
    const { code, stdout } = await backup(copy, '--force', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: copy, bytes: expect.any(Number) as number });
    expect((await runCli(['status', '--db', copy])).stdout).toContain('100.0 %');
  });

  it('is refused without a database, onto the database, and where nothing can be written', async () => {
    const missing = await runCli(['backup', join(folder, 'x.sqlite'), '--db', join(folder, 'none.sqlite')]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('there is no database');
    expect((await backup(database, '--force')).code).toBe(2);
    expect((await backup('/proc/muscan.sqlite')).code).toBe(74);
    expect((await backup()).code).toBe(2);
  });

  it('is made while a scan runs, of whole tasks, and the run does not suffer', async () => {
    const running = join(folder, 'running.sqlite');
    const scan = writeScan(folder, LONG_SCAN, 'long.yaml');
    const run = startCli(['run', scan, '--db', running, '--no-outputs', '--threads', '1']);
    const copy = join(folder, 'half.sqlite');
    // Until the run has stored something.
    while ((await pointsOf(running)).length === 0) await sleep(100);
    expect((await runCli(['backup', copy, '--db', running])).code).toBe(0);
    run.child.kill('SIGINT');
    expect((await run.outcome).code).toBe(75);
    for (const path of [copy, running]) expect((await runCli(['verify', '--db', path])).code).toBe(0);
    const stored = new Set(await pointsOf(running));
    const copied = await pointsOf(copy);
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((point) => !stored.has(point))).toEqual([]);
    // To the copy, the run never stopped.
    expect((await runCli(['show', 'small', '--db', copy])).stdout).toContain(': lost, ');
  });
});

/** None where there is no scan yet. */
async function pointsOf(path: string): Promise<string[]> {
  const { stdout } = await runCli(['export', 'small', '--db', path]);
  return stdout.split('\n').filter((line) => /^\d/.test(line));
}
