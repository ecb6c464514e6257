/**
 * The squared amplitude of l(p, m1) N -> l'(p', m2) N X(k) at tree level, exact, averaged over the azimuth of the
 * exchanged photon. The nucleus is a scalar of charge Z with a form factor.
 *
 * With q the photon momentum, t = -q^2, P the sum of the nuclear momenta, u = (p-k)^2 - m2^2 < 0, s = (p'+k)^2 - m1^2:
 *
 *   |M|^2 (spin averaged) = e^4 g^2 G(t)/t^2 * A
 *   A = c1 P^2 S^2/(su) - c2 4t (P.k)^2/(su) - c3 { 4 P^2 + 8t/(su) [(P.p)^2 + (P.p')^2 + (t2 + m^2 - 2 d^2) P^2/2] } + c4 B2
 *   B2 = [P^2 t S^2 - 4 (u P.p + s P.p')^2] / (su)^2,   S = s + u,   t2 = (p-p')^2 = m^2 - t - S,   d = m2 - m1.
 *
 * One formula serves all mediators: axial and pseudoscalar are vector and scalar with m2 -> -m2. At fixed t and angle of X
 * everything depends on the azimuth through s = A0 + B0 cos(phi) alone, and only as s, 1/s and (c0/s + c1)^2: these
 * averages are closed.
 *
 * Derived and checked against explicit traces; see test/physics/squared-amplitude.test.ts.
 */
import { type TransferLimits, transverseTransfer } from './momentum-transfer.js';

/** Which coefficients c1 to c4 a mediator has. */
export interface AmplitudeCoefficients {
  readonly c1: number;
  readonly c2: number;
  readonly c3: number;
  /** GeV^2. */
  readonly c4: number;
  /** d^2 = (m2 - m1)^2, GeV^2. */
  readonly d2: number;
}

/** Scalar, or pseudoscalar with -m2. */
export function scalarCoefficients(m: number, m1: number, m2: number): AmplitudeCoefficients {
  return { c1: 1, c2: 1, c3: 0, c4: m * m - (m1 + m2) ** 2, d2: (m2 - m1) ** 2 };
}

/** Vector, or axial vector with -m2. */
export function vectorCoefficients(m: number, m1: number, m2: number): AmplitudeCoefficients {
  const d2 = (m2 - m1) ** 2;
  const r = d2 / (m * m);
  return { c1: 2 + r, c2: r, c3: 1, c4: (1 - r) * (2 * m * m + (m1 + m2) ** 2), d2 };
}

/** Flavour-violating ALP with vertex sin(theta) + cos(theta) gamma5: scalar and pseudoscalar do not interfere. */
export function mixedCoefficients(m: number, m1: number, m2: number, theta: number): AmplitudeCoefficients {
  const c4 = m * m - m1 * m1 - m2 * m2 + 2 * m1 * m2 * Math.cos(2 * theta);
  return { c1: 1, c2: 1, c3: 0, c4, d2: (m2 - m1) ** 2 };
}

/** Lorentz invariants of one point of phase space, in powers of GeV; P = P_i + P_f of the nucleus. */
export interface Invariants {
  /** Nuclear mass and mass of X. */
  readonly M: number;
  readonly m: number;
  readonly s: number;
  readonly u: number;
  /** s + u, without cancellation. */
  readonly S: number;
  readonly t: number;
  readonly t2: number;
  readonly Pp: number;
  readonly Pk: number;
  /** u P.p + s P.p', without cancellation. */
  readonly W: number;
}

/** A of the file's head at one point of phase space, in GeV^4. */
export function squaredAmplitude(
  { c1, c2, c3, c4, d2 }: AmplitudeCoefficients,
  { M, m, s, u, S, t, t2, Pp, Pk, W }: Invariants,
): number {
  const P2 = 4 * M * M + t;
  const PpPrime = Pp - Pk;
  const su = s * u;
  const squares = Pp * Pp + PpPrime * PpPrime + (t2 + m * m - 2 * d2) * 0.5 * P2;
  const B2 = (P2 * t * S * S - 4 * W * W) / (su * su);
  return (
    (c1 * P2 * S * S) / su - (c2 * 4 * t * Pk * Pk) / su - c3 * (4 * P2 + (8 * t * squares) / su) + c4 * B2
  );
}

/** What is fixed for a process at one beam energy, one E_X and one angle; in GeV. */
export interface AngularPoint {
  readonly nuclearMass: number;
  readonly mediatorMass: number;
  readonly energy: number;
  readonly energyX: number;
  /** u = (p - k)^2 - m2^2, GeV^2; negative. */
  readonly u: number;
  /** |p - k|. */
  readonly v: number;
  /** Component of k along p - k. */
  readonly kPar: number;
  /** Square of the component of p across p - k. */
  readonly pPerp2: number;
  /** Kinematic limits of t here. */
  readonly limits: TransferLimits;
}

/**
 * A of the file's head, averaged over the azimuth, in GeV^4.
 *
 * Accuracy in double precision: 1e-7 or better at TeV energies, 1e-10 below.
 */
export function averagedSquaredAmplitude(
  { c1, c2, c3, c4, d2 }: AmplitudeCoefficients,
  { nuclearMass: M, mediatorMass: m, energy: E, energyX, u, v, kPar, pPerp2, limits }: AngularPoint,
  t: number,
): number {
  const energyLoss = E - energyX;
  const P2 = 4 * M * M + t;
  const U = -u;
  // The photon's momentum along and across p - k.
  const qPar = (u - t * (1 + energyLoss / M)) / (2 * v);
  const qPerp2 = transverseTransfer(t, limits, v * v);
  // S = 2 k.q = S0 + B0 cos(phi), and s = S + U: for soft X both s and U are much larger than S.
  const S0 = (-energyX * t) / M - 2 * qPar * kPar;
  const B02 = 4 * qPerp2 * pPerp2;
  const B0 = Math.sqrt(B02);
  const A0 = S0 + U;
  const root = Math.sqrt((A0 - B0) * (A0 + B0));
  const inverse = 1 / root;
  const variance = B02 / (root * root * root * (A0 + root));
  // root - U, then the averages of S/s and S^2/s, without the difference of large numbers.
  const rest = B02 / (root + A0);
  const excess = S0 - rest;
  const meanSOverS = excess * inverse;
  const meanS2OverS = (U * rest + S0 * excess) * inverse;

  // P.k = K - S/2, P.p = a - s/2, P.p' = a - c, u P.p + s P.p' = s u (a/s + slope).
  const K = 2 * M * energyX;
  const meanPk2OverS = K * K * inverse - K * meanSOverS + 0.25 * meanS2OverS;
  const a = 2 * M * E - 0.5 * t;
  const bracket = (K * U - (2 * M * energyLoss - 0.5 * t) * excess) * inverse;
  const B2 =
    P2 * t * (meanSOverS * meanSOverS + U * U * variance) -
    4 * (bracket * bracket + U * U * a * a * variance);

  let A = (c4 * B2) / (U * U) - (c1 * P2 * meanS2OverS - 4 * c2 * t * meanPk2OverS) / U;
  if (c3 !== 0) {
    const c = K + 0.5 * U;
    const squares = a * a * inverse - a + 0.25 * A0 + (a - c) * (a - c) * inverse;
    const transfer = 0.5 * P2 * ((2 * m * m - t + U - 2 * d2) * inverse - 1);
    A += c3 * ((8 * t * (squares + transfer)) / U - 4 * P2);
  }
  return A;
}
