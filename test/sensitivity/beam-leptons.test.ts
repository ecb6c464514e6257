/** What a beam of electrons couples with, and pairs by their invariant mass, against integrals done here. */
import { describe, expect, it } from 'vitest';
import { HBAR_C_SQUARED_GEV2_CM2 } from '../../src/physics/constants.js';
import { decayLengthCm, scalarToLeptonsWidthGeV, scalarToPhotonsWidthGeV } from '../../src/physics/decays.js';
import { crossSectionAt } from '../../src/sensitivity/cross-section-at.js';
import { Kernel, describePoint } from '../../src/sensitivity/index.js';
import { MATERIALS } from '../../src/physics/materials.js';
import { planOf } from './plans.js';

const M_E = 0.51099895e-3;
const M_MU = 0.1056583755;
const M_TAU = 1.77693;
const E = Math.sqrt((4 * Math.PI) / 137.035999084);

type Changes = Parameters<typeof planOf>[0];

const beamOf = (particle: string, channel = '') => `{ id: test, title: test, source: test,
  beam: { particle: ${particle}, energy: 100 GeV, particles_on_target: 1e12 },
  target: { material: Pb, length: 20 cm, number_density: 3.3e22 /cm^3, energy_loss: none },
  channels: { c: { title: c, ${channel} } } }`;
/** Nuclei times beam particles per cm^2, times GeV^-2 in cm^2. */
const LUMINOSITY = 1e12 * 3.3e22 * 20 * HBAR_C_SQUARED_GEV2_CM2;

function events(changes: Changes, massGeV: number, coupling: number): number {
  const kernel = new Kernel(planOf({ accuracy: 1e-5, formFactor: 'tsai-elastic', ...changes }));
  return kernel.point(kernel.slice(massGeV), coupling).events;
}

function sigma(changes: Partial<Parameters<typeof crossSectionAt>[0]>): number {
  return crossSectionAt({
    mediator: 'scalar',
    method: 'exact',
    formFactor: 'tsai-elastic',
    lepton: 'electron',
    nucleus: MATERIALS['Pb'],
    massGeV: 0.1,
    energyGeV: 100,
    accuracy: 1e-5,
    ...changes,
  }).sigmaGeVm2;
}

/** |Pi(q^2)|/g by its integral over the loop's parameter, 1702.01497 (5). */
function mixing(q2: number): number {
  let [re, im] = [0, 0];
  const steps = 200_000;
  for (let i = 0; i < steps; i++) {
    const x = (i + 0.5) / steps;
    const s = x * (1 - x);
    const [tau, muon] = [M_TAU ** 2 - s * q2, M_MU ** 2 - s * q2];
    re += (s * Math.log(Math.abs(tau / muon))) / steps;
    im += (s * Math.PI * (Number(muon < 0) - Number(tau < 0))) / steps;
  }
  return (E / (2 * Math.PI ** 2)) * Math.hypot(re, im);
}

describe('beams of electrons', () => {
  const experiment = beamOf('electron');

  it('couple to a scalar in proportion to their mass', () => {
    const expected = LUMINOSITY * (1e-3 * (M_E / M_MU)) ** 2 * sigma({});
    expect(events({ experiment, method: 'exact' }, 0.1, 1e-3) / expected).toBeCloseTo(1, 4);
    const muons = LUMINOSITY * 1e-3 ** 2 * sigma({ lepton: 'muon' });
    expect(events({ experiment: beamOf('muon'), method: 'exact' }, 0.1, 1e-3) / muons).toBeCloseTo(1, 4);
    // The same coupling in the decay to e e: g_mu m_e/m_mu, and with that a decay length of m.
    const kernel = new Kernel(planOf({ experiment, method: 'exact', formFactor: 'tsai-elastic' }));
    const point = describePoint(kernel, 0.1, 1e-3);
    const [electron, muon, tau] = [M_E / M_MU, 1, M_TAU / M_MU].map((ratio) => 1e-3 * ratio);
    const toElectrons = scalarToLeptonsWidthGeV(0.1, M_E, electron);
    const total = toElectrons + scalarToPhotonsWidthGeV(0.1, { electron, muon, tau });
    expect(point.branchingRatios['e e']).toBeCloseTo(toElectrons / total, 10);
    expect(point.decayLengthCm! / decayLengthCm(100, 0.1, total)).toBeCloseTo(1, 10);
    expect(point.crossSectionCm2 / (HBAR_C_SQUARED_GEV2_CM2 * electron ** 2 * sigma({}))).toBeCloseTo(1, 3);
  });

  it.each([0.01, 0.15, 1, 5])(
    'couple to the vector of L_mu - L_tau by kinetic mixing at %d GeV',
    (massGeV) => {
      const vertex = 1e-3 * E * mixing(massGeV ** 2);
      const expected = LUMINOSITY * vertex ** 2 * sigma({ mediator: 'vector', massGeV });
      const changes = { experiment, model: 'mu-tau-vector', method: 'exact' };
      expect(events(changes, massGeV, 1e-3) / expected).toBeCloseTo(1, 4);
    },
  );

  it('radiate the photon of photon fusion with their own mass', () => {
    const changes = { model: 'alp-photon', unit: 'GeV^-1', method: 'exact' };
    const of = (lepton: 'electron' | 'muon') => {
      const expected = LUMINOSITY * 1e-4 ** 2 * sigma({ mediator: 'alp-photon', lepton });
      const number = events({ ...changes, experiment: beamOf(lepton) }, 0.1, 1e-4);
      expect(number / expected).toBeCloseTo(1, 4);
      return number;
    };
    // ln(E/m_e) against ln(E/m_mu).
    expect(of('electron') / of('muon')).toBeGreaterThan(1.5);
  });

  it('are refused by a plan of a model without a coupling to them', () => {
    const plan = planOf({ model: 'scalar-muon-only' });
    const { beam } = plan.experiment;
    const stored = {
      ...plan,
      experiment: { ...plan.experiment, beam: { ...beam, particle: 'electron' as const } },
    };
    expect(() => new Kernel(stored)).toThrow('X of scalar-muon-only does not couple to electrons');
  });
});

/**
 * Yield of pairs at unit (g g_chi)^2 by Simpson's rule over the cross-sections of vectors of mass Q. Between kinks of the
 * weight ln(Q) runs as 3 u^2 - 2 u^3, which makes square roots at the ends smooth.
 */
function pairs(
  chiMassGeV: number,
  lepton: 'muon' | 'electron',
  weight: (Q: number) => number,
  kinks: readonly number[],
): number {
  const steps = 80;
  const inside = kinks.filter((Q) => Q > 2 * chiMassGeV);
  const ends = [2 * chiMassGeV, ...inside, 99.8].map(Math.log);
  let sum = 0;
  for (let interval = 1; interval < ends.length; interval++) {
    const [from, to] = [ends[interval - 1], ends[interval]];
    for (let i = 1; i < steps; i++) {
      const u = i / steps;
      const Q = Math.exp(from + (to - from) * u * u * (3 - 2 * u));
      const r = (chiMassGeV / Q) ** 2;
      // dQ^2/Q^2 = 2 dlnQ.
      const step = (((i % 2 === 1 ? 4 : 2) / 3) * (to - from) * 6 * u * (1 - u)) / steps;
      const phaseSpace = (2 * Math.sqrt(1 - 4 * r) * (1 + 2 * r)) / (12 * Math.PI ** 2);
      sum += step * phaseSpace * weight(Q) * sigma({ mediator: 'vector', method: 'ww', massGeV: Q, lepton });
    }
  }
  return LUMINOSITY * sum;
}

describe('pairs by their invariant mass', () => {
  const model = 'mu-tau-dark-sector';
  const table = 'efficiency: { mass_gev: [0.05, 0.3, 0.6, 2], efficiency: [0.1, 0.9, 0.2, 0.6] }';
  const kappa = (Q: number) => {
    const nodes = [0.05, 0.3, 0.6, 2];
    const values = [0.1, 0.9, 0.2, 0.6];
    const next = nodes.findIndex((node) => node > Q);
    if (next <= 0) return values.at(next === 0 ? 0 : -1)!;
    const share = (Q - nodes[next - 1]) / (nodes[next] - nodes[next - 1]);
    return (1 - share) * values[next - 1] + share * values[next];
  };

  it.each([0.01, 0.1, 0.7])('have the efficiency there, for chi of %d GeV', (massGeV) => {
    const changes = { model, experiment: beamOf('muon', table) };
    const number = events(changes, massGeV, 1e-6);
    expect(number / (1e-6 * pairs(massGeV, 'muon', kappa, [0.05, 0.3, 0.6, 2]))).toBeCloseTo(1, 4);
    // At the mass of chi it would be another.
    const all = events({ model, experiment: beamOf('muon') }, massGeV, 1e-6);
    expect(Math.abs(number / all / kappa(massGeV) - 1)).toBeGreaterThan(0.05);
  });

  it('keep their error estimate: a finer integration lies within it', () => {
    for (const massGeV of [0.01, 0.2]) {
      const [coarse, fine] = [1e-3, 1e-4].map((accuracy) => {
        const kernel = new Kernel(planOf({ model, experiment: beamOf('muon', table), accuracy }));
        return kernel.point(kernel.slice(massGeV), 1e-6);
      });
      expect(Math.abs(coarse.events / fine.events - 1)).toBeLessThanOrEqual(coarse.relError + fine.relError);
      expect(coarse.relError).toBeLessThanOrEqual(1e-3);
      expect(fine.relError).toBeLessThan(2e-4);
    }
  });

  it.each([0.03, 0.3])('couple electrons by the mixing there, for chi of %d GeV', (massGeV) => {
    const vertex2 = (Q: number) => (E * mixing(Q * Q)) ** 2;
    const number = events({ model, experiment: beamOf('electron') }, massGeV, 1e-6);
    expect(number / (1e-6 * pairs(massGeV, 'electron', vertex2, [2 * M_MU, 2 * M_TAU]))).toBeCloseTo(1, 4);
  });

  it('of a constant efficiency are that share of all', () => {
    const part = events({ model, experiment: beamOf('muon', 'efficiency: 0.3') }, 0.1, 1e-6);
    expect(part / events({ model, experiment: beamOf('muon') }, 0.1, 1e-6)).toBeCloseTo(0.3, 10);
  });
});
