import { describe, expect, it } from 'vitest';
import type { MassSlice } from '../../src/sensitivity/mass-slice.js';
import { Kernel, PointStatus, couplingsAtLevel } from '../../src/sensitivity/index.js';
import { type ReferenceRow, referenceRows } from '../fixtures/read-fixture.js';
import { planOf } from './plans.js';

interface Inputs {
  readonly exp: 'NA64' | 'FNAL';
  readonly model: 'A' | 'B';
  readonly m: number;
  readonly g: number;
  readonly method: 'IWW' | 'WW' | 'WWx';
}

const EXPERIMENT = { NA64: 'na64-1701.07437', FNAL: 'fermilab-1701.07437' };
const MODEL = { A: 'scalar-mass-proportional', B: 'scalar-muon-only' };
const METHOD = { IWW: 'iww', WW: 'ww', WWx: 'ww-exact-u' };

const slices = new Map<string, { kernel: Kernel; slice: MassSlice }>();

function sliceOf({ exp, model, m, method }: Inputs) {
  const key = [exp, model, m, method].join(' ');
  const known = slices.get(key);
  if (known !== undefined) return known;
  const kernel = new Kernel(
    planOf({
      experiment: EXPERIMENT[exp],
      model: MODEL[model],
      method: METHOD[method],
      xMax: method === 'IWW' ? '1' : 'physical',
      accuracy: 1e-5,
    }),
  );
  const made = { kernel, slice: kernel.slice(m) };
  slices.set(key, made);
  return made;
}

const FILE = 'yields-1701.07437.json';
const yields = referenceRows<Inputs, number>(FILE, 'N_S');
const edges = referenceRows<Inputs, { lower: number; upper: number; g_peak: number; N_peak: number }>(
  FILE,
  'g95',
);

function groups<T>(rows: readonly ReferenceRow<Inputs, T>[]) {
  const byName = new Map<string, ReferenceRow<Inputs, T>[]>();
  for (const row of rows) {
    const name = `${row.inputs.exp} ${row.inputs.method}`;
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  return [...byName];
}

describe('yields of 1701.07437', () => {
  it.each(groups(yields))('%s: N_S agrees within 1e-6 and within the stated errors', (_, rows) => {
    expect(rows.length).toBeGreaterThan(40);
    for (const { inputs, value, err } of rows) {
      const { kernel, slice } = sliceOf(inputs);
      const { events, relError, status } = kernel.point(slice, inputs.g);
      // Beyond what any exposure could see the yield is only roughly right, and says so.
      expect(status === PointStatus.negligible).toBe(events < 1e-30);
      if (events < 1e-30) continue;
      const difference = Math.abs(events / value - 1);
      expect(difference, JSON.stringify(inputs)).toBeLessThan(1e-6);
      expect(difference, JSON.stringify(inputs)).toBeLessThan(relError + err);
      expect(status).toBe(PointStatus.ok);
    }
  });

  it.each(groups(edges))('%s: the edges at N = 3 agree within 1e-6', (_, rows) => {
    for (const { inputs, value } of rows) {
      const couplings = couplingsAtLevel(sliceOf(inputs).slice, 3);
      expect(couplings, JSON.stringify(inputs)).toHaveLength(2);
      expect(Math.abs(couplings[0] / value.lower - 1), JSON.stringify(inputs)).toBeLessThan(1e-6);
      expect(Math.abs(couplings[1] / value.upper - 1), JSON.stringify(inputs)).toBeLessThan(1e-6);
    }
  });

  it('the edges quoted for Fig. 5 come out within 0.5 %', () => {
    const table: [Inputs['exp'], Inputs['model'], Inputs['method'], number[], number[]][] = [
      ['NA64', 'A', 'IWW', [6.33e-6, 7.91e-6, 1.07e-5, 1.67e-5], [3.1e-2, 5.4e-3, 2.4e-3, 9.8e-4]],
      ['NA64', 'B', 'IWW', [6.33e-6, 7.91e-6, 1.07e-5, 1.67e-5], [3.68, 0.123, 0.0267, 4.4e-3]],
      ['FNAL', 'A', 'WW', [1.49e-5, 1.43e-5, 1.57e-5, 1.95e-5], [7.2e-3, 1.24e-3, 5.5e-4, 2.05e-4]],
      ['FNAL', 'B', 'WW', [1.43e-4, 6.2e-5, 4.7e-5, 3.7e-5], [0.86, 0.0287, 6.2e-3, 9.6e-4]],
    ];
    for (const [exp, model, method, lower, upper] of table) {
      [0.01, 0.05, 0.1, 0.2].forEach((m, i) => {
        const couplings = couplingsAtLevel(sliceOf({ exp, model, method, m, g: 0 }).slice, 3);
        // Printed to two or three digits: half a unit of the last one is allowed on top.
        expect(Math.abs(couplings[0] / lower[i] - 1)).toBeLessThan(0.005 + roundingOf(lower[i]));
        expect(Math.abs(couplings[1] / upper[i] - 1)).toBeLessThan(0.005 + roundingOf(upper[i]));
      });
    }
  });
});

/** Half a unit in the last printed digit, relative. */
function roundingOf(value: number): number {
  const [digits] = value.toExponential().split('e');
  const decimals = digits.includes('.') ? digits.length - 2 : 0;
  return (0.5 * 10 ** -decimals) / Number(digits);
}
