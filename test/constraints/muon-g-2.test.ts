import { describe, expect, it } from 'vitest';
import { BANDS, MOMENT_DIFFERENCES, momentBand } from '../../src/constraints/index.js';
import { particleOf } from '../../src/models/index.js';
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

  it('is one on a negative contribution where the difference may be negative', () => {
    const band = momentBand(pseudoscalarMomentAtUnitCoupling, MOMENT_DIFFERENCES['2025'], 2, [0.1])!;
    expect(band.low).toEqual([0]);
    expect(pseudoscalarMomentAtUnitCoupling(0.1) * band.high[0] ** 2).toBeCloseTo(-88e-11, 15);
  });

  it('does not exist for a pseudoscalar, whose contribution is negative', () => {
    expect(momentBand(pseudoscalarMomentAtUnitCoupling, MOMENT_DIFFERENCES['2021'], 2, [0.1, 1])).toBeNull();
  });

  it('has gaps where the contribution changes its sign', () => {
    const band = momentBand((mass) => mass - 1, { value: 1, error: 0 }, 1, [0.5, 2])!;
    expect(band.low).toEqual([Number.NaN, 1]);
    expect(band.high).toEqual([Number.NaN, 1]);
  });
});

describe('the band of a model', () => {
  const { band, measurements } = BANDS['muon-g-2'];
  const bandOf = (id: string, massGeV: number, parameters = {}, sigmas = 2) =>
    band(particleOf({ id, parameters }), measurements['2020'], sigmas, [massGeV]);

  // C/Lambda in TeV^-1: central, low and high at 2 sigma, from an independent program.
  it.each([
    [Math.PI / 2, 1.7787, [1.873, 1.468, 2.205]],
    [Math.PI / 2, 5, [2.762, 2.165, 3.251]],
    [Math.PI / 2, 30, [8.954, 7.019, 10.54]],
    [Math.PI / 3, 5, [4.169, 3.268, 4.907]],
    [Math.PI / 3, 30, [13.57, 10.64, 15.97]],
  ])('of the flavour-violating ALP at theta = %f and %f GeV', (theta, massGeV, [central, low, high]) => {
    expect(bandOf('lfv-alp', massGeV, { theta })).toMatchObject({
      low: [expect.closeTo(low, 2)],
      high: [expect.closeTo(high, 2)],
    });
    const narrow = bandOf('lfv-alp', massGeV, { theta }, 0);
    expect(narrow).toMatchObject({ low: [expect.closeTo(central, 2)], high: [expect.closeTo(central, 2)] });
  });

  it('says why there is none', () => {
    expect(bandOf('alp-muon', 0.1)).toEqual({ reason: 'the contribution is negative' });
    expect(bandOf('lfv-alp', 5, { theta: 0 })).toEqual({ reason: 'the contribution is negative' });
    expect(bandOf('alp-photon', 0.1)).toEqual({ reason: 'the model gives no contribution' });
  });
});
