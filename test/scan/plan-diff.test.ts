import { expect, test } from 'vitest';
import { planDifferences } from '../../src/scan/plan-diff.js';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { EXAMPLE, exampleWith } from './example.js';

const planOf = (text: string) => parseScanFile(text, 'scan.yaml').plan;
const stored = planOf(EXAMPLE);

test('equal plans have no differences, also when one was stored as JSON', () => {
  expect(planDifferences(stored, JSON.parse(JSON.stringify(stored)))).toEqual([]);
});

test('fields that differ, in the order of the plan', () => {
  const text = exampleWith(
    'experiment: na64-1701.07437',
    'experiment: {id: na64-1701.07437, beam: {energy: 100 GeV}, channels: {missing-energy: {decay_volume: none}}}',
  )
    .replace('iww', 'ww')
    .replace('x_max: physical', 'x_max: 0.9');
  expect(planDifferences(stored, planOf(text))).toEqual([
    { field: 'experiment.beam.energyGeV', stored: '160', current: '100' },
    { field: 'experiment.channel.decayVolumes', stored: '[{"fromCm":520,"toCm":null}]', current: '[]' },
    { field: 'method', stored: 'iww', current: 'ww' },
    { field: 'integration.xMax', stored: 'none', current: '0.9' },
  ]);
});

test('long axes are summarised', () => {
  expect(planDifferences(stored, planOf(exampleWith('points: 20', 'points: 10')))).toEqual([
    { field: 'grid.massGeV', stored: '20 values 0.001..0.21', current: '10 values 0.001..0.21' },
  ]);
  expect(planDifferences(stored, planOf(exampleWith('spacing: log', 'spacing: linear')))).toEqual([
    {
      field: 'grid.massGeV',
      stored: `20 values 0.001..0.21 (value 2 is ${stored.grid.massGeV[1]})`,
      current: '20 values 0.001..0.21 (value 2 is 0.012)',
    },
  ]);
});

test('short lists, and fields that one plan does not have', () => {
  const current = {
    ...stored,
    model: { ...stored.model, parameters: { ratio: 2 } },
    grid: { ...stored.grid, coupling: [0.1, 1] },
  };
  expect(planDifferences(stored, current)).toEqual([
    { field: 'model.parameters.ratio', stored: 'absent', current: '2' },
    { field: 'grid.coupling', stored: '7 values 0.000001..1', current: '[0.1,1]' },
  ]);
});
