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

/** 1/(q^2 - M^2 + i M Gamma), with Gamma in the s-channel only. */
function propagator({ massGeV, widthGeV }: Boson, q2GeV2: number): { re: number; im: number } {
  const distance = q2GeV2 - massGeV * massGeV;
  const damping = q2GeV2 > 0 ? massGeV * widthGeV : 0;
  const norm = distance * distance + damping * damping;
  return { re: distance / norm, im: -damping / norm };
}

const square = (re: number, im: number) => re * re + im * im;

/** Its width keeps it finite, at any energy. */
const NO_SINGLET: ExchangedSinglet = { kind: 'scalar', massGeV: 1, widthGeV: 1, coupling: 0 };

/** The squared amplitude, summed over spins, without a unit; X may be left out. */
export function bhabhaSquaredAmplitude(
  sGeV2: number,
  cosTheta: number,
  singlet: ExchangedSinglet = NO_SINGLET,
): number {
  const s = sGeV2;
  const t = (-s / 2) * (1 - cosTheta);
  const u = (-s / 2) * (1 + cosTheta);
  const leftLeft = { re: 0, im: 0 };
  const rightRight = { re: 0, im: 0 };
  const annihilated = { re: 0, im: 0 };
  let exchanged = 0;
  const add = (vector: Boson, left: number, right: number) => {
    const inS = propagator(vector, s);
    const inT = propagator(vector, t).re;
    leftLeft.re += left * left * (inS.re + inT);
    leftLeft.im += left * left * inS.im;
    rightRight.re += right * right * (inS.re + inT);
    rightRight.im += right * right * inS.im;
    annihilated.re += left * right * inS.re;
    annihilated.im += left * right * inS.im;
    exchanged += left * right * inT;
  };
  for (const vector of PHOTON_AND_Z) add(vector, vector.left, vector.right);
  if (singlet.kind === 'vector') add(singlet, singlet.coupling, singlet.coupling);
  const g2 = singlet.kind === 'scalar' ? singlet.coupling ** 2 : 0;
  const inS = propagator(singlet, s);
  const inT = propagator(singlet, t).re;
  return (
    4 * u * u * (square(leftLeft.re, leftLeft.im) + square(rightRight.re, rightRight.im)) +
    2 * t * t * square(2 * annihilated.re + g2 * inT, 2 * annihilated.im) +
    2 * s * s * square(2 * exchanged + g2 * inS.re, g2 * inS.im) +
    2 * g2 * g2 * square(s * inS.re + t * inT, s * inS.im)
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
