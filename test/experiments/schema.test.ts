import { describe, expect, test } from 'vitest';
import { EXPERIMENTS } from '../../src/experiments/index.js';
import { type ExperimentInput, experimentSchema, highestEnergy } from '../../src/experiments/schema.js';
import { readExperimentTables } from '../../src/scan/experiment-tables.js';

const na64 = EXPERIMENTS['na64-1701.07437'];
const messagesOf = (input: unknown) =>
  experimentSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each(Object.entries(EXPERIMENTS))('%s is valid, under its own id', (id, experiment) => {
  const { data, files } = readExperimentTables(experiment);
  expect(files.flatMap(({ table }) => table.problem ?? [])).toEqual([]);
  expect(messagesOf(data)).toBeUndefined();
  expect(experiment.id).toBe(id);
});

test('quantities are read into GeV and cm', () => {
  expect(experimentSchema.parse(EXPERIMENTS['fermilab-1701.07437'])).toMatchObject({
    beam: { energy: 3 },
    target: { length: 150, number_density: 6.3e22, energy_loss: 0.0221, minimum_energy: 0.5 },
    channels: { 'displaced-decay': { decay_volume: { from: 150, to: 450 } } },
  });
});

const withChannel = (fields: object): unknown => ({
  ...na64,
  channels: { one: { title: 'one', ...fields } },
});
const withTarget = (fields: object): unknown => ({ ...na64, target: { ...na64.target, ...fields } });
const withSpectrum = (spectrum: object): unknown => ({
  ...na64,
  beam: { particle: 'muon', spectrum, particles_on_target: 1e10 },
});

describe('every way to write', () => {
  test('the energy of a beam', () => {
    const spectrum = { energy_from_gev: [1, 10], energy_to_gev: [5, 100], particles: [3, 0] };
    const { beam } = experimentSchema.parse(withSpectrum(spectrum));
    expect(beam).toEqual({ particle: 'muon', spectrum, particles_on_target: 1e10 });
    expect(highestEnergy(beam)).toBe(100);
    expect(highestEnergy({ energy: 5 })).toBe(5);
  });

  test.each([
    ['none', 'none'],
    ['stopping-power', 'stopping-power'],
    ['12.7 MeV/cm', 0.0127],
    [
      { energy_gev: [1, 2], loss_gev_per_cm: [0.01, 0.02] },
      { energy_gev: [1, 2], loss_gev_per_cm: [0.01, 0.02] },
    ],
  ])('energy loss: %j', (written, read) => {
    expect(experimentSchema.parse(withTarget({ energy_loss: written })).target.energy_loss).toEqual(read);
  });

  test.each([
    [0.5, 0.5],
    ['1/4', 0.25],
    [
      { mass_gev: [1], efficiency: [0] },
      { mass_gev: [1], efficiency: [0] },
    ],
    [
      { x: [0, 1], efficiency: [0, 1] },
      { x: [0, 1], efficiency: [0, 1] },
    ],
  ])('efficiency: %j', (written, read) => {
    expect(experimentSchema.parse(withChannel({ efficiency: written })).channels.one.efficiency).toEqual(
      read,
    );
  });

  test.each([
    ['none', 'none'],
    [
      { from: '0 cm', to: '1 m' },
      { from: 0, to: 100 },
    ],
    // They may touch, in any order.
    [
      [
        { from: '2 m', to: 'infinity' },
        { from: '1 m', to: '2 m' },
      ],
      [
        { from: 200, to: Infinity },
        { from: 100, to: 200 },
      ],
    ],
  ])('decay volumes: %j', (written, read) => {
    expect(experimentSchema.parse(withChannel({ decay_volume: written })).channels.one.decay_volume).toEqual(
      read,
    );
  });

  test('layers', () => {
    const layers = { count: 200, spacing: '1 mm' };
    expect(messagesOf(withTarget({ layers, production_depth: 'layers' }))).toBeUndefined();
  });
});

test('a file is not read by the schema', () => {
  expect(messagesOf(withTarget({ energy_loss: { file: 'loss.csv' } }))).toHaveLength(1);
});

describe('fields that contradict each other', () => {
  test.each<[string, unknown, string]>([
    [
      'a cut that leaves nothing',
      withChannel({ x_min: 0.5, x_max: '1/2' }),
      'channels.one.x_max: expected a number above "x_min" (0.5); got 0.5',
    ],
    ['no channel', { ...na64, channels: {} }, 'channels: expected at least one channel; got none'],
    [
      'a minimum above the beam energy',
      { ...na64, target: { ...na64.target, minimum_energy: '161 GeV' } satisfies ExperimentInput['target'] },
      "target.minimum_energy: expected an energy below the beam's (160 GeV); got 161 GeV",
    ],
    [
      'a beam of a spectrum below the minimum',
      {
        ...(withSpectrum({ energy_from_gev: [1], energy_to_gev: [2], particles: [1] }) as object),
        target: { ...na64.target, minimum_energy: '3 GeV' },
      },
      "target.minimum_energy: expected an energy below the beam's (2 GeV); got 3 GeV",
    ],
  ])('%s', (_, input, message) => {
    expect(messagesOf(input)).toEqual([message]);
  });

  test('are told along with faults elsewhere', () => {
    expect(messagesOf(withChannel({ x_min: 0.5, x_max: 0.1, efficiency: 2 }))).toEqual([
      'channels.one.efficiency: expected a number from 0 to 1, a fraction such as "1/3" or a percentage; got 2',
      'channels.one.x_max: expected a number above "x_min" (0.5); got 0.1',
    ]);
  });
});
