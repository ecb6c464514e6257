/** How figures look, on the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli, scanText, temporaryFolder, writeScan } from './run-cli.js';

const folder = temporaryFolder();
const muscan = (...args: string[]) => runCli([...args, '--db', join(folder, 'scan.sqlite')]);
const plot = (name: string, ...args: string[]) => muscan('plot', 'small', '-o', join(folder, name), ...args);
const drawn = (name: string) => readFileSync(join(folder, name), 'latin1');

const sweep = join(folder, 'sweep.yaml');
const figure = join(folder, 'figure.yaml');
writeFileSync(
  figure,
  `figure: look
size: one-column
theme: dark
labels: inside
mass: { from: 2 MeV, to: 200 MeV }
coupling: { from: 1e-6, to: 1 }
layers:
  - { heatmap: scan.yaml, range: [-2, 8] }
  - { scan: scan.yaml, level: 3, label: reach }
`,
);
writeFileSync(
  sweep,
  scanText({
    name: 'swept',
    sweep: '{ exposure: [1e10, 8e12] }',
    grid: '{ mass: { values: [2 MeV, 20 MeV] }, coupling: { values: [1e-4, 1e-2] } }',
  }),
);

beforeAll(async () => {
  expect((await muscan('run', writeScan(folder), '--quiet', '--no-outputs')).code).toBe(0);
});

describe('muscan plot', () => {
  it('writes PDF', async () => {
    expect(await plot('a.pdf')).toMatchObject({ code: 0, stdout: '' });
    expect(drawn('a.pdf').slice(0, 5)).toBe('%PDF-');
  });

  it('draws in print sizes, dark, with labels inside, in more dots', async () => {
    expect(
      (await plot('look.svg', '--size', 'two-column', '--theme', 'dark', '--labels', 'inside')).code,
    ).toBe(0);
    expect(drawn('look.svg')).toMatch(/^<svg[^>]* width="672.756"[^>]* fill="#eceff4"/);
    expect(drawn('look.svg')).toContain('aria-label="labels"');
    expect((await plot('fine.png', '--size', '120mmx90mm', '--scale', '1')).code).toBe(0);
    expect(readFileSync(join(folder, 'fine.png')).readUInt32BE(16)).toBe(454);
  });

  it('draws contours that muscan wrote as overlays', async () => {
    const levels = ['--level', '3', '--level', '1e3'];
    expect((await muscan('contour', 'small', ...levels, '-o', join(folder, 'lines.csv'))).code).toBe(0);
    expect(
      (await muscan('contour', 'small', ...levels, '--format', 'hepdata', '-o', join(folder, 'lines'))).code,
    ).toBe(0);
    const overlays = join(folder, 'overlays.yaml');
    writeFileSync(
      overlays,
      `figure: overlays
mass: { from: 2 MeV, to: 200 MeV }
coupling: { from: 1e-6, to: 1 }
model: { id: scalar-mass-proportional }
layers:
  - { overlay: lines.csv, coupling_is: g, fill: none, label: CSV }
  - { overlay: lines/contour1.yaml, coupling_is: g, fill: none, label: HEPData }
`,
    );
    const output = join(folder, 'overlays.svg');
    expect(await muscan('plot', overlays, '-o', output)).toMatchObject({ code: 0, stdout: '' });
    const strokes = (label: string) =>
      new RegExp(`<path aria-label="${label}"[^>]* d="([^"]*)"`)
        .exec(drawn('overlays.svg'))?.[1]
        .split('M')
        .slice(1);
    // Two lines at three events, one at a thousand; a table of HEPData has one level.
    expect(strokes('CSV')).toHaveLength(3);
    expect(strokes('HEPData')).toEqual(strokes('CSV')?.slice(0, 2));
  });

  it('draws heat maps', async () => {
    expect((await plot('events.svg', '--kind', 'heatmap', '--level', '3', '--exposure', '1e13')).code).toBe(
      0,
    );
    expect(drawn('events.svg')).toMatch(/<image .*aria-label="colour bar"/s);
  });

  it('takes the look of a figure file, unless the command line says otherwise', async () => {
    const svg = join(folder, 'file.svg');
    expect((await muscan('plot', figure, '-o', svg)).code).toBe(0);
    expect(drawn('file.svg')).toMatch(/^<svg[^>]* width="325.039"[^>]* fill="#eceff4"/);
    expect(drawn('file.svg')).toMatch(/<image .*aria-label="labels"/s);
    // No tint on a heat map.
    expect(drawn('file.svg')).not.toContain('evenodd');
    expect((await muscan('plot', figure, '-o', svg, '--theme', 'light', '--size', '10cmx8cm')).code).toBe(0);
    expect(drawn('file.svg')).toMatch(/^<svg[^>]* width="377.953"(?!.*#eceff4)/s);
  });

  it.each([
    [
      ['--size', 'three-column'],
      '--size: expected one-column, two-column or width x height, such as "120mm x 90mm", at most 2 m; got "three-column"',
    ],
    [['--theme', 'drak'], 'theme: expected one of light, dark; got "drak"; did you mean "dark"?'],
    [['--labels', 'insde'], 'labels: expected one of legend, inside; got "insde"; did you mean "inside"?'],
    [
      ['--kind', 'heatmpa'],
      'kind: expected one of contours, heatmap; got "heatmpa"; did you mean "heatmap"?',
    ],
    [['--scale', '3'], '--scale: goes with .png only; got "' + join(folder, 'refused.svg') + '"'],
    [['--scale', '0'], '--scale: expected a number above 0; got "0"'],
    [
      ['--kind', 'heatmap', '--exposure', '1', '--exposure', '2'],
      '--exposure: a heat map is that of one exposure; got 2',
    ],
  ])('refuses %s', async (args, message) => {
    const { code, stderr } = await plot('refused.svg', ...args);
    expect([code, stderr.trim()]).toEqual([2, message]);
  });

  it('refuses a heat map of several planes, and one on a figure file', async () => {
    expect((await muscan('run', sweep, '--quiet', '--no-outputs')).code).toBe(0);
    const out = join(folder, 'refused.svg');
    expect(await muscan('plot', sweep, '--kind', 'heatmap', '-o', out)).toMatchObject({
      code: 2,
      stderr: '--kind heatmap: expected one plane; 2 are there. Choose one with --plane\n',
    });
    expect(
      (await muscan('plot', sweep, '--kind', 'heatmap', '--plane', 'exposure=1e10', '-o', out)).code,
    ).toBe(0);
    expect(await muscan('plot', figure, '--kind', 'heatmap', '-o', out)).toMatchObject({
      code: 2,
      stderr: '--kind: goes with a scan; in a figure file a heat map is a layer "heatmap: SCAN.yaml"\n',
    });
    expect(await muscan('plot', 'small', '-o', 'fig.eps')).toMatchObject({
      code: 2,
      stderr: '--output: expected a file that ends in .svg, .png or .pdf; got "fig.eps"\n',
    });
  });
});

describe('muscan xsec', () => {
  it('writes PDF', async () => {
    const out = join(folder, 'sigma.pdf');
    const args = [
      '--mediator',
      'scalar',
      '--method',
      'iww',
      '--mass',
      '1MeV..1GeV',
      '--points',
      '5',
      '--energy',
      '160GeV',
    ];
    expect((await runCli(['xsec', ...args, '-o', out])).code).toBe(0);
    expect(drawn('sigma.pdf').slice(0, 5)).toBe('%PDF-');
  });
});
