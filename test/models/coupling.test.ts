/** Couplings as others give them -> those of the models. */
import { describe, expect, it } from 'vitest';
import {
  COUPLED,
  type Coupled,
  type CouplingName,
  MODELS,
  converter,
  coupledTo,
  particleOf,
} from '../../src/models/index.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';

describe('converter', () => {
  const convert = (meaning: CouplingName, id: string) => {
    const model = MODELS[id];
    return converter(meaning, model, particleOf({ id, parameters: {} }));
  };
  const value = (meaning: CouplingName, id: string, coupling: number) => {
    const found = convert(meaning, id);
    return typeof found === 'function' ? found(coupling, 0.1) : found.message;
  };

  it('knows what couplings are to one another', () => {
    // e^2 = 4 pi/137.035999
    const e = Math.sqrt((4 * Math.PI) / 137.035999);
    expect(value('epsilon', 'mu-tau-vector', 1e-3)).toBeCloseTo(1e-3 * e, 9);
    expect(value('epsilon^2', 'mu-tau-vector', 1e-6)).toBeCloseTo(1e-3 * e, 9);
    expect(value('g^2', 'scalar-muon-only', 1e-6)).toBeCloseTo(1e-3, 12);
    expect(value('alpha', 'scalar-muon-only', 1e-6)).toBeCloseTo(Math.sqrt(4e-6 * Math.PI), 12);
    expect(value('GeV^-1', 'alp-photon', 1e-4)).toBe(1e-4);
    expect(value('GeV^-1', 'lfv-alp', 1e-4)).toBeCloseTo(0.1, 12);
    expect(value('TeV^-1', 'alp-photon', 2)).toBeCloseTo(2e-3, 12);
    // g_P = 2 m_mu g_amumu
    expect(value('g', 'alp-muon', 1e-3)).toBeCloseTo(1e-3 / (2 * 0.1056583755), 9);
  });

  it.each([
    ['GeV^-1', 'mu-tau-vector', /expected a coupling without dimension/],
    ['epsilon', 'alp-photon', /expected GeV\^-1 or TeV\^-1/],
  ] as const)('refuses %s in the plane of %s', (meaning, id, message) => {
    expect(value(meaning, id, 1)).toMatch(message);
  });
});

describe('the converter of a coupling to something', () => {
  const convert = (is: CouplingName, of: Coupled, id: string) =>
    converter(is, MODELS[id], particleOf({ id, parameters: {} }), of);
  const value = (is: CouplingName, of: Coupled, id: string, coupling: number, massGeV = 0.1) => {
    const found = convert(is, of, id);
    return typeof found === 'function' ? found(coupling, massGeV) : found.message;
  };

  it('scales with what the model declares', () => {
    const { electron, muon } = LEPTON_MASS_GEV;
    expect(value('g', 'electron', 'scalar-mass-proportional', 1e-6)).toBeCloseTo(
      (1e-6 * muon) / electron,
      12,
    );
    // Pi(0) = g/69.3: the coupling of an electron is e g/69.3.
    const e = Math.sqrt((4 * Math.PI) / 137.035999);
    const light = value('epsilon', 'electron', 'mu-tau-vector', 1e-6, 1e-3) as number;
    expect(light / 69.3e-6).toBeCloseTo(1, 3);
    expect((value('g', 'electron', 'mu-tau-vector', 1e-6, 1e-3) as number) * e).toBeCloseTo(light, 12);
    expect(value('g', 'muon-tau', 'lfv-alp', 1)).toBeCloseTo(1000 / LEPTON_MASS_GEV.tau, 9);
    expect(value('g^2', 'dark-pair', 'mu-tau-dark-sector', 4e-9)).toBeCloseTo(4e-9, 15);
  });

  // g -> the plane -> g: with the plane's coupling c the vertex is vertexAtUnitCoupling c^(power/2).
  it.each(Object.keys(MODELS))('there and back again in the plane of %s', (id) => {
    const model = MODELS[id];
    const { vertexAtUnitCoupling, couplingPower } = particleOf({ id, parameters: {} });
    for (const of of coupledTo(model)) {
      const ratio = of === 'electron' || of === 'tau' || of === 'muon' ? model.beamVertex[of]!.at(0.3) : 1;
      const is = of === 'photon' ? 'GeV^-1' : 'g';
      const c = value(is, of, id, 3e-5, 0.3) as number;
      expect((ratio * vertexAtUnitCoupling * c ** (couplingPower / 2)) / 3e-5).toBeCloseTo(1, 12);
    }
  });

  it('keeps open edges open and nothing nothing', () => {
    for (const id of ['lfv-alp', 'mu-tau-vector', 'mu-tau-dark-sector']) {
      const [of] = coupledTo(MODELS[id]).toReversed();
      expect(value('g', of, id, 0)).toBe(0);
      expect(value('g', of, id, Infinity)).toBe(Infinity);
      expect(value('g', of, id, Number.NaN)).toBeNaN();
    }
  });

  it.each([
    [
      'electron',
      'scalar-muon-only',
      'expected a coupling to muons, as scalar-muon-only has it; got one to electrons',
    ],
    ['muon', 'alp-photon', 'expected a coupling to photons, as alp-photon has it; got one to muons'],
    [
      'muon',
      'lfv-alp',
      'expected a coupling to muons that turn into taus, as lfv-alp has it; got one to muons',
    ],
    [
      'photon',
      'mu-tau-vector',
      'expected a coupling to electrons or muons or taus, as mu-tau-vector has it; got one to photons',
    ],
  ] as const)('refuses that of a %s in the plane of %s', (of, id, message) => {
    expect(value('g', of, id, 1)).toBe(message);
  });

  it('knows no model without a coupling', () => {
    for (const model of Object.values(MODELS)) expect(coupledTo(model).length).toBeGreaterThan(0);
    expect(Object.keys(COUPLED)).toContain('muon');
  });
});
