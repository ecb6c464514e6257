import { describe, expect, it } from 'vitest';
import {
  lfvMomentAtUnitCoupling,
  pseudoscalarMomentAtUnitCoupling,
  scalarMomentAtUnitCoupling,
  vectorMomentAtUnitCoupling,
} from '../../src/physics/anomalous-moment.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { referenceRows } from '../fixtures/read-fixture.js';

const CASES = [
  ['amu_scalar', scalarMomentAtUnitCoupling],
  ['amu_vector', vectorMomentAtUnitCoupling],
  ['amu_pseudo', pseudoscalarMomentAtUnitCoupling],
] as const;

const WIDE_CASES = [
  ['amu_unit_coupling_scalar', scalarMomentAtUnitCoupling],
  ['amu_unit_coupling_vector', vectorMomentAtUnitCoupling],
  ['amu_unit_coupling_pseudo', pseudoscalarMomentAtUnitCoupling],
] as const;

const { muon, tau } = LEPTON_MASS_GEV;

describe('one-loop (g-2)/2', () => {
  it.each(CASES)('%s agrees with the reference to 1e-9', (id, moment) => {
    const rows = referenceRows<{ g?: number; y?: number; m: number }, number>('anomalous-moment.json', id);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { inputs, value } of rows) {
      const coupling = inputs.g ?? inputs.y!;
      expect(Math.abs((moment(inputs.m) * coupling ** 2) / value - 1)).toBeLessThan(1e-9);
    }
  });

  it.each(WIDE_CASES)('%s agrees with 40-digit quadrature to 1e-11 from 1e-4 to 1e3 GeV', (id, moment) => {
    const rows = referenceRows<{ m: number }, number>('formulas.json', id);
    expect(rows).toHaveLength(8);
    for (const { inputs, value } of rows) {
      expect(Math.abs(moment(inputs.m) / value - 1)).toBeLessThan(1e-11);
    }
  });

  it('gives the ALP of 2501.06294 with g_P = 2 m_mu g_amm', () => {
    const rows = referenceRows<{ gamumu: number; m: number }, number>('formulas.json', 'amu_alp_muon');
    expect(rows).toHaveLength(3);
    for (const { inputs, value } of rows) {
      const moment = pseudoscalarMomentAtUnitCoupling(inputs.m) * (2 * muon * inputs.gamumu) ** 2;
      expect(Math.abs(moment / value - 1)).toBeLessThan(1e-9);
    }
  });

  it('meets the statement of 1701.07437: 1.6e-9 at g = 5e-4, 0.1 GeV', () => {
    expect(scalarMomentAtUnitCoupling(0.1) * 5e-4 ** 2).toBeCloseTo(1.648e-9, 12);
  });

  it('has the closed limits of a massless and of a heavy particle', () => {
    // int (1+z) dz = 3/2, int z dz = 1/2, int (1-z) dz = 1/2
    expect(scalarMomentAtUnitCoupling(1e-9) / (1.5 / (8 * Math.PI ** 2))).toBeCloseTo(1, 6);
    expect(vectorMomentAtUnitCoupling(1e-9) / (0.5 / (4 * Math.PI ** 2))).toBeCloseTo(1, 6);
    expect(pseudoscalarMomentAtUnitCoupling(1e-9) / (-0.5 / (8 * Math.PI ** 2))).toBeCloseTo(1, 6);
    // Heavy vector: g^2 m_mu^2 / (12 pi^2 m^2).
    const m = 1e4;
    const heavy = muon ** 2 / (12 * Math.PI ** 2 * m * m);
    expect(vectorMomentAtUnitCoupling(m) / heavy).toBeCloseTo(1, 6);
  });
});

describe('(g-2)/2 from a flavour-violating ALP', () => {
  const scale = -((muon / tau) ** 2) / (16 * Math.PI ** 2);
  /** f and g of 2407.15942 (9), recovered from two mixing angles. */
  const loopFunctions = (massGeV: number) => {
    const f =
      (0.5 * (lfvMomentAtUnitCoupling(massGeV, 0) + lfvMomentAtUnitCoupling(massGeV, Math.PI / 2))) / scale;
    const g =
      (0.5 * (lfvMomentAtUnitCoupling(massGeV, 0) - lfvMomentAtUnitCoupling(massGeV, Math.PI / 2))) /
      (scale * (tau / muon));
    return { f, g };
  };

  it('agrees with 2407.15942 (8) in the reference to 1e-9, and with the exact loop to 0.5 %', () => {
    const rows = referenceRows<{ ma: number; theta: number }, { eq8: number; exact_eq2: number }>(
      'formulas.json',
      'amu_lfv_unit_g',
    );
    expect(rows).toHaveLength(26);
    for (const { inputs, value } of rows) {
      const moment = lfvMomentAtUnitCoupling(inputs.ma, inputs.theta);
      expect(Math.abs(moment / value.eq8 - 1)).toBeLessThan(1e-9);
      expect(Math.abs(moment / value.exact_eq2 - 1)).toBeLessThan(5e-3);
    }
  });

  it('has the f and g of 2407.15942 (9) from 1e-4 to 1e3 GeV and through x = 1', () => {
    const rows = referenceRows<{ m: number }, { f: number; g: number }>(
      'formulas.json',
      'lfv_loop_functions',
    );
    expect(rows).toHaveLength(14);
    for (const { inputs, value } of rows) {
      const { f, g } = loopFunctions(inputs.m);
      // f is recovered from a difference of two moments that are ten times larger.
      expect(Math.abs(f / value.f - 1)).toBeLessThan(1e-11);
      expect(Math.abs(g / value.g - 1)).toBeLessThan(1e-11);
    }
  });

  it('has the limits f = 5/3 and g = 1 of a light ALP, and (10) for its leading term', () => {
    const { f, g } = loopFunctions(1e-9);
    expect(f).toBeCloseTo(5 / 3, 10);
    expect(g).toBeCloseTo(1, 10);
    const [{ value }] = referenceRows<unknown, { eq10: number; eq8_ma_1MeV: number }>(
      'formulas.json',
      'lfv_light_limit',
    );
    expect(lfvMomentAtUnitCoupling(1e-3, Math.PI / 2) / value.eq8_ma_1MeV).toBeCloseTo(1, 8);
    expect((-scale * (tau / muon) * g) / value.eq10).toBeCloseTo(1, 9);
  });

  it('is positive for theta = pi/2 only through the term with cos(2 theta)', () => {
    expect(lfvMomentAtUnitCoupling(5, Math.PI / 2)).toBeGreaterThan(0);
    expect(lfvMomentAtUnitCoupling(5, Math.PI / 4)).toBeLessThan(0);
    expect(lfvMomentAtUnitCoupling(5, 0)).toBeLessThan(0);
  });
});
