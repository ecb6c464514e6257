import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { EXPERIMENTS } from '../../src/experiments/index.js';
import { planeNames } from '../../src/scan/plane-names.js';
import { SCAN_REGISTRIES } from '../../src/scan/registries.js';
import { parseScanFile, parseScanFiles, readScanFiles } from '../../src/scan/scan-file.js';
import { shortNames } from '../../src/scan/sweep-fields.js';
import { problemsIn } from './example.js';

const withSweep = (sweep: string, more = '') => `name: lfv
title: LFV
model: {id: lfv-alp-g}
experiment: tev-muons-2407.15942
channel: invisible-2mm
grid: {mass: {from: 1 MeV, to: 210 MeV, points: 3}, coupling: {from: 1e-6, to: 1, points: 3}}
sweep: ${sweep}
${more}`;
const parse = (text: string) => parseScanFiles(text, 'scan.yaml');

describe('parseScanFiles', () => {
  test('makes a scan of each combination, the last field running fastest', () => {
    const text = withSweep(
      '{model.parameters.theta: [pi/2, pi/3, 0.26 pi], experiment.beam.particles_on_target: [2e10, 1e12]}',
    );
    const scans = parse(text);
    expect(scans.map(({ name, sweep }) => [name, sweep])).toEqual(
      [
        ['1.571', Math.PI / 2],
        ['1.047', Math.PI / 3],
        ['0.8168', 0.26 * Math.PI],
      ].flatMap(([digits, theta]) => [
        [`lfv-theta-${digits}-exposure-2e10`, { theta, exposure: 2e10 }],
        [`lfv-theta-${digits}-exposure-1e12`, { theta, exposure: 1e12 }],
      ]),
    );
    expect(scans[3].plan.model.parameters.theta).toBe(Math.PI / 3);
    expect(scans[3].plan.experiment.beam).toMatchObject({ energyGeV: 1500, particlesOnTarget: 1e12 });
    expect(new Set(scans.map(({ planHash }) => planHash)).size).toBe(6);
    expect(scans.every((scan) => scan.title === 'LFV' && scan.text === text)).toBe(true);
  });

  test('makes the same plan as a file with these values', () => {
    const [, scan] = parse(withSweep('{theta: [0, pi/3], energy: [100 GeV]}'));
    const same = withSweep('{}')
      .replace('lfv-alp-g', 'lfv-alp-g, parameters: {theta: pi/3}')
      .replace('tev-muons-2407.15942', '{id: tev-muons-2407.15942, beam: {energy: 100 GeV}}');
    expect(scan.planHash).toBe(parseScanFile(same, 'scan.yaml').planHash);
  });

  test.each(['{}', '{theta: [1]}'])('makes one scan of the sweep %s', (sweep) => {
    const scans = parse(withSweep(sweep));
    expect(scans).toHaveLength(1);
    expect(parseScanFile(withSweep(sweep), 'scan.yaml')).toEqual(scans[0]);
  });

  test('without a sweep, makes the scan of the file', () => {
    const scans = parse(withSweep('{}').replace(/^sweep.*\n/m, ''));
    expect(scans.map(({ name, sweep }) => [name, sweep])).toEqual([['lfv', {}]]);
  });

  test('takes short names, also of fields of the channel', () => {
    const [first, , third, last] = parse(withSweep('{kappa: [0.5, 1/3], delta: [2 mm, 2 cm]}'));
    expect(first.name).toBe('lfv-kappa-0.5-delta-0.2cm');
    expect(last.swept).toEqual([
      { name: 'kappa', key: 'kappa', unit: null, value: 1 / 3, text: '1/3' },
      { name: 'delta', key: 'delta_cm', unit: 'cm', value: 2, text: '2 cm' },
    ]);
    expect(third.sweep).toEqual({ kappa: 1 / 3, delta: 0.2 });
    expect(last.plan.experiment.channel).toMatchObject({
      efficiency: { kind: 'constant', value: 1 / 3 },
      recoilTau: { fraction: 0.15, flightBeyondCm: 2 },
    });
    // The only channel need not be named, and a path has the short name as well.
    const text = withSweep('{experiment.channels.tau-to-muon.efficiency: [0.1, 0.2]}')
      .replace('tev-muons-2407.15942', 'na64mu-2407.15942')
      .replace('channel: invisible-2mm\n', '');
    expect(parse(text).map(({ name }) => name)).toEqual(['lfv-kappa-0.1', 'lfv-kappa-0.2']);
    expect(parse(text.replace('experiment.channels.tau-to-muon.efficiency', 'kappa'))[1].planHash).toBe(
      parse(text)[1].planHash,
    );
    expect(shortNames(SCAN_REGISTRIES)).toEqual(
      expect.arrayContaining(['theta', 'g_chi', 'exposure', 'energy', 'material', 'model', 'kappa', 'delta']),
    );
  });

  test('delta is the flight of both taus where both are selected; a path is that of one', () => {
    const visible = (sweep: string) =>
      parse(
        withSweep(sweep)
          .replace('invisible-2mm', 'visible-2mm')
          .replace('lfv-alp-g}', 'lfv-alp-g, parameters: {decays: visible}}'),
      );
    const both = visible('{delta: [2 cm]}')[0];
    expect(both.plan.experiment.channel).toMatchObject({
      recoilTau: { flightBeyondCm: 2 },
      decayTau: { flightBeyondCm: 2 },
    });
    expect(both.sweep).toEqual({ delta: 2 });
    const path = 'experiment.channels.visible-2mm.recoil_tau.flight_beyond';
    const one = visible(`{${path}: [2 cm]}`)[0];
    expect(one.plan.experiment.channel).toMatchObject({
      recoilTau: { flightBeyondCm: 2 },
      decayTau: { flightBeyondCm: 0.2 },
    });
    expect(one.sweep).toEqual({ [path]: 2 });
  });

  test('sweeps what contains other swept fields first, in whatever order they are written', () => {
    const text = withSweep(
      '{kappa: [0.5], energy: [100 GeV], channel: [invisible-2mm, tau-to-muon], experiment: [tev-muons-2407.15942]}',
    );
    expect(problemsIn(text)).toEqual([
      '7:67 sweep.channel[1]: expected one of invisible-2mm, invisible-2cm, invisible-all, visible-2mm, visible-2cm, visible-all, as in the experiment; got "tau-to-muon"',
    ]);
    const [scan] = parse(text.replace(', tau-to-muon', ''));
    expect(scan.plan.experiment).toMatchObject({
      id: 'tev-muons-2407.15942',
      beam: { energyGeV: 100 },
      channel: { efficiency: { value: 0.5 } },
    });
    expect(scan.name).toBe('lfv-1');
    expect(scan.sweep).toEqual({
      kappa: 0.5,
      energy: 100,
      channel: 'invisible-2mm',
      experiment: 'tev-muons-2407.15942',
    });
  });

  test('sweeps any field that decides what is computed', () => {
    const values = (sweep: string) => parse(withSweep(sweep)).map((scan) => scan.sweep);
    expect(values('{experiment.target.energy_loss: [none, stopping-power, 30 MeV/cm]}')).toEqual(
      ['none', 'stopping-power', 0.03].map((loss) => ({ 'experiment.target.energy_loss': loss })),
    );
    expect(
      values('{integration.x_max: [physical, 0.5], experiment.target.length: [10 cm, 20 cm]}'),
    ).toHaveLength(4);
    // A material has its own number of nuclei, which another must not inherit: rho N_A/A.
    const densities = parse(withSweep('{material: [W, Pb]}')).map(
      ({ plan }) => plan.experiment.target.numberDensityPerCm3,
    );
    expect(densities[0] / ((19.3 * 6.02214076e23) / 183.84)).toBeCloseTo(1, 12);
    expect(densities[1] / ((11.35 * 6.02214076e23) / 207.2)).toBeCloseTo(1, 12);
    expect(values('{grid.mass.points: [3, 4]}')).toEqual([
      { 'grid.mass.points': 3 },
      { 'grid.mass.points': 4 },
    ]);
    expect(values('{accuracy: [1e-3], method: [exact], form_factor: [tsai, tsai-elastic]}')[1]).toEqual({
      accuracy: 1e-3,
      method: 'exact',
      form_factor: 'tsai-elastic',
    });
    expect(values('{model: [lfv-alp-g]}')).toEqual([{ model: 'lfv-alp-g' }]);
  });

  test('names parameters with their units, for columns and queries', () => {
    const keys = (sweep: string) =>
      parse(withSweep(sweep)).map(({ swept }) =>
        Object.fromEntries(swept.map(({ key, value }) => [key, value])),
      );
    expect(
      keys('{experiment.target.length: [1 m], energy: [3 TeV], theta: [0.5 rad], material: [W]}'),
    ).toEqual([{ target_length_cm: 100, energy_gev: 3000, theta: 0.5, material: 'W' }]);
    expect(
      keys('{experiment.target.energy_loss: [none, 30 MeV/cm], integration.theta_max: [1 mrad]}'),
    ).toEqual([
      { target_energy_loss_gev_per_cm: 'none', integration_theta_max_rad: 0.001 },
      { target_energy_loss_gev_per_cm: 0.03, integration_theta_max_rad: 0.001 },
    ]);
    expect(keys('{grid.mass.to: [200 MeV], grid.mass.points: [4]}')).toEqual([
      { grid_mass_to: '200 MeV', grid_mass_points: 4 },
    ]);
  });

  test('finds fields of channels with dots in their names', () => {
    const text = withSweep('{experiment.channels.a.b.x_min: [0.1, 0.2]}')
      .replace(
        'tev-muons-2407.15942',
        '{id: tev-muons-2407.15942, channels: {a.b: {title: with a dot}, a: {title: a}}}',
      )
      .replace('invisible-2mm', 'a.b');
    expect(parse(text).map(({ plan }) => plan.experiment.channel.xMin)).toEqual([0.1, 0.2]);
  });

  test('takes the values of an alias', () => {
    const text = withSweep('{theta: &list [0.1, 0.2], g_chi: *list}');
    expect(parse(text)).toHaveLength(4);
  });

  test('validates 1000 planes in time', () => {
    const thetas = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const started = performance.now();
    expect(new Set(parse(withSweep(`{theta: [${thetas.join()}]}`)).map(({ name }) => name)).size).toBe(1000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

const SHORT = shortNames(SCAN_REGISTRIES).join(', ');
const SECTIONS = 'model, experiment, channel, method, form_factor, integration, grid, accuracy';

const count = (to: number) => Array.from({ length: to }, (_, i) => i + 1).join();

describe('faults are told once', () => {
  test.each([
    ['', '7:1 sweep: expected a mapping; got nothing'],
    ['[theta]', '7:8 sweep: expected a mapping; got a list'],
    [
      '{theta: [], exposure: 3, kappa: [[1]], delta: [~, true], energy: {from: 1 GeV}}',
      '7:16 sweep.theta: expected at least one value; got an empty list',
      '7:30 sweep.exposure: expected a list of values; got 3',
      '7:41 sweep.kappa[0]: expected a number or text; got a list',
      '7:55 sweep.delta[0]: expected a number or text; got nothing',
      '7:58 sweep.delta[1]: expected a number or text; got true',
      '7:73 sweep.energy: expected a list of values; got a mapping',
    ],
    ['{tehta: [1]}', '7:9 sweep.tehta: not a field that can be swept; did you mean "theta"?'],
    [
      '{exprimnt.beam.energy: [1 GeV]}',
      '7:9 sweep.exprimnt.beam.energy: not a field that can be swept; did you mean "experiment"?',
    ],
    [
      '{title: [a, b]}',
      `7:9 sweep.title: not a field that can be swept; expected a path that begins with ${SECTIONS}, or one of ${SHORT}`,
    ],
    [
      '{theta: [1], model.parameters.theta: [2]}',
      '7:21 sweep.model.parameters.theta: the same field as "theta"; keep one of them',
    ],
    [
      '{experiment.beam.enrgy: [1 GeV, 2 GeV], experiment.bem.energy: [1 GeV]}',
      '7:9 sweep.experiment.beam.enrgy: unknown field; did you mean "energy"?',
      '7:48 sweep.experiment.bem.energy: experiment.bem: unknown field; did you mean "beam"?',
    ],
    [
      '{theta: [pie, 1, 2], energy: [100 GeV, 100]}',
      '7:17 sweep.theta[0]: expected an angle such as "pi/2", "0.26 pi", "0.5 rad" or "90 deg", or a number of rad; got "pie"',
      '7:47 sweep.energy[1]: expected a quantity with its unit, such as "160 GeV"; got 100 without a unit (units: eV, keV, MeV, GeV, TeV)',
    ],
    [
      '{method: [exact, iww], kappa: [0.1, 2]}',
      '7:25 sweep.method[1]: expected "exact", which can produce the mediator of the model (lfv-alp); got "iww"',
      '7:44 sweep.kappa[1]: expected a number from 0 to 1, a fraction such as "1/3" or a percentage; got 2',
    ],
    [
      '{accuracy.x: [1]}',
      '7:9 sweep.accuracy.x: accuracy: expected a number from 1e-8 to 0.1; got a mapping',
    ],
    [
      '{experiment: [tev-muons-2407.1594]}',
      `7:22 sweep.experiment[0]: expected one of ${Object.keys(EXPERIMENTS).join(', ')}, or a mapping; got "tev-muons-2407.1594"; did you mean "tev-muons-2407.15942"?`,
    ],
    [
      '{theta: [pi/2, 1, 1.5707963267948966], exposure: [1e10, 2e10]}',
      '7:26 sweep.theta[2]: expected values that make different scans; this one makes the same as "pi/2"',
    ],
    [
      '{experiment.title: [a, b]}',
      '7:31 sweep.experiment.title[1]: expected values that make different scans; this one makes the same as "a"',
    ],
    [
      `{theta: [${count(40)}], exposure: [${count(40)}]}`,
      '7:8 sweep: expected at most 1000 combinations; got 40 x 40 = 1600',
    ],
  ])('%s', (sweep, ...problems) => {
    expect(problemsIn(withSweep(sweep))).toEqual(problems);
  });

  test('those of the rest of the file too', () => {
    expect(
      problemsIn(withSweep('{theta: [1, 2, x], foo: [1]}', 'accuracy: 3\n').replace('210 MeV', '210')),
    ).toEqual([
      '6:32 grid.mass.to: expected a quantity with its unit, such as "160 GeV"; got 210 without a unit (units: eV, keV, MeV, GeV, TeV)',
      '7:23 sweep.theta[2]: expected an angle such as "pi/2", "0.26 pi", "0.5 rad" or "90 deg", or a number of rad; got "x"',
      `7:27 sweep.foo: not a field that can be swept; expected a path that begins with ${SECTIONS}, or one of ${SHORT}`,
      '8:11 accuracy: expected a number from 1e-8 to 0.1; got 3',
    ]);
  });

  test('a field that is missing beside a swept one', () => {
    const text = withSweep('{delta: [2 mm, 2 cm]}').replace('invisible-2mm', 'invisible-all');
    expect(problemsIn(text)).toEqual([
      '7:9 sweep.delta: expected a channel with recoil_tau, whose flight_beyond it is; the channel "invisible-all" has none',
    ]);
  });

  test('a written value that a swept one replaces is looked at too', () => {
    const withEfficiency = (efficiency: string, sweep = '{kappa: [0.1, 0.2]}') =>
      withSweep(sweep).replace(
        'tev-muons-2407.15942',
        `{id: tev-muons-2407.15942, channels: {invisible-2mm: {efficiency: ${efficiency}}}}`,
      );
    const refused = (key: string) =>
      `7:9 sweep.${key}: expected an efficiency that is a number, because a swept one takes its place; the channel "invisible-2mm" has a table. For a factor on the table sweep the exposure, to which yields are proportional too; to do without the table write "efficiency: 1" in the channel`;
    expect(problemsIn(withEfficiency('{x: [0, 1], efficiency: [0.5, 1]}'))).toEqual([refused('kappa')]);
    const path = 'experiment.channels.invisible-2mm.efficiency';
    expect(
      problemsIn(withEfficiency('{mass_gev: [0, 1], efficiency: [0.5, 7]}', `{${path}: [0.1]}`)),
    ).toEqual([
      '4:116 experiment.channels.invisible-2mm.efficiency.efficiency[1]: expected a number from 0 to 1; got 7',
      refused(path),
    ]);
    expect(problemsIn(withEfficiency('7'))).toEqual([
      '4:79 experiment.channels.invisible-2mm.efficiency: expected a number from 0 to 1, a fraction such as "1/3" or a percentage; got 7',
    ]);
    expect(problemsIn(withEfficiency('1'))).toEqual([]);
    // That of a registered experiment is a table as well.
    const registered = withSweep('{kappa: [0.1]}')
      .replace('tev-muons-2407.15942', 'na64mu-2022')
      .replace('invisible-2mm', 'invisible-inferred');
    expect(problemsIn(registered)).toEqual([refused('kappa').replace('invisible-2mm', 'invisible-inferred')]);
  });

  test('an experiment that is misspelt or missing', () => {
    const text = withSweep('{energy: [1 GeV, 2 GeV]}');
    expect(problemsIn(text.replace('2407.15942', '2407.1594'))).toEqual([
      '4:13 experiment: unknown experiment; did you mean "tev-muons-2407.15942"? (a new one needs all of id, title, source, beam, target, channels)',
    ]);
    expect(problemsIn(text.replace(/^experiment.*\nchannel.*\n/m, ''))[0]).toMatch(
      /^5:9 sweep.energy: experiment.id: expected one of .* to change some of its fields/,
    );
  });

  test('what fields say together, where they stand', () => {
    const text = withSweep('{energy: [10 GeV, 100 GeV]}')
      .replace('1 MeV', '20 GeV')
      .replace('210 MeV', '30 GeV');
    expect(problemsIn(text)).toEqual([
      '6:14 grid.mass: expected masses below the beam energy (10 GeV); got none, the lowest is 20 GeV',
    ]);
  });

  test('thousands, in time', () => {
    const values = Array.from({ length: 1000 }, (_, i) => `x${i}`).join();
    const started = performance.now();
    expect(problemsIn(withSweep(`{theta: [${values}]}`))).toHaveLength(10);
    const fields = Array.from({ length: 10_000 }, (_, i) => `field${i}: 1\n`).join('');
    expect(problemsIn(withSweep('{theta: [1, 2, 3, 4]}', fields))).toHaveLength(101);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

test('parseScanFile says how to name one of several planes', () => {
  expect(() => parseScanFile(withSweep('{theta: [1, 2], exposure: [1e10]}'), 'a.yaml')).toThrow(
    new UsageError(
      'a.yaml makes 2 scans, with a sweep of theta, exposure; name one of them, such as lfv-theta-1-exposure-1e10 or lfv-theta-2-exposure-1e10',
    ),
  );
});

test('readScanFiles reads a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'muscan-sweep-'));
  try {
    const path = join(directory, 'sweep.yaml');
    writeFileSync(path, withSweep('{theta: [1, 2]}'));
    expect(readScanFiles(path)).toEqual(parseScanFiles(withSweep('{theta: [1, 2]}'), path));
    expect(() => readScanFiles(join(directory, 'none.yaml'))).toThrow(UsageError);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

const parameters = (values: Readonly<Record<string, number | string>>, unit: string | null = null) =>
  Object.entries(values).map(([name, value]) => ({ name, value, unit }));

describe('planeNames', () => {
  test.each([
    [{ theta: 0 }, 'a-theta-0'],
    [{ theta: -Math.PI }, 'a-theta--3.142'],
    [{ exposure: 2e10 }, 'a-exposure-2e10'],
    [{ exposure: 1.2345678e13 }, 'a-exposure-1.235e13'],
    [{ energy: 160 }, 'a-energy-160'],
    [{ energy: 1500 }, 'a-energy-1500'],
    [{ energy: 2000 }, 'a-energy-2e3'],
    [{ accuracy: 1e-4 }, 'a-accuracy-1e-4'],
    [{ g_chi: 0.25, method: 'exact' }, 'a-g-chi-0.25-method-exact'],
    [{ 'experiment.target.material': 'Pb' }, 'a-material-pb'],
    [{ 'grid.mass.to': '1 GeV', 'grid.coupling.to': 1 }, 'a-mass-to-1-gev-coupling-to-1'],
    [{ 'experiment.beam.spectrum.file': '../data/x.yaml' }, 'a-1'],
  ])('%j', (values, name) => {
    expect(planeNames('a', [parameters(values)])).toEqual([name]);
  });

  test.each([
    ['cm', 'a-delta-0.2cm'],
    ['GeV', 'a-delta-0.2gev'],
    ['GeV/cm', 'a-delta-0.2gev-per-cm'],
    ['GeV^2', 'a-delta-0.2gev2'],
    ['/cm^3', 'a-delta-0.2per-cm3'],
  ])('with the unit %s', (unit, name) => {
    expect(planeNames('a', [parameters({ delta: 0.2 }, unit)])).toEqual([name]);
  });

  test('takes as many digits as tell planes apart', () => {
    expect(
      planeNames(
        'a',
        [{ x: 1.00001 }, { x: 1.00002 }].map((x) => parameters(x)),
      ),
    ).toEqual(['a-x-1.00001', 'a-x-1.00002']);
    expect(
      planeNames(
        'a',
        [{ x: 1 }, { x: 1 + Number.EPSILON }].map((x) => parameters(x)),
      ),
    ).toEqual(['a-x-1', 'a-x-1.0000000000000002']);
  });

  test('counts planes whose names would be too long', () => {
    const planes = Array.from({ length: 12 }, (_, i) => parameters({ theta: i }));
    const names = planeNames('x'.repeat(55), planes);
    expect(names[0]).toBe(`${'x'.repeat(55)}-01`);
    expect(planeNames('x'.repeat(60), planes)[11]).toBe(`${'x'.repeat(57)}-12`);
  });
});
