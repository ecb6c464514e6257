import { describe, expect, it } from 'vitest';
import { fermiLimit, planckLimit } from '../../src/constraints/annihilation-limits.js';
import { LIMITS, RELATIONS } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { fractionalAsymmetry } from '../../src/physics/asymmetric-relic.js';
import { relicCouplingProduct } from '../../src/physics/dark-matter.js';

const IDS = ['planck-annihilation', 'fermi-lat-annihilation', 'annihilation-projection'] as const;

const productAt = (id: string, massChiGeV: number, parameters: object = {}) => {
  const relation = RELATIONS[`${id}-product`];
  return relation.value(massChiGeV, relation.parameters.parse(parameters));
};

const regionOf = (id: string, parameters: object = {}) => {
  const limit = LIMITS[id];
  const model = MODELS['lfv-alp-g'];
  return limit.regions({
    model,
    particle: particleOf({ id: model.id, parameters: {} }),
    parameters: limit.parameters.parse(parameters),
  });
};

describe('limits on the annihilation of asymmetric dark matter', () => {
  it.each(IDS)('%s: the coupling and the product are the same', (id) => {
    const [{ edges }] = regionOf(id, { g_chi: 0.5 });
    for (const massChi of [2.5, 5, 10]) {
      const { low, high } = edges(3 * massChi);
      expect(low / (2 * relicCouplingProduct(massChi, 3 * massChi)!)).toBeCloseTo(1, 12);
      expect(high / (2 * productAt(id, massChi))).toBeCloseTo(1, 12);
    }
  });

  it.each([
    ['planck-annihilation', planckLimit, [1, 2, 4, 8]],
    ['fermi-lat-annihilation', fermiLimit, [2, 4, 8, 20]],
  ] as const)('%s: the rate of pairs is that of the limit at the upper edge', (id, limit, masses) => {
    for (const massChi of masses) {
      const times = (productAt(id, massChi) / productAt('relic', massChi)) ** 2;
      const r = fractionalAsymmetry(times);
      // Pairs of chi and chibar over n^2/2: with n(chi) = n/(1 + r), n(chibar) = n r/(1 + r).
      const pairs = (2 * r) / (1 + r) ** 2;
      expect((4.4e-26 * times * pairs) / limit('mu-tau', massChi)).toBeCloseTo(1, 9);
    }
  });

  it.each([
    ['planck-annihilation', planckLimit],
    ['fermi-lat-annihilation', fermiLimit],
  ] as const)('%s: ends at the relic line, where the limit is half of its cross-section', (id, limit) => {
    const [{ toGeV, edges }] = regionOf(id);
    expect(limit('mu-tau', toGeV / 3) / 2.2e-26).toBeCloseTo(1, 5);
    const { low, high } = edges(toGeV);
    expect(high / low).toBeCloseTo(1, 5);
    expect(productAt(id, (toGeV / 3) * 1.001)).toBeNaN();
  });

  it('begins where mu tau opens, and Fermi-LAT where its table does', () => {
    expect(productAt('planck-annihilation', 0.94)).toBeNaN();
    expect(productAt('planck-annihilation', 0.942)).toBeGreaterThan(productAt('relic', 0.942));
    expect(regionOf('fermi-lat-annihilation')[0].fromGeV).toBeCloseTo(6, 4);
    expect(productAt('fermi-lat-annihilation', 1.99)).toBeNaN();
  });

  it('grows with the improvement, and is none where it is too weak', () => {
    const values = [0.5, 1, 3, 10, 100].map((improvement) =>
      productAt('planck-annihilation', 5, { improvement }),
    );
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(productAt('planck-annihilation', 5, { improvement: 0.1 })).toBeNaN();
    expect(regionOf('planck-annihilation', { improvement: 0.01 })).toEqual([]);
    expect(productAt('annihilation-projection', 5)).toBeCloseTo(
      productAt('fermi-lat-annihilation', 5, { improvement: 10 }),
      12,
    );
    expect(productAt('annihilation-projection', 1.5)).toBeCloseTo(
      productAt('planck-annihilation', 1.5, { improvement: 10 }),
      12,
    );
  });

  it('is weaker for mu tau than for the stronger of mu mu and tau tau', () => {
    for (const massChi of [3, 10, 30]) {
      const {
        'mu-mu': muons,
        'tau-tau': taus,
        'mu-tau': both,
        stronger,
      } = Object.fromEntries(
        (['mu-mu', 'tau-tau', 'mu-tau', 'stronger'] as const).map((state) => [
          state,
          fermiLimit(state, massChi),
        ]),
      );
      expect(taus).toBeLessThan(both);
      expect(both).toBeLessThan(2 * taus);
      expect(both).toBeLessThan(muons);
      expect(stronger).toBe(taus);
    }
    expect(planckLimit('stronger', 10)).toBe(planckLimit('mu-mu', 10));
    expect(planckLimit('tau-tau', 1.5)).toBe(Infinity);
    expect(fermiLimit('tau-tau', 1.5)).toBe(Infinity);
  });
});
