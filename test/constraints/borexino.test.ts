import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { findRoot } from '../../src/numerics/find-root.js';

const FERMI = 1.1663788e-5;
const ELECTRON_GEV = 0.51099895e-3;
const ENERGY_GEV = 0.862e-3;
const SIN2 = 0.23129;
const ELECTRIC_CHARGE = Math.sqrt((4 * Math.PI) / 137.036);
/** Pi(0)/g. */
const MIXING = (ELECTRIC_CHARGE * Math.log(1.77693 / 0.1056583755)) / (6 * Math.PI ** 2);

type Flavour = 'e' | 'mu' | 'tau';
type Charges = Readonly<Record<Flavour, number>>;

/** Events in arbitrary units by 2000 midpoints: flavours of probabilities P, and g_nu g_e of each. */
function events(shares: Charges, massGeV: number, products: Charges): number {
  const [from, to] = [0.19e-3, (2 * ENERGY_GEV ** 2) / (ELECTRON_GEV + 2 * ENERGY_GEV)];
  let sum = 0;
  for (let i = 0; i < 2000; i++) {
    const T = from + ((i + 0.5) / 2000) * (to - from);
    const y = T / ENERGY_GEV;
    for (const flavour of ['e', 'mu', 'tau'] as const) {
      const shift = products[flavour] / (2 * Math.SQRT2 * FERMI * (massGeV ** 2 + 2 * ELECTRON_GEV * T));
      const L = SIN2 + (flavour === 'e' ? 0.5 : -0.5) + shift;
      const R = SIN2 + shift;
      sum += shares[flavour] * (L * L + R * R * (1 - y) ** 2 - (L * R * ELECTRON_GEV * y) / ENERGY_GEV);
    }
  }
  return sum;
}

const NONE: Charges = { e: 0, mu: 0, tau: 0 };
const EVEN: Charges = { e: 0.53, mu: 0.235, tau: 0.235 };

function muTau(g: number): Charges {
  const product = g * g * ELECTRIC_CHARGE * MIXING;
  return { e: 0, mu: product, tau: -product };
}

function couplingAt(massGeV: number, settings: object = {}): number {
  const limit = LIMITS['borexino'];
  const model = MODELS['mu-tau-vector'];
  const particle = particleOf({ id: model.id, parameters: {} });
  const [region] = limit.regions({ model, particle, parameters: limit.parameters.parse(settings) });
  return region.edges(massGeV).low;
}

/** Of the measured rate over the predicted one. */
const most = (sigmas: number) => (48.3 + sigmas * Math.sqrt(1.1 ** 2 + 0.4 ** 2 + 2.9 ** 2)) / 47.8;

describe('borexino', () => {
  it.each([
    [1e-3, 2],
    [0.01, 2],
    [0.01, 1.645],
    [5, 2],
  ])('has the largest rate that is left at %f GeV and %f sigma', (massGeV, sigmas) => {
    const g = couplingAt(massGeV, { sigmas });
    const ratio = events(EVEN, massGeV, muTau(g)) / events(EVEN, massGeV, NONE);
    // Two midpoint sums, and alpha to six digits.
    expect((ratio - 1) / (most(sigmas) - 1)).toBeCloseTo(1, 4);
  });

  it('goes as the mass of a heavy boson, and is for light ones a little above that', () => {
    expect(couplingAt(1) / couplingAt(0.1) / 10).toBeCloseTo(1, 4);
    expect(couplingAt(1e-3) * 1e3).toBeGreaterThan(couplingAt(1));
    expect(couplingAt(0.9e-3)).toBeNaN();
    expect(couplingAt(10.1)).toBeNaN();
  });

  it('leaves flavours open by 5 to 8 % in g: a tenth of the neutrinos more nu_mu than nu_tau, either way', () => {
    const standard = events(EVEN, 0.01, NONE);
    const ratios = [-0.1, 0.1].map((difference) => {
      const uneven = { e: 0.53, mu: 0.235 + difference / 2, tau: 0.235 - difference / 2 };
      const excess = (g: number) => events(uneven, 0.01, muTau(g)) / standard - most(2);
      return findRoot(excess, 2e-4, 1e-3, 1e-9) / couplingAt(0.01);
    });
    expect(ratios[0]).toBeGreaterThan(0.92);
    expect(ratios[0]).toBeLessThan(0.95);
    expect(ratios[1]).toBeGreaterThan(1.05);
    expect(ratios[1]).toBeLessThan(1.08);
  });

  it('counted for B - L gives 0.6 of the limit of 1803.05466, Fig. 13, at 10 MeV', () => {
    const excess = (g: number) => {
      const products = { e: g * g, mu: g * g, tau: g * g };
      return events(EVEN, 0.01, products) / events(EVEN, 0.01, NONE) / most(2) - 1;
    };
    expect(excess(0.57 * 2.46e-5)).toBeLessThan(0);
    expect(excess(0.66 * 2.46e-5)).toBeGreaterThan(0);
  });
});
