/** What a tau that was produced in flight leaves behind: the muon of its decay, and the distance that it travels first. */
import { expNegative } from '../numerics/exponential.js';
import { integrate } from '../numerics/integrate.js';
import { HBAR_C_GEV_CM } from './constants.js';
import { LEPTON_MASS_GEV, TAU_C_TAU_CM } from './particles.js';

const { muon: MUON_MASS_GEV, tau: TAU_MASS_GEV } = LEPTON_MASS_GEV;

/**
 * Fraction of the muons from tau -> mu nu nu below an energy: the integral of dN/dy = (5 - 9 y^2 + 4 y^3)/3, y = E_mu/E_tau.
 *
 * Source: Michel spectrum of an unpolarised tau, boosted; m_mu -> 0 and E_tau >> m_tau. 2407.15942, section III C, asks for
 * E_mu < 80 GeV but prints no spectrum.
 */
export function fractionOfMuonsBelow(energyGeV: number, tauEnergyGeV: number): number {
  const y = Math.min(1, Math.max(0, energyGeV / tauEnergyGeV));
  return (y * (5 + y * y * (y - 3))) / 3;
}

/**
 * Probability that a tau travels further than a length: exp(-length m_tau/(c tau p_tau)). A tau at rest goes nowhere.
 *
 * Source: 2407.15942, section III C. Accuracy: 1e-14.
 */
export function survivesBeyond(lengthCm: number, tauEnergyGeV: number): number {
  if (lengthCm === 0) return 1;
  if (tauEnergyGeV <= TAU_MASS_GEV) return 0;
  const momentum = Math.sqrt((tauEnergyGeV - TAU_MASS_GEV) * (tauEnergyGeV + TAU_MASS_GEV));
  return expNegative((lengthCm * TAU_MASS_GEV) / (TAU_C_TAU_CM * momentum));
}

export interface EnergyRange {
  readonly minGeV: number;
  readonly maxGeV: number;
}

/**
 * Limits of the tau's energy in the laboratory in a -> mu tau, isotropic in the ALP's rest frame: the distribution is flat
 * between them. null for m_a < m_mu + m_tau or E_a < m_a.
 *
 * Source: two-body kinematics with both lepton masses.
 */
export function tauEnergyRangeFromAlp(alpEnergyGeV: number, alpMassGeV: number): EnergyRange | null {
  const rapidities = tauRapidities(alpEnergyGeV, alpMassGeV);
  if (rapidities === null) return null;
  const { boost, own } = rapidities;
  return {
    minGeV: TAU_MASS_GEV * Math.cosh(boost - own),
    maxGeV: TAU_MASS_GEV * Math.cosh(boost + own),
  };
}

/**
 * `survivesBeyond` averaged over the taus from the decay of an ALP; 0 where a -> mu tau is closed.
 *
 * With E = m_tau cosh(eta) the integrand has no singularity at rest and no boundary layer for short lengths.
 * Accuracy: 1e-10.
 */
export function meanSurvivalOfTauFromAlp(lengthCm: number, alpEnergyGeV: number, alpMassGeV: number): number {
  const rapidities = tauRapidities(alpEnergyGeV, alpMassGeV);
  if (rapidities === null) return 0;
  if (lengthCm === 0) return 1;
  const { boost, own } = rapidities;
  // The tau's energy is then the same in all directions.
  if (boost === 0 || own === 0) return survivesBeyond(lengthCm, TAU_MASS_GEV * Math.cosh(boost + own));
  const exponent = lengthCm / TAU_C_TAU_CM;
  // What is below the absolute tolerance is none: `expNegative` ends there.
  const { value } = integrate(
    (eta) => Math.sinh(eta) * expNegative(exponent / Math.sinh(eta)),
    Math.abs(boost - own),
    boost + own,
    { relativeTolerance: 1e-11, absoluteTolerance: 1e-300 },
  );
  return value / (2 * Math.sinh(boost) * Math.sinh(own));
}

/** Rapidity of the ALP in the laboratory and of the tau in the ALP's rest frame: along the beam they add and subtract. */
function tauRapidities(alpEnergyGeV: number, alpMassGeV: number): { boost: number; own: number } | null {
  const release = alpMassGeV - MUON_MASS_GEV - TAU_MASS_GEV;
  if (release < 0 || alpEnergyGeV < alpMassGeV) return null;
  const momentum =
    Math.sqrt(
      release *
        (alpMassGeV + MUON_MASS_GEV + TAU_MASS_GEV) *
        (alpMassGeV - MUON_MASS_GEV + TAU_MASS_GEV) *
        (alpMassGeV + MUON_MASS_GEV - TAU_MASS_GEV),
    ) /
    (2 * alpMassGeV);
  const alpMomentum = Math.sqrt((alpEnergyGeV - alpMassGeV) * (alpEnergyGeV + alpMassGeV));
  return { boost: Math.asinh(alpMomentum / alpMassGeV), own: Math.asinh(momentum / TAU_MASS_GEV) };
}

/** Total width of the tau in GeV: hbar c over its mean decay length. */
export const TAU_WIDTH_GEV = HBAR_C_GEV_CM / TAU_C_TAU_CM;

/**
 * Width in GeV of tau -> mu a by the derivative coupling, -i g a mubar [sin theta (1 - r) + cos theta (1 + r) gamma5] tau with
 * r = m_mu/m_tau and g = C m_tau/Lambda, with the mass of the muon; 0 for m_a >= m_tau - m_mu:
 *
 *   g^2 p/(8 pi m_tau^2) {sin^2 theta (1 - r)^2 [(m_tau + m_mu)^2 - m_a^2] + cos^2 theta (1 + r)^2 [(m_tau - m_mu)^2 - m_a^2]}
 *
 * with p the momentum of the muon at rest of the tau.
 *
 * Source: the vertex 2407.15942 (2) at tree level; (3) of that paper leaves out the r, which is of the same order as what the
 * mass of the muon does to phase space. For m_mu -> 0 it is g^2 m_tau/(16 pi) (1 - m_a^2/m_tau^2)^2 for any theta. At m_a = 0
 * it does not know theta at all, and is 1 % less than that; at 1.6 GeV it is 1.17 times that for theta = pi/2, and 0.35 for 0.
 *
 * @param massGeV that of the ALP.
 */
export function tauToMuonAlpWidthGeV(massGeV: number, coupling: number, thetaRad: number): number {
  const difference = TAU_MASS_GEV - MUON_MASS_GEV;
  const sum = TAU_MASS_GEV + MUON_MASS_GEV;
  if (massGeV >= difference) return 0;
  // (m_tau + m_mu)^2 - m_a^2 goes with the scalar vertex, (m_tau - m_mu)^2 - m_a^2 with the pseudoscalar one.
  const scalar = (sum - massGeV) * (sum + massGeV);
  const pseudoscalar = (difference - massGeV) * (difference + massGeV);
  const momentum = Math.sqrt(scalar * pseudoscalar) / (2 * TAU_MASS_GEV);
  const ofScalar = (Math.sin(thetaRad) * difference) / TAU_MASS_GEV;
  const ofPseudoscalar = (Math.cos(thetaRad) * sum) / TAU_MASS_GEV;
  const squared = ofScalar ** 2 * scalar + ofPseudoscalar ** 2 * pseudoscalar;
  return (coupling ** 2 * momentum * squared) / (8 * Math.PI * TAU_MASS_GEV ** 2);
}
