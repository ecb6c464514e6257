import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/constraints/index.js';
import { MODELS, converter, particleOf } from '../../src/models/index.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { TAU_WIDTH_GEV, tauToMuonAlpWidthGeV } from '../../src/physics/tau-decay.js';

const { muon, tau } = LEPTON_MASS_GEV;

type Matrix = readonly (readonly number[])[];

function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
}

/** The trace over spins of 2407.15942 (2), over m_tau, with explicit Dirac matrices, and two-body phase space. */
function widthFromTrace(massGeV: number, theta: number): number {
  const energy = (tau ** 2 + muon ** 2 - massGeV ** 2) / (2 * tau);
  const momentum = Math.sqrt(energy ** 2 - muon ** 2);
  // Dirac representation, the muon along z: p-slash + m = E gamma0 - p gamma3 + m, all of it real.
  const slash = (e: number, p: number, m: number): Matrix => [
    [m + e, 0, -p, 0],
    [0, m + e, 0, p],
    [p, 0, m - e, 0],
    [0, -p, 0, m - e],
  ];
  const vertex = (sign: number): Matrix =>
    [0, 1, 2, 3].map((i) =>
      [0, 1, 2, 3].map(
        (j) =>
          (i === j ? ((tau - muon) / tau) * Math.sin(theta) : 0) +
          (Math.abs(i - j) === 2 ? ((tau + muon) / tau) * sign * Math.cos(theta) : 0),
      ),
    );
  const product = times(
    times(slash(energy, momentum, muon), vertex(1)),
    times(slash(tau, 0, tau), vertex(-1)),
  );
  const trace = product.reduce((sum, row, i) => sum + row[i], 0);
  return ((trace / 2) * momentum) / (8 * Math.PI * tau ** 2);
}

describe('tau -> mu a', () => {
  it.each([
    [1e-3, Math.PI / 2],
    [0.5, 0],
    [1, 0.9],
    [1.6, Math.PI / 3],
    [1.66, 0.2],
  ])('has the width of the Dirac trace at %f GeV and theta = %f', (massGeV, theta) => {
    // Cancellation in the trace near the end of phase space.
    expect(tauToMuonAlpWidthGeV(massGeV, 1, theta) / widthFromTrace(massGeV, theta)).toBeCloseTo(1, 9);
  });

  it('is g^2 m_tau/(16 pi) (1 - m_a^2/m_tau^2)^2 up to (m_mu/m_tau)^2 for a light ALP, at every angle', () => {
    for (const theta of [0, 0.4, Math.PI / 4, Math.PI / 2]) {
      const massless = tau / (16 * Math.PI);
      // (1 - r^2)^3 = 1 - 1.06 % for r = m_mu/m_tau.
      const r2 = (muon / tau) ** 2;
      expect(tauToMuonAlpWidthGeV(0, 1, theta) / massless / (1 - r2) ** 3).toBeCloseTo(1, 12);
    }
  });

  it('is closed from m_tau - m_mu on, and grows as g^2', () => {
    expect(tauToMuonAlpWidthGeV(tau - muon, 1, 1)).toBe(0);
    expect(tauToMuonAlpWidthGeV(1, 2, 1) / tauToMuonAlpWidthGeV(1, 1, 1)).toBeCloseTo(4, 12);
  });

  it('has the tau width of its lifetime of 290.3 fs', () => {
    expect(6.582119569e-25 / 290.3e-15 / TAU_WIDTH_GEV).toBeCloseTo(1, 4);
  });
});

describe('its limit', () => {
  const limit = LIMITS['tau-to-muon-alp'];
  const lowAt = (id: string, massGeV: number, theta = Math.PI / 2) => {
    const model = MODELS[id];
    const particle = particleOf({ id, parameters: { theta } });
    const [region] = limit.regions({ model, particle, parameters: {} });
    const convert = converter(limit.coupling.is, model, particle, limit.coupling.of);
    if (typeof convert !== 'function') throw new Error(convert.message);
    return convert(region.edges(massGeV).low, massGeV);
  };

  it('gives the branching fraction back at every mass of the table', () => {
    for (const [massGeV, fraction] of [
      [0, 0.47e-3],
      [0.5, 0.88e-3],
      [1.6, 0.1e-3],
    ]) {
      const g = lowAt('lfv-alp-g', massGeV, 0.7);
      expect(tauToMuonAlpWidthGeV(massGeV, g, 0.7) / TAU_WIDTH_GEV / fraction).toBeCloseTo(1, 10);
    }
  });

  // From an independent program.
  it.each([
    [0, Math.PI / 2, 1.7455e-7],
    [0, 0, 1.7455e-7],
    [1.6, Math.PI / 2, 3.916e-7],
    [1.6, 0, 7.142e-7],
  ])('is that of an independent program at %f GeV and theta = %f', (massGeV, theta, expected) => {
    // Its four digits.
    expect(lowAt('lfv-alp-g', massGeV, theta) / expected).toBeCloseTo(1, 3);
  });

  it('is C/Lambda = g/m_tau in TeV^-1 where that is the coupling', () => {
    expect(lowAt('lfv-alp', 1) / ((1000 * lowAt('lfv-alp-g', 1)) / tau)).toBeCloseTo(1, 12);
    // Some 1e-4 TeV^-1, Lambda/C above 1e4 TeV: with the muon massless, which is 2 % in g at 0.5 GeV.
    const massless = (tau / (16 * Math.PI)) * (1 - (0.5 / tau) ** 2) ** 2;
    const expected = (1000 / tau) * Math.sqrt((0.88e-3 * TAU_WIDTH_GEV) / massless);
    expect(Math.abs(lowAt('lfv-alp', 0.5) / expected - 1)).toBeLessThan(0.02);
  });

  it('ends with the table', () => {
    expect(lowAt('lfv-alp', 1.61)).toBeNaN();
  });
});
