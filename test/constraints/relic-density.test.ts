import { describe, expect, it } from 'vitest';
import { LINES, RELATIONS } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { withDefaults } from '../../src/models/model.js';
import { relicCouplingProduct } from '../../src/physics/dark-matter.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';

const line = LINES['relic-density'];
const couplingAt = (id: string, massGeV: number, parameters: object = {}) =>
  line.couplings(particleOf({ id, parameters: {} }), line.parameters.parse(parameters), [massGeV])[0];

/** g_mutau g_chi of 2407.15942 (13) for m_a = 3 m_chi, from an independent program. */
const PRODUCTS = [
  [2, 1.3557330784819846e-3],
  [3, 1.7892117547371753e-3],
  [10, 5.484e-3],
  [30, 1.6337168534270797e-2],
] as const;

describe('the relic density line', () => {
  it.each(PRODUCTS)('at m_chi = %d GeV', (massChi, product) => {
    const vertex = couplingAt('lfv-alp-g', 3 * massChi);
    expect(vertex / product - 1).toBeCloseTo(0, massChi === 10 ? 3 : 9);
    // C/Lambda = g/m_tau, in TeV^-1.
    expect(couplingAt('lfv-alp', 3 * massChi) / ((1000 * vertex) / LEPTON_MASS_GEV.tau)).toBeCloseTo(1, 12);
  });

  it('scales with 1/g_chi, and follows the ratio of the masses and the cross-section', () => {
    const at = (parameters: object) => couplingAt('lfv-alp-g', 12, parameters);
    expect(at({ g_chi: 0.5 }) / at({})).toBeCloseTo(2, 12);
    expect(at({ chi_mass_ratio: '1/4' })).toBeCloseTo(relicCouplingProduct(3, 12)!, 12);
    expect(at({ cross_section: 8.8e-26 }) / at({})).toBeCloseTo(Math.SQRT2, 12);
  });

  it('is out of reach where the annihilation is closed, and begins where it opens', () => {
    expect(couplingAt('lfv-alp', 2.5)).toBe(Infinity);
    const [corner] = line.corners!(line.parameters.parse({}));
    expect(corner).toBeCloseTo(1.5 * (LEPTON_MASS_GEV.muon + LEPTON_MASS_GEV.tau), 6);
    expect(couplingAt('lfv-alp', corner)).toBeGreaterThan(1);
  });

  it('is for models with a flavour-violating ALP', () => {
    const ids = Object.values(MODELS).filter((model) =>
      line.appliesTo(model, model.particle(withDefaults(model, {}))),
    );
    expect(ids.map(({ id }) => id)).toEqual(['lfv-alp', 'lfv-alp-g']);
  });
});

describe('relations', () => {
  const valueAt = (id: string, massGeV: number, parameters: object = {}) =>
    RELATIONS[id].value(massGeV, RELATIONS[id].parameters.parse(parameters));

  it.each(PRODUCTS)('the product of couplings at %d GeV', (massChi, product) => {
    expect(valueAt('relic-product', massChi) / product - 1).toBeCloseTo(0, massChi === 10 ? 3 : 9);
  });

  it('no product is enough below threshold', () => {
    expect(valueAt('relic-product', 0.9)).toBe(Infinity);
  });

  it('the secluded coupling at m_chi = 3 m_a', () => {
    // g_chi = 0.110 sqrt(m_a/GeV) at x_fo = 20, 0.116 at 25.
    expect(valueAt('relic-secluded', 6)).toBeCloseTo(0.15537354936374406, 9);
    expect(valueAt('relic-secluded', 6, { freeze_out_x: 25 })).toBeCloseTo(0.1642875261959869, 9);
    expect(valueAt('relic-secluded', 600) / valueAt('relic-secluded', 6)).toBeCloseTo(10, 9);
  });
});
