/**
 * Mixing of the L_mu - L_tau vector with the photon through the muon and tau loops, as a function of the virtuality q^2:
 *
 *   Pi(q^2) = e g/(2 pi^2) int_0^1 dx x(1-x) ln[(m_tau^2 - x(1-x) q^2)/(m_mu^2 - x(1-x) q^2)],   q^2 -> q^2 + i0,
 *
 * with Im Pi > 0 above the thresholds. Source: 1702.01497 (5). 2501.06294 (13) is printed without the factor x, which makes
 * it three times as large. Values are over g.
 *
 * With s = q^2/m^2, Pi = e g/(2 pi^2) [ln(m_tau/m_mu)/3 + I(q^2/m_tau^2) - I(q^2/m_mu^2)], and
 * I(s) = int_0^1 dx x(1-x) ln(1 - x(1-x) s) = -5/18 - 2/(3s) + (1/6)(1 + 2/s) beta ln[(beta+1)/(beta-1)], beta^2 = 1 - 4/s.
 */
import { ALPHA } from './constants.js';
import { LEPTON_MASS_GEV } from './particles.js';

const { muon: MUON_MASS_GEV, tau: TAU_MASS_GEV } = LEPTON_MASS_GEV;
const ELECTRIC_CHARGE = Math.sqrt(4 * Math.PI * ALPHA);
const PREFACTOR = ELECTRIC_CHARGE / (2 * Math.PI ** 2);
const LOGARITHM = Math.log(TAU_MASS_GEV / MUON_MASS_GEV) / 3;

/** Pi(0)/g = e ln(m_tau/m_mu)/(6 pi^2) = 1/69.3 (1702.01497 (6); 1902.07715 rounds to 1/67). */
export const KINETIC_MIXING_AT_ZERO_MOMENTUM = PREFACTOR * LOGARITHM;

/** Pi(q^2)/g, q^2 in GeV^2 of either sign. Accuracy: 1e-13 of |Pi|. */
export function kineticMixingAtUnitCoupling(q2GeV2: number): { re: number; im: number } {
  const ofTau = q2GeV2 / TAU_MASS_GEV ** 2;
  const ofMuon = q2GeV2 / MUON_MASS_GEV ** 2;
  // At large |q^2| Pi falls as 1/q^2: the leading terms of the loops cancel each other and the logarithm, and are left out.
  const isLarge = ofTau < -1 || ofTau > 4;
  const tau = isLarge ? loopBeyondLeading(ofTau) : loop(ofTau);
  const muon = isLarge ? loopBeyondLeading(ofMuon) : loop(ofMuon);
  return {
    re: PREFACTOR * ((isLarge ? 0 : LOGARITHM) + tau.re - muon.re),
    im: PREFACTOR * (tau.im - muon.im),
  };
}

/** |Pi(q^2)|/g: at q^2 = m^2, the epsilon by which an L_mu - L_tau vector of mass m couples to electric charge, over g. */
export function kineticMixingStrengthAtUnitCoupling(q2GeV2: number): number {
  const { re, im } = kineticMixingAtUnitCoupling(q2GeV2);
  return Math.hypot(re, im);
}

/**
 * The product g_Z' g_chi that equals a millicharge epsilon e of chi: epsilon e / (|Pi(4 m_chi^2)|/g_Z').
 *
 * Source: 2501.06294, below (13): the pair is produced near the smallest q^2 that it can have. |Pi| stands for Pi, which is
 * complex above m_chi = m_mu.
 */
export function millichargeToMuTau(epsilon: number, massChiGeV: number): number {
  return (epsilon * ELECTRIC_CHARGE) / kineticMixingStrengthAtUnitCoupling(4 * massChiGeV ** 2);
}

/** I(s) of the file's head. */
function loop(s: number): { re: number; im: number } {
  if (Math.abs(s) < 1) return { re: loopSeries(s), im: 0 };
  if (s > 0 && s <= 4) {
    const b = Math.sqrt(4 / s - 1);
    return { re: -5 / 18 - 2 / (3 * s) + ((1 + 2 / s) * b * Math.atan(1 / b)) / 3, im: 0 };
  }
  const { re, im } = loopBeyondLeading(s);
  return { re: re + Math.log(Math.abs(s)) / 6 - 5 / 18, im: im - (s > 0 ? Math.PI / 6 : 0) };
}

/** I(s) = -sum_n B(n+2, n+2) s^n/n: the closed form cancels as s -> 0. */
function loopSeries(s: number): number {
  let total = 0;
  // B(n+2, n+2) s^n, whose ratio of consecutive terms tends to s/4.
  let term = s / 30;
  for (let n = 1; Math.abs(term) > 1e-19; n++) {
    total -= term / n;
    term *= (s * (n + 2)) / (2 * (2 * n + 5));
  }
  return total;
}

/**
 * I(s) - [ln(-s)/6 - 5/18] for s < 0 or s > 4, of order 1/s.
 *
 * ln[(beta+1)/|beta-1|] = ln|s| + 2 ln[(1+beta)/2], and [(1 + 2/s) beta]^2 = 1 - 12/s^2 - 16/s^3.
 */
function loopBeyondLeading(s: number): { re: number; im: number } {
  const beta = Math.sqrt(1 - 4 / s);
  const root = (1 + 2 / s) * beta;
  const oneMinusRoot = root > 0 ? (12 + 16 / s) / (s * s * (1 + root)) : 1 - root;
  const halfSum = 2 * Math.log1p(-2 / (s * (1 + beta)));
  const logarithm = Math.log(Math.abs(s)) + halfSum;
  return {
    re: (-4 / s + halfSum - oneMinusRoot * logarithm) / 6,
    im: s > 0 ? (oneMinusRoot * Math.PI) / 6 : 0,
  };
}
