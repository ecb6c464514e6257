import { describe, expect, it } from 'vitest';
import { KRONROD_POINTS, KRONROD_WEIGHTS } from '../../src/numerics/gauss-kronrod.js';
import { crossSection } from '../../src/physics/cross-section.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { createProduction } from '../../src/sensitivity/production.js';
import { tabulateSpectra } from '../../src/sensitivity/spectrum-table.js';
import { planOf } from './plans.js';

describe('tables of spectra', () => {
  // Ranges that begin below the threshold, at it, and well above; narrow and wide ones.
  it.each([
    ['scalar-muon-only', 1, 1.2, 3],
    ['scalar-muon-only', 2, 0.5, 3],
    ['scalar-muon-only', 0.1, 0.5, 3],
    ['scalar-muon-only', 0.1, 159, 160],
    ['lfv-alp-g', 2, 7, 5000],
    ['lfv-alp-g', 10, 7, 5000],
    ['mu-tau-vector', 0.5, 1, 1500],
  ])(
    'of %s at %d GeV, from %d to %d GeV, give the totals in between',
    (model, massGeV, energyFrom, energyTo) => {
      const plan = planOf({
        model,
        method: 'exact',
        formFactor: model === 'lfv-alp-g' ? '"2407.15942"' : 'tsai',
        integration: '{}',
      });
      const production = createProduction(plan);
      const tolerances = { energyFraction: 1e-4, spectrum: 1e-4, interpolation: 1e-4 };
      const tables = tabulateSpectra(
        production.atMass(massGeV),
        { energyFrom, energyTo },
        () => Float64Array.of(1),
        tolerances,
      );
      expect(tables.relError).toBeLessThan(1e-3);
      const total = (energyGeV: number) =>
        crossSection(
          production.atMass(massGeV).spectrum(energyGeV, 1e-5),
          { massGeV, energyGeV, leptonMassGeV: LEPTON_MASS_GEV.muon },
          1e-5,
        ).sigmaGeVm2;
      const largest = total(energyTo);
      for (let i = 0; i <= 20; i++) {
        const energyGeV = energyFrom * (energyTo / energyFrom) ** (i / 20);
        const { weight } = tables.tables
          .find((table) => energyGeV <= table.energyTo * (1 + 1e-12))!
          .at(energyGeV);
        const sum = weight.reduce((s, value, k) => s + value * KRONROD_WEIGHTS[k % KRONROD_POINTS], 0);
        // What counts is the error relative to the integral over the range, not to each value.
        expect(Math.abs(sum - total(energyGeV))).toBeLessThan(2e-3 * largest);
      }
    },
  );
});
