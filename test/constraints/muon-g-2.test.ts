import { describe, expect, it } from 'vitest';
import { MOMENT_DIFFERENCES, momentBand } from '../../src/constraints/index.js';
import {
  pseudoscalarMomentAtUnitCoupling,
  scalarMomentAtUnitCoupling,
  vectorMomentAtUnitCoupling,
} from '../../src/physics/anomalous-moment.js';
import { referenceRows } from '../fixtures/read-fixture.js';

describe('momentBand', () => {
  it.each([
    ['band_scalar_[central,low,high]', scalarMomentAtUnitCoupling],
    ['band_vector_[central,low,high]', vectorMomentAtUnitCoupling],
  ])('%s: edges at 2 sigma agree with the reference to 1e-9', (id, moment) => {
    const rows = referenceRows<{ m: number }, [number, number, number]>('anomalous-moment.json', id);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { inputs, value } of rows) {
      const band = momentBand(moment, MOMENT_DIFFERENCES['2020'], 2, [inputs.m])!;
      expect(Math.abs(band.low[0] / value[1] - 1)).toBeLessThan(1e-9);
      expect(Math.abs(band.high[0] / value[2] - 1)).toBeLessThan(1e-9);
    }
  });

  it('is an upper limit where the difference is compatible with zero', () => {
    const band = momentBand(scalarMomentAtUnitCoupling, MOMENT_DIFFERENCES['2025'], 2, [0.1])!;
    expect(band.low).toEqual([0]);
    expect(scalarMomentAtUnitCoupling(0.1) * band.high[0] ** 2).toBeCloseTo(164e-11, 15);
  });

  it('does not exist for a pseudoscalar, whose contribution is negative', () => {
    expect(momentBand(pseudoscalarMomentAtUnitCoupling, MOMENT_DIFFERENCES['2021'], 2, [0.1, 1])).toBeNull();
  });
});
