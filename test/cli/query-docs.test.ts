/** The examples of docs/query.md, as a reader would run them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open-database.js';
import { closeDatabase } from '../../src/store/wal.js';
import { newColumn, newScan, startScan, withPlan } from '../store/fixtures.js';
import { MAIN, ROOT } from './run-cli.js';

const page = readFileSync(join(ROOT, 'docs/query.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text);

const folder = mkdtempSync(join(tmpdir(), 'muscan-docs-'));

beforeAll(() => {
  const database = openDatabase(join(folder, 'db/muscan.sqlite'));
  const coupling = [1e-6, 1e-5, 1e-4, 1e-3];
  startScan(database, withPlan(newScan({ name: 'na64-model-a', coupling }))).writer.saveColumns(
    [0, 1, 2].map((index) =>
      newColumn(index, 4, { yields: Float64Array.of(0.3, 30, 3000, 0.3), statuses: new Uint8Array(4) }),
    ),
  );
  closeDatabase(database);
  // `npx muscan` is this build.
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(npx, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string): string {
  return execFileSync('/bin/sh', ['-e', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const csv = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));

describe('docs/query.md', () => {
  it.each(blocks('sh'))('runs: %s', (script) => {
    // What goes into a file is not shown.
    expect(run(script) !== '' || script.includes(' -o ')).toBe(true);
  });

  it('finds both edges of a region', () => {
    const [script] = blocks('sh').filter((text) => text.includes('AS lower'));
    const rows = csv(run(`${script.trim()} --format csv`));
    expect(rows).toHaveLength(3);
    for (const [, lower, upper] of rows) {
      expect(lower / 10 ** -5.5).toBeCloseTo(1, 12);
      expect(upper / 10 ** -3.25).toBeCloseTo(1, 12);
    }
  });

  it('finds what twice the beam gains', () => {
    const [script] = blocks('sh').filter((text) => text.includes('AS gain'));
    for (const [, gain] of csv(run(`${script.trim()} --format csv`)))
      expect(gain).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('names the limits that the command has', () => {
    const help = run('npx muscan query --help');
    for (const option of ['--timeout', '--max-rows', '--max-memory', '--output', '--format']) {
      expect(help).toContain(option);
    }
    expect(help).toMatch(/"60"/);
    expect(help).toMatch(/"1000000"/);
    expect(help).toMatch(/"512"/);
  });

  it.runIf(spawnSync('sqlite3', ['--version']).status === 0).each(blocks('sqlite3'))(
    'runs where sqlite3 is installed: %s',
    (script) => {
      expect(run(script)).toContain('"scan":"na64-model-a"');
      expect(csv(readFileSync(join(folder, 'grid.csv'), 'utf8'))).toHaveLength(12);
    },
  );
});
