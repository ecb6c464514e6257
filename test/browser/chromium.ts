/** A real browser without a window, if the machine has one. */
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined) return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** undefined: the tests of pages cannot be done here. */
export const CHROMIUM = findChromium();

if (CHROMIUM === undefined) {
  process.stderr.write(
    '\nNO BROWSER TESTS: there is no chromium on PATH. Install one, or name one in CHROMIUM_PATH.\n\n',
  );
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM!,
    downloadsPath: mkdtempSync(join(tmpdir(), 'muscan-downloads-')),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface OpenPage {
  readonly page: Page;
  /** What the page asked for, but for itself. */
  readonly requests: string[];
  /** Console messages and uncaught errors. */
  readonly complaints: string[];
}

export async function open(
  browser: Browser,
  url: string,
  options?: BrowserContextOptions,
): Promise<OpenPage> {
  const page = await browser.newPage(options);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, requests, complaints };
}

/** What the readout says of the crosshair, in full precision, by the name of the field. */
export async function readout(page: Page): Promise<Record<string, string>> {
  const rows = await page
    .locator('#readout dl > div')
    .evaluateAll((all) =>
      all.map((row) => [row.querySelector('dt')!.textContent, row.querySelector('data')!.value]),
    );
  return Object.fromEntries(rows) as Record<string, string>;
}
