/** What is written in the formats of other programs comes back through the overlays. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { type OverlayCurve, readOverlay } from '../../src/overlays/index.js';
import {
  contoursToAxionLimits,
  contoursToDarkcast,
  contoursToGeoJson,
  contoursToHepdata,
  hepdataSubmissionSchema,
} from '../../src/report/exchange.js';
import { type ContourTable, contoursToCsv, planeContoursToCsv } from '../../src/report/tables.js';
import { parseScanFile } from '../../src/scan/scan-file.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-exchange-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { plan } = parseScanFile(
  `name: test
model: { id: alp-photon }
experiment: na64mu-2022
channel: visible-2022
grid: { mass: { values: [10 MeV, 20 MeV, 40 MeV] }, coupling: { values: [1e-4 GeV^-1, 1e-3 GeV^-1, 1 GeV^-1] } }`,
  'test.yaml',
);

const MASSES = Float64Array.of(0.01, 0.015, 0.02, 0.04, 0.02, 0.01);
const COUPLINGS = Float64Array.of(2e-4, 2.5e-4, 3e-4, 5e-4, 7e-4, 1 / 3);

function table(changes: Partial<ContourTable> = {}, closed = false): ContourTable {
  return {
    swept: [],
    scan: {
      scan: {
        scanId: 1,
        name: 'test',
        planHash: 'abc',
        plan: '',
        accuracy: 1e-4,
        numericsVersion: 5,
        muscanVersion: '0.1.0',
        nodeVersion: '20.0.0',
        architecture: 'x64',
        refinement: null,
        createdAt: '2026-01-01T00:00:00.000Z',
        labels: {
          model: 'alp-photon',
          experiment: '',
          channel: '',
          method: '',
          formFactor: '',
          parameters: {},
        },
        presentation: { title: 'A test', contourLevels: [3], contourExposures: [], file: null },
      },
      plan,
      progress: { tasks: 3, tasksDone: 3, points: 9, pointsDone: 9, isComplete: true },
      runs: [],
    },
    contours: [{ level: 3, exposure: 2e10, lines: [{ x: MASSES, y: COUPLINGS, closed }], region: [] }],
    ...changes,
  };
}

function reread(name: string, text: string, choice = {}): readonly OverlayCurve[] {
  const path = join(folder, name);
  writeFileSync(path, text);
  return readOverlay(path, choice);
}

/** Masses go through eV in AxionLimits: to the last bit but one. */
function expectSame(curves: readonly OverlayCurve[], closed: boolean) {
  expect(curves).toHaveLength(1);
  expect(curves[0].closed).toBe(closed);
  expect(curves[0].coupling).toEqual([...COUPLINGS]);
  curves[0].massGeV.forEach((mass, i) => expect(mass / MASSES[i]).toBeCloseTo(1, 14));
}

/** Between 10 and 20 MeV, beyond 40 MeV, and a ring. */
const LINES = [
  { x: Float64Array.of(0.01, 0.015, 0.02), y: Float64Array.of(2e-4, 3e-4, 1 / 3), closed: false },
  { x: Float64Array.of(0.04, 0.05), y: Float64Array.of(5e-4, 6e-4), closed: false },
  { x: Float64Array.of(0.022, 0.025, 0.028), y: Float64Array.of(2e-3, 3e-3, 2.5e-3), closed: true },
];
const LEVELS = [3, 10].map((level) => ({
  level,
  exposure: 2e10,
  region: [],
  lines: LINES.map(({ x, y, closed }) => ({ x, y: y.map((coupling) => coupling * level), closed })),
}));

function curvesOf(contours: ContourTable['contours']): OverlayCurve[] {
  return contours.flatMap(({ lines }) =>
    lines.map(({ x, y, closed }) => ({ massGeV: Array.from(x), coupling: Array.from(y), closed })),
  );
}

describe('contours of several lines and levels', () => {
  const two = table({ contours: LEVELS });

  it('come back from CSV, line by line', () => {
    const text = contoursToCsv(two.scan, LEVELS);
    expect(reread('lines.csv', text)).toEqual(curvesOf(LEVELS));
    expect(reread('named.csv', text, { columns: ['mass_gev', 'coupling'] })).toEqual(curvesOf(LEVELS));
  });

  it('come back from CSV of several planes and exposures', () => {
    const contours = [...LEVELS, ...LEVELS.map((one) => ({ ...one, exposure: 1e12 }))];
    const planes = ['"thick", 2', 'thin'].map((value) => table({ contours, swept: [{ key: 'run', value }] }));
    expect(reread('planes.csv', planeContoursToCsv(planes))).toEqual(curvesOf([...contours, ...contours]));
  });

  it('come back from HEPData: a table for each level, in which every row has the number of its line', () => {
    const files = contoursToHepdata([two]);
    expect([...files.keys()]).toEqual(['submission.yaml', 'contour1.yaml', 'contour2.yaml']);
    for (const [i, contour] of LEVELS.entries()) {
      expect(reread('lines.yaml', files.get(`contour${i + 1}.yaml`)!)).toEqual(curvesOf([contour]));
    }
  });

  it('come back from AxionLimits, one level at a time', () => {
    const curves = LEVELS.flatMap((contour) =>
      reread('lines.txt', contoursToAxionLimits([table({ contours: [contour] })]), { format: 'axionlimits' }),
    );
    const expected = curvesOf(LEVELS);
    expect(curves.map(({ coupling, closed }) => ({ coupling, closed }))).toEqual(
      expected.map(({ coupling, closed }) => ({ coupling, closed })),
    );
    curves.forEach(({ massGeV }, i) => {
      expect(massGeV).toHaveLength(expected[i].massGeV.length);
      massGeV.forEach((mass, j) => expect(mass / expected[i].massGeV[j]).toBeCloseTo(1, 14));
    });
    expect(() => contoursToAxionLimits([two])).toThrow(
      /expected one contour.*got 2. Choose one with --level/,
    );
  });

  it('are not for darkcast, which would join their lines', () => {
    expect(() => contoursToDarkcast([two])).toThrow(/expected one contour.*got 2. Choose one with --level/);
    expect(() => contoursToDarkcast([table({ contours: [LEVELS[0]] })])).toThrow(
      /goes from one line to another between 0\.02 and 0\.04 GeV\. Take csv, geojson or hepdata/,
    );
  });

  it('are the edges of one region in darkcast where they lie one above the other', () => {
    const [lower, upper] = [2e-4, 0.5].map((coupling) => ({
      x: Float64Array.of(0.01, 0.02),
      y: Float64Array.of(coupling, 2 * coupling),
      closed: false,
    }));
    const contours = [{ ...LEVELS[0], lines: [upper, lower] }];
    expect(reread('edges.lmt', contoursToDarkcast([table({ contours })]))).toEqual([
      { massGeV: [0.01, 0.02, 0.02, 0.01], coupling: [2e-4, 4e-4, 1, 0.5], closed: true },
    ]);
  });
});

describe('contours in other formats', () => {
  it.each([false, true])('come back from AxionLimits (closed: %s)', (closed) => {
    const text = contoursToAxionLimits([table({}, closed)]);
    expect(text).toMatch(/^# scan: test\n/);
    expectSame(reread('a.txt', text, { format: 'axionlimits' }), closed);
  });

  it('come back from darkcast, at the masses of the grid', () => {
    const [{ massGeV, coupling, closed }] = reread('d.lmt', contoursToDarkcast([table()]));
    // At the largest mass nothing ends the region within the grid.
    expect(massGeV).toEqual([0.01, 0.02, 0.04, 0.04, 0.02, 0.01]);
    expect(coupling).toEqual([2e-4, 3e-4, 5e-4, 1, 7e-4, 1 / 3]);
    expect(closed).toBe(true);
    const line = { x: Float64Array.of(0.01, 0.04), y: Float64Array.of(2e-4, 5e-4), closed: false };
    const oneSided = table({ contours: [{ level: 3, exposure: 2e10, lines: [line], region: [] }] });
    expect(reread('e.lmt', contoursToDarkcast([oneSided]))).toEqual([
      { massGeV: [0.01, 0.04], coupling: [2e-4, 5e-4], closed: false },
    ]);
  });

  it.each([false, true])(
    'come back from a HEPData submission that its schema allows (closed: %s)',
    (closed) => {
      const swept = [{ key: 'theta', value: 1.5 }];
      const files = contoursToHepdata([table({}, closed), table({ swept }, closed)]);
      expect([...files.keys()]).toEqual(['submission.yaml', 'contour1.yaml', 'contour2.yaml']);
      const documents = parseAllDocuments(files.get('submission.yaml')!);
      const [comment, ...tables] = documents.map((one) => one.toJS() as unknown);
      expect(comment).toHaveProperty('comment');
      expect(tables.map((one) => hepdataSubmissionSchema.parse(one).data_file)).toEqual([
        'contour1.yaml',
        'contour2.yaml',
      ]);
      expect(files.get('contour2.yaml')).toContain('name: theta');
      expectSame(reread('t.yaml', files.get('contour1.yaml')!), closed);
    },
  );

  it.each([false, true])('are lines or rings of GeoJSON (closed: %s)', (closed) => {
    const { features } = contoursToGeoJson([table({}, closed)]);
    expect(features).toHaveLength(1);
    const [{ geometry, properties }] = features;
    const points = Array.from(MASSES, (mass, i) => [mass, COUPLINGS[i]]);
    expect(geometry).toEqual(
      closed
        ? { type: 'Polygon', coordinates: [[...points, points[0]]] }
        : { type: 'LineString', coordinates: points },
    );
    expect(properties).toMatchObject({ level: 3, planHash: 'abc', y: 'coupling in GeV^-1' });
  });

  it('refuses what a format cannot say', () => {
    const two = table({ contours: [table().contours[0], { ...table().contours[0], level: 10 }] });
    expect(() => contoursToAxionLimits([two])).toThrow(
      /expected one contour.*got 2\. Choose one with --level/,
    );
    const crowded = table();
    const line = { x: Float64Array.of(0.02, 0.03), y: Float64Array.of(0.5, 0.5), closed: false };
    const contours = [{ ...crowded.contours[0], lines: [...crowded.contours[0].lines, line] }];
    expect(() => contoursToDarkcast([{ ...crowded, contours }])).toThrow(/has 3 at 0\.02 GeV/);
  });
});
