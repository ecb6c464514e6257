/**
 * K+ -> mu+ nu X of a scalar X that couples to muons, or a vector that couples to mu and nu_mu, over K+ -> mu+ nu.
 *
 * With m12^2 = (X + nu)^2, m23^2 = (X + mu)^2 and D = m23^2 - m_mu^2, Gamma = 1/(256 pi^3 m_K^3) int |M|^2 dm12^2 dm23^2, and
 * Gamma(K -> mu nu) = m_K lambda^2/(32 pi) (1 - m_mu^2/m_K^2)^2: lambda, and with it G_F, f_K and V_us, cancels in the ratio.
 *
 * Source: 1902.07715 (A.1)-(A.8), where (A.1) is printed with 2 pi in place of 32 pi. With an invisible X, m12^2 is the
 * squared missing mass, (10) there.
 */
import { type Integral, integrate } from '../numerics/integrate.js';
import { LEPTON_MASS_GEV } from './particles.js';

const { muon: MUON_MASS_GEV } = LEPTON_MASS_GEV;

/** Mass of the charged kaon in GeV (PDG 2024). */
export const KAON_MASS_GEV = 0.493677;

/** Branching fraction of K+ -> mu+ nu (PDG 2024: 63.56 %). */
export const KAON_TO_MUON_FRACTION = 0.6356;

/** What K+ -> mu+ nu may radiate. */
export const KAON_RADIATIONS = ['scalar', 'vector'] as const;
export type KaonRadiation = (typeof KAON_RADIATIONS)[number];

const MUON2 = MUON_MASS_GEV ** 2;
const KAON2 = KAON_MASS_GEV ** 2;
/** (m_K - m_mu)^2 in GeV^2: the largest squared missing mass. */
export const LARGEST_MISSING_MASS2_GEV2 = (KAON_MASS_GEV - MUON_MASS_GEV) ** 2;

/** The fraction per GeV^4 of the Dalitz plot, over |M|^2/(lambda g)^2. */
const FRACTION_PER_SQUARE =
  KAON_TO_MUON_FRACTION / (8 * Math.PI ** 2 * KAON2 ** 2 * (1 - MUON2 / KAON2) ** 2);

const RELATIVE_TOLERANCE = 1e-10;

type Estimate = Pick<Integral, 'value' | 'error' | 'converged'>;

/** Of what is closed. */
const NOTHING: Estimate = { value: 0, error: 0, converged: true };

/**
 * |M|^2/(lambda g)^2, dimensionless, summed over spins: 1902.07715 (A.7) and (A.8).
 *
 * @param missingMass2GeV2 m12^2.
 * @param muonXMass2AboveGeV2 D = m23^2 - m_mu^2, above zero.
 */
export function kaonSquaredAmplitude(
  kind: KaonRadiation,
  massGeV: number,
  missingMass2GeV2: number,
  muonXMass2AboveGeV2: number,
): number {
  const mass2 = massGeV * massGeV;
  const m12 = missingMass2GeV2;
  const d = muonXMass2AboveGeV2;
  const m23 = d + MUON2;
  if (kind === 'scalar') {
    const sum2 = (m23 + MUON2) ** 2;
    const bracket = KAON2 * sum2 - m23 * (sum2 + m12 * d) + mass2 * (m23 * m23 - MUON2 * KAON2);
    return bracket / (2 * MUON2 * d * d);
  }
  const difference = KAON2 - MUON2;
  return (
    2 +
    (m12 + 2 * MUON2 - 2 * KAON2) / d -
    (difference * (mass2 + 2 * MUON2)) / (d * d) +
    (2 * (difference * difference + mass2 * MUON2)) / (m12 * d) -
    (mass2 * difference) / (m12 * m12) +
    (m23 + MUON2 - 2 * KAON2) / m12
  );
}

/**
 * dBR/dm_miss^2 in GeV^-2 at unit coupling; it scales as the square. 0 outside of m_X^2 to (m_K - m_mu)^2.
 *
 * Source: 1902.07715 (9), (10). Accuracy: 1e-9.
 */
export function kaonMissingMassSpectrumPerGeV2(
  kind: KaonRadiation,
  massGeV: number,
  missingMass2GeV2: number,
): number {
  return kaonMissingMassSpectrum(kind, massGeV, missingMass2GeV2).value;
}

/** The same with its error: an estimate of the absolute one. */
export function kaonMissingMassSpectrum(
  kind: KaonRadiation,
  massGeV: number,
  missingMass2GeV2: number,
): Estimate {
  if (!(massGeV ** 2 < missingMass2GeV2 && missingMass2GeV2 < LARGEST_MISSING_MASS2_GEV2)) return NOTHING;
  const { from, to } = muonXRange(massGeV, missingMass2GeV2);
  // In ln D, in which the peak at small D of a light X is smooth.
  const { value, error, converged } = integrate(
    (logD) => {
      const d = Math.exp(logD);
      return d * kaonSquaredAmplitude(kind, massGeV, missingMass2GeV2, d);
    },
    Math.log(from),
    Math.log(to),
    { relativeTolerance: RELATIVE_TOLERANCE },
  );
  return { value: FRACTION_PER_SQUARE * value, error: FRACTION_PER_SQUARE * error, converged };
}

/**
 * d2BR/(dm_miss^2 dm_muX^2) in GeV^-4 at unit coupling, on the Dalitz plot of m12^2 and m23^2; it scales as the square.
 *
 * Source: 1902.07715 (A.4)-(A.8). NaN outside of the boundary (A.5), (A.6).
 */
export function kaonDalitzDensityPerGeV4(
  kind: KaonRadiation,
  massGeV: number,
  missingMass2GeV2: number,
  muonXMass2GeV2: number,
): number {
  if (!(massGeV ** 2 < missingMass2GeV2 && missingMass2GeV2 < LARGEST_MISSING_MASS2_GEV2)) return Number.NaN;
  const { from, to } = muonXRange(massGeV, missingMass2GeV2);
  const d = muonXMass2GeV2 - MUON2;
  if (!(from < d && d < to)) return Number.NaN;
  return FRACTION_PER_SQUARE * kaonSquaredAmplitude(kind, massGeV, missingMass2GeV2, d);
}

/**
 * BR(K+ -> mu+ nu X) at unit coupling, of missing masses above a least one; it scales as the square of the coupling.
 *
 * Source: 1902.07715 (A.4). Accuracy: 1e-8. 0 for m_X >= m_K - m_mu.
 *
 * @param leastMissingMass2GeV2 0 for all.
 * @example kaonBranchingFraction('vector', 0.1) // 0.01803
 */
export function kaonBranchingFraction(
  kind: KaonRadiation,
  massGeV: number,
  leastMissingMass2GeV2 = 0,
): number {
  return kaonBranching(kind, massGeV, leastMissingMass2GeV2).value;
}

/** The same with its error: an estimate of the absolute one, of both integrals together. */
export function kaonBranching(kind: KaonRadiation, massGeV: number, leastMissingMass2GeV2 = 0): Estimate {
  const from = Math.max(massGeV ** 2, leastMissingMass2GeV2);
  if (from >= LARGEST_MISSING_MASS2_GEV2) return NOTHING;
  let largestInner = 0;
  let innerConverged = true;
  const logTo = Math.log(LARGEST_MISSING_MASS2_GEV2);
  const logRange = logTo - Math.log(from);
  // ln m12^2 = ln max - range t^2: phase space closes as a square root at the upper end, and so as t.
  const { value, error, converged } = integrate(
    (t) => {
      const m12 = Math.exp(logTo - logRange * t * t);
      const inner = kaonMissingMassSpectrum(kind, massGeV, m12);
      if (inner.value > 0) largestInner = Math.max(largestInner, inner.error / inner.value);
      innerConverged &&= inner.converged;
      return 2 * t * m12 * inner.value;
    },
    0,
    1,
    { relativeTolerance: 10 * RELATIVE_TOLERANCE },
  );
  return {
    value: logRange * value,
    error: logRange * (error + largestInner * value),
    converged: converged && innerConverged,
  };
}

/** The ends of D at a squared missing mass: 1902.07715 (A.5), (A.6), with the lower end free of cancellation. */
function muonXRange(massGeV: number, missingMass2GeV2: number): { from: number; to: number } {
  const m12 = Math.sqrt(missingMass2GeV2);
  const energyX = (missingMass2GeV2 + massGeV ** 2) / (2 * m12);
  const momentumX = (missingMass2GeV2 - massGeV ** 2) / (2 * m12);
  const energyMuon = (KAON2 - missingMass2GeV2 - MUON2) / (2 * m12);
  const momentumMuon =
    Math.sqrt(
      (KAON_MASS_GEV - MUON_MASS_GEV - m12) *
        (KAON_MASS_GEV - MUON_MASS_GEV + m12) *
        (KAON_MASS_GEV + MUON_MASS_GEV - m12) *
        (KAON_MASS_GEV + MUON_MASS_GEV + m12),
    ) /
    (2 * m12);
  const sum = energyX * energyMuon + momentumX * momentumMuon;
  const difference = (MUON2 * momentumX ** 2 + (massGeV * energyMuon) ** 2) / sum;
  return { from: massGeV ** 2 + 2 * difference, to: massGeV ** 2 + 2 * sum };
}
