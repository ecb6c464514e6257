/**
 * ALPs that the real photons of a shower make in the field of a nucleus, gamma N -> a N (Primakoff).
 *
 * 1. Small angles: sigma(k) = (alpha g^2/8) chi(t_min, t_max), t_min = (m^2/2k)^2, from
 *    dsigma/dOmega = (alpha g^2/8 pi) G(t) k^4 sin^2(theta)/t^2 (Tsai, Phys. Rev. D 34 (1986) 1326). The ALP has the energy of the photon.
 * 2. In a radiation length an electron of energy E radiates (4/3 - 4x/3 + x^2)/x dx photons of energy x E (complete screening), and
 *    each goes 9/7 radiation lengths until it makes a pair (PDG, Passage of particles through matter). So on every nucleus that the electron
 *    meets, as far as photons of the shower are on their way with it,
 *
 *      dsigma/dx = (9/7) (4/3 - 4x/3 + x^2)/x sigma(x E).
 *
 * This is no cross-section of the electron: it holds in targets of many radiation lengths only. Photons that come after the first pairs are
 * left out, and ALPs are made where the photons are.
 */
import { type Process, type Spectrum, type SpectrumMethod } from './bremsstrahlung.js';
import { ALPHA } from './constants.js';

/** Radiation lengths that a photon of high energy goes. */
const PHOTON_PATH = 9 / 7;

/** Form factors have fallen by many orders of magnitude. */
const UNLIMITED_T_GEV2 = 1e4;

/** sigma(gamma N -> a N) in GeV^-2 at g = 1 GeV^-1, of a photon energy in GeV; 0 below threshold. */
export function primakoffCrossSection({
  massGeV,
  target,
  tMaxGeV2,
}: Pick<Process, 'massGeV' | 'target' | 'tMaxGeV2'>): (photonEnergyGeV: number) => number {
  const chi = target.flux.below(tMaxGeV2 ?? UNLIMITED_T_GEV2);
  return (k) => (k > massGeV ? (ALPHA / 8) * chi((massGeV ** 2 / (2 * k)) ** 2) : 0);
}

/** Photons per radiation length and x = k/E. */
export function bremsstrahlungPhotons(x: number): number {
  return (4 / 3 - (4 / 3) * x + x * x) / x;
}

export const showerPhotonSpectrum: SpectrumMethod = (process, energyGeV): Spectrum => {
  const sigma = primakoffCrossSection(process);
  return {
    xFrom: process.massGeV / energyGeV,
    xTo: 1,
    at: (x) => ({
      value: PHOTON_PATH * bremsstrahlungPhotons(x) * sigma(x * energyGeV),
      error: 0,
      evaluations: 1,
      converged: true,
    }),
  };
};
