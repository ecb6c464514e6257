import { describe, expect, it } from 'vitest';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { lfvCouplingPerTeV } from '../../src/physics/uv-completion.js';
import { referenceRows } from '../fixtures/read-fixture.js';

describe('lfvCouplingPerTeV', () => {
  const v = 246.22;
  const heavyMass = 1e4;

  it('is the matching of 2407.15942 (A3) to (3)', () => {
    // (A3): m_muF m_tauF/(M_F v2) (1 + gamma5)/2 against g (1 + gamma5)/sqrt2, g = C m_tau/Lambda.
    const [y2, lambda, v2] = [0.7, 1.3, 50];
    const vertex = ((y2 * v2) / Math.SQRT2) * ((lambda * v) / Math.SQRT2) * (1 / (heavyMass * v2));
    const perGeV = vertex / 2 / (Math.SQRT1_2 * LEPTON_MASS_GEV.tau);
    expect(lfvCouplingPerTeV(y2, lambda, heavyMass) / (1e3 * perGeV)).toBeCloseTo(1, 14);
  });

  it('is 2 sqrt2 below the second printed form of (A4), whose value is the 14 TeV^-1 of (A5)', () => {
    const matched = lfvCouplingPerTeV(1, 1, heavyMass);
    expect(matched).toBeCloseTo(4.9, 2);
    expect(matched * 2 * Math.SQRT2).toBeCloseTo(13.86, 2);
  });

  it('has the ratio of the reference to lambda^2 m_muF^2/M_F^2 in (A8)', () => {
    const [{ value }] = referenceRows<unknown, Record<string, Record<string, number>>>(
      'formulas.json',
      'A8_identity',
    );
    const [y2, lambda, v2] = [0.7, 1.3, 50];
    const coupling = lfvCouplingPerTeV(y2, lambda, heavyMass) / 1e3;
    const left = ((coupling * v2 * LEPTON_MASS_GEV.tau) / v) ** 2;
    const right = ((lambda * y2 * v2) / Math.SQRT2 / heavyMass) ** 2;
    const ratio = value['C2v22mt2_over_v2__over__lam2muF2_MF2']['matched_to_A3'];
    expect(left / right).toBeCloseTo(ratio, 13);
  });
});
