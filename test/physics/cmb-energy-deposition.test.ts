import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import {
  cmbEfficiency,
  electronEfficiency,
  photonEfficiency,
} from '../../src/physics/cmb-energy-deposition.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { readFixture } from '../fixtures/read-fixture.js';

interface Spectra {
  readonly positrons: readonly number[];
  readonly photons: readonly number[];
}

describe('f_eff', () => {
  it('of photons is as digitised elsewhere', () => {
    // LoganAMorrison/Hazma, src/hazma/cmb_data/f_eff_g.dat; read off a figure, 3 % where the curve is steep.
    for (const [energyEV, published] of [
      [5250972.429, 0.47194],
      [44838325.74, 0.73134],
      [662383829.25, 0.45117],
      [1940609736.04, 0.32849],
      [9709549422.1, 0.42811],
      [240017290709.8, 0.42006],
    ]) {
      expect(Math.abs(photonEfficiency(energyEV * 1e-9) / published - 1)).toBeLessThan(0.04);
    }
  });

  it('of muons and taus is that of the spectra of Pythia', () => {
    const { log10x, muon, tau } = readFixture('lepton-spectra.json') as {
      log10x: readonly number[];
      muon: Spectra;
      tau: Spectra;
    };
    const [massGeV, bin] = [5, 0.09];
    const ofSpectra = ({ positrons, photons }: Spectra) =>
      log10x.reduce((sum, logarithm, i) => {
        const x = 10 ** logarithm;
        const energy = x * massGeV;
        // As many electrons as positrons, over the energy of two chi.
        const electrons = positrons[i] * electronEfficiency(energy);
        return sum + bin * x * (electrons + 0.5 * photons[i] * photonEfficiency(energy));
      }, 0);
    // Radiation off the leptons, left out here, puts 1.2 % of the energy of muons into photons; the taus' decays are simplified.
    expect(cmbEfficiency('mu-mu', massGeV) / ofSpectra(muon)).toBeGreaterThan(0.98);
    expect(cmbEfficiency('mu-mu', massGeV) / ofSpectra(muon)).toBeLessThan(1);
    expect(cmbEfficiency('tau-tau', massGeV) / ofSpectra(tau)).toBeGreaterThan(0.965);
    expect(cmbEfficiency('tau-tau', massGeV) / ofSpectra(tau)).toBeLessThan(1);
  });

  it.each([20, 100, 1000])('of muons of %d GeV is that of their spectrum in flight', (massGeV) => {
    // dN/dy = (5 - 9 y^2 + 4 y^3)/3 of fast muons: m_mu^2/E^2 is below 3e-5.
    const { value } = integrate(
      (y) => ((y * (5 - 9 * y ** 2 + 4 * y ** 3)) / 3) * electronEfficiency(Math.max(y, 1e-9) * massGeV),
      0,
      1,
      { relativeTolerance: 1e-8 },
    );
    expect(cmbEfficiency('mu-mu', massGeV) / value).toBeCloseTo(1, 3);
  });

  it('of muons at rest is that of electrons of up to half their mass', () => {
    const half = LEPTON_MASS_GEV.muon / 2;
    const { value } = integrate(
      (x) => x ** 3 * (3 - 2 * x) * electronEfficiency(Math.max(x, 1e-9) * half),
      0,
      1,
      { relativeTolerance: 1e-8 },
    );
    expect(cmbEfficiency('mu-mu', LEPTON_MASS_GEV.muon * (1 + 1e-9)) / value).toBeCloseTo(1, 2);
  });

  it('of mu tau is the mean of both far above the masses, and none is below threshold', () => {
    const mean = 0.5 * (cmbEfficiency('mu-mu', 500) + cmbEfficiency('tau-tau', 500));
    expect(cmbEfficiency('mu-tau', 500) / mean).toBeCloseTo(1, 4);
    expect(cmbEfficiency('mu-tau', 0.94)).toBe(0);
    expect(cmbEfficiency('mu-tau', 0.942)).toBeGreaterThan(0.1);
    expect(cmbEfficiency('tau-tau', LEPTON_MASS_GEV.tau)).toBe(0);
  });
});
