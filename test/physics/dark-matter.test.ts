import { describe, expect, it } from 'vitest';
import {
  annihilationToAlpsAtUnitCoupling,
  annihilationToMuonTauAtUnitCoupling,
  relicCouplingProduct,
  relicCrossSectionPerGeV2,
  secludedCoupling,
} from '../../src/physics/dark-matter.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { referenceRows } from '../fixtures/read-fixture.js';

// The reference squares a rounded hbar c: 4e-10 off in a cross-section.
const REFERENCE_ERROR = 1e-9;

const THRESHOLD = 0.5 * (LEPTON_MASS_GEV.muon + LEPTON_MASS_GEV.tau);

describe('annihilation of dark matter', () => {
  it('converts the target to GeV^-2', () => {
    const [{ inputs, value }] = referenceRows<{ cm3s: number }, number>('formulas.json', 'sv_target');
    expect(Math.abs(relicCrossSectionPerGeV2() / value - 1)).toBeLessThan(REFERENCE_ERROR);
    expect(relicCrossSectionPerGeV2(inputs.cm3s)).toBe(relicCrossSectionPerGeV2());
    expect(relicCrossSectionPerGeV2(1e-26) / relicCrossSectionPerGeV2()).toBeCloseTo(1 / 4.4, 13);
  });

  it('gives the g_mutau g_chi of 2407.15942 (13) at m_a = 3 m_chi', () => {
    const rows = referenceRows<{ mx: number }, number>('formulas.json', 'relic_gg_ma=3mx');
    expect(rows).toHaveLength(4);
    for (const { inputs, value } of rows) {
      const product = relicCouplingProduct(inputs.mx, 3 * inputs.mx)!;
      expect(Math.abs(product / value - 1)).toBeLessThan(REFERENCE_ERROR);
      const crossSection = product ** 2 * annihilationToMuonTauAtUnitCoupling(inputs.mx, 3 * inputs.mx);
      expect(crossSection / relicCrossSectionPerGeV2()).toBeCloseTo(1, 13);
    }
    const quarter = relicCouplingProduct(2, 6, 1.1e-26)!;
    expect(quarter / relicCouplingProduct(2, 6)!).toBeCloseTo(0.5, 13);
  });

  it('is closed up to 2 m_chi = m_mu + m_tau, and has a pole at m_a = 2 m_chi', () => {
    expect(annihilationToMuonTauAtUnitCoupling(THRESHOLD, 6)).toBe(0);
    expect(relicCouplingProduct(0.5, 6)).toBeNull();
    expect(relicCouplingProduct(THRESHOLD * (1 + 1e-9), 6)).toBeGreaterThan(0);
    expect(annihilationToMuonTauAtUnitCoupling(3, 6)).toBe(Infinity);
    expect(relicCouplingProduct(3, 6)).toBe(0);
    // Far above all masses: 1/(16 pi m_chi^2).
    expect(annihilationToMuonTauAtUnitCoupling(1e5, 1) * 16 * Math.PI * 1e10).toBeCloseTo(1, 8);
  });

  it('gives the g_chi of 2407.15942 (14) for secluded dark matter', () => {
    interface Secluded {
      readonly xf20: { readonly g: number };
      readonly xf25: { readonly g: number };
    }
    const rows = referenceRows<{ ma: number }, Secluded>('formulas.json', 'gchi_mx=3ma');
    expect(rows).toHaveLength(1);
    for (const { inputs, value } of rows) {
      const { ma } = inputs;
      expect(Math.abs(secludedCoupling(3 * ma, ma)! / value.xf20.g - 1)).toBeLessThan(REFERENCE_ERROR);
      expect(Math.abs(secludedCoupling(3 * ma, ma, undefined, 25)! / value.xf25.g - 1)).toBeLessThan(
        REFERENCE_ERROR,
      );
    }
    // The paper's 0.1 sqrt(m_a/GeV)
    for (const ma of [0.1, 1, 10]) expect(secludedCoupling(3 * ma, ma)! / Math.sqrt(ma)).toBeCloseTo(0.11, 3);
  });

  it('is closed for m_a >= m_chi, and has the limit of a light ALP', () => {
    expect(annihilationToAlpsAtUnitCoupling(2, 2)).toBe(0);
    expect(secludedCoupling(2, 3)).toBeNull();
    expect(secludedCoupling(2, 2 * (1 - 1e-9))).toBeGreaterThan(0);
    // (6/20) / (24 pi 16 m_chi^2)
    expect(annihilationToAlpsAtUnitCoupling(5, 0) / (0.3 / (24 * Math.PI * 16 * 25))).toBeCloseTo(1, 13);
  });
});
