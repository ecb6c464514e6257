import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InputFileError, UsageError } from '../../src/errors.js';
import { EXPERIMENTS } from '../../src/experiments/index.js';
import { experimentSchema } from '../../src/experiments/schema.js';
import { AVOGADRO_PER_MOL } from '../../src/physics/constants.js';
import { stoppingPowerTable } from '../../src/physics/energy-loss.js';
import { NUMERICS_VERSION } from '../../src/scan/plan.js';
import { SCAN_REGISTRIES, type ScanRegistries } from '../../src/scan/registries.js';
import { toPlanExperiment } from '../../src/scan/resolve-plan.js';
import { parseScanFile, readScanFile } from '../../src/scan/scan-file.js';
import { scanTemplate } from '../../src/scan/template.js';
import { EXAMPLE, exampleWith, FULL_EXAMPLE, fullExampleWith } from './example.js';

const parse = (text: string) => parseScanFile(text, 'scan.yaml');
const withExperiment = (yaml: string) =>
  parse(exampleWith('experiment: na64-1701.07437', `experiment: ${yaml}`));

describe('parseScanFile', () => {
  test('resolves names, units and defaults into a plan', () => {
    const { plan, ...file } = parse(EXAMPLE);
    expect(file).toEqual({
      name: 'na64-model-a',
      title: 'NA64, model A',
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      contourLevels: [3],
      contourExposures: [],
      certainty: 'projected',
      sweep: {},
      swept: [],
      text: EXAMPLE,
      path: 'scan.yaml',
    });
    expect({ ...plan, grid: {} }).toEqual({
      numericsVersion: NUMERICS_VERSION,
      model: { id: 'scalar-mass-proportional', parameters: {} },
      experiment: {
        id: 'na64-1701.07437',
        beam: { particle: 'muon', energyGeV: 160, spectrum: null, particlesOnTarget: 8e12 },
        target: {
          material: { name: 'Pb', Z: 82, A: 207.2 },
          lengthCm: 20,
          extentCm: 20,
          numberDensityPerCm3: 3.3e22,
          energyLoss: { kind: 'constant', gevPerCm: 0.0127 },
          minimumEnergyGeV: 0,
          layers: null,
        },
        channel: {
          id: 'missing-energy',
          signature: 'any',
          decayVolumes: [{ fromCm: 520, toCm: null }],
          xMin: 1 / 3,
          xMax: 1,
          recoilMinGeV: 0,
          recoilMaxGeV: null,
          efficiency: { kind: 'constant', value: 1 },
          recoilTau: null,
          decayTau: null,
        },
      },
      method: 'iww',
      formFactor: 'tsai-as-printed',
      integration: { xMin: 0, xMax: null, thetaMax: null, tMaxGeV2: null },
      accuracy: 1e-4,
      grid: {},
    });
    expect(plan.grid.massGeV).toHaveLength(20);
    expect([plan.grid.massGeV[0], plan.grid.massGeV.at(-1)]).toEqual([0.001, 0.21]);
    expect(plan.grid.coupling).toHaveLength(7);
  });

  test('fills in everything that may be left out', () => {
    const { name, title, contourLevels, plan } = parse(`
name: short
model: {id: scalar-muon-only}
experiment: fermilab-1701.07437
grid:
  mass: {values: [1 MeV, 5e6 eV]}
  coupling: {from: 1, to: 3, points: 3, spacing: linear}
`);
    expect({ name, title, contourLevels }).toEqual({ name: 'short', title: undefined, contourLevels: [3] });
    expect(plan).toMatchObject({
      experiment: { channel: { id: 'displaced-decay', decayVolumes: [{ fromCm: 150, toCm: 450 }] } },
      method: 'exact',
      formFactor: 'tsai',
      integration: { xMin: 0, xMax: null, thetaMax: null, tMaxGeV2: null },
      accuracy: 1e-4,
      grid: { massGeV: [0.001, 0.005], coupling: [1, 2, 3] },
    });
  });

  test('limits of the integration', () => {
    const { integration } = parse(
      exampleWith(
        'integration:\n  x_min: 0\n  x_max: physical\n',
        'integration: {x_min: 1/3, x_max: 0.9, theta_max: 5 mrad, t_max: 1 MeV^2}\n',
      ).replace('method: iww', 'method: ww'),
    ).plan;
    expect(integration).toEqual({ xMin: 1 / 3, xMax: 0.9, thetaMax: 0.005, tMaxGeV2: 1e-6 });
  });

  test('overrides single fields of a registered experiment, which keeps its id', () => {
    const { experiment } = withExperiment(`
  id: na64-1701.07437
  beam: {energy: 100 GeV}
  target: {material: {name: Ta, Z: 73, A: 180.9}, number_density: 5.5e22 /cm^3, energy_loss: none}
  channels: {missing-energy: {decay_volume: {to: 10 m}, x_min: 0.5}}`).plan;
    const original = parse(EXAMPLE).plan.experiment;
    expect(experiment).toEqual({
      ...original,
      beam: { ...original.beam, energyGeV: 100 },
      target: {
        ...original.target,
        material: { name: 'Ta', Z: 73, A: 180.9 },
        numberDensityPerCm3: 5.5e22,
        energyLoss: { kind: 'none' },
      },
      channel: { ...original.channel, decayVolumes: [{ fromCm: 520, toCm: 1000 }], xMin: 0.5 },
    });
    // The registry itself is left as it was.
    expect(parse(EXAMPLE).plan.experiment).toEqual(original);
  });

  test('`decay_volume: none` lets every produced particle count', () => {
    const { plan } = withExperiment(
      '{id: na64-1701.07437, channels: {missing-energy: {decay_volume: none}}}',
    );
    expect(plan.experiment.channel.decayVolumes).toEqual([]);
  });

  test('an override replaces a table, a list and the kind of beam as a whole', () => {
    const { beam, target, channel } = parse(
      exampleWith(
        'experiment: na64-1701.07437\nchannel: missing-energy',
        `experiment:
  id: na64mu-2022
  beam: {spectrum: {energy_from_gev: [100], energy_to_gev: [160], particles: [1]}}
  target: {energy_loss: {energy_gev: [1, 200], loss_gev_per_cm: [0.01, 0.03]}}
  channels:
    invisible-inferred:
      decay_volume: [{from: 10 m, to: 11 m}, {from: 12 m, to: infinity}]
      recoil: {min: 1 GeV}
      efficiency: {x: [0.5, 1], efficiency: [0, 1]}
channel: invisible-inferred`,
      ),
    ).plan.experiment;
    expect(beam).toEqual({
      particle: 'muon',
      energyGeV: 160,
      spectrum: { energyFromGeV: [100], energyToGeV: [160], weight: [1] },
      particlesOnTarget: 2e10,
    });
    expect(target.energyLoss).toEqual({ kind: 'table', energyGeV: [1, 200], lossGeVPerCm: [0.01, 0.03] });
    expect(channel).toMatchObject({
      decayVolumes: [
        { fromCm: 1000, toCm: 1100 },
        { fromCm: 1200, toCm: null },
      ],
      recoilMinGeV: 1,
      recoilMaxGeV: 120,
      efficiency: { kind: 'by-x', at: [0.5, 1], value: [0, 1] },
    });
  });

  test('layers set the extent of a target, and may be where X is made', () => {
    const target = (fields: string) =>
      parse(fullExampleWith('energy_loss:', `energy_loss: none\n${fields}`)).plan.experiment.target;
    const layers = 'layers: {count: 30, spacing: 1 cm}';
    expect(target(layers)).toMatchObject({ lengthCm: 20, extentCm: 30, layers: null });
    expect(target(`${layers}\nextent: 1 m\nproduction_depth: layers`)).toMatchObject({
      lengthCm: 20,
      extentCm: 100,
      layers: { count: 30, spacingCm: 1 },
    });
  });

  test('the stopping power of the material becomes a table', () => {
    const { target } = parse(fullExampleWith('energy_loss:', 'energy_loss: stopping-power')).plan.experiment;
    expect(target.energyLoss).toEqual({
      kind: 'table',
      ...stoppingPowerTable('W', (6.3e22 * 183.84) / AVOGADRO_PER_MOL),
    });
  });

  test('selections of taus, signature and efficiency', () => {
    const { plan } = parse(
      fullExampleWith(
        'title: everything',
        `title: everything
signature: visible
decay_volume: {from: 1 m, to: 2 m}
efficiency: 1/4
recoil_tau: {fraction: 0.17, muon_below: 5 GeV, flight_beyond: 2 mm}
decay_tau: {fraction: 0.15}`,
      ).replace('{id: lfv-alp-g}', '{id: lfv-alp-g, parameters: {decays: visible}}'),
    );
    expect(plan.experiment.channel).toEqual({
      id: 'all',
      signature: 'visible',
      decayVolumes: [{ fromCm: 100, toCm: 200 }],
      xMin: 0,
      xMax: 1,
      recoilMinGeV: 0,
      recoilMaxGeV: null,
      efficiency: { kind: 'constant', value: 0.25 },
      recoilTau: { fraction: 0.17, muonBelowGeV: 5, flightBeyondCm: 0.2 },
      decayTau: { fraction: 0.15, muonBelowGeV: null, flightBeyondCm: 0 },
    });
  });

  test('parameters of the model, with defaults', () => {
    const parameters = (yaml: string) =>
      parse(FULL_EXAMPLE.replace('id: lfv-alp-g', `id: lfv-alp-g, ${yaml}`)).plan.model.parameters;
    const defaults = { theta: Math.PI / 2, decays: 'invisible', g_chi: 0, chi_mass_ratio: 1 / 3 };
    expect(parameters('parameters: {}')).toEqual(defaults);
    expect(parameters('parameters: {decays: computed, g_chi: 1, chi_mass_ratio: 1/4}')).toEqual({
      ...defaults,
      decays: 'computed',
      g_chi: 1,
      chi_mass_ratio: 0.25,
    });
  });

  test.each([
    ['pi', Math.PI],
    ['pi/3', Math.PI / 3],
    ['2pi/3', (2 * Math.PI) / 3],
    ['0.26 pi', 0.26 * Math.PI],
    ['.5*pi', 0.5 * Math.PI],
    ['-pi/2', -Math.PI / 2],
    ['0.5 rad', 0.5],
    ['20 mrad', 0.02],
    ['0', 0],
  ])('the angle %s', (text, angle) => {
    const scan = parse(FULL_EXAMPLE.replace('lfv-alp-g', `lfv-alp-g, parameters: {theta: ${text}}`));
    expect(scan.plan.model.parameters.theta).toBe(angle);
  });

  test('takes an experiment in full, even with an id like that of another', () => {
    const { experiment } = withExperiment(`
  id: na64-1701.07438
  title: Another
  source: this test
  beam: {particle: electron, energy: 100 GeV, particles_on_target: 1e12}
  target: {material: W, length: 1 m, number_density: 6e22 /cm^3, energy_loss: none, minimum_energy: 1 GeV}
  channels: {missing-energy: {title: all of them}}`).plan;
    expect(experiment).toMatchObject({
      id: 'na64-1701.07438',
      beam: { particle: 'electron', energyGeV: 100, particlesOnTarget: 1e12 },
      target: {
        material: { name: 'W', Z: 74, A: 183.84 },
        lengthCm: 100,
        numberDensityPerCm3: 6e22,
        energyLoss: { kind: 'none' },
        minimumEnergyGeV: 1,
      },
      channel: { id: 'missing-energy', signature: 'any', decayVolumes: [], xMin: 0, xMax: 1 },
    });
  });

  test('reads numbers as YAML 1.2 does, whatever the file declares', () => {
    const text = `%YAML 1.1\n---\n${exampleWith('title: NA64, model A', 'title: on')}`;
    expect(parse(text).title).toBe('on');
  });

  test('aliases repeat a value', () => {
    const text = exampleWith('x_min: 0', 'x_min: &low 0.4').replace(
      'accuracy: 1e-4',
      'contours: {levels: [*low]}',
    );
    expect(parse(text.replace('contours: {levels: [3]}\n', '')).contourLevels).toEqual([0.4]);
  });
});

describe('models with parameters and a coupling that has a unit', () => {
  const registries: ScanRegistries = {
    ...SCAN_REGISTRIES,
    models: {
      ...SCAN_REGISTRIES.models,
      alp: {
        couplingUnit: 'GeV^-1',
        mediator: 'pseudoscalar',
        beamLeptons: ['muon'],
        decaysToTau: () => false,
        parameters: z.strictObject({ ratio: z.number().default(1), sign: z.enum(['plus', 'minus']) }),
      },
    },
  };
  const alp = exampleWith('scalar-mass-proportional', 'alp\n  parameters: {sign: plus}');
  const parseAlp = (text: string) => parseScanFile(text, 'scan.yaml', registries);

  test('are read with their unit and defaults', () => {
    const { plan } = parseAlp(
      alp.replace('{from: 1e-6, to: 1, points: 7}', '{values: [1e-6 GeV^-1, "2e-6 GeV^-1"]}'),
    );
    expect(plan.model).toEqual({ id: 'alp', parameters: { ratio: 1, sign: 'plus' } });
    expect(plan.grid.coupling).toEqual([1e-6, 2e-6]);
  });

  test.each([
    [
      '{values: [1e-6]}',
      '15:23: grid.coupling.values[0]: expected a coupling above zero with its unit, such as "1e-4 GeV^-1"; got 0.000001 without a unit',
    ],
    [
      '{values: [1e-6 TeV^-1]}',
      '15:23: grid.coupling.values[0]: expected a coupling above zero with its unit, such as "1e-4 GeV^-1"; got "1e-6 TeV^-1"',
    ],
    [
      '{values: [0 GeV^-1]}',
      '15:23: grid.coupling.values[0]: expected a coupling above zero with its unit, such as "1e-4 GeV^-1"; got "0 GeV^-1"',
    ],
  ])('refuse the couplings %s', (axis, message) => {
    expect(() => parseAlp(alp.replace('{from: 1e-6, to: 1, points: 7}', axis))).toThrow(
      `scan.yaml:${message}`,
    );
  });

  test('refuse parameters that do not fit', () => {
    expect(() =>
      parseAlp(exampleWith('scalar-mass-proportional', 'alp\n  parameters: {sgn: 1, ratio: x}')),
    ).toThrow(
      'scan.yaml:5:16: model.parameters.sgn: unknown field; did you mean "sign"?\n' +
        'scan.yaml:5:31: model.parameters.ratio: expected a number; got "x"',
    );
    expect(() => parseAlp(exampleWith('scalar-mass-proportional', 'alp'))).toThrow(
      'scan.yaml:3:1: model.parameters.sign: expected one of plus, minus; got nothing',
    );
  });

  test('take couplings in any way as long as the model is not known', () => {
    const text = exampleWith('scalar-mass-proportional', 'axion').replace(
      'from: 1e-6,',
      'from: 1e-6 GeV^-1,',
    );
    expect(() => parseAlp(text)).toThrow(
      new InputFileError([
        {
          file: 'scan.yaml',
          line: 4,
          column: 7,
          field: 'model.id',
          message: `expected one of ${Object.keys(registries.models).join(', ')}; got "axion"`,
        },
      ]),
    );
  });
});

describe('toPlanExperiment', () => {
  const na64 = experimentSchema.parse(EXPERIMENTS['na64-1701.07437']);

  test('leaves the documentation out', () => {
    const renamed = { ...na64, title: 'other', source: 'other' };
    expect(toPlanExperiment(renamed, 'missing-energy')).toEqual(toPlanExperiment(na64, 'missing-energy'));
  });

  test.each(['none', 'constructor'])('refuses the unknown channel %s', (id) => {
    expect(() => toPlanExperiment(na64, id)).toThrow(
      `na64-1701.07437 has the channels missing-energy; got "${id}"`,
    );
  });
});

describe('scanTemplate', () => {
  test('is a valid scan file that names every alternative', () => {
    const template = scanTemplate();
    expect(parse(template)).toMatchObject({
      name: 'my-scan',
      plan: { method: 'exact', formFactor: 'tsai' },
    });
    const { models, methods, formFactors, experiments } = SCAN_REGISTRIES;
    for (const id of [
      ...Object.keys(models),
      ...Object.keys(methods),
      ...formFactors,
      ...Object.keys(experiments),
    ]) {
      expect(template).toContain(id);
    }
  });

  test('tells editors where the schema is', () => {
    const template = scanTemplate('my-scan', '../scan.schema.json');
    expect(template.split('\n')[0]).toBe('# yaml-language-server: $schema=../scan.schema.json');
    expect(parse(template).planHash).toBe(parse(scanTemplate()).planHash);
  });

  /** The template with the n-th commented block of an experiment in place of the experiment. */
  const withExample = (n: number) => {
    const template = scanTemplate().replace(/^experiment: .*\n/m, '');
    const blocks = template.match(/^# {3}experiment:\n(?:# {5}.*\n)+/gm)!;
    return `${template}\n${blocks[n].replaceAll(/^# {3}/gm, '')}`;
  };

  test('the new experiment that it shows is valid', () => {
    const text = withExample(1).replace(/^channel: .*\n/m, '');
    expect(parse(text).plan.experiment).toMatchObject({ id: 'my-experiment', target: { lengthCm: 200 } });
  });

  test('the override that it shows is valid', () => {
    const uncommented = withExample(0);
    expect(parse(uncommented).plan.experiment).toMatchObject({
      beam: { energyGeV: 100 },
      target: { lengthCm: 40 },
    });
  });
});

describe('readScanFile', () => {
  const directory = mkdtempSync(join(tmpdir(), 'muscan-scan-file-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };

  test('reads a file', () => {
    const path = write('good.yaml', EXAMPLE);
    expect(readScanFile(path)).toEqual({ ...parse(EXAMPLE), path });
  });

  test.each([
    ['no file', 'none.yaml', 'there is no such file'],
    ['a file as directory', 'good.yaml/none.yaml', 'there is no such file'],
    ['a directory', '.', 'it is a directory'],
    ['a name that cannot be', 'a\0b', 'the name is not a file name'],
    ['a long name', 'x'.repeat(5000), 'the name is too long'],
  ])('%s', (_, name, why) => {
    write('good.yaml', EXAMPLE);
    const path = `${directory}/${name}`;
    expect(() => readScanFile(path)).toThrow(new UsageError(`cannot read ${JSON.stringify(path)}: ${why}`));
  });

  test('an endless device', () => {
    expect(() => readScanFile('/dev/zero')).toThrow(
      new UsageError('cannot read "/dev/zero": it is not a regular file'),
    );
  });

  test('a file that is far too long', () => {
    const path = write('long.yaml', new Uint8Array(4_000_001));
    expect(() => readScanFile(path)).toThrow(
      new UsageError(`cannot read ${JSON.stringify(path)}: it has 4000001 bytes, more than 4000000`),
    );
  });

  test('other bytes than UTF-8, with their place', () => {
    const latin1 = Buffer.concat([
      Buffer.from('name: a\ntitle: é'),
      Buffer.from('größe\n', 'latin1'),
      Buffer.from('x: 1\n'),
    ]);
    const path = write('latin1.yaml', latin1);
    expect(() => readScanFile(path)).toThrow(
      new InputFileError([
        {
          file: path,
          line: 2,
          column: 11,
          field: '',
          message: 'expected UTF-8 text; got other bytes (a binary file, or another encoding)',
        },
      ]),
    );
  });

  test('UTF-16, as some editors write', () => {
    const path = write('utf16.yaml', Buffer.from(`\uFEFF${EXAMPLE}`, 'utf16le'));
    expect(() => readScanFile(path)).toThrow(`${path}:1:1: expected UTF-8 text`);
  });
});
