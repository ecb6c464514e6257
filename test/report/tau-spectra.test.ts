import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import type { Spectrum } from '../../src/physics/bremsstrahlung.js';
import { MATERIALS } from '../../src/physics/materials.js';
import { LEPTON_MASS_GEV, TAU_C_TAU_CM } from '../../src/physics/particles.js';
import { tauEnergyRangeFromAlp } from '../../src/physics/tau-decay.js';
import { energyOfTau, spectrumOfDecayTau, spectrumOfRecoilTau } from '../../src/report/tau-spectra.js';
import { crossSectionAt } from '../../src/sensitivity/cross-section-at.js';

const TAU = LEPTON_MASS_GEV.tau;

function process(massGeV: number, energyGeV: number) {
  return crossSectionAt({
    mediator: 'lfv-alp',
    method: 'exact',
    formFactor: '2407.15942',
    lepton: 'muon',
    nucleus: MATERIALS['Pb'],
    massGeV,
    energyGeV,
    accuracy: 1e-4,
  });
}

/** The integral of dsigma/dx over x = E_tau/E_mu, in the logarithm of the energy. */
function total(spectrum: (tauEnergyGeV: number) => number, energyGeV: number): number {
  return (
    integrate(
      (log) => spectrum(Math.exp(log)) * Math.exp(log),
      Math.log(TAU * (1 + 1e-12)),
      Math.log(energyGeV),
      {
        relativeTolerance: 1e-4,
        maxIntervals: 400,
      },
    ).value / energyGeV
  );
}

describe('energyOfTau', () => {
  it('inverts gamma beta c tau', () => {
    expect(energyOfTau(TAU_C_TAU_CM)).toBeCloseTo(Math.SQRT2 * TAU, 12);
    // 2 mm and 2 cm are the lengths of taus with 40.8 and 408 GeV of momentum.
    expect(energyOfTau(0.2)).toBeCloseTo(40.8, 0);
    expect(energyOfTau(2)).toBeCloseTo(408, 0);
    // A tau with all of 160 GeV flies 0.784 cm.
    expect(energyOfTau(0.784)).toBeCloseTo(160, 0);
  });
});

describe('spectra of taus', () => {
  it.each([
    [2, 160],
    [10, 1500],
  ])('integrate to the total at m_a = %d GeV, E = %d GeV', (massGeV, energyGeV) => {
    const { sigmaGeVm2, spectrum } = process(massGeV, energyGeV);
    expect(total(spectrumOfRecoilTau(spectrum, energyGeV), energyGeV) / sigmaGeVm2).toBeCloseTo(1, 3);
    const decay = spectrumOfDecayTau(spectrum, energyGeV, massGeV, 1e-5);
    expect(total(decay, energyGeV) / sigmaGeVm2).toBeCloseTo(1, 3);
  });

  it('of decays is flat between the limits for ALPs of one energy', () => {
    const [massGeV, energyGeV, alpEnergyGeV] = [5, 100, 60];
    // A box around that energy with an area of 1.
    const width = 1e-6;
    const spectrum: Spectrum = {
      xFrom: alpEnergyGeV / energyGeV - width / 2,
      xTo: alpEnergyGeV / energyGeV + width / 2,
      at: () => ({ value: 1 / width, error: 0, evaluations: 1, converged: true }),
    };
    const decay = spectrumOfDecayTau(spectrum, energyGeV, massGeV, 1e-6);
    const { minGeV, maxGeV } = tauEnergyRangeFromAlp(alpEnergyGeV, massGeV)!;
    for (const share of [0.01, 0.3, 0.99]) {
      const density = decay(minGeV + share * (maxGeV - minGeV)) / energyGeV;
      expect(density * (maxGeV - minGeV)).toBeCloseTo(1, 4);
    }
    expect(decay(0.99 * minGeV)).toBe(0);
    expect(decay(1.01 * maxGeV)).toBe(0);
  });

  it('of decays is nothing below threshold', () => {
    const { spectrum } = process(1.5, 160);
    expect(spectrumOfDecayTau(spectrum, 160, 1.5, 1e-4)(50)).toBe(0);
  });
});
