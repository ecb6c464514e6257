import { describe, expect, it } from 'vitest';
import { LINES, RELATIONS } from '../../src/constraints/index.js';
import { MODELS, particleOf } from '../../src/models/index.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';

const line = LINES['relic-vector'];
const target = RELATIONS['relic-vector-target'];
const particle = particleOf({ id: 'mu-tau-vector', parameters: {} });
const couplingAt = (massGeV: number, settings: object = {}) =>
  line.couplings(particle, line.parameters.parse(settings), [massGeV])[0];
const yAt = (massGeV: number, settings: object = {}) =>
  target.value(massGeV, target.parameters.parse(settings));

describe('the thermal relic of L_mu - L_tau', () => {
  it.each(['dirac', 'majorana', 'complex-scalar'])('is the same as a line and as y: %s', (dark_matter) => {
    const g = couplingAt(0.9, { dark_matter, g_chi: 0.05 });
    expect((g * 0.05) ** 2 / 81 / yAt(0.3, { dark_matter })).toBeCloseTo(1, 12);
  });

  it('has p-wave targets 40 and 20 times that of a Dirac fermion at x = 20', () => {
    expect(yAt(0.05, { dark_matter: 'complex-scalar' }) / yAt(0.05)).toBeCloseTo(40, 9);
    expect(yAt(0.05, { dark_matter: 'majorana' }) / yAt(0.05)).toBeCloseTo(20, 9);
  });

  it('bends where the leptons open', () => {
    const [muon, tau] = line.corners!(line.parameters.parse({}));
    expect(muon / (3 * LEPTON_MASS_GEV.muon)).toBeCloseTo(1, 12);
    expect(tau / (3 * LEPTON_MASS_GEV.tau)).toBeCloseTo(1, 12);
    expect(yAt(0.1056) / yAt(0.1)).toBeCloseTo(1.056 ** 2, 9);
    expect(yAt(0.12) / yAt(0.1)).toBeLessThan(1);
  });

  it('is for the massive boson alone', () => {
    const ids = Object.values(MODELS).filter((model) =>
      line.appliesTo(model, particleOf({ id: model.id, parameters: {} })),
    );
    expect(ids.map(({ id }) => id)).toEqual(['mu-tau-vector']);
  });
});
