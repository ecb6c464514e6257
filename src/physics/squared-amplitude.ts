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
import type { TransferLimits, WeightedTransfers } from './momentum-transfer.js';

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
 * A of the file's head, averaged over the azimuth, in GeV^4: its weighted sum over values of t, because most of the
 * arithmetic serves every t.
 *
 * Accuracy in double precision: 1e-7 or better at TeV energies, 1e-10 below.
 */
export function sumOfAveragedAmplitudes(
  { c1, c2, c3, c4, d2 }: AmplitudeCoefficients,
  { nuclearMass: M, mediatorMass: m, energy: E, energyX, u, v, kPar, pPerp2, limits }: AngularPoint,
  { t: values, weights, count }: WeightedTransfers,
): number {
  const { tFrom, tTo, curvature } = limits;
  const energyLoss = E - energyX;
  const U = -u;
  const inverseU = 1 / U;
  // S = 2 k.q = S0 + B0 cos(phi), and s = S + U: for soft X both s and U are much larger than S. S0 is a line in t, and
  // B0^2 vanishes at the limits of t.
  const ratio = kPar / v;
  const Sfrom = U * ratio;
  const Sslope = (1 + energyLoss / M) * ratio - energyX / M;
  const spread = (curvature * pPerp2) / (v * v);
  // P.k = K - S/2, P.p = a - s/2, P.p' = a - c, u P.p + s P.p' = s u (a/s + slope).
  const P0 = 4 * M * M;
  const K = 2 * M * energyX;
  const twoA0 = 4 * M * E;
  const twoSlope0 = 4 * M * energyLoss;
  const fourK = 4 * c2 * K;
  const soft = K * inverseU;
  // The term with c3 is t (n0 + n1 t) + t (r0 + r1 t) <1/s> - 4 c3 P^2.
  const a0 = 2 * M * E;
  const b0 = a0 - K - 0.5 * U;
  const third = 8 * c3 * inverseU;
  const gap = 2 * m * m + U - 2 * d2;
  const n0 = third * (0.25 * (Sfrom + U) - a0 - 0.5 * P0);
  const n1 = 0.25 * third * Sslope;
  const r0 = third * (a0 * a0 + b0 * b0 + 0.5 * P0 * gap);
  const r1 = third * (0.5 * (gap - P0) - a0 - b0);
  const fourC3 = 4 * c3;

  let total = 0;
  for (let i = 0; i < count; i++) {
    const t = values[i];
    const P2 = P0 + t;
    const S0 = Sfrom + Sslope * t;
    const B02 = spread * (t - tFrom) * (tTo - t);
    // The averages of 1/s and its variance.
    const A0 = S0 + U;
    const root = Math.sqrt(A0 * A0 - B02);
    const rest = B02 / (A0 + root);
    const inverse = 1 / root;
    const variance = rest * inverse;
    // <S/s> and <S^2/s>, over <1/s> and U, without the difference of large numbers.
    const first = (S0 - rest) * inverseU;
    const second = rest + S0 * first;
    const bracket = 2 * K - (twoSlope0 - t) * first;
    const twoA = twoA0 - t;
    const B2 = P2 * t * first * first - bracket * bracket + variance * (P2 * t - twoA * twoA);
    const A = second * (c2 * t - c1 * P2) + t * (fourK * (soft - first) + r0 + r1 * t) + c4 * inverse * B2;
    total += weights[i] * (inverse * A + t * (n0 + n1 * t) - fourC3 * P2);
  }
  return total;
}
