/** Workers that die: the run goes on. Uses the built output, since worker threads do not load TypeScript. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RunEvent, RunOptions } from '../../src/engine/run-scan.js';
import type { ScanFile } from '../../src/scan/scan-file.js';
import { ROOT, runCli, scanText } from '../cli/run-cli.js';

const dist = (await import(
  pathToFileURL(join(ROOT, 'dist/index.js')).href
)) as typeof import('../../src/index.js');

/** A worker that runs `sabotage` before every column; it sees `task` and a counter file of its own. */
function sabotagedWorker(folder: string, sabotage: string): URL {
  const path = join(folder, 'worker.mjs');
  writeFileSync(
    path,
    `import { appendFileSync, existsSync, readFileSync } from 'node:fs';
     import compute from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/engine/worker.js')).href)};
     const log = ${JSON.stringify(join(folder, 'attempts'))};
     export default (task) => {
       appendFileSync(log, task.massIndex + '\\n');
       const attempts = readFileSync(log, 'utf8').split('\\n').filter((line) => line === String(task.massIndex)).length;
       ${sabotage}
       return compute(task);
     };`,
  );
  return pathToFileURL(path);
}

async function runSabotaged(sabotage: string, options: Partial<RunOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'muscan-pool-'));
  const databasePath = join(folder, 'scan.sqlite');
  const events: RunEvent[] = [];
  const file: ScanFile = dist.parseScanFile(scanText(), 'scan.yaml');
  const summary = await dist.runScan(file, {
    databasePath,
    threads: 2,
    onEvent: (event) => events.push(event),
    worker: sabotagedWorker(folder, sabotage),
    ...options,
  });
  return { summary, events, databasePath };
}

describe('a worker that dies', () => {
  it('by exiting costs its task a retry, not the run', async () => {
    const { summary, events } = await runSabotaged(
      'if (task.massIndex === 3 && attempts < 3) process.exit(9);',
    );
    expect(summary).toMatchObject({ pointsDone: 240, interrupted: false });
    expect(summary.statuses.failed).toBe(0);
    expect(events.filter(({ event }) => event === 'retry').length).toBeGreaterThanOrEqual(2);
  });

  it('by running out of memory leaves the other columns unharmed', async () => {
    const { summary } = await runSabotaged(
      'if (task.massIndex === 5 && attempts < 2) { const hog = []; for (;;) hog.push(new Array(1e6).fill({})); }',
    );
    expect(summary.statuses.failed).toBe(0);
    expect(summary.pointsDone).toBe(240);
  });

  it('every time has its column stored as failed, with the reason', async () => {
    const { summary, databasePath } = await runSabotaged('if (task.massIndex === 3) process.exit(9);');
    expect(summary.pointsDone).toBe(240);
    expect(summary.statuses.failed).toBe(20);
    const { stdout } = await runCli([
      'query',
      'SELECT reason FROM failures',
      '--db',
      databasePath,
      '--format',
      'json',
    ]);
    expect(stdout).toMatch(/the worker died 3 times/);
  });
});
