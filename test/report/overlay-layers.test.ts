/** A figure file with somebody else's limits. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputFileError } from '../../src/errors.js';
import { PALETTE, assignColours } from '../../src/report/colours.js';
import { readFigureFile } from '../../src/report/figure-file.js';
import type { LinesLayer } from '../../src/report/figure.js';
import { overlayLayers } from '../../src/report/overlay-layers.js';
import { figureOfFile } from '../../src/report/scan-figure.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-overlay-layers-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(join(folder, 'dump.lmt'), '0.01 1e-6 1e-4\n0.1 1e-6 2e-6\n');
writeFileSync(join(folder, 'collider.csv'), 'mass_mev,g\n10,1e-4\n100,2e-4\n');

function parse(...layers: string[]) {
  const path = join(folder, 'figure.yaml');
  const text = `figure: test
mass: { from: 1 MeV, to: 1 GeV }
coupling: { from: 1e-7, to: 1 }
model: { id: mu-tau-vector }
layers:
${layers.map((layer) => `  - { ${layer} }\n`).join('')}`;
  writeFileSync(path, text);
  return readFigureFile(path);
}

function drawn(...layers: string[]) {
  const figure = parse(...layers);
  if (figure.kind !== 'plane') throw new Error('expected a figure in the plane');
  return figureOfFile(figure.file, join(folder, 'none.sqlite')).layers;
}

describe('overlays', () => {
  it('are tinted inside or above, with couplings of the plane', () => {
    const layers = drawn(
      'overlay: dump.lmt, coupling_is: epsilon, label: Dump',
      'overlay: collider.csv, coupling_is: g, mass_unit: MeV, label: Collider',
    );
    const e = Math.sqrt((4 * Math.PI) / 137.035999);
    expect(layers).toMatchObject([
      {
        kind: 'lines',
        label: 'Dump',
        dash: 'solid',
        region: [{ closed: true }],
        polylines: [{ x: [0.01, 0.1, 0.1, 0.01], closed: true }],
      },
      { kind: 'curve', label: 'Collider', x: [0.01, 0.1], y: [1e-4, 2e-4], fill: 'above' },
    ]);
    // The next unused ones.
    expect(assignColours(layers)).toEqual([PALETTE.blue, PALETTE.orange]);
    const [{ y }] = (layers[0] as LinesLayer).polylines;
    for (const [i, epsilon] of [1e-6, 1e-6, 2e-6, 1e-4].entries())
      expect(y[i] / (e * epsilon)).toBeCloseTo(1, 8);
  });

  it('that are not measured say so, and tint nothing where they are projections', () => {
    const look = 'overlay: collider.csv, coupling_is: g, mass_unit: MeV, label: L';
    expect(drawn(`${look}, certainty: projected`)).toMatchObject([
      { kind: 'lines', label: 'L (projected)', style: 'projection', dash: 'dashed' },
    ]);
    expect(drawn(`${look}, certainty: approximate, dash: dash-dotted, colour: blue`)).toMatchObject([
      { kind: 'lines', label: 'L (approximate)', dash: 'dash-dotted', colour: 'blue' },
    ]);
    expect(drawn(`${look}, certainty: approximate`)[0]).not.toHaveProperty('region');
  });

  it('are found by an absolute path', () => {
    const path = join(folder, 'collider.csv');
    expect(drawn(`overlay: ${path}, coupling_is: g, mass_unit: MeV, label: L`)).toHaveLength(1);
  });

  it('are one entry of the legend also where a file has several open curves', () => {
    const curve = (massGeV: number[]) => ({ massGeV, coupling: [1e-4, 2e-4], closed: false });
    const layers = overlayLayers({
      curves: [curve([0.01, 0.02]), curve([0.05, 0.1])],
      certainty: 'measured',
      label: 'Two',
      fill: undefined,
      dash: undefined,
      colour: undefined,
    });
    expect(layers.map(({ kind, label }) => [kind, label])).toEqual([
      ['band', ''],
      ['band', ''],
      ['lines', 'Two'],
    ]);
    expect(new Set(assignColours([...layers])).size).toBe(1);
  });

  it.each([
    ['overlay: dump.lmt, label: L', 'layers[0].coupling_is: expected one of g, g^2'],
    [
      'overlay: dump.lmt, coupling_is: GeV^-1, label: L',
      'layers[0].coupling_is: expected a coupling without dimension',
    ],
    [
      'overlay: collider.csv, coupling_is: g, label: L, certainty: approximate, fill: below',
      'layers[0].fill: collider.csv is approximate: expected no tint',
    ],
    [
      'overlay: collider.csv, coupling_is: g, label: L, certainty: projected, fill: above',
      'layers[0].fill: collider.csv is projected: expected no tint',
    ],
    [
      'overlay: collider.csv, coupling_is: g, label: L, certainty: projected, dash: solid',
      'layers[0].dash: collider.csv is projected: expected dashed or dash-dotted; got solid',
    ],
    ['overlay: none.lmt, coupling_is: g, label: L', 'layers[0].overlay: cannot read'],
    ['overlay: collider.csv, coupling_is: g, columns: [m, g], label: L', 'layers[0].overlay: '],
  ])('{ %s } is told: %s', (layer, message) => {
    let problems: string[] = [];
    try {
      parse(layer);
    } catch (error) {
      if (!(error instanceof InputFileError)) throw error;
      problems = error.problems.map(({ field, message: told }) => `${field}: ${told}`);
    }
    expect(problems).toHaveLength(1);
    expect(problems[0].slice(0, message.length)).toBe(message);
  });
});
