import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { HBAR_C_SQUARED_GEV2_PB } from '../../src/physics/constants.js';
import {
  W_MASS_GEV,
  W_TO_MUON,
  Z_MASS_GEV,
  Z_TO_MUON,
  Z_TO_NEUTRINO,
  Z_WIDTH_GEV,
} from '../../src/physics/electroweak.js';
import {
  neutrinoPairCrossSectionGeV2,
  photonNeutrinosCrossSectionGeV2,
  photonRadiator,
} from '../../src/physics/photon-neutrinos.js';
import { photonSingletCrossSectionGeV2 } from '../../src/physics/photon-singlet.js';

describe('mu mu -> nu nubar', () => {
  it.each([5, 17.9, 18.1, 60, 91, 92, 215, 3000])('is the integral over the angle at %f GeV', (sqrtS) => {
    const s = sqrtS ** 2;
    const [left, right] = [Z_TO_MUON.left * Z_TO_NEUTRINO.left, Z_TO_MUON.right * Z_TO_NEUTRINO.left];
    const distance = s - Z_MASS_GEV ** 2;
    const norm = distance ** 2 + (Z_MASS_GEV * Z_WIDTH_GEV) ** 2;
    const [re, im] = [distance / norm, (-Z_MASS_GEV * Z_WIDTH_GEV) / norm];
    const density = (logarithm: number) => {
      // t from -s to 0, in the variable in which the W is smooth.
      const minusT = Math.exp(logarithm) - W_MASS_GEV ** 2;
      const u = minusT - s;
      const square = (factor: number, w: number) =>
        (factor * re + w / (-minusT - W_MASS_GEV ** 2)) ** 2 + (factor * im) ** 2;
      const sum =
        4 * u * u * (square(left, W_TO_MUON ** 2) + 2 * square(left, 0)) +
        4 * minusT ** 2 * 3 * square(right, 0);
      return (Math.exp(logarithm) * sum) / 4 / (16 * Math.PI * s * s);
    };
    const bounds = [W_MASS_GEV ** 2, W_MASS_GEV ** 2 + s].map(Math.log);
    const sum = integrate(density, bounds[0], bounds[1], { relativeTolerance: 1e-10 }).value;
    expect(Math.abs(neutrinoPairCrossSectionGeV2(s) / sum - 1)).toBeLessThan(1e-8);
  });

  it('is 12 pi Gamma_mu Gamma_inv/(M_Z Gamma_Z)^2 = 3.97 nb on the Z', () => {
    // PDG 2024: 83.984 MeV and 499.0 MeV. Tree-level couplings are good to 1 %, the W adds some 0.3 %.
    const peak = (12 * Math.PI * 0.083984 * 0.499) / (Z_MASS_GEV * Z_WIDTH_GEV) ** 2;
    expect(Math.abs(neutrinoPairCrossSectionGeV2(Z_MASS_GEV ** 2) / peak - 1)).toBeLessThan(0.02);
  });

  it('tends to w^4/(16 pi) (1/M_W^2) = G_F^2 M_W^2/(2 pi) far above', () => {
    const fermi = 1.1663788e-5;
    const s = 1e12;
    // Tree level at the Z: M_W^2 = pi alpha/(sqrt2 G_F sin^2) to 1 %, in the fourth power of the coupling.
    const limit = (fermi ** 2 * W_MASS_GEV ** 2) / (2 * Math.PI);
    expect(Math.abs(neutrinoPairCrossSectionGeV2(s) / limit - 1)).toBeLessThan(0.03);
  });
});

describe('mu mu -> gamma nu nubar', () => {
  it('has the radiator of a narrow vector, gamma X over mu mu -> X, at angles where muons are light', () => {
    const [sqrtSGeV, massGeV, maxCosTheta] = [3000, 1234, 0.9];
    const x = 1 - massGeV ** 2 / sqrtSGeV ** 2;
    // mu mu -> X at g = 1: sigma = pi delta(s - m_X^2), so that dsigma/dx is that over s.
    const expected = (Math.PI / sqrtSGeV ** 2) * photonRadiator(x, maxCosTheta);
    const exact = photonSingletCrossSectionGeV2('vector', { sqrtSGeV, massGeV, maxCosTheta });
    expect(Math.abs(exact / expected - 1)).toBeLessThan(1e-6);
  });

  it('adds up over the energies of the photon, the Z included', () => {
    const of = (fromGeV: number, toGeV: number) =>
      photonNeutrinosCrossSectionGeV2({ sqrtSGeV: 215, fromGeV, toGeV, maxCosTheta: 0.9 });
    expect(Math.abs((of(10, 60) + of(60, 88.5) + of(88.5, 200)) / of(10, 107.5) - 1)).toBeLessThan(1e-6);
    // Radiative returns to the Z: most of some pb.
    expect(of(85, 91) * HBAR_C_SQUARED_GEV2_PB).toBeGreaterThan(0.5);
    expect(of(10, 107.5) * HBAR_C_SQUARED_GEV2_PB).toBeLessThan(5);
  });
});
