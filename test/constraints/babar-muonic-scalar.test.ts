import { describe, expect, it } from 'vitest';
import { babarMuonicScalar, scalarCoupling } from '../../src/constraints/babar-muonic-scalar.js';
import { MODELS } from '../../src/models/index.js';
import { withDefaults } from '../../src/models/model.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';

const { muon, tau } = LEPTON_MASS_GEV;

function regionOf(id: string) {
  const model = MODELS[id];
  const particle = model.particle(withDefaults(model, {}));
  expect(babarMuonicScalar.appliesTo(model, particle)).toBe(true);
  const [region] = babarMuonicScalar.regions({ model, particle, parameters: {} });
  return { ...region, at: (massGeV: number) => region.edges(massGeV).low };
}

describe("BaBar's four muons, recast to scalars", () => {
  const ofMuons = regionOf('scalar-muon-only');
  const byMass = regionOf('scalar-mass-proportional');

  // By hand, from the levels of the vector, a Monte Carlo's cross-sections in pb (0.1 to 0.6 %: half of it in g) and the
  // fractions of Z' -> mu mu: (1 + 2r)(1 - 4r)^(1/2) over the same for mu and tau, and 1 for two neutrinos.
  it.each([
    [0.3, 1e-3, 302.15 / 26.208, 0.46975],
    [1, 2.44e-3, 99.457 / 13.407, 0.49981],
  ])('at %f GeV', (massGeV, level, ratio, fraction) => {
    const expected = level * Math.sqrt(ratio * fraction);
    expect(Math.abs(ofMuons.at(massGeV) / expected - 1)).toBeLessThan(0.008);
  });

  it('hardly knows the electrons and photons of model A below 2 GeV', () => {
    for (const massGeV of [0.25, 0.5, 1, 2]) {
      // Half of BR(e e), 2.3e-5 over the threshold factor of the muons, 0.15 at 0.25 GeV: 0.8e-4. Photons, by
      // the loop of the tau: half of alpha^2 m^2/(8 pi^2 m_mu^2), 1.2e-4 at 2 GeV, times the loop function squared, 1/2 to 1.
      expect(byMass.at(massGeV) / ofMuons.at(massGeV)).toBeGreaterThan(1);
      expect(byMass.at(massGeV) / ofMuons.at(massGeV)).toBeLessThan(1 + 1.6e-4);
    }
  });

  it('is weaker by the taus of model A above', () => {
    const massGeV = 4;
    const beta = (lepton: number) => Math.sqrt(1 - ((2 * lepton) / massGeV) ** 2);
    const fraction = 1 / (1 + (tau / muon) ** 2 * (beta(tau) / beta(muon)) ** 3);
    // Photons by the loop of the tau are left out here: alpha^2 m^2/(8 pi^2 m_tau^2), 3e-6, over its threshold factor, 0.1.
    expect(Math.abs((byMass.at(massGeV) / ofMuons.at(massGeV)) * Math.sqrt(fraction) - 1)).toBeLessThan(5e-5);
    expect(fraction).toBeLessThan(0.05);
  });

  it('covers 0.22 to 5 GeV and nothing else, with a corner where taus open', () => {
    for (const region of [ofMuons, byMass]) {
      expect([region.fromGeV, region.toGeV]).toEqual([0.22, 5]);
      expect(region.at(0.2199)).toBeNaN();
      expect(region.at(5.001)).toBeNaN();
      expect(region.cornersGeV).toContain(2 * tau);
    }
  });

  it('lies in the upper right corner of 1701.07437, Fig. 5: heavier than two muons, above 1e-3', () => {
    for (const massGeV of [0.22, 0.25, 0.3, 0.4]) {
      expect(ofMuons.at(massGeV)).toBeGreaterThan(1e-3);
      expect(ofMuons.at(massGeV)).toBeLessThan(5e-3);
    }
  });

  it('scales with the coupling of the vector, and is for scalars only', () => {
    const scalar = MODELS['scalar-muon-only'].particle({});
    expect(scalarCoupling(scalar, 1, 0.02) / scalarCoupling(scalar, 1, 0.01)).toBeCloseTo(2, 12);
    for (const model of Object.values(MODELS).filter(({ id }) => !id.startsWith('scalar-'))) {
      expect(babarMuonicScalar.appliesTo(model, model.particle(withDefaults(model, {})))).toBe(false);
    }
  });
});
