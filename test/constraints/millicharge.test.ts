import { describe, expect, it } from 'vitest';
import { LINES } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { withDefaults } from '../../src/models/model.js';
import { millichargeToMuTau } from '../../src/physics/kinetic-mixing.js';

const line = LINES['millicharge'];
const particle = particleOf({ id: 'mu-tau-dark-sector', parameters: {} });
const couplings = (table: object, massGeV: readonly number[]) =>
  line.couplings(particle, line.parameters.parse({ table }), massGeV);

describe('the recast of millicharge limits', () => {
  const table = { mass_gev: [0.01, 1], epsilon: [1e-4, 1e-2] };

  it("is (g_Z' g_chi)^2, with a power law between the masses and nothing beyond", () => {
    const found = couplings(table, [0.005, 0.01, 0.1, 1, 2]);
    const expected = [1e-4, 1e-3, 1e-2].map(
      (epsilon, i) => millichargeToMuTau(epsilon, [0.01, 0.1, 1][i]) ** 2,
    );
    expect(found[0]).toBeNaN();
    expect(found[4]).toBeNaN();
    found.slice(1, 4).forEach((value, i) => expect(value / expected[i]).toBeCloseTo(1, 12));
  });

  it('is 70 times the charge at low masses, for one coupling', () => {
    // Pi(0) = g/69.3.
    const [value] = couplings({ mass_gev: [1e-4], epsilon: [1e-3] }, [1e-4]);
    const charge = Math.sqrt((4 * Math.PI) / 137.036);
    expect(Math.sqrt(value) / (1e-3 * charge)).toBeCloseTo(69.3, 1);
  });

  it('bends at the masses of the table', () => {
    expect(line.corners!(line.parameters.parse({ table }))).toEqual([0.01, 1]);
  });

  it('is for pairs of dark fermions', () => {
    const models = Object.values(MODELS).filter((model) =>
      line.appliesTo(model, model.particle(withDefaults(model, {}))),
    );
    expect(models.map(({ id }) => id)).toEqual(['mu-tau-dark-sector']);
  });

  it.each([
    ['nothing', undefined],
    ['columns of different lengths', { mass_gev: [1, 2], epsilon: [1] }],
    ['masses that fall', { mass_gev: [2, 1], epsilon: [1, 1] }],
    ['a charge of zero', { mass_gev: [1, 2], epsilon: [1, 0] }],
  ])('refuses %s', (_, bad) => {
    expect(line.parameters.safeParse({ table: bad }).success).toBe(false);
  });
});
