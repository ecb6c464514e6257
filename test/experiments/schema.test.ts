import { describe, expect, test } from 'vitest';
import { EXPERIMENTS } from '../../src/experiments/index.js';
import { type ExperimentInput, experimentSchema } from '../../src/experiments/schema.js';

const na64 = EXPERIMENTS['na64-1701.07437'];
const messagesOf = (input: unknown) =>
  experimentSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each(Object.entries(EXPERIMENTS))('%s is valid, under its own id', (id, experiment) => {
  expect(messagesOf(experiment)).toBeUndefined();
  expect(experiment.id).toBe(id);
});

test('quantities are read into GeV and cm', () => {
  expect(experimentSchema.parse(EXPERIMENTS['fermilab-1701.07437'])).toMatchObject({
    beam: { energy: 3 },
    target: { length: 150, number_density: 6.3e22, energy_loss: 0.0221, minimum_energy: 0.5 },
    channels: { 'displaced-decay': { decay_volume: { from: 150, to: 450 } } },
  });
});

describe('fields that contradict each other', () => {
  const withChannel = (fields: object): unknown => ({
    ...na64,
    channels: { one: { title: 'one', ...fields } },
  });
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
  ])('%s', (_, input, message) => {
    expect(messagesOf(input)).toEqual([message]);
  });

  test('are told along with faults elsewhere', () => {
    expect(messagesOf(withChannel({ x_min: 0.5, x_max: 0.1, efficiency: 2 }))).toEqual([
      'channels.one.efficiency: expected a number from 0 to 1, or a fraction such as "1/3"; got 2',
      'channels.one.x_max: expected a number above "x_min" (0.5); got 0.1',
    ]);
  });
});
