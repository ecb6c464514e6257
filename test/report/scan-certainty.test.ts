/** Contours of scans look as sure as they are: in figure files, in plots of one scan and of a sweep, on heat maps and pages. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CERTAINTY_NAMES, type Certainty } from '../../src/certainty.js';
import { InputFileError } from '../../src/errors.js';
import type { LinesLayer } from '../../src/report/figure.js';
import { isFigureText, readFigureFile } from '../../src/report/figure-file.js';
import { contourLabels, withContours } from '../../src/report/html/contoured-scans.js';
import { isTinted, seriesClass } from '../../src/report/html/series-look.js';
import { figureOfScan, heatMapFigure } from '../../src/report/scan-figure.js';
import { figureOfPlanes } from '../../src/report/sweep-figure.js';
import { SMALL_SCAN, loadedScan } from './loaded-scan.js';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'muscan-certainty-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** 8e12 particles; `said` is what a scan file would say of its experiment. */
function scanOf(said?: Certainty, exposures: number[] = []) {
  const scan = loadedScan(8e12, exposures);
  const { presentation } = scan.scan;
  return { ...scan, scan: { ...scan.scan, presentation: { ...presentation, certainty: said } } };
}

const LOOKS = {
  measured: ['', 'solid', true],
  computed: ['', 'solid', true],
  recast: ['', 'solid', true],
  digitised: ['', 'solid', true],
  approximate: [' (approximate)', 'dotted', false],
  projected: [' (projected)', 'dashed', false],
} as const;

const looksOf = (layers: readonly unknown[]) =>
  (layers as readonly LinesLayer[])
    .filter(({ kind }) => kind === 'lines')
    .map(({ label, dash, region }) => [label, dash, region !== undefined]);

describe('the plot of a scan', () => {
  it.each(CERTAINTY_NAMES)('that is %s', (certainty) => {
    const [says, dash, isExcluded] = LOOKS[certainty];
    const scan = scanOf(certainty);
    expect(looksOf(figureOfScan(scan).layers)).toEqual([[`$N = 3$${says}`, dash, isExcluded]]);
    const [on] = heatMapFigure(scan).layers as LinesLayer[];
    expect([on.label, on.dash, on.region]).toEqual([`$N = 3$${says}`, dash, undefined]);
    const planes = [1, 2].map((value) => ({
      swept: [{ name: 'theta', value, unit: undefined, text: String(value) }],
      load: () => scan,
    }));
    const swept = figureOfPlanes(planes as never, undefined).layers as LinesLayer[];
    expect(swept.slice(0, 2).map((layer) => [layer.label.endsWith(says), layer.dash, layer.region])).toEqual([
      [true, dash, undefined],
      [true, dash, undefined],
    ]);
    expect(contourLabels([withContours(scan as never, {})])).toEqual([[`$N = 3$${says}`]]);
  });

  it('stored before anything was said of certainties is that of its registered experiment', () => {
    expect(looksOf(figureOfScan(scanOf()).layers)).toEqual([['$N = 3$ (projected)', 'dashed', false]]);
  });

  it('stored with a file is as sure as that says', () => {
    const scan = scanOf();
    const text = SMALL_SCAN.replace(
      'experiment: na64-1701.07437',
      'experiment: { id: na64-1701.07437, certainty: approximate }',
    );
    const file = { path: 'small.yaml', text };
    const stored = {
      ...scan,
      scan: { ...scan.scan, presentation: { ...scan.scan.presentation, file } },
    };
    expect(looksOf(figureOfScan(stored).layers)).toEqual([['$N = 3$ (approximate)', 'dotted', false]]);
  });

  it('is projected for more beam particles than there are', () => {
    const scan = scanOf('computed', [1e12, 8e12, 1e14]);
    expect(looksOf(figureOfScan(scan).layers)).toEqual([
      ['$N = 3$, $10^{12}$ on target', 'solid', true],
      ['$N = 3$, $8\\times 10^{12}$ on target', 'solid', true],
      ['$N = 3$, $10^{14}$ on target (projected)', 'dashed', false],
    ]);
  });

  it('tells several projected levels on a heat map apart without a solid line', () => {
    const { layers } = heatMapFigure(scanOf('projected'), { levels: [1, 10, 100] });
    expect((layers as LinesLayer[]).map(({ dash }) => dash)).toEqual(['dashed', 'dash-dotted', 'dashed']);
  });
});

describe('series of a page', () => {
  it('are solid and tinted only where they exclude', () => {
    expect([0, 7, 14].map((i) => seriesClass(i, 'computed'))).toEqual(['c0 d0', 'c0 d1', 'c0 d2']);
    expect([0, 7, 14].map((i) => seriesClass(i, 'projected'))).toEqual(['c0 d1', 'c0 d3', 'c0 d1']);
    expect([0, 7, 14].map((i) => seriesClass(i, 'approximate'))).toEqual(['c0 d2', 'c0 d3', 'c0 d2']);
    expect(CERTAINTY_NAMES.filter((certainty) => isTinted(1, certainty))).toEqual(
      CERTAINTY_NAMES.filter((certainty) => LOOKS[certainty][2]),
    );
    expect(isTinted(5, 'computed')).toBe(false);
  });
});

describe('a scan layer of a figure file', () => {
  writeFileSync(join(folder, 'small.yaml'), SMALL_SCAN);
  writeFileSync(
    join(folder, 'data.yaml'),
    SMALL_SCAN.replace(
      'experiment: na64-1701.07437',
      'experiment: { id: na64-1701.07437, certainty: computed }',
    ),
  );
  const parse = (layer: string) => {
    const path = join(folder, 'figure.yaml');
    writeFileSync(
      path,
      `figure: test\nmass: { from: 2 MeV, to: 200 MeV }\ncoupling: { from: 1e-6, to: 1 }\nlayers:\n  - { ${layer} }\n`,
    );
    return readFigureFile(path);
  };

  it.each([
    [
      'scan: small.yaml, fill: true',
      'fill: small is projected: expected no tint, which would show it as excluded',
    ],
    ['scan: small.yaml, dash: solid', 'dash: small is projected: expected dashed or dash-dotted; got solid'],
    [
      'scan: small.yaml, dash: dotted',
      'dash: small is projected: expected dashed or dash-dotted; got dotted',
    ],
    [
      'scan: small.yaml, certainty: approximate, dash: dashed',
      'dash: small is approximate: expected dotted or dash-dotted; got dashed',
    ],
    [
      'scan: data.yaml, exposure: 1e14, fill: true',
      'fill: small is projected: expected no tint, which would show it as excluded',
    ],
    ['scan: small.yaml, style: exclusion', 'style: unknown field'],
  ])('{ %s } is refused', (layer, message) => {
    let told: string[] = [];
    try {
      parse(layer);
    } catch (error) {
      if (!(error instanceof InputFileError)) throw error;
      told = error.problems.map((problem) => `${problem.field}: ${problem.message}`);
    }
    expect(told).toHaveLength(1);
    expect(told[0].slice(0, `layers[0].${message}`.length)).toBe(`layers[0].${message}`);
  });

  it.each([
    'scan: small.yaml, dash: dash-dotted',
    'scan: small.yaml, fill: false',
    'scan: data.yaml, fill: true, dash: dotted',
    'scan: small.yaml, certainty: computed, fill: true',
    'scan: data.yaml, exposure: 1e14, certainty: computed, fill: true',
    `scan: ${join(folder, 'small.yaml')}`,
  ])('{ %s } is taken', (layer) => {
    expect(parse(layer).kind).toBe('plane');
  });
});

describe('the shipped figure files', () => {
  const files = readdirSync(join(ROOT, 'scans'), { recursive: true, encoding: 'utf8' })
    .map((file) => join(ROOT, 'scans', file))
    .filter((file) => /\.ya?ml$/.test(file) && isFigureText(readFileSync(file, 'utf8')));

  it('are valid, and leave it to the legend to say how sure a scan is', () => {
    expect(files.length).toBeGreaterThan(20);
    for (const path of files) {
      const figure = readFigureFile(path);
      if (figure.kind !== 'plane') continue;
      const labels = figure.file.layers.flatMap((layer) => ('scan' in layer ? (layer.label ?? '') : []));
      expect(labels.filter((label) => /\((projected|approximate)\)/.test(label))).toEqual([]);
    }
  });
});
