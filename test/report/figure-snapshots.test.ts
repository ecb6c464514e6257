/** Small figures of every kind, as they were drawn before. `npx vitest -u` accepts what changed: look at it first. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/report/figure.js';
import { readFigureFile } from '../../src/report/figure-file.js';
import { parseFigureSize } from '../../src/report/figure-size.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { figureOfFile, figureOfScan, heatMapFigure } from '../../src/report/scan-figure.js';
import { figureOfPlanes } from '../../src/report/sweep-figure.js';
import { exampleFigure } from './example-figure.js';
import { heatMapFigureExample } from './heat-map-example.js';
import { SMALL_SCAN, loadedScan } from './loaded-scan.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-figures-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** Pictures as the numbers of their pixels: the bytes of a compressed one differ between versions of zlib. */
function comparable(svg: string): string {
  return svg.replaceAll(/data:image\/png;base64,([^"]+)/g, (_, data: string) => {
    const png = Buffer.from(data, 'base64');
    const at = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    const width = png.readUInt32BE(16) + 1;
    const lines = Array.from({ length: rows.length / width }, (_row, i) =>
      [...rows.subarray(i * width + 1, (i + 1) * width)].join(' '),
    );
    return `pixels:\n${lines.join('\n')}\n`;
  });
}

function fromFile(text: string): Figure {
  const figure = readFigureFile(file('figure.yaml', text));
  return figure.kind === 'curves' ? figure.draw() : figureOfFile(figure.file, join(folder, 'none.sqlite'));
}

const process = 'form_factor: tsai, target: Pb, mass: 100 MeV, energy: 160 GeV';
const curve = `{ mediator: scalar, method: iww, ${process}, label: IWW }`;

file('small.yaml', SMALL_SCAN);
file('measured.csv', 'mass_gev,coupling\n0.01,1e-3\n0.03,3e-4\n0.1,1e-3\n');

const scan = loadedScan();
const swept = [10, 20].map((length) => ({
  swept: [{ name: 'delta', key: 'delta_cm', value: length, unit: 'cm', text: `${length} cm` }],
  load: () => loadedScan(8e12 * length),
}));

const KINDS: Readonly<Record<string, () => Figure>> = {
  scan: () => figureOfScan(scan),
  sweep: () => figureOfPlanes(swept, 'A sweep'),
  heatmap: () => heatMapFigure(scan, { levels: [3, 1000] }),
  'heatmap-dark-labels': () => ({ ...heatMapFigureExample, theme: 'dark', labels: 'inside' }),
  'one-column': () => ({ ...exampleFigure, size: parseFigureSize('one-column') }),
  'two-column-dark': () => ({ ...exampleFigure, size: parseFigureSize('two-column'), theme: 'dark' }),
  'labels-inside': () => ({ ...exampleFigure, labels: 'inside' }),
  constraints: () =>
    fromFile(`figure: constraints
model: { id: scalar-muon-only }
mass: { from: 5 MeV, to: 500 MeV }
coupling: { from: 1e-5, to: 1e-1 }
layers:
  - { band: muon-g-2, measured: '2021' }
  - { band: muon-g-2, measured: '2021', excluded_beyond: 5 }
  - { overlay: measured.csv, coupling_is: g, label: others }
  - { overlay: measured.csv, coupling_is: g, label: others, certainty: projected, colour: green }
`),
  relations: () =>
    fromFile(`figure: relations
relations:
  mass: { from: 1 GeV, to: 100 GeV }
  value: { from: 1e-4, to: 1 }
  points: 30
  curves: [{ relation: relic-product, label: relic, colour: grey }]
`),
  'cross-sections': () =>
    fromFile(`figure: cross-sections
cross_sections:
  energy: { from: 10 GeV, to: 1 TeV, points: 8 }
  curves: [{ mediator: scalar, method: iww, form_factor: tsai, target: Pb, mass: 100 MeV, label: IWW }]
`),
  'decay-probability': () =>
    fromFile(`figure: decays
decay_probability:
  points: 12
  coupling: { from: 1e-5, to: 1 }
  curves: [{ scan: small.yaml, mass: 100 MeV, label: "100 MeV" }]
`),
  'tau-decay-lengths': () =>
    fromFile(`figure: lengths
accuracy: 1e-2
tau_decay_lengths:
  tau: recoil
  length: { from: 0.1 mm, to: 50 cm, points: 12 }
  shaded: [{ below: 2 mm, label: emulsion, colour: grey }]
  curves:
    - { method: exact, form_factor: '2407.15942', target: Pb, energy: 160 GeV, mass: 2 GeV, label: $m_a = 2$ GeV }
`),
  spectra: () => fromFile(`figure: spectra\nspectra: { points: 20, curves: [${curve}] }\n`),
};

describe('figures', () => {
  it.each(Object.entries(KINDS))('of kind %s are drawn as before', async (kind, draw) => {
    await expect(comparable(await renderFigure(draw()))).toMatchFileSnapshot(`snapshots/${kind}.svg`);
  });
});
