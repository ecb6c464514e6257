/**
 * mu+ mu- -> gamma X at tree level with a scalar X, -g X mubar mu, or a vector, g X_a mubar gamma^a mu.
 *
 * With a = 2 p1.k = (s - m_X^2)(1 - beta cos theta)/2, b = 2 p2.k, D = a + b = s - m_X^2 and K = s - m_mu^2 D^2/(a b), summed
 * over all spins:
 *
 *   scalar: |M|^2 = 4 e^2 g^2/(a b) [D^2 + 2 (m_X^2 - 4 m_mu^2) K]
 *   vector: |M|^2 = 8 e^2 g^2/(a b) [D^2 - 2 a b + 2 (m_X^2 + 2 m_mu^2) K]
 *
 * Derived, and checked against explicit traces: test/physics/photon-singlet.test.ts. The photon is real: alpha at q^2 = 0.
 */
import { E_SQUARED } from './bremsstrahlung.js';
import { LEPTON_MASS_GEV } from './particles.js';

export type Singlet = 'scalar' | 'vector';

const MUON2 = LEPTON_MASS_GEV.muon ** 2;

/** What is common to |M|^2: coefficients of D^2 + spin (a b) + mass2 K. */
function coefficients(singlet: Singlet, massGeV: number) {
  return singlet === 'scalar'
    ? { overall: 4, product: 0, massGeV2: 2 * (massGeV ** 2 - 4 * MUON2) }
    : { overall: 8, product: -2, massGeV2: 2 * (massGeV ** 2 + 2 * MUON2) };
}

/** The squared amplitude at g = 1, summed over spins, by a = 2 p1.k and b = 2 p2.k in GeV^2; without a unit. */
export function photonSingletSquaredAmplitude(
  singlet: Singlet,
  { sGeV2, massGeV, a, b }: { sGeV2: number; massGeV: number; a: number; b: number },
): number {
  const { overall, product, massGeV2 } = coefficients(singlet, massGeV);
  const D = a + b;
  const K = sGeV2 - (MUON2 * D * D) / (a * b);
  return ((overall * E_SQUARED) / (a * b)) * (D * D + product * a * b + massGeV2 * K);
}

/** Energy of the photon in GeV: (s - m_X^2)/(2 sqrt s). */
export function photonEnergyGeV(sqrtSGeV: number, massGeV: number): number {
  return (sqrtSGeV ** 2 - massGeV ** 2) / (2 * sqrtSGeV);
}

/**
 * dsigma/dcos(theta) of the photon in GeV^-2 at g = 1, in the centre of mass of unpolarised muons; it goes as g^2.
 * Zero from m_X = sqrt s on.
 */
export function photonSingletDifferentialGeV2(
  singlet: Singlet,
  { sqrtSGeV, massGeV, cosTheta }: { sqrtSGeV: number; massGeV: number; cosTheta: number },
): number {
  if (massGeV >= sqrtSGeV) return 0;
  const sGeV2 = sqrtSGeV ** 2;
  const beta = Math.sqrt(1 - (4 * MUON2) / sGeV2);
  const D = sGeV2 - massGeV ** 2;
  const a = (D / 2) * (1 - beta * cosTheta);
  const squared = photonSingletSquaredAmplitude(singlet, { sGeV2, massGeV, a, b: D - a });
  return ((squared / 4) * D) / (sGeV2 * beta * 32 * Math.PI * sGeV2);
}

/**
 * The cross-section in GeV^-2 at g = 1 of photons with |cos(theta)| < maxCosTheta, up to 1; it goes as g^2.
 *
 * The integral in closed form, by L = int dc/(1 - beta^2 c^2) and int dc/(1 - beta^2 c^2)^2 = L/2 + c/(1 - beta^2 c^2).
 */
export function photonSingletCrossSectionGeV2(
  singlet: Singlet,
  { sqrtSGeV, massGeV, maxCosTheta }: { sqrtSGeV: number; massGeV: number; maxCosTheta: number },
): number {
  if (massGeV >= sqrtSGeV) return 0;
  const s = sqrtSGeV ** 2;
  const D = s - massGeV ** 2;
  const betaSquared = 1 - (4 * MUON2) / s;
  const beta = Math.sqrt(betaSquared);
  const c = maxCosTheta;
  // 1 - beta c keeps its digits at c = 1, where it is 2 m_mu^2/s.
  const oneMinus = 1 - c + (c * (1 - betaSquared)) / (1 + beta);
  const ends = oneMinus * (1 + beta * c);
  const first = Math.log((1 + beta * c) / oneMinus) / beta;
  const second = first / 2 + c / ends;
  const { overall, product, massGeV2 } = coefficients(singlet, massGeV);
  // ab = D^2 (1 - beta^2 c^2)/4 and K = s - 4 m_mu^2/(1 - beta^2 c^2).
  const integral =
    (4 * first * (D * D + massGeV2 * s)) / (D * D) +
    2 * c * product -
    (16 * MUON2 * massGeV2 * second) / (D * D);
  return (((overall * E_SQUARED) / 4) * integral * D) / (s * beta * 32 * Math.PI * s);
}
