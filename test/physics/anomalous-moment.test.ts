import { describe, expect, it } from 'vitest';
import {
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

describe('one-loop (g-2)/2', () => {
  it.each(CASES)('%s agrees with the reference to 1e-9', (id, moment) => {
    const rows = referenceRows<{ g?: number; y?: number; m: number }, number>('anomalous-moment.json', id);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { inputs, value } of rows) {
      const coupling = inputs.g ?? inputs.y!;
      expect(Math.abs((moment(inputs.m) * coupling ** 2) / value - 1)).toBeLessThan(1e-9);
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
    const heavy = LEPTON_MASS_GEV.muon ** 2 / (12 * Math.PI ** 2 * m * m);
    expect(vectorMomentAtUnitCoupling(m) / heavy).toBeCloseTo(1, 6);
  });
});
