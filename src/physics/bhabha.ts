/**
 * mu+ mu- -> mu+ mu- by photon, Z and a singlet X in the s- and t-channels, at tree level with massless muons: up to
 * m_mu^2/|t|. By the chiralities of the muons, with D(q^2) = 1/(q^2 - M^2 + i M Gamma) and A_ij = sum g_i g_j D over vectors:
 *
 *   sum |M|^2 = |2u [A_LL(s) + A_LL(t)]|^2 + |2u [A_RR(s) + A_RR(t)]|^2 + 2 |2t A_LR(s) + g^2 t D_S(t)|^2
 *             + 2 |2s A_LR(t) + g^2 s D_S(s)|^2 + 2 |g^2 s D_S(s) + g^2 t D_S(t)|^2
 *
 * Derived, and checked against sums over explicit spinors: test/physics/bhabha.test.ts. Photon and Z couple as at the mass
 * of the Z (`electroweak.ts`).
 */
import { gaussLegendre } from '../numerics/gauss-legendre.js';
import { type ChiralCouplings, PHOTON_TO_MUON, Z_MASS_GEV, Z_TO_MUON, Z_WIDTH_GEV } from './electroweak.js';
import type { Singlet } from './photon-singlet.js';

interface Boson {
  readonly massGeV: number;
  readonly widthGeV: number;
}

/** X as it is exchanged: -g X mubar mu or g X_a mubar gamma^a mu. */
export interface ExchangedSinglet extends Boson {
  readonly kind: Singlet;
  readonly coupling: number;
}

interface Vector extends Boson, ChiralCouplings {}

const PHOTON_AND_Z: readonly Vector[] = [
  { massGeV: 0, widthGeV: 0, ...PHOTON_TO_MUON },
  { massGeV: Z_MASS_GEV, widthGeV: Z_WIDTH_GEV, ...Z_TO_MUON },
];

/** A real factor and the 1/(q^2 - M^2 + i M Gamma) that it multiplies; Gamma in the s-channel only. */
type Term = readonly [factor: number, boson: Boson, q2GeV2: number];

/** |sum|^2. */
export function squaredSum(terms: readonly Term[]): number {
  let real = 0;
  let imaginary = 0;
  for (const [factor, { massGeV, widthGeV }, q2] of terms) {
    const distance = q2 - massGeV * massGeV;
    const damping = q2 > 0 ? massGeV * widthGeV : 0;
    const norm = factor / (distance * distance + damping * damping);
    real += norm * distance;
    imaginary -= norm * damping;
  }
  return real * real + imaginary * imaginary;
}

/** The squared amplitude, summed over spins, without a unit; X may be left out. */
export function bhabhaSquaredAmplitude(sGeV2: number, cosTheta: number, singlet?: ExchangedSinglet): number {
  const s = sGeV2;
  const t = (-s / 2) * (1 - cosTheta);
  const u = (-s / 2) * (1 + cosTheta);
  const vectors =
    singlet?.kind === 'vector'
      ? [...PHOTON_AND_Z, { ...singlet, left: singlet.coupling, right: singlet.coupling }]
      : PHOTON_AND_Z;
  const scalar = (factor: number, q2: number): Term[] =>
    singlet?.kind === 'scalar' ? [[factor * singlet.coupling ** 2, singlet, q2]] : [];
  const sameChirality = (hand: 'left' | 'right') =>
    squaredSum(
      vectors.flatMap((vector): Term[] => [
        [2 * u * vector[hand] ** 2, vector, s],
        [2 * u * vector[hand] ** 2, vector, t],
      ]),
    );
  const opposite = (factor: number, q2: number) =>
    vectors.map((vector): Term => [factor * vector.left * vector.right, vector, q2]);
  return (
    sameChirality('left') +
    sameChirality('right') +
    2 * squaredSum([...opposite(2 * t, s), ...scalar(t, t)]) +
    2 * squaredSum([...opposite(2 * s, t), ...scalar(s, s)]) +
    2 * squaredSum([...scalar(s, s), ...scalar(t, t)])
  );
}

/** dsigma/dcos(theta) in GeV^-2 of unpolarised muons; theta is between the incoming and the outgoing mu-. */
export function bhabhaDifferentialGeV2(sGeV2: number, cosTheta: number, singlet?: ExchangedSinglet): number {
  return bhabhaSquaredAmplitude(sGeV2, cosTheta, singlet) / 4 / (32 * Math.PI * sGeV2);
}

export interface ForwardBackward {
  readonly forward: number;
  readonly backward: number;
}

/** Forward, in ln(1 - cos theta), and backward: integrands are smooth, whatever the mass of X. */
const FORWARD = gaussLegendre(24);
const BACKWARD = gaussLegendre(12);

/** Cross-sections in GeV^-2 of 0 < cos(theta) < maxCosTheta < 1 and of its mirror image; accuracy 1e-8 up to 0.9999. */
export function bhabhaForwardBackwardGeV2(
  sqrtSGeV: number,
  maxCosTheta: number,
  singlet?: ExchangedSinglet,
): ForwardBackward {
  const differential = (cosTheta: number) => bhabhaDifferentialGeV2(sqrtSGeV ** 2, cosTheta, singlet);
  // The t-channel peaks as (1 - cos theta)^-2.
  const halfRange = -Math.log(1 - maxCosTheta) / 2;
  let forward = 0;
  FORWARD.nodes.forEach((node, i) => {
    const oneMinus = Math.exp(halfRange * (node - 1));
    forward += FORWARD.weights[i] * halfRange * oneMinus * differential(1 - oneMinus);
  });
  let backward = 0;
  BACKWARD.nodes.forEach((node, i) => {
    const cosTheta = (maxCosTheta / 2) * (node - 1);
    backward += BACKWARD.weights[i] * (maxCosTheta / 2) * differential(cosTheta);
  });
  return { forward, backward };
}
