/** A page that follows a scan, in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { startCli, temporaryFolder, writeScan } from '../cli/run-cli.js';
import { slowColumns, startWatching } from '../live/slow-run.js';
import { CHROMIUM, launch, open } from './chromium.js';

const MASSES = 40;

describe.skipIf(CHROMIUM === undefined)('a watched scan in the browser', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'live.sqlite');
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser?.close());

  it('grows while it runs, ends done, and says when its server is gone', async () => {
    const grid = `{ mass: { from: 2 MeV, to: 200 MeV, points: ${MASSES} }, coupling: { from: 1e-6, to: 1, points: 20 } }`;
    const scan = writeScan(folder, { grid });
    const watch = await startWatching(['--db', database]);
    const { page, complaints } = await open(browser, watch.url);
    expect(await page.locator('h1').textContent()).toBe('Waiting');

    const run = startCli(['run', scan, '--db', database, '--no-outputs', '--threads', '1'], {
      env: slowColumns(folder, 200),
    });
    // Loaded again by itself, once there is a scan.
    await page.locator('[data-state="running"]').waitFor({ timeout: 20_000 });
    const loaded = await page.evaluate(() => performance.timeOrigin);
    const done = () => page.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value);
    const contour = () => page.locator('#plot [data-line="0"]').getAttribute('d');
    const seen = [];
    for (let i = 0; i < 3; i++) {
      const [points, line] = [await done(), await contour()];
      seen.push(points);
      await expect.poll(done, { timeout: 10_000 }).toBeGreaterThan(points);
      await expect.poll(contour, { timeout: 10_000 }).not.toBe(line);
    }
    expect(await page.locator('#progress').textContent()).toMatch(/running · [\d,]+\/s · ETA/);
    // A grid that grows is read as it is.
    expect(seen.at(-1)).toBeLessThan(MASSES * 20);
    await page.locator('[data-state="done"]').waitFor({ timeout: 30_000 });
    expect(await run.outcome).toMatchObject({ code: 0 });
    expect(await done()).toBe(MASSES * 20);
    await expect.poll(() => page.locator('#diagnostics').textContent()).toContain('done');
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);

    // Every point came over: the file that is saved has them all.
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-grid="0"]').click(),
    ]);
    expect(download.suggestedFilename()).toBe('small.grid.csv');
    const connection = new Database(database, { readonly: true });
    const stored = connection.prepare('SELECT count(*), total(yield) FROM grid').raw().get();
    connection.close();
    const text = readFileSync(await download.path(), 'utf8');
    const rows = text
      .trim()
      .split('\n')
      .filter((line) => /^\d/.test(line));
    const total = rows.reduce((sum, row) => sum + Number(row.split(',')[2]), 0);
    expect([rows.length, total]).toEqual([MASSES * 20, expect.closeTo((stored as number[])[1], 6)]);
    expect(complaints).toEqual([]);

    watch.child.kill('SIGINT');
    expect((await watch.outcome).code).toBe(0);
    await expect.poll(() => page.locator('#connection').textContent()).toContain('is lost');
    await page.close();
  });
});
