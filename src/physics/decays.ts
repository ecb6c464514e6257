/** Partial decay widths in GeV and decay lengths in cm. */
import { ALPHA, HBAR_C_GEV_CM } from './constants.js';
import { LEPTON_MASS_GEV, type Lepton } from './particles.js';

/**
 * S -> l+ l-: g^2 m/(8 pi) (1 - 4 m_l^2/m^2)^(3/2); 0 below threshold.
 *
 * Source: 1701.07437 (4).
 */
export function scalarToLeptonsWidthGeV(massGeV: number, leptonMassGeV: number, coupling: number): number {
  const beta2 = 1 - ((2 * leptonMassGeV) / massGeV) ** 2;
  if (beta2 <= 0) return 0;
  return ((coupling * coupling * massGeV) / (8 * Math.PI)) * beta2 * Math.sqrt(beta2);
}

/**
 * S -> gamma gamma through lepton loops: alpha^2 m^3/(64 pi^3) |sum_l (g_l/m_l) tau_l [1 + (1 - tau_l) f(tau_l)]|^2.
 *
 * Source: 1701.07437 (5)-(6).
 *
 * @param couplings g_l by lepton; leptons that are left out do not couple.
 */
export function scalarToPhotonsWidthGeV(
  massGeV: number,
  couplings: Readonly<Partial<Record<Lepton, number>>>,
): number {
  let re = 0;
  let im = 0;
  for (const [lepton, coupling] of Object.entries(couplings) as [Lepton, number][]) {
    const leptonMass = LEPTON_MASS_GEV[lepton];
    const loop = scalarPhotonLoop(((2 * leptonMass) / massGeV) ** 2);
    re += (coupling / leptonMass) * loop.re;
    im += (coupling / leptonMass) * loop.im;
  }
  return ((ALPHA * ALPHA * massGeV ** 3) / (64 * Math.PI ** 3)) * (re * re + im * im);
}

/**
 * The loop function tau [1 + (1 - tau) f(tau)], with f = asin^2(1/sqrt tau) for tau > 1 and
 * -(1/4) [ln((1 + beta)/(1 - beta)) - i pi]^2, beta = sqrt(1 - tau), otherwise.
 *
 * For tau > 2 the terms cancel down to 2/3: there the series of asin^2 is summed instead,
 * asin^2(sqrt z) = sum_n c_n z^n with c_n = 4^n / (2 n^2 binom(2n, n)), giving sum_n (c_n - c_(n+1)) z^(n-1).
 */
export function scalarPhotonLoop(tau: number): { re: number; im: number } {
  if (tau > 2) {
    let power = 1;
    let coefficient = 1;
    let total = 0;
    for (let n = 1; power > 1e-18; n++) {
      const next = (coefficient * 2 * n * n) / ((n + 1) * (2 * n + 1));
      total += (coefficient - next) * power;
      coefficient = next;
      power /= tau;
    }
    return { re: total, im: 0 };
  }
  if (tau > 1) return { re: tau * (1 + (1 - tau) * Math.asin(1 / Math.sqrt(tau)) ** 2), im: 0 };
  const beta = Math.sqrt(1 - tau);
  // ln((1 + beta)/(1 - beta)) with 1 - beta^2 = tau
  const logarithm = Math.log((1 + beta) ** 2 / tau);
  const fRe = -0.25 * (logarithm * logarithm - Math.PI * Math.PI);
  const fIm = 0.5 * Math.PI * logarithm;
  return { re: tau * (1 + (1 - tau) * fRe), im: tau * (1 - tau) * fIm };
}

/**
 * a -> f fbar by the vertex -i g a fbar gamma5 f: g^2 m/(8 pi) (1 - 4 m_f^2/m^2)^(1/2); 0 below threshold.
 *
 * Source: 2407.15942 (7). For leptons g is g_P = 2 m_l g_all (2501.06294), for Dirac dark matter
 * g_chi = 2 C_chi m_chi/Lambda_chi.
 */
export function pseudoscalarToFermionsWidthGeV(
  massGeV: number,
  fermionMassGeV: number,
  coupling: number,
): number {
  const beta2 = 1 - ((2 * fermionMassGeV) / massGeV) ** 2;
  if (beta2 <= 0) return 0;
  return ((coupling * coupling * massGeV) / (8 * Math.PI)) * Math.sqrt(beta2);
}

/**
 * a -> gamma gamma by -(1/4) g_agg a F Ftilde: g_agg^2 m^3/(64 pi).
 *
 * Source: the Lagrangian 2501.06294 (2).
 *
 * @param couplingPerGeV g_agg in GeV^-1.
 */
export function alpToPhotonsWidthGeV(massGeV: number, couplingPerGeV: number): number {
  return (couplingPerGeV * couplingPerGeV * massGeV ** 3) / (64 * Math.PI);
}

/**
 * a -> mu- tau+ and mu+ tau- together: 2 g^2 m/(8 pi) (1 - m_tau^2/m^2)^2, with g = C m_tau/Lambda for any mixing angle.
 *
 * Source: twice 2407.15942 (5), which is one of the two modes. m_mu -> 0 in the width, but not in the threshold: 0 for
 * m <= m_mu + m_tau. With m_mu the width of the vertex (3) depends on the mixing angle theta: for theta = pi/2, (5) is
 * 0.4 % too large at 10 GeV, 8 % at 3 GeV and a factor 2.1 at 2 GeV; for theta = 0, 0.4, 5 and 21 % too small.
 */
export function alpToMuonTauWidthGeV(massGeV: number, coupling: number): number {
  return 2 * alpToMuonAntitauWidthGeV(massGeV, coupling);
}

/** a -> mu- tau+ alone, half of `alpToMuonTauWidthGeV`: 2407.15942 (5). */
export function alpToMuonAntitauWidthGeV(massGeV: number, coupling: number): number {
  const { muon, tau } = LEPTON_MASS_GEV;
  if (massGeV <= muon + tau) return 0;
  return ((coupling * coupling * massGeV) / (8 * Math.PI)) * (1 - (tau / massGeV) ** 2) ** 2;
}

/**
 * V -> f fbar by a vector current of Dirac fermions, charged leptons or chi: g^2 m/(12 pi) (1 + 2r) (1 - 4r)^(1/2),
 * r = m_f^2/m^2; 0 below threshold.
 *
 * Source: 1902.07715 (2).
 */
export function vectorToFermionsWidthGeV(massGeV: number, fermionMassGeV: number, coupling: number): number {
  const r = (fermionMassGeV / massGeV) ** 2;
  if (r >= 0.25) return 0;
  return ((coupling * coupling * massGeV) / (12 * Math.PI)) * (1 + 2 * r) * Math.sqrt(1 - 4 * r);
}

/**
 * V -> nu nubar of one left-handed flavour: g^2 m/(24 pi), half of a massless Dirac pair. L_mu - L_tau has two flavours.
 *
 * Source: 1902.07715, below (2).
 */
export function vectorToNeutrinosWidthGeV(massGeV: number, coupling: number): number {
  return (coupling * coupling * massGeV) / (24 * Math.PI);
}

/**
 * Mean decay length in the laboratory: (|k|/m) hbar c / Gamma, with |k| the momentum at energy E_X.
 *
 * Source: 1701.07437 (9). Infinity for a stable particle.
 */
export function decayLengthCm(energyGeV: number, massGeV: number, widthGeV: number): number {
  const momentum = Math.sqrt((energyGeV - massGeV) * (energyGeV + massGeV));
  return ((momentum / massGeV) * HBAR_C_GEV_CM) / widthGeV;
}
