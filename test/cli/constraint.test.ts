import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvaluatedConstraint } from '../../src/overlays/index.js';
import { runCli, temporaryFolder } from './run-cli.js';

const constraint = (...args: string[]) => runCli(['constraint', ...args]);

describe('muscan constraint', () => {
  it('prints a table to stdout, and where it comes from to stderr', async () => {
    const { code, stdout, stderr } = await constraint('babar-4mu', '--mass', '0.1GeV,1GeV');
    expect(code).toBe(0);
    const [header, , below, inside] = stdout.split('\n').map((line) => line.trim().split(/\s+/));
    expect(header).toEqual(['massGeV', 'low', 'high', 'lowInModel', 'highInModel', 'status']);
    expect(below).toEqual(['0.1', 'below-range']);
    expect(inside).toEqual(['1', '0.00244', 'Infinity', '0.00244', 'Infinity', 'in-range']);
    expect(stderr).toMatch(/^certainty +approximate$/m);
    expect(stderr).toMatch(/^source +1606\.03501/m);
  });

  it('prints JSON with all of it in full precision', async () => {
    const args = ['--mass', '1MeV:1.6GeV:3,2GeV', '--model', 'lfv-alp-g', '--set', 'theta=pi/3', '--json'];
    const { stdout, stderr } = await constraint('tau-to-muon-alp', ...args);
    expect(stderr).toBe('');
    const { rows, ...head } = JSON.parse(stdout) as EvaluatedConstraint;
    expect(head).toEqual({
      constraint: 'tau-to-muon-alp',
      title: 'Belle II, $\\tau \\to \\mu a$',
      kind: 'limit',
      certainty: 'approximate',
      confidence: '95 % CL',
      source: expect.stringContaining('2212.03634') as string,
      coupling: 'g (the coupling g of the vertex) of muon-tau',
      model: 'lfv-alp-g',
      modelCoupling: 'g_{\\mu\\tau}',
      parameters: { theta: Math.PI / 3, decays: 'invisible', g_chi: 0, chi_mass_ratio: 1 / 3 },
      muscanVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
    expect(rows.map(({ massGeV }) => massGeV)).toEqual([1e-3, expect.closeTo(0.04, 12), 1.6, 2]);
    expect(rows[0]).toEqual({
      massGeV: 1e-3,
      low: expect.closeTo(1.7455e-7, 9) as number,
      high: null,
      lowInModel: rows[0].low,
      highInModel: null,
      lowerEdge: 'known',
      upperEdge: 'open',
      status: 'in-range',
    });
    expect(rows[3]).toMatchObject({ low: null, status: 'above-range' });
  });

  it('prints CSV that muscan itself reads, with comments', async () => {
    const { stdout } = await constraint('sn1987a-dark-pair', '--mass', '1MeV', '--csv');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toContain('# certainty: approximate');
    expect(lines.slice(-2)).toEqual([
      'mass_gev,low,high,low_in_model,high_in_model,status,lower_edge,upper_edge',
      '0.001,,4e-9,,4e-9,in-range,not known,known',
    ]);
  });

  it('tells an edge that is not known from one that there is not', async () => {
    const args = ['sn1987a-mu-tau-vector', '--mass', '10MeV'];
    const { rows } = JSON.parse((await constraint(...args, '--json')).stdout) as EvaluatedConstraint;
    expect(rows).toMatchObject([
      { low: 1e-9, high: null, highInModel: null, lowerEdge: 'known', upperEdge: 'not known' },
    ]);
    const { stdout } = await constraint(...args);
    expect(stdout.split('\n')[2]).toMatch(/^ +0\.01 +1e-9 +not known +1e-9 +not known +in-range$/);
  });

  it('counts the standard deviations that were asked for', async () => {
    const args = ['ccfr-trident', '--mass', '10MeV', '--set', 'sigmas=3', '--json'];
    const { confidence } = JSON.parse((await constraint(...args)).stdout) as EvaluatedConstraint;
    expect(confidence).toBe('3 sigma');
  });

  it('takes a table as braces, and an energy with or without a space', async () => {
    const path = join(temporaryFolder(), 'limit.csv');
    writeFileSync(path, 'mass_gev,epsilon\n0.01,1e-4\n0.1,2e-4\n');
    const tables = [`{file: ${path}}`, path, '{mass_gev: [0.01, 0.1], epsilon: [1e-4, 2e-4]}'];
    const outputs = [];
    for (const table of tables)
      outputs.push(await constraint('millicharge', '--mass', '20MeV', '--set', `table=${table}`, '--json'));
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
    for (const sqrt_s of ['3TeV', '3 TeV', '3000 GeV']) {
      const args = ['--mass', '20GeV', '--set', `sqrt_s=${sqrt_s}`, '--json'];
      const { stdout } = await constraint('muon-collider-bhabha', ...args);
      expect((JSON.parse(stdout) as EvaluatedConstraint).parameters['sqrt_s']).toBe('3 TeV');
    }
  });

  it('reads a file of the user', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'mine.yaml'),
      'id: mine\ntitle: Mine\nsource: arXiv:2401.00001\ncertainty: measured\ncoupling_is: epsilon^2\ncoupling_of: electron\nmass_unit: MeV\ndata: { file: mine.csv }\n',
    );
    writeFileSync(join(cwd, 'mine.csv'), 'mass,coupling\n10,1e-10\n100,1e-8\n');
    const args = [
      'constraint',
      './mine.yaml',
      '--mass',
      '10MeV',
      '--model',
      'scalar-mass-proportional',
      '--json',
    ];
    const { code, stdout } = await runCli(args, { cwd });
    expect(code).toBe(0);
    const [row] = (JSON.parse(stdout) as EvaluatedConstraint).rows;
    // g_e = epsilon e, g_mu = g_e m_mu/m_e.
    const expected = 1e-5 * Math.sqrt((4 * Math.PI) / 137.035999) * (0.1056583755 / 0.51099895e-3);
    expect(row.low).toBe(1e-10);
    expect(row.lowInModel! / expected).toBeCloseTo(1, 7);
  });

  it('evaluates bands, lines, relations and tables of others', async () => {
    const one = async (...args: string[]) =>
      (JSON.parse((await constraint(...args, '--json')).stdout) as EvaluatedConstraint).rows[0];
    expect(
      await one('muon-g-2', '--mass', '100MeV', '--model', 'mu-tau-vector', '--set', 'measured=2023'),
    ).toMatchObject({
      low: expect.closeTo(7.39e-4, 6) as number,
      high: expect.closeTo(1.11e-3, 5) as number,
    });
    expect(await one('relic-density', '--mass', '2.5GeV')).toMatchObject({
      low: null,
      status: 'out-of-reach',
    });
    expect(await one('relic-secluded', '--mass', '6GeV')).toMatchObject({
      low: expect.closeTo(0.1554, 4) as number,
      lowInModel: null,
    });
    const path = join(temporaryFolder(), 'limit.csv');
    writeFileSync(path, 'mass_gev,epsilon\n0.01,1e-4\n0.1,2e-4\n');
    expect(await one('millicharge', '--mass', '50MeV', '--set', `table=${path}`)).toMatchObject({
      status: 'in-range',
    });
  });

  it.each([
    ['a name that there is not', ['babar-4', '--mass', '1GeV'], /did you mean "babar-4mu"\?/],
    [
      'one without numbers',
      ['belle-ii-mono-photon', '--mass', '1GeV'],
      /^belle-ii-mono-photon: nothing is drawn\. /,
    ],
    ['a mass without a unit', ['babar-4mu', '--mass', '1'], /^--mass: .* without a unit/],
    ['a range without a number', ['babar-4mu', '--mass', '1MeV:1GeV'], /^--mass: .*from:to:number/],
    ['a range that falls', ['babar-4mu', '--mass', '1GeV:1MeV:3'], /^--mass: .*rising/],
    [
      'a model that there is not',
      ['babar-4mu', '--mass', '1GeV', '--model', 'mu-tau'],
      /^--model: .*; got "mu-tau"/,
    ],
    [
      'a model that it is not for',
      ['babar-4mu', '--mass', '1GeV', '--model', 'lfv-alp'],
      /^--model: babar-4mu is for models with .*; got lfv-alp$/m,
    ],
    [
      'a parameter that there is not',
      ['tau-to-muon-alp', '--mass', '1GeV', '--set', 'thta=1'],
      /^--set: .*did you mean "theta"\?/,
    ],
    [
      'dark matter on resonance',
      ['relic-density', '--mass', '4GeV', '--set', 'chi_mass_ratio=1/2'],
      /^--set chi_mass_ratio: expected a ratio of up to 0\.45, or from 0\.55 on: .* resonant/,
    ],
    [
      'braces that do not close',
      ['millicharge', '--mass', '20MeV', '--set', 'table={file: limit.csv'],
      /^--set table: expected YAML such as/,
    ],
    [
      'an energy of no collider',
      ['muon-collider-bhabha', '--mass', '20GeV', '--set', 'sqrt_s=4TeV'],
      /^--set sqrt_s: expected one of 215 GeV, 3 TeV; got "4TeV"/,
    ],
    [
      'a parameter without a value',
      ['tau-to-muon-alp', '--mass', '1GeV', '--set', 'theta'],
      /^--set: expected a name and a value/,
    ],
    [
      'a band without a measurement',
      ['muon-g-2', '--mass', '1GeV'],
      /^--set measured: expected one of 2018, /,
    ],
    [
      'a plane for a relation',
      ['relic-product', '--mass', '2GeV', '--model', 'lfv-alp'],
      /in the plane of no model/,
    ],
    [
      'two formats',
      ['babar-4mu', '--mass', '1GeV', '--csv', '--json'],
      /--csv, --json: expected one of them; got both/,
    ],
  ])('refuses %s: one line, exit 2', async (_, args, message) => {
    const { code, stdout, stderr } = await constraint(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(args.includes('--json') ? (JSON.parse(stderr) as { error: Error }).error.message : stderr).toMatch(
      message,
    );
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('is listed with how sure it is and what coupling it is in', async () => {
    const { stdout } = await runCli(['list', 'constraints', '--json']);
    const rows = JSON.parse(stdout) as Record<string, unknown>[];
    expect(rows).toContainEqual(
      expect.objectContaining({
        id: 'tau-to-muon-alp',
        kind: 'limit',
        certainty: 'approximate',
        coupling: 'g of muon-tau',
        confidence: '95 % CL',
        parameters: [],
      }),
    );
    expect(rows.find(({ id }) => id === 'relic-density')!['parameters']).toContainEqual({
      name: 'cross_section',
      default: 4.4e-26,
      description: expect.stringContaining('leaves the observed relic') as string,
      unit: 'cm^3/s',
    });
    expect(rows).toContainEqual(
      expect.objectContaining({ id: 'belle-ii-mono-photon', kind: 'missing', certainty: null }),
    );
  });
});
