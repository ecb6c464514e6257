import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LONG_SCAN, MAIN, runCli, startCli, temporaryFolder, writeScan } from './run-cli.js';

const NO_TERMINAL =
  spawnSync('script', ['--version']).status !== 0 && 'NOT TESTED: script (util-linux) is not installed';

describe('gc', () => {
  let database: string;
  let folder: string;
  const muscan = (...args: string[]) => runCli([...args, '--db', database]);
  const scans = async () => {
    const { stdout } = await muscan('status', '--json');
    return (JSON.parse(stdout) as { scans: { name: string }[] }).scans.map(({ name }) => name);
  };

  beforeEach(async () => {
    folder = temporaryFolder();
    database = join(folder, 'scan.sqlite');
    const grid =
      '{ mass: { from: 2 MeV, to: 200 MeV, points: 12 }, coupling: { from: 1e-6, to: 1, points: 500 } }';
    for (const name of ['small', 'other']) {
      const scan = writeScan(
        folder,
        { name, grid, accuracy: name === 'small' ? '1e-3' : '1e-4' },
        `${name}.yaml`,
      );
      expect((await muscan('run', scan, '--no-outputs')).code).toBe(0);
    }
  });

  it('removes scans by name, id or file, and says what that gave back', async () => {
    const before = statSync(database).size;
    const { code, stdout, stderr } = await muscan('gc', 'other', '2', join(folder, 'other.yaml'), '--yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const after = statSync(database).size;
    expect(stdout.split('\n')).toEqual([
      'removed other (id 2)',
      `before  ${before.toLocaleString('en-US')} bytes`,
      `after   ${after.toLocaleString('en-US')} bytes`,
      '',
    ]);
    expect(after).toBeLessThan(0.7 * before);
    expect(await scans()).toEqual(['small']);
    expect((await muscan('verify')).code).toBe(0);
    const { stdout: json } = await muscan('gc', 'small', '--yes', '--json');
    expect(JSON.parse(json)).toMatchObject({ removed: [{ scanId: 1, name: 'small' }], bytesBefore: after });
    expect((await muscan('gc')).stdout).toMatch(/^before .*\nafter /);
  });

  it('removes nothing without a terminal unless --yes is given, and nothing that is not there', async () => {
    const refused = await muscan('gc', 'small');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--yes');
    const unknown = await muscan('gc', 'small', 'othr', '--yes');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('did you mean "other"');
    expect(await scans()).toEqual(['small', 'other']);
    const missing = await runCli(['gc', 'x', '--yes', '--db', join(folder, 'none.sqlite')]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('there is no database');
  });

  it('asks on a terminal', async ({ skip }) => {
    if (NO_TERMINAL) skip(NO_TERMINAL);
    const ask = async (answer: string) => {
      const command = `'${process.execPath}' '${MAIN}' gc small --db '${database}'`;
      const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.endsWith('[y/N] ')) child.stdin.write(answer);
      });
      const [code] = (await once(child, 'close')) as [number];
      return { code, output };
    };
    const endOfInput = '\u0004';
    for (const answer of ['\n', 'n\n', 'yeah\n', endOfInput]) {
      const { code, output } = await ask(answer);
      expect(code).toBe(0);
      expect(output).toContain(`Remove small (id 1) from ${database} for good?`);
      expect(output).toContain('nothing was removed');
    }
    expect(await scans()).toEqual(['small', 'other']);
    expect((await ask('y\n')).output).toContain('removed small (id 1)');
    expect(await scans()).toEqual(['other']);
  });

  it('is refused while a scan is running', async () => {
    const scan = writeScan(folder, { ...LONG_SCAN, name: 'long' }, 'long.yaml');
    const run = startCli(['run', scan, '--db', database, '--no-outputs', '--threads', '1']);
    await once(run.child.stderr!, 'data');
    const refused = await muscan('gc', 'small', '--yes');
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain('already running');
    run.child.kill('SIGINT');
    await run.outcome;
    expect(await scans()).toEqual(['small', 'other', 'long']);
  });
});
