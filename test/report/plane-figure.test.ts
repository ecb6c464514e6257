import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFigureFile } from '../../src/report/figure-file.js';
import { contoursOf } from '../../src/report/scan-contours.js';
import { figureOfFile } from '../../src/report/scan-figure.js';
import { contoursToCsv } from '../../src/report/tables.js';
import { runCli } from '../cli/run-cli.js';
import { SMALL_SCAN, loadedScan } from './loaded-scan.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-figures-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

function figureOf(text: string, database = 'none.sqlite') {
  const figure = readFigureFile(file('figure.yaml', text));
  if (figure.kind !== 'plane') throw new Error('expected a plane');
  return figureOfFile(figure.file, join(folder, database));
}

function lastOf(values: ArrayLike<number>): number {
  return values[values.length - 1];
}

describe('bands and lines of a model', () => {
  const head = `figure: bands
model: { id: lfv-alp }
mass: { from: 1.7787 GeV, to: 30 GeV }
coupling: { from: 0.01, to: 100 }
layers:
`;

  it('stand where their formulas say, for the parameters of each layer', () => {
    const { layers, notes, y } = figureOf(`${head}
  - { band: muon-g-2, measured: '2020' }
  - { band: muon-g-2, measured: '2020', parameters: { theta: pi/3 } }
  - { line: relic-density, dash: dotted, label: relic, colour: grey }
`);
    expect(notes).toBeUndefined();
    expect(y.label).toBe('C_{\\mu\\tau}/\\Lambda\\ [\\mathrm{TeV^{-1}}]');
    const [half, third, relic] = layers;
    if (half.kind !== 'band' || third.kind !== 'band' || relic.kind !== 'curve') throw new Error('layers');
    expect([half.low[0], half.high[0]]).toEqual([expect.closeTo(1.468, 2), expect.closeTo(2.205, 2)]);
    expect([lastOf(third.low), lastOf(third.high)]).toEqual([
      expect.closeTo(10.64, 2),
      expect.closeTo(15.97, 2),
    ]);
    expect(relic).toMatchObject({
      style: 'limit',
      dash: 'dotted',
      label: 'relic (approximate)',
      colour: 'grey',
    });
    // 5.48e-3 at m_chi = 10 GeV.
    expect((1.77693e-3 * lastOf(relic.y)) / 5.484e-3).toBeCloseTo(1, 3);
    // m_a/3 is too light for mu tau.
    expect(relic.y[0]).toBe(Infinity);
  });

  it('has a region above the band, or says why there is neither', () => {
    const { layers, notes } = figureOf(`${head}
  - { band: muon-g-2, measured: '2020', excluded_beyond: 5 }
  - { band: muon-g-2, measured: '2020', parameters: { theta: 0 }, label: theta = 0 }
`);
    expect(layers).toHaveLength(1);
    const [beyond] = layers;
    if (beyond.kind !== 'band') throw new Error('expected a band');
    // 249e-11 + 5 x 48e-11, over the central value at 1.873.
    expect(beyond.low[0]).toBeCloseTo(1.873 * Math.sqrt(489 / 249), 2);
    expect(beyond.high[0]).toBe(Infinity);
    expect(beyond.isLight).toBe(true);
    expect(notes).toEqual([
      'muon-g-2 "theta = 0": no band of (g-2)/2 of the muon for lfv-alp: the contribution is negative',
    ]);
  });

  it('has the corners of a table', () => {
    const { layers } = figureOf(`figure: recast
model: { id: mu-tau-dark-sector }
mass: { from: 1 MeV, to: 1 GeV }
coupling: { from: 1e-11, to: 1 }
layers:
  - { line: millicharge, parameters: { table: { mass_gev: [0.01, 0.1234, 0.5], epsilon: [1e-4, 1e-3, 1e-3] } } }
`);
    const [line] = layers;
    if (line.kind !== 'curve') throw new Error('expected a curve');
    expect(line.x).toContain(0.1234);
    expect(line.x.length).toBe(line.y.length);
  });
});

describe('another exposure', () => {
  it('has the contour that a scan with it has', () => {
    const [scaled] = contoursOf(loadedScan(8e12), [3], [1e10]);
    const [computed] = contoursOf(loadedScan(1e10), [3]);
    expect(scaled).toMatchObject({ level: 3, exposure: 1e10 });
    expect(scaled.lines).toHaveLength(computed.lines.length);
    expect(computed.lines.length).toBeGreaterThan(0);
    scaled.lines.forEach(({ x, y }, k) => {
      expect(x.length).toBe(computed.lines[k].x.length);
      Array.from(x, (mass, i) => {
        expect(mass / computed.lines[k].x[i]).toBeCloseTo(1, 9);
        expect(y[i] / computed.lines[k].y[i]).toBeCloseTo(1, 9);
      });
    });
  });

  it('is drawn for each level of the scan, and named in tables', () => {
    const scan = loadedScan(8e12, [1e10, 8e12]);
    const contours = contoursOf(scan);
    expect(contours.map(({ level, exposure }) => [level, exposure])).toEqual([
      [3, 1e10],
      [3, 8e12],
    ]);
    expect(contoursToCsv(scan, contours)).toContain(
      '\nparticles_on_target,level,line,closed,mass_gev,coupling\n10000000000,3,0,',
    );
    expect(contoursToCsv(scan, contoursOf(scan, [3], []))).toContain(
      '\nlevel,line,closed,mass_gev,coupling\n3,0,',
    );
  });
});

describe('a figure of a swept scan', () => {
  it('is run with all planes, and draws those that it names', async () => {
    file(
      'swept.yaml',
      SMALL_SCAN.replace('points: 8 }', 'points: 5 }').replace(
        'grid:',
        'sweep: { exposure: [1e10, 8e12] }\ngrid:',
      ),
    );
    const figure = `figure: swept
mass: { from: 2 MeV, to: 200 MeV }
coupling: { from: 1e-6, to: 1 }
layers:
  - { scan: swept.yaml, plane: { exposure: 8e12 }, cl: 95%, certainty: computed }
  - { scan: swept.yaml, plane: { exposure: 1e10 }, cl: 95%, exposure: 8e12, dash: dash-dotted }
`;
    const path = file('run.yaml', figure);
    const run = await runCli(['run', path, '--db', join(folder, 'run.sqlite'), '--quiet']);
    expect(run).toMatchObject({ code: 0 });
    const { layers } = figureOf(figure, 'run.sqlite');
    const [computed, scaled] = layers;
    if (computed.kind !== 'lines' || scaled.kind !== 'lines') throw new Error('expected lines');
    expect(computed).toMatchObject({ style: 'exclusion', dash: 'solid', label: '95% CL' });
    expect(computed.region).toBeDefined();
    expect(scaled).toMatchObject({ style: 'projection', dash: 'dash-dotted', label: '95% CL (projected)' });
    expect(scaled.region).toBeUndefined();
    expect(scaled.polylines).toHaveLength(computed.polylines.length);
    scaled.polylines.forEach(({ y }, k) =>
      Array.from(y, (coupling, i) => expect(coupling / computed.polylines[k].y[i]).toBeCloseTo(1, 9)),
    );
  });
});
