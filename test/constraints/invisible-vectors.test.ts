import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/constraints/index.js';
import { MODELS, converter, particleOf } from '../../src/models/index.js';

const ELECTRON = 0.51099895e-3;
const MUON = 0.1056583755;
/** What darkcast takes for e. */
const DARKCAST_CHARGE = 0.302822;

function limitOf(id: string, modelId: string, ofModel: Record<string, number> = {}) {
  const limit = LIMITS[id];
  const model = MODELS[modelId];
  const particle = particleOf({ id: modelId, parameters: ofModel });
  const convert = converter(limit.coupling.is, model, particle, limit.coupling.of);
  if (typeof convert !== 'function') throw new Error(convert.message);
  const [region] = limit.regions({ model, particle, parameters: {} });
  return {
    applies: limit.appliesTo(model, particle),
    region,
    /** In the coupling of the model. */
    at: (massGeV: number) => convert(region.edges(massGeV).low, massGeV),
  };
}

/** Partial widths to l l over g^2 m/(12 pi): 1 if massless. */
function toPair(leptonGeV: number, massGeV: number): number {
  const r = (leptonGeV / massGeV) ** 2;
  return r < 0.25 ? (1 + 2 * r) * Math.sqrt(1 - 4 * r) : 0;
}

describe('babar-mono-photon', () => {
  /** Points of the source, g of B - L: most are not in the thinned table. */
  const SOURCE = [
    [9.9999e-3, 2.8693e-4],
    [0.42, 2.8796e-4],
    [1.2, 2.9323e-4],
    [2.1, 2.3629e-4],
    [3.6, 1.9634e-4],
    [4.6, 1.2219e-4],
    [5.4999, 2.0126e-4],
    [5.55, 4.0302e-4],
    [6.1599, 4.4953e-4],
    [6.3399, 3.8421e-4],
    [7.6299, 3.324e-4],
    [7.9799, 2.7684e-4],
  ] as const;
  // Nearly nothing but chi chi: epsilon of the published limit.
  const hidden = limitOf('babar-mono-photon', 'dark-photon', { g_chi: 12 });

  it.each(SOURCE)('meets the digitised point at %f GeV within 1 %%', (massGeV, coupling) => {
    // 0.02 % for digits of the table.
    expect(Math.abs(hidden.at(massGeV) / (coupling / DARKCAST_CHARGE) - 1)).toBeLessThan(0.0102);
  });

  it('ends with the table', () => {
    expect(hidden.at(0.9e-3)).toBeNaN();
    expect(hidden.at(8.01)).toBeNaN();
  });

  it('is not for a dark photon that has nothing invisible to decay to', () => {
    expect(hidden.applies).toBe(true);
    expect(limitOf('babar-mono-photon', 'dark-photon').applies).toBe(false);
    expect(limitOf('babar-mono-photon', 'dark-photon', { g_chi: 1, chi_mass_ratio: 0.6 }).applies).toBe(
      false,
    );
  });

  it('knows that a dark photon which also decays to leptons is seen less', () => {
    const [massGeV, g_chi] = [1, 2e-3];
    const epsilon = limitOf('babar-mono-photon', 'dark-photon', { g_chi }).at(massGeV);
    const dark = g_chi ** 2 * (1 + 2 / 9) * Math.sqrt(1 - 4 / 9);
    const leptons =
      epsilon ** 2 * ((4 * Math.PI) / 137.036) * (toPair(ELECTRON, massGeV) + toPair(MUON, massGeV));
    const fraction = dark / (dark + leptons);
    expect(fraction).toBeLessThan(0.99);
    expect((epsilon ** 2 * fraction) / hidden.at(massGeV) ** 2).toBeCloseTo(1, 4);
  });

  /** Of darkcast's own recast, with the same share of invisible decays as a dark photon's. */
  it.each([
    [0.26, 5.0396e-2],
    [0.99999, 8.9583e-2],
    [3.5, 7.8453e-2],
    [3.6, 7.6304e-2],
    [5, 1.9509e-1],
    [7, 7.7362e-1],
    [7.9999, 9.6319e-1],
  ])("has darkcast's recast to L_mu - L_tau at %f GeV where nothing is visible", (massGeV, published) => {
    // g_chi much above g, which reaches 1.
    const g = limitOf('babar-mono-photon', 'mu-tau-vector', { g_chi: 12 });
    // 1 % of the thinned table, 1 % of visible decays at the largest g.
    expect(Math.abs(g.at(massGeV) / published - 1)).toBeLessThan(0.02);
  });

  it('is weaker by BR(nu nu)^(1/2) for a boson of L_mu - L_tau alone', () => {
    const [massGeV] = [1];
    const visible = limitOf('babar-mono-photon', 'mu-tau-vector').at(massGeV);
    expect((visible / 8.9583e-2) ** 2 / (1 + toPair(MUON, massGeV))).toBeCloseTo(1, 1);
    // As a ratio it does not know the table; muons of 1 GeV, and electrons by the mixing, 1e-5.
    const ratio = visible / limitOf('babar-mono-photon', 'mu-tau-vector', { g_chi: 12 }).at(massGeV);
    expect(ratio ** 2 / (1 + toPair(MUON, massGeV))).toBeCloseTo(1, 3);
  });
});

describe('belle-ii-invisible', () => {
  it('has the table of an invisible boson, below the muons for all', () => {
    const hidden = limitOf('belle-ii-invisible', 'mu-tau-vector', { g_chi: 12 });
    for (const [massGeV, coupling] of [
      [1.1565, 5.0996e-2],
      [1.988, 8.5997e-2],
      [4.1141, 2.9599e-1],
    ]) {
      // Three digits.
      expect(Math.abs(hidden.at(massGeV) / coupling - 1)).toBeLessThan(2e-3);
    }
    const alone = limitOf('belle-ii-invisible', 'mu-tau-vector');
    expect(alone.at(0.1) / hidden.at(0.1)).toBeCloseTo(1, 4);
    expect(alone.at(1.5e-3)).toBeNaN();
  });

  it('steps at 2 m_mu by the share that is left to neutrinos', () => {
    const { at, region } = limitOf('belle-ii-invisible', 'mu-tau-vector');
    expect(region.cornersGeV).toContain(2 * MUON);
    for (const massGeV of [0.22, 0.3, 1]) {
      expect((at(massGeV) / 0.051) ** 2 / (1 + toPair(MUON, massGeV))).toBeCloseTo(1, 3);
    }
  });

  it('is for L_mu - L_tau alone', () => {
    expect(limitOf('belle-ii-invisible', 'mu-tau-vector').applies).toBe(true);
    expect(
      LIMITS['belle-ii-invisible'].appliesTo(
        MODELS['dark-photon'],
        particleOf({ id: 'dark-photon', parameters: { g_chi: 1 } }),
      ),
    ).toBe(false);
  });
});
