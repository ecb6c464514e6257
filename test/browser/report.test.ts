/** The page of a report in a real browser, opened from a file. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import type { Browser, Locator, Page } from 'playwright-core';
import { ROOT, runCli, temporaryFolder, writeScan } from '../cli/run-cli.js';
import { CHROMIUM, launch, open, readout } from './chromium.js';

const HOSTILE = '</script><img src=x onerror=alert(1)> & "quotes" $m_S$';

describe.skipIf(CHROMIUM === undefined)('a report in the browser', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'pages.sqlite');
  const report = join(folder, 'two.html');
  const url = pathToFileURL(report).href;
  let browser: Browser;

  const muscan = async (...args: string[]) => {
    const outcome = await runCli([...args, '--db', database]);
    expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
    return outcome.stdout;
  };

  beforeAll(async () => {
    const first = writeScan(folder, { title: JSON.stringify(HOSTILE), contours: '{ levels: [3, 100] }' });
    const second = writeScan(
      folder,
      { name: 'other', experiment: 'fermilab-1701.07437', channel: 'displaced-decay', method: 'ww' },
      'other.yaml',
    );
    await muscan('run', first, '--no-outputs');
    await muscan('run', second, '--no-outputs');
    await muscan('report', 'small', 'other', '-o', report);
    browser = await launch();
  });

  afterAll(() => browser?.close());

  it('asks nobody for anything, complains about nothing, and takes a hostile title for a text', async () => {
    const { page, requests, complaints } = await open(browser, url);
    await page.locator('#plot').hover();
    await page.locator('#shade').check();
    expect(await page.locator('h1').textContent()).toContain(
      '</script><img src=x onerror=alert(1)> & "quotes"',
    );
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toContain('small, other');
    expect(requests.filter((one) => !one.startsWith('data:'))).toEqual([]);
    expect(complaints).toEqual([]);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).toContain("default-src 'none'");
    // What the policy does not name does not run, even if it came in.
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
    });
    expect(await page.title()).not.toBe('run');
    await page.close();
  });

  it('is useful without scripts', async () => {
    const { page } = await open(browser, url, { javaScriptEnabled: false });
    await expect(page.locator('#figure > svg').isVisible()).resolves.toBe(true);
    await expect(page.locator('#plot').isVisible()).resolves.toBe(false);
    await expect(page.locator('#reach table').isVisible()).resolves.toBe(true);
    await page.close();
  });

  it('says what is stored, under the pointer and by keyboard', async () => {
    const { page } = await open(browser, url);
    const plot = page.locator('#plot');
    await plot.hover();
    const hovered = await readout(page);
    expect(stored(hovered)).toEqual({
      yield: Number(hovered['Events N']),
      rel_error: Number(hovered['Relative error']),
    });
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    const moved = await readout(page);
    expect(stored(moved)).toEqual({
      yield: Number(moved['Events N']),
      rel_error: Number(moved['Relative error']),
    });
    expect(Number(moved['Mass'])).toBeGreaterThan(Number(hovered['Mass']));
    expect(Number(moved['Coupling'])).toBeGreaterThan(Number(hovered['Coupling']));
    expect(await page.locator('#spoken').textContent()).toContain('Events N');
    expect(await page.locator('#readout').textContent()).toMatch(/Status(ok|negligible)/);
    const point = [
      'point',
      'small',
      '--mass',
      `${moved['Mass']}GeV`,
      '--coupling',
      moved['Coupling'],
      '--json',
    ];
    const { decayLengthCm } = JSON.parse(await muscan(...point)) as { decayLengthCm: number };
    expect(Number(moved['Decay length']) * 100).toBeCloseTo(decayLengthCm, 10);
    await page.locator('#scan').selectOption('other');
    expect((await readout(page))['Scan']).toBe('other');
    await page.close();
  });

  it('stops at the points of a refined grid that are computed', async () => {
    const refined = writeScan(
      folder,
      {
        name: 'refined',
        experiment: 'fermilab-1701.07437',
        channel: 'displaced-decay',
        method: 'ww',
        grid: '{ mass: { from: 2 MeV, to: 200 MeV, points: 6 }, coupling: { from: 1e-6, to: 1, points: 8 }, refine: { accuracy: 1 %, levels: 5 } }',
      },
      'refined.yaml',
    );
    await muscan('run', refined, '--no-outputs');
    const path = join(folder, 'refined.html');
    await muscan('report', 'refined', '-o', path);
    const { page } = await open(browser, pathToFileURL(path).href);
    await page.locator('#shade').check();
    const plot = page.locator('#plot');
    await plot.hover();
    const seen = new Set<string>();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp']) {
      const point = await readout(page);
      expect(stored(point)).toMatchObject({ yield: Number(point['Events N']) });
      seen.add(`${point['Mass']} ${point['Coupling']}`);
      await plot.focus();
      await page.keyboard.press(key);
    }
    expect(seen.size).toBe(6);
    await page.screenshot({ path: join(folder, 'refined.png') });
    await page.close();
  });

  function stored(point: Record<string, string>) {
    const connection = new Database(database, { readonly: true });
    try {
      return connection
        .prepare('SELECT yield, rel_error FROM grid WHERE scan = ? AND mass_gev = ? AND coupling = ?')
        .get(point['Scan'], Number(point['Mass']), Number(point['Coupling']));
    } finally {
      connection.close();
    }
  }

  it('hides a line and shows it again', async () => {
    const { page } = await open(browser, url);
    const line = page.locator('#plot [data-line="1"]');
    const box = page.locator('[data-series="1"]');
    expect(await line.count()).toBe(1);
    await box.uncheck();
    await expect.poll(() => line.count()).toBe(0);
    await box.check();
    await expect.poll(() => line.count()).toBe(1);
    await page.close();
  });

  it('zooms by button, wheel, key and drag, and draws other ticks', async () => {
    const { page } = await open(browser, url);
    const plot = page.locator('#plot');
    const whole = await ticks(page);
    expect(whole).toContain('10^-2');
    const changes = async (action: () => Promise<void>) => {
      const before = await ticks(page);
      await action();
      await expect.poll(() => ticks(page)).not.toEqual(before);
    };
    await changes(() => page.locator('#zoom-in').click({ clickCount: 3 }));
    expect((await ticks(page)).some((label) => /^[25]|0\.0?[25]/.test(label))).toBe(true);
    await changes(() => page.locator('#zoom-reset').click());
    expect(await ticks(page)).toEqual(whole);
    await changes(async () => {
      await plot.hover();
      await page.mouse.wheel(0, -300);
    });
    await plot.focus();
    await changes(() => page.keyboard.press('0'));
    expect(await ticks(page)).toEqual(whole);
    await changes(async () => {
      const box = (await plot.boundingBox())!;
      await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
      await page.mouse.up();
    });
    await page.close();
  });

  it('shades the yields', async () => {
    const { page } = await open(browser, url);
    const painted = () =>
      page.locator('#plot canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value) => value !== 0);
      });
    expect(await painted()).toBe(false);
    await page.locator('#shade').check();
    await expect.poll(painted).toBe(true);
    await expect(page.locator('#key').isVisible()).resolves.toBe(true);
    await page.close();
  });

  it('saves the tables that the command line writes', async () => {
    const { page } = await open(browser, url);
    expect(await saved(page, page.locator('[data-contours="0"]'))).toBe(await muscan('contour', 'small'));
    expect(await saved(page, page.locator('[data-grid="1"]'))).toBe(await muscan('export', 'other'));
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has enough contrast in the %s', async (colorScheme) => {
    const { page } = await open(browser, url, { colorScheme });
    const poor = await page.evaluate(poorContrasts);
    expect(poor).toEqual([]);
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background === 'rgb(255, 255, 255)').toBe(colorScheme === 'light');
    await page.close();
  });

  it('lets the tab key reach every control, with its focus seen', async () => {
    const { page } = await open(browser, url);
    const controls = await page
      .locator('button:visible, select:visible, input:visible, #plot, .scroll, summary')
      .evaluateAll((all) => all.map((one, i) => ((one as HTMLElement).dataset['stop'] = String(i))));
    const reached = new Set<string>();
    for (let i = 0; i < controls.length + 5; i++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const { dataset } = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
        return outlineStyle === 'none' || outlineWidth === '0px' ? undefined : dataset['stop'];
      });
      if (stop !== undefined) reached.add(stop);
    }
    expect([...reached].toSorted()).toEqual(controls.toSorted());
    const names = await page
      .locator('button:visible')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent.trim()));
    expect(names.every((name) => name !== '')).toBe(true);
    expect(new Set(names).size).toBe(names.length);
    await page.close();
  });

  it.each([
    ['a narrow window', { viewport: { width: 400, height: 800 } }],
    [
      'a window of half the size, as zoomed to 200 %',
      { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    ],
  ])('needs no sideways scrolling in %s', async (_, options) => {
    const { page } = await open(browser, url, options);
    const [content, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content).toBeLessThanOrEqual(seen);
    expect((await page.locator('#plot').boundingBox())!.width).toBeGreaterThan(300);
    await page.close();
  });

  it('writes a page of moderate size', () => {
    expect(readFileSync(report).length).toBeLessThan(300_000);
    expect(readFileSync(report, 'utf8')).not.toContain(ROOT);
  });
});

function ticks(page: Page): Promise<string[]> {
  return page
    .locator('#plot [data-tick]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-tick')!));
}

async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/\.(contours|grid)\.csv$/);
  return readFileSync(await download.path(), 'utf8');
}

/** Texts with a contrast below 4.5 against the nearest background; runs in the page. */
function poorContrasts(): string[] {
  const luminance = (colour: string) => {
    const [r, g, b] = colour
      .match(/[\d.]+/g)!
      .slice(0, 3)
      .map((text) => Number(text) / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isClear = (colour: string) => colour.endsWith(', 0)') || colour === 'transparent';
  const backgroundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return isClear(backgroundColor) ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const poor: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement!;
    if (node.textContent!.trim() === '' || element.closest('script, option, #figure') !== null) continue;
    if (element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    const [dim, bright] = [luminance(colour), luminance(backgroundOf(element))].toSorted((a, b) => a - b);
    const contrast = (bright + 0.05) / (dim + 0.05);
    if (contrast < 4.5) poor.push(`${contrast.toFixed(2)}: ${node.textContent!.trim().slice(0, 40)}`);
  }
  return poor;
}
