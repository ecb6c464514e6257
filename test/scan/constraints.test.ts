/** The constraints of a scan file: what is refused, what is kept of them, and that they are no part of the plan. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isConstraintText } from '../../src/scan/constraint-file.js';
import { constraintRecords, describeRecord, layerOfNamed } from '../../src/scan/named-constraints.js';
import { parseScanFile, parseScanFiles } from '../../src/scan/scan-file.js';
import { problemsIn } from './example.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-scan-constraints-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LIMIT = `id: mine
title: Mine
source: arXiv:2401.00001
certainty: digitised
coupling_is: g
coupling_of: muon
mass_unit: MeV
`;
const TABLE = 'mass,coupling\n10,1e-3\n100,2e-3\n';
writeFileSync(join(folder, 'mine.yaml'), `${LIMIT}data: { file: mine.csv }\n`);
writeFileSync(join(folder, 'mine.csv'), TABLE);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const scan = (constraints: string, model = '{ id: mu-tau-vector }') => `name: test
model: ${model}
experiment: na64-1701.07437
channel: missing-energy
grid: { mass: { from: 1 MeV, to: 1 GeV, points: 5 }, coupling: { from: 1e-6, to: 1, points: 5 } }
${constraints}
`;
const path = join(folder, 'scan.yaml');
const parse = (constraints: string, model?: string) => parseScanFile(scan(constraints, model), path);

describe('the constraints of a scan file', () => {
  it('do not change the plan', () => {
    const hashes = [
      parse(''),
      parse('constraints: []'),
      parse('constraints: [muon-g-2, mine.yaml]'),
      parse('constraints: [{ constraint: ccfr-trident, parameters: { sigmas: 3 }, colour: green }]'),
    ].map(({ planHash }) => planHash);
    expect(new Set(hashes).size).toBe(1);
  });

  it('are undefined where nothing is said, and may be none', () => {
    expect(parse('').constraints).toBeUndefined();
    expect(parse('constraints: []').constraints).toEqual([]);
  });

  it('are kept as layers of figure files have them, with what their files say and the hashes of these', () => {
    const { constraints } = parse(
      'constraints: [muon-g-2, { constraint: mine.yaml, colour: green, label: Ours }]',
    );
    expect(constraints).toEqual([
      { layer: { constraint: 'muon-g-2' }, files: [] },
      {
        layer: { constraint: 'mine.yaml', colour: 'green', label: 'Ours' },
        content: {
          id: 'mine',
          title: 'Mine',
          source: 'arXiv:2401.00001',
          certainty: 'digitised',
          coupling_is: 'g',
          coupling_of: 'muon',
          mass_unit: 'MeV',
          data: { mass: [10, 100], coupling: [1e-3, 2e-3] },
        },
        files: [
          { name: 'mine.yaml', sha256: sha256(`${LIMIT}data: { file: mine.csv }\n`) },
          { name: 'mine.csv', sha256: sha256(TABLE) },
        ],
      },
    ]);
  });

  it('can be had again without their files', () => {
    const { constraints, plan } = parse('constraints: [mine.yaml]');
    const stored = JSON.parse(JSON.stringify(constraints)) as NonNullable<typeof constraints>;
    const layer = layerOfNamed(stored[0], plan.model);
    if (!('limit' in layer)) throw new Error('expected a limit');
    const [region] = layer.limit.regions({} as never);
    expect([region.fromGeV, region.toGeV]).toEqual([0.01, 0.1]);
    // The power law between (10, 1e-3) and (100, 2e-3): the geometric mean in the middle.
    expect(region.edges(Math.sqrt(0.01 * 0.1)).low).toBeCloseTo(1e-3 * Math.SQRT2, 12);
  });

  it('are recorded with all of their parameters, also those left out', () => {
    const { constraints, plan } = parse(
      "constraints: [{ band: muon-g-2, measured: '2025', excluded_beyond: 5 }, { constraint: na62-invisible-projection, parameters: { kaons: 1e12 } }, { line: perturbativity }]",
    );
    const records = constraintRecords(constraints!, plan.model);
    expect(records).toMatchObject([
      { constraint: 'muon-g-2', certainty: 'computed', parameters: { measured: '2025', excluded_beyond: 5 } },
      {
        constraint: 'na62-invisible-projection',
        certainty: 'projected',
        parameters: { kaons: 1e12, least_missing_mass2: 0.05, background_per_kaon: 1e-5 },
        files: [],
      },
      { constraint: 'perturbativity' },
    ]);
    expect(describeRecord(records[0])).toBe('muon-g-2 (measured 2025, excluded_beyond 5)');
  });

  it('of another program that are read differently here are told, not drawn', () => {
    const { plan } = parse('');
    const named = [
      { layer: { constraint: 'not-any-more' }, files: [] },
      { layer: { constraint: 'x.yaml' }, content: { id: 'x' }, files: [] },
    ];
    expect(constraintRecords(named, plan.model)).toEqual([
      { constraint: 'not-any-more', notDrawn: expect.stringContaining('got "not-any-more"') as string },
      { constraint: 'x.yaml', notDrawn: expect.stringContaining('source: expected text') as string },
    ]);
  });

  it('are those of every plane of a sweep', () => {
    const planes = parseScanFiles(
      `${scan('constraints: [ccfr-trident, mine.yaml]')}sweep: { g_chi: [0, 1e-3], exposure: [1e12, 1e13] }`,
      path,
    );
    expect(planes).toHaveLength(4);
    for (const { constraints } of planes) expect(constraints).toEqual(planes[0].constraints);
    expect(planes[0].constraints).toHaveLength(2);
  });
});

describe('a scan file is refused, with the place of each constraint', () => {
  it.each([
    [
      'misspelt',
      '[muon-g-2, ccfr-tridnt]',
      /^6:25 constraints\[1\]: expected a constraint \(.*; got "ccfr-tridnt"; did you mean "ccfr-trident"\?$/,
    ],
    [
      'for another model',
      '[sn1987a-alp-muon]',
      /^6:15 constraints\[0\]: SN 1987A cooling, ALP: expected a model with an ALP that couples to muons; got mu-tau-vector$/,
    ],
    [
      'without numbers',
      '[{ constraint: ams-02-positrons }]',
      /^6:29 constraints\[0\]\.constraint: ams-02-positrons: nothing is drawn\. /,
    ],
    ['that is in no plane', '[relic-product]', /: relic-product is a relation: it is drawn by a figure of/],
    ['in no file', '[no.yaml]', /^6:15 constraints\[0\]: cannot read ".*no\.yaml": there is no such file$/],
    [
      'with a parameter as a field',
      '[{ constraint: na62-invisible-projection, kaons: 1e13 }]',
      /^6:56 constraints\[0\]\.kaons: a parameter of the constraint: write parameters: \{kaons: \.\.\.\}$/,
    ],
    [
      'with an unknown parameter',
      '[{ constraint: ccfr-trident, parameters: { sigma: 1 } }]',
      /^6:57 constraints\[0\]\.parameters\.sigma: unknown field; did you mean "sigmas"\?$/,
    ],
    ['that is none', '[7]', /^6:15 constraints\[0\]: expected the name of a constraint .*; got 7$/],
    ['that is nothing', '[~]', /^6:15 constraints\[0\]: expected the name of a constraint .*; got nothing$/],
    ['not in a list', 'muon-g-2', /^6:14 constraints: expected a list of constraints; got "muon-g-2"$/],
  ])('%s', (_, constraints, problem) => {
    const told = problemsIn(scan(`constraints: ${constraints}`), path);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(problem);
  });

  it('and all of them at once, also beside fields that are wrong', () => {
    const told = problemsIn(
      scan('constraints: [ccfr-tridnt, { constraint: babar-4mu, color: blue }, 7]'),
      path,
    );
    expect(told.map((problem) => problem.split(':')[1].replace(/^\d+ /, ''))).toEqual([
      'constraints[0]',
      'constraints[1].color',
      'constraints[2]',
    ]);
  });

  it('where it is for some planes of a sweep only', () => {
    const text = `${scan('constraints: [n-eff]')}sweep: { g_chi: [0, 1e-3] }`;
    expect(problemsIn(text, path)).toEqual([
      expect.stringMatching(
        /^6:15 constraints\[0\]: .*does not decay to a dark partner \(g_chi = 0, .*\); got/,
      ),
    ]);
  });

  it('not because of a model without (g-2), as long as it does not ask for the band', () => {
    const text = (constraints: string) =>
      scan(constraints, '{ id: alp-photon }').replace(
        'from: 1e-6, to: 1,',
        'from: 1e-6 GeV^-1, to: 1 GeV^-1,',
      );
    expect(problemsIn(text(''), path)).toEqual([]);
    expect(problemsIn(text('constraints: [muon-g-2]'), path)).toEqual([
      '6:15 constraints[0]: (g-2)/2 of the muon: expected a model with a contribution to the (g-2) of the muon; got alp-photon',
    ]);
  });
});

describe('a constraint file', () => {
  it('is told from a scan file by its fields, also if one of them is misspelt', () => {
    expect(isConstraintText(LIMIT)).toBe(true);
    expect(isConstraintText(LIMIT.replace('coupling_is', 'coupling').replace('id', 'name'))).toBe(true);
    expect(isConstraintText(scan('constraints: [muon-g-2]'))).toBe(false);
    // A field of a scan file that does not belong there.
    expect(isConstraintText(`${scan('')}data: 1\n`)).toBe(false);
    expect(isConstraintText('figure: a\nmass: {}\nlayers: []\n')).toBe(false);
  });
});
