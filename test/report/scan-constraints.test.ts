/** The constraints of a scan file beside its contours: drawn as a figure file draws them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LoadedScan } from '../../src/engine/scan-reference.js';
import { readFigureFile } from '../../src/report/figure-file.js';
import { figureOfFile, figureOfScan } from '../../src/report/scan-figure.js';
import { figureOfPlanes } from '../../src/report/sweep-figure.js';
import { contoursToCsv, contoursToJson } from '../../src/report/tables.js';
import { parseScanFiles, type ScanFile } from '../../src/scan/scan-file.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-scan-constraints-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'mine.yaml'),
  'id: mine\ntitle: Mine\nsource: arXiv:2401.00001\ncertainty: projected\ncoupling_is: g\ncoupling_of: muon\ndata: [[0.01, 1e-4], [0.1, 1e-3]]\n',
);

/** Of a grid without any events: what is drawn is the constraints alone. */
function loaded({ plan, contourLevels, contourExposures, constraints }: ScanFile): LoadedScan {
  const { massGeV, coupling } = plan.grid;
  const size = massGeV.length * coupling.length;
  return {
    scan: {
      name: 'test',
      presentation: { title: 'Test', contourLevels, contourExposures, constraints, file: null },
    },
    plan,
    progress: { points: size, pointsDone: size },
    runs: [],
    grid: {
      massGeV: Float64Array.from(massGeV),
      coupling: Float64Array.from(coupling),
      yield: new Float64Array(size),
      relError: new Float64Array(size),
      status: new Uint8Array(size),
    },
  } as unknown as LoadedScan;
}

const planes = (constraints: string, model = '{ id: mu-tau-vector }', sweep = '') =>
  parseScanFiles(
    `name: test
model: ${model}
experiment: na64-1701.07437
channel: missing-energy
grid: { mass: { from: 1 MeV, to: 1 GeV, points: 5 }, coupling: { from: 1e-6, to: 1, points: 5 } }
${constraints === '' ? '' : `constraints: [${constraints}]`}
${sweep}
`,
    join(folder, 'scan.yaml'),
  );

/** Without the contour. */
const beside = (constraints: string, model?: string) =>
  figureOfScan(loaded(planes(constraints, model)[0])).layers.slice(1);

function inFigureFile(...layers: string[]) {
  const path = join(folder, 'figure.yaml');
  writeFileSync(
    path,
    `figure: test
mass: { from: 1 MeV, to: 1 GeV }
coupling: { from: 1e-6, to: 1 }
model: { id: mu-tau-vector }
layers:
${layers.map((layer) => `  - { ${layer} }\n`).join('')}`,
  );
  const figure = readFigureFile(path);
  if (figure.kind !== 'plane') throw new Error('expected a figure in the plane');
  return figureOfFile(figure.file, join(folder, 'none.sqlite')).layers;
}

describe('the figure of a scan', () => {
  it('shows the constraints of its file, the same as a figure file does', () => {
    const found = beside(
      "ccfr-trident, mine.yaml, { constraint: na62-invisible-projection, parameters: { kaons: 1e12 }, label: NA62, colour: green }, { line: perturbativity, style: projection }, { band: muon-g-2, measured: '2025', colour: cyan }",
    );
    expect(found).toEqual(
      inFigureFile(
        'constraint: ccfr-trident',
        'constraint: mine.yaml',
        'constraint: na62-invisible-projection, parameters: { kaons: 1e12 }, label: NA62, colour: green',
        'line: perturbativity, style: projection',
        "band: muon-g-2, measured: '2025', colour: cyan",
      ),
    );
    expect(found.map(({ label }) => label)).toEqual([
      'CCFR, $\\nu N \\to \\nu N \\mu\\mu$',
      'Mine (projected)',
      'NA62 (projected)',
      expect.any(String),
      '$(g-2)_\\mu$ upper limit, $2\\sigma$ (2025)',
    ]);
  });

  it('shows the (g-2) band where the file names nothing, and where it names that', () => {
    const [band, ...rest] = beside('');
    expect(rest).toEqual([]);
    expect(band).toMatchObject({
      kind: 'band',
      label: '$(g-2)_\\mu$, $2\\sigma$ (2021)',
      colour: 'vermillion',
    });
    expect(beside('muon-g-2')).toEqual([band]);
  });

  it('shows nothing else where the file says so', () => {
    const [file] = planes('');
    expect(figureOfScan(loaded({ ...file, constraints: [] })).layers).toHaveLength(1);
  });

  it('says what it does not draw of a database of another program', () => {
    const [file] = planes('');
    const constraints = [
      { layer: { constraint: 'gone' }, files: [] },
      ...planes('ccfr-trident')[0].constraints!,
    ];
    const figure = figureOfScan(loaded({ ...file, constraints }));
    expect(figure.layers).toHaveLength(2);
    expect(figure.notes).toEqual([
      expect.stringMatching(/^note: gone is not drawn: expected a constraint \(/),
    ]);
  });
});

describe('the figure of a sweep', () => {
  const figure = (constraints: string, model: string, sweep: string) =>
    figureOfPlanes(
      planes(constraints, model, sweep).map((file) => ({ swept: file.swept, load: () => loaded(file) })),
      undefined,
    );

  it('shows each constraint once', () => {
    const { layers, notes } = figure(
      'ccfr-trident, muon-g-2',
      '{ id: mu-tau-vector }',
      'sweep: { g_chi: [0, 1e-3], exposure: [1e12, 1e13] }',
    );
    expect(layers).toHaveLength(6);
    expect(layers.slice(4)).toEqual(beside('ccfr-trident, muon-g-2'));
    expect(notes).toBeUndefined();
  });

  it('leaves out what differs between its planes, and says so if it was named', () => {
    const angles = 'sweep: { theta: [pi/2, pi/3] }';
    const named = figure('muon-g-2', '{ id: lfv-alp-g }', angles);
    expect(named.layers).toHaveLength(2);
    expect(named.notes).toEqual([
      'note: muon-g-2 is not drawn, because it differs between the planes. Choose one with --plane',
    ]);
    const unnamed = figure('', '{ id: lfv-alp-g }', angles);
    expect(unnamed.layers).toHaveLength(2);
    expect(unnamed.notes).toBeUndefined();
  });
});

describe('files of contours', () => {
  const scan = loaded(planes('mine.yaml, { constraint: ccfr-trident, parameters: { sigmas: 3 } }')[0]);

  it('say what was drawn beside them', () => {
    expect(contoursToCsv(scan, [])).toMatch(
      /^# constraints: mine \(mine\.yaml sha256 [0-9a-f]{64}\); ccfr-trident \(sigmas 3\)$/m,
    );
    expect(contoursToJson(scan, [])).toMatchObject({
      constraints: [
        { constraint: 'mine', certainty: 'projected', source: 'arXiv:2401.00001' },
        { constraint: 'ccfr-trident', parameters: { sigmas: 3 }, files: [] },
      ],
    });
  });

  it('say nothing where the file of the scan does not', () => {
    const plain = loaded(planes('')[0]);
    expect(contoursToCsv(plain, [])).not.toContain('# constraints');
    expect(contoursToJson(plain, [])).not.toHaveProperty('constraints');
  });
});
