/** The record that a run leaves behind. */
import { existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LONG_SCAN, runCli, startCli, temporaryFolder, writeScan } from './run-cli.js';

const LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\w+) +(\S.*)$/;

/** Every line as its kind and its text. */
function read(log: string): { kind: string; text: string }[] {
  const text = readFileSync(log, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const match = LINE.exec(line);
      expect(match, line).not.toBeNull();
      return { kind: match![1], text: match![2] };
    });
}

describe('--log-file', () => {
  it('records start, progress, outputs and stop, and is appended to', async () => {
    const folder = temporaryFolder();
    const scan = writeScan(folder);
    const database = join(folder, 'scan.sqlite');
    // Its folder is made.
    const log = join(folder, 'logs', 'night.log');
    const args = ['run', scan, '--db', database, '--log-file', log];
    expect((await runCli(args)).code).toBe(0);
    const first = read(log);
    expect(first.map(({ kind }) => kind)).toEqual(['start', 'progress', 'stop', 'output', 'output']);
    expect(first[0].text).toMatch(
      new RegExp(
        `^small: 0 of 240 points done; scan 1, plan [0-9a-f]{64}, file ${scan}, database ${database}, ` +
          String.raw`\d+ threads?, muscan \d\S+, Node \d\S+ on linux \w+, host \S+, pid \d+$`,
      ),
    );
    expect(first[2].text).toMatch(
      /^small: done; 240 of 240 points are safe, 240 computed now in .* s; 0 failed/,
    );
    expect(first[4].text).toBe(`figure ${join(folder, 'small.svg')}`);

    // Machine-readable events stay where they are.
    const { stdout, stderr } = await runCli([...args, '--json', '--no-outputs']);
    expect(stderr).toBe('');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { event: string }).event),
    ).toEqual(['start', 'done']);
    const second = read(log);
    expect(second.slice(0, first.length)).toEqual(first);
    expect(second.slice(first.length).map(({ kind }) => kind)).toEqual(['resume', 'stop']);
  });

  it('records signals and why a run stopped, and survives a kill -9', async () => {
    const folder = temporaryFolder();
    const scan = writeScan(folder, LONG_SCAN);
    const log = join(folder, 'night.log');
    const args = ['run', scan, '--db', join(folder, 'scan.sqlite'), '--no-outputs', '--log-file', log];
    /** Started, and so far that the log tells of progress once more. */
    const begun = async () => {
      const countProgress = () =>
        existsSync(log) ? (readFileSync(log, 'utf8').match(/ progress /g)?.length ?? 0) : 0;
      const before = countProgress();
      const run = startCli(args);
      while (countProgress() === before) await sleep(20);
      return run;
    };

    const killed = await begun();
    killed.child.kill('SIGKILL');
    await killed.outcome;
    const afterKill = read(log);
    expect(afterKill.map(({ kind }) => kind)).toEqual(['start', 'progress']);

    const stopped = await begun();
    stopped.child.kill('SIGTERM');
    const { code, stderr } = await stopped.outcome;
    expect(code).toBe(75);
    expect(stderr).toContain(`--log-file ${log}`);
    const afterStop = read(log).slice(afterKill.length);
    expect(afterStop.filter(({ kind }) => kind !== 'progress')).toEqual([
      { kind: 'resume', text: expect.stringMatching(/^small: \d+ of 1800 points done/) },
      {
        kind: 'lost',
        text: expect.stringMatching(/^small: the run of .* \(pid \d+ on .*\) never stopped: killed/),
      },
      { kind: 'signal', text: 'SIGTERM: stopping after the running columns' },
      { kind: 'stop', text: expect.stringMatching(/^small: interrupted; \d+ of 1800 points are safe/) },
    ]);
  });

  it('records errors in one line each', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'night.log');
    const database = join(folder, 'scan.sqlite');
    const run = (changes: Record<string, string>, path = database) =>
      runCli(['run', writeScan(folder, changes), '--db', path, '--no-outputs', '--log-file', log]);
    expect((await run({ method: 'none', accuracy: '5' })).code).toBe(2);
    expect((await run({})).code).toBe(0);
    expect((await run({ accuracy: '1e-3' })).code).toBe(4);
    expect((await run({}, '/proc/muscan/x.sqlite')).code).toBe(74);
    const errors = read(log).filter(({ kind }) => kind === 'error');
    expect(errors.map(({ text }) => text.split(':')[0])).toEqual(['bad-input', 'plan-mismatch', 'io']);
    expect(errors[1].text).toContain('| accuracy: 0.0001 -> 0.001 |');
  });

  it('that cannot be written is told once, and the run goes on', async () => {
    const folder = temporaryFolder();
    const scan = writeScan(folder);
    for (const log of ['/proc/muscan/night.log', folder, '/dev/full']) {
      const { code, stderr } = await runCli([
        'run',
        scan,
        '--db',
        join(folder, 'scan.sqlite'),
        '--no-outputs',
        '--log-file',
        log,
      ]);
      expect(code).toBe(0);
      expect(stderr.match(/warning: cannot write the log/g)).toHaveLength(1);
    }
  });

  it('is never the database or the scan file', async () => {
    const folder = temporaryFolder();
    const scan = writeScan(folder);
    const database = join(folder, 'scan.sqlite');
    expect((await runCli(['run', scan, '--db', database, '--no-outputs'])).code).toBe(0);
    const before = readFileSync(scan, 'utf8');
    mkdirSync(join(folder, 'links'));
    linkSync(database, join(folder, 'links', 'hard'));
    for (const log of [
      database,
      `${database}-wal`,
      `${database}.lock`,
      join(folder, 'links', 'hard'),
      scan,
    ]) {
      const existed = existsSync(log);
      const { code, stderr } = await runCli(['run', scan, '--db', database, '--log-file', log]);
      expect(code).toBe(2);
      expect(stderr).toContain('the log cannot be written into');
      expect(existsSync(log)).toBe(existed);
    }
    expect(readFileSync(scan, 'utf8')).toBe(before);
    expect((await runCli(['status', '--db', database])).code).toBe(0);
  });

  it('is never truncated', async () => {
    const folder = temporaryFolder();
    const scan = writeScan(folder);
    const log = join(folder, 'night.log');
    writeFileSync(log, 'kept\n');
    await runCli(['run', scan, '--db', join(folder, 'scan.sqlite'), '--no-outputs', '--log-file', log]);
    expect(readFileSync(log, 'utf8')).toMatch(/^kept\n\d{4}-/);
  });
});
