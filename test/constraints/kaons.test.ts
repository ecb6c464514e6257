import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { kaonBranchingFraction } from '../../src/physics/kaon-decay.js';

function lowAt(id: string, modelId: string, massGeV: number, settings: object = {}, ofModel: object = {}) {
  const limit = LIMITS[id];
  const particle = particleOf({ id: modelId, parameters: ofModel as Record<string, number> });
  const parameters = limit.parameters.parse(settings);
  const [region] = limit.regions({ model: MODELS[modelId], particle, parameters });
  return region.edges(massGeV).low;
}

describe('limits from K -> mu nu X', () => {
  it('of NA62: the coupling of the branching fraction', () => {
    const g = lowAt('na62-muon-invisible', 'scalar-muon-only', 0.01);
    expect((g ** 2 * kaonBranchingFraction('scalar', 0.01)) / 1e-5).toBeCloseTo(1, 9);
  });

  it("know that Z' decays to muons above their threshold, and that a dark partner hides it", () => {
    const mass = 0.35;
    const of = (model: object) => lowAt('na62-muon-invisible', 'mu-tau-vector', mass, {}, model);
    // Nearly all of it is invisible where g_chi is much larger than g, some 0.2.
    const hidden = of({ g_chi: 12 });
    const r = (0.1056583755 / mass) ** 2;
    const muons = (1 + 2 * r) * Math.sqrt(1 - 4 * r);
    expect((of({}) / hidden) ** 2 / (1 + muons)).toBeCloseTo(1, 3);
    // In between, g^2 BR(g) is that of the limit: per g_X^2 m/(12 pi), nu nu has 1, mu mu `muons` and chi chi `dark`.
    const g_chi = 0.1;
    const g = of({ g_chi });
    const dark = (g_chi / g) ** 2 * (1 + 2 / 9) * Math.sqrt(1 - 4 / 9);
    expect((g ** 2 * (1 + dark)) / (1 + muons + dark) / hidden ** 2).toBeCloseTo(1, 3);
  });

  it('project as N^(-1/4) without systematics, and as N^0 with', () => {
    const at = (settings: object) => lowAt('na62-invisible-projection', 'mu-tau-vector', 0.1, settings);
    expect(at({ kaons: 1e9 }) / at({})).toBeCloseTo(10, 9);
    const systematic = 0.01;
    expect(at({ kaons: 1e15, systematic }) / at({ kaons: 1e13, systematic })).toBeCloseTo(1, 3);
    // B = 1e8, S = 2e4 of 3.5e12 kaons; BR/g^2 = 0.01032 (independent program).
    expect(at({}) / Math.sqrt(2e4 / 3.5e12 / 0.01032)).toBeCloseTo(1, 3);
  });

  it('project a search for muons that knows how often X gives them', () => {
    const at = (model: string, settings: object = {}) =>
      lowAt('na62-dimuon-projection', model, 0.25, settings);
    const fraction = 2 * Math.sqrt(1.35e-8 / 3.5e12);
    expect(at('scalar-muon-only') / Math.sqrt(fraction / 7.511897e-4)).toBeCloseTo(1, 3);
    const r = (0.1056583755 / 0.25) ** 2;
    const muons = (1 + 2 * r) * Math.sqrt(1 - 4 * r);
    expect(at('mu-tau-vector') / Math.sqrt((fraction * (1 + muons)) / muons / 4.801975e-4)).toBeCloseTo(1, 3);
    expect(at('mu-tau-vector', { window_share: 0.01 }) / at('mu-tau-vector')).toBeCloseTo(10 ** -0.5, 9);
    expect(lowAt('na62-dimuon-projection', 'mu-tau-vector', 0.2)).toBeNaN();
  });
});
