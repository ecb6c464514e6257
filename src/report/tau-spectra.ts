/** Energy spectra of the taus of mu N -> tau a N, at unit coupling, from the spectrum of the ALP. */
import { integrate } from '../numerics/integrate.js';
import type { Spectrum } from '../physics/bremsstrahlung.js';
import { LEPTON_MASS_GEV, TAU_C_TAU_CM } from '../physics/particles.js';
import { tauEnergyRangeFromAlp } from '../physics/tau-decay.js';

const TAU_MASS_GEV = LEPTON_MASS_GEV.tau;

/** dsigma/dx in GeV^-2 at an energy of the tau, x = E_tau/E_mu. */
export type TauSpectrum = (tauEnergyGeV: number) => number;

/** Energy of a tau whose mean decay length gamma beta c tau is given. */
export function energyOfTau(decayLengthCm: number): number {
  return TAU_MASS_GEV * Math.hypot(1, decayLengthCm / TAU_C_TAU_CM);
}

/** The tau that the muon turns into: E_tau = E_mu - E_a. */
export function spectrumOfRecoilTau({ at, xFrom, xTo }: Spectrum, energyGeV: number): TauSpectrum {
  return (tauEnergyGeV) => {
    const x = 1 - tauEnergyGeV / energyGeV;
    return xFrom < x && x < xTo ? at(x).value : 0;
  };
}

/**
 * The tau of a -> mu tau, which is isotropic in the ALP's rest frame: for each E_a its energy is flat between two limits.
 *
 * With rapidities b of the ALP, eta of the tau and o of the tau in the rest frame, the limits are |eta - o| <= b <= eta + o,
 * and dsigma/dx = m_a/(2 m_tau sinh o) int db dsigma/dx_a(m_a cosh(b)/E_mu).
 *
 * Source: two-body kinematics; 2407.15942, Fig. 5, right. Zero where the decay is closed.
 */
export function spectrumOfDecayTau(
  { at, xFrom, xTo }: Spectrum,
  energyGeV: number,
  alpMassGeV: number,
  relativeTolerance: number,
): TauSpectrum {
  const atRest = tauEnergyRangeFromAlp(alpMassGeV, alpMassGeV);
  if (atRest === null || !(xFrom < xTo)) return () => 0;
  const own = Math.acosh(atRest.minGeV / TAU_MASS_GEV);
  const boostAt = (x: number) => Math.acosh(Math.max(1, (x * energyGeV) / alpMassGeV));
  const [lowest, highest] = [boostAt(xFrom), boostAt(xTo)];
  const scale = alpMassGeV / (2 * TAU_MASS_GEV * Math.sinh(own));
  const integrand = (boost: number) => {
    const x = (alpMassGeV * Math.cosh(boost)) / energyGeV;
    return xFrom < x && x < xTo ? at(x).value : 0;
  };
  return (tauEnergyGeV) => {
    const eta = Math.acosh(tauEnergyGeV / TAU_MASS_GEV);
    const from = Math.max(lowest, Math.abs(eta - own));
    const to = Math.min(highest, eta + own);
    return from < to ? scale * integrate(integrand, from, to, { relativeTolerance }).value : 0;
  };
}
