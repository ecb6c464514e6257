/** The experiments of 2501.06294 and M^3 against an independent calculation of their reach. */
import { describe, expect, it } from 'vitest';
import { Kernel, couplingsAtLevel } from '../../src/sensitivity/index.js';
import { referenceRows } from '../fixtures/read-fixture.js';
import { planOf } from './plans.js';

const FIXTURE = 'yields-na64mu-m3.json';
/** As in the reference: angles below 0.1, elastic form factor. */
const SETTINGS = { method: 'ww', formFactor: 'tsai-elastic', integration: '{ theta_max: 0.1 rad }' };

function reach(changes: Parameters<typeof planOf>[0], massGeV: number, level: number): number[] {
  return couplingsAtLevel(
    new Kernel(planOf({ ...SETTINGS, accuracy: 1e-6, ...changes })).slice(massGeV),
    level,
  );
}

describe('reach of NA64mu', () => {
  it('on an ALP coupled to muons', () => {
    const rows = referenceRows<{ m: number; xmin: number; N: number }, { g: Record<string, number> }>(
      FIXTURE,
      'gamumu_reach',
    );
    expect(rows).toHaveLength(5);
    for (const { inputs, value } of rows) {
      const experiment = `{ id: na64mu-2022, channels: { invisible: { recoil: { max: ${160 * (1 - inputs.xmin)} GeV } } } }`;
      const [g] = reach(
        { model: 'alp-muon', unit: 'GeV^-1', experiment, channel: 'invisible' },
        inputs.m,
        inputs.N,
      );
      expect(Math.abs(g / value.g['2e+10'] - 1)).toBeLessThan(1e-6);
    }
  });

  it('on a dark sector behind a massless vector', () => {
    const rows = referenceRows<{ mx: number; N: number }, { reach_ggx2: Record<string, number> }>(
      FIXTURE,
      'dark_sector',
    );
    expect(rows).toHaveLength(3);
    for (const { inputs, value } of rows) {
      const [g] = reach(
        { model: 'mu-tau-dark-sector', experiment: 'na64mu-2022', channel: 'invisible', accuracy: 1e-5 },
        inputs.mx,
        inputs.N,
      );
      // The integral over Q^2 of the reference is itself good to 2e-7.
      expect(Math.abs(g / value.reach_ggx2['2e+10'] - 1)).toBeLessThan(1e-6);
    }
  });

  const CHANNELS: Record<string, string> = { v1: 'invisible-v1', v2inv: 'invisible', v2vis: 'visible' };

  it('on an ALP coupled to photons, by layers, with the right amplitude and the printed one', () => {
    const rows = referenceRows<
      { A: string; m: number; P: string; MOT: number; xmin: number; xmax: number; N: number },
      { lower: number | null; upper: number | null; g_peak: number }
    >(FIXTURE, 'gagg_reach').filter((_, i) => i % 10 === 0);
    expect(rows.length).toBeGreaterThan(20);
    for (const { inputs, value } of rows) {
      const { A, m, P, MOT, xmin, xmax, N } = inputs;
      const channel = CHANNELS[P];
      const recoil = `max: ${160 * (1 - xmin)} GeV${xmax < 1 ? `, min: ${160 * (1 - xmax)} GeV` : ''}`;
      const crossings = reach(
        {
          model: 'alp-photon',
          unit: 'GeV^-1',
          experiment: `{ id: na64mu-2022, beam: { particles_on_target: ${MOT} }, target: { production_depth: layers }, channels: { ${channel}: { recoil: { ${recoil} } } } }`,
          channel,
          method: A === 'alpg_true' ? 'ww' : 'ww-as-printed',
          integration: '{ theta_max: 0.1 rad, x_max: 1 }',
          accuracy: 1e-4,
        },
        m,
        N,
      );
      // The reference looks up to the first maximum; the sum over layers goes on rising beyond it.
      const [lower, upper] = crossings.filter((g) => value.upper !== null || g < value.g_peak);
      const row = JSON.stringify(inputs);
      expect(lower === undefined, row).toBe(value.lower === null);
      if (value.lower !== null) expect(Math.abs(lower / value.lower - 1), row).toBeLessThan(1e-4);
      if (value.upper !== null) expect(Math.abs(upper / value.upper - 1), row).toBeLessThan(1e-4);
    }
  }, 120_000);
});

describe('reach of M^3', () => {
  const MODELS: Record<string, string> = { scalar: 'scalar-muon-only', vector: 'mu-tau-vector' };
  const rows = referenceRows<{ kind: string; m: number; N: number }, { g: Record<string, number> }>(
    FIXTURE,
    'M3_reach',
  );

  it.each([
    ['m3-phase-1', '1e+10'],
    ['m3-phase-2', '1e+13'],
  ])('in %s', (experiment, exposure) => {
    expect(rows.length).toBeGreaterThan(8);
    for (const { inputs, value } of rows) {
      const [g] = reach({ model: MODELS[inputs.kind], experiment }, inputs.m, inputs.N);
      expect(Math.abs(g / value.g[exposure] - 1)).toBeLessThan(1e-6);
    }
  });
});
