/**
 * Muon pairs that neutrinos make in the field of a nucleus, nu_mu N -> nu_mu N mu+ mu-, by the contact interaction
 * -(G_F/sqrt 2) [nubar gamma^a (1 - gamma5) nu] [mubar gamma_a (C_V - C_A gamma5) mu].
 *
 * 1. Equivalent photons: sigma = (Z^2 alpha/pi) int dq^2/q^2 F^2(q) int ds/s sigma(nu gamma -> nu mu mu; s), with
 *    4 m_mu^2 < s < 2 E q and q below 1 GeV (1406.2332 (2)).
 * 2. The pair is integrated over in closed form. With W the invariant mass of the pair, q1 = k1 - k2 of the neutrino and
 *    K = -q1^2, its tensor is -A g^(ab) + B q^a q^b and terms with q1, which the neutrino's current does not see:
 *
 *      d sigma/(dW^2 dK) = G_F^2 alpha/(16 pi s^2) [8 A K + 4 B s (s - W^2 - K)].
 *
 *    A and B are traces for V*(q1) gamma(q) -> mu mu, for the vector and the axial current. Over all of the pair's phase
 *    space the two do not interfere: their pairs have opposite charge parity.
 * 3. The integral over s and q has elementary inner parts, and what is left is a function of K. A boson of mass m between
 *    muon and nu_mu adds v^2 g^2/(m^2 + K) to C_V, so that every mass is a sum over one table in K.
 *
 * Source: 1406.2332 for the process; the traces are this project's own. For the vector they are the structure functions
 * F_2 and F_L of the photon. At large s the cross-section is (C_V^2 + C_A^2) G_F^2 alpha s/(9 pi^2) [ln(s/m_mu^2) - 8/3], where
 * 1406.2332 (9), which keeps leading logarithms only, has -19/6: what F_2 has beside its logarithm is left out there.
 */
import { gaussLegendre } from '../numerics/gauss-legendre.js';
import { integrate } from '../numerics/integrate.js';
import { ALPHA } from './constants.js';
import { SIN2_WEAK } from './electroweak.js';
import { type Nucleus, helmFormFactor } from './form-factors.js';
import { LEPTON_MASS_GEV } from './particles.js';

const MUON2 = LEPTON_MASS_GEV.muon ** 2;
const THRESHOLD2 = 4 * MUON2;

/** Fermi's constant in GeV^-2 (PDG 2024). */
export const FERMI_CONSTANT_PER_GEV2 = 1.1663788e-5;

/** (sqrt 2 G_F)^(-1) in GeV^2: the square of the Higgs field, 246.2 GeV. */
export const HIGGS_FIELD2_GEV2 = 1 / (Math.SQRT2 * FERMI_CONSTANT_PER_GEV2);

/** C_V = 1/2 + 2 sin^2 theta_W and C_A = 1/2 of muon pairs from nu_mu. */
export const TRIDENT_VECTOR_COUPLING = 0.5 + 2 * SIN2_WEAK;
export const TRIDENT_AXIAL_COUPLING = 0.5;

/** Largest momentum of the equivalent photons in GeV (1406.2332). */
const LARGEST_PHOTON_GEV = 1;

/** Below this K, in GeV^2, bosons of more than 0.1 MeV see nothing. */
const LEAST_TRANSFER2_GEV2 = 1e-12;

interface Currents {
  readonly vector: number;
  readonly axial: number;
}

/** The pair's tensor over phase space, V* gamma -> mu mu averaged over the photon's polarisation, unit charge: A and W^2 B. */
export function pairTensor(
  pairMass2GeV2: number,
  transfer2GeV2: number,
): { readonly transverse: Currents; readonly alongPhoton: Currents } {
  const k = transfer2GeV2 / pairMass2GeV2;
  const beta2 = 1 - THRESHOLD2 / pairMass2GeV2;
  const beta = Math.sqrt(beta2);
  // Means of 1, beta^2 c^2 and beta^4 c^4 over 1/(1 - beta^2 c^2)^2, c the cosine of the muon's angle.
  const single = Math.atanh(beta) / beta;
  const mean0 = 0.5 * (1 / (1 - beta2) + single);
  const mean2 = mean0 - single;
  const mean4 = mean2 - single + 1;
  const rest = 1 - beta2;
  const one = 1 + k;
  const flat = -(1 + k * k) * mean4 + one * one * mean0;
  const transverse = {
    vector: 4 * (flat + 2 * rest * (k - 1) * mean2 + 2 * beta2 * (rest - k) * mean0),
    axial: 4 * (flat + 2 * rest * one * mean2 - 2 * beta2 * (rest + k) * mean0),
  };
  const longitudinal = {
    vector: 64 * k * k * (mean4 - (1 + beta2) * mean2 + beta2 * mean0),
    axial:
      32 *
      (2 * k * k * mean4 -
        (beta2 * (k * k - 4 * k - 1) + 3 * k * k + 4 * k + 1) * mean2 +
        (beta2 * (k * k - 1 - 2 * beta2 * k) + one * one) * mean0),
  };
  const phaseSpace = beta / (8 * Math.PI * one * one);
  const alongPhoton = (current: keyof Currents) =>
    (phaseSpace * (longitudinal[current] + 4 * k * transverse[current])) / (one * one);
  return {
    transverse: { vector: phaseSpace * transverse.vector, axial: phaseSpace * transverse.axial },
    alongPhoton: { vector: alongPhoton('vector'), axial: alongPhoton('axial') },
  };
}

/**
 * sigma(nu gamma -> nu mu mu) in GeV^-2 of a real photon, of C_V = 1 and of C_A = 1 alone; 0 below threshold.
 *
 * Accuracy: 1e-7.
 *
 * @param weight of the squared coupling as a function of K in GeV^2, such as that of a propagator.
 */
export function neutrinoPhotonCrossSectionPerGeV2(
  sGeV2: number,
  weight: (transfer2GeV2: number) => number = () => 1,
): Currents {
  const of = (current: keyof Currents) => {
    const overTransfer = (pairMass2: number) => {
      const to = sGeV2 - pairMass2;
      return integrate(
        (logTransfer) => {
          const transfer2 = Math.exp(logTransfer);
          const { transverse, alongPhoton } = pairTensor(pairMass2, transfer2);
          const along = (4 * alongPhoton[current] * sGeV2 * (to - transfer2)) / pairMass2;
          return transfer2 * weight(transfer2) * (8 * transverse[current] * transfer2 + along);
        },
        Math.log(Math.min(LEAST_TRANSFER2_GEV2, 1e-6 * to)),
        Math.log(to),
        { relativeTolerance: 1e-9, absoluteTolerance: 1e-300 },
      ).value;
    };
    return integrate(
      (y) => {
        const pairMass2 = THRESHOLD2 * Math.cosh(y) ** 2;
        return THRESHOLD2 * Math.sinh(2 * y) * overTransfer(pairMass2);
      },
      0,
      Math.acosh(Math.sqrt(sGeV2 / THRESHOLD2)),
      { relativeTolerance: 1e-8 },
    ).value;
  };
  if (sGeV2 <= THRESHOLD2) return { vector: 0, axial: 0 };
  const factor = (FERMI_CONSTANT_PER_GEV2 ** 2 * ALPHA) / (16 * Math.PI * sGeV2 ** 2);
  return { vector: factor * of('vector'), axial: factor * of('axial') };
}

/** A beam of neutrinos of one energy on one kind of nucleus. */
export interface TridentBeam {
  readonly energyGeV: number;
  readonly nucleus: Nucleus;
}

/** int f(K) dsigma/dK dK = sum_i f(transfer2GeV2[i]) vector[i] for C_V = 1, and likewise axial, in GeV^-2. */
export interface TridentTable {
  readonly transfer2GeV2: Float64Array;
  readonly vector: Float64Array;
  readonly axial: Float64Array;
}

/** Points in ln K, in the pair's rapidity and in ln q: 1e-5 of every integral. */
const TRANSFER_POINTS = 128;
const PAIR_POINTS = 40;
const PHOTON_POINTS = 48;

/**
 * The table of a beam. Accuracy: 1e-4 of integrals with any propagator of a mass above 0.1 MeV, beside that of the
 * equivalent photons.
 */
export function tridentTable({ energyGeV, nucleus }: TridentBeam): TridentTable {
  const largest = 2 * energyGeV * LARGEST_PHOTON_GEV;
  const flux = photonMoments(energyGeV, nucleus);
  const logFrom = Math.log(LEAST_TRANSFER2_GEV2);
  const half = 0.5 * (Math.log(largest - THRESHOLD2) - logFrom);
  const rule = gaussLegendre(TRANSFER_POINTS);
  const transfer2GeV2 = rule.nodes.map((node) => Math.exp(logFrom + half * (1 + node)));
  const vector = new Float64Array(TRANSFER_POINTS);
  const axial = new Float64Array(TRANSFER_POINTS);
  const pairs = gaussLegendre(PAIR_POINTS);
  const factor = ((nucleus.Z * ALPHA * FERMI_CONSTANT_PER_GEV2) / (4 * Math.PI)) ** 2;
  transfer2GeV2.forEach((transfer2, i) => {
    const halfY = 0.5 * Math.acosh(Math.sqrt((largest - transfer2) / THRESHOLD2));
    for (let j = 0; j < PAIR_POINTS; j++) {
      const y = halfY * (1 + pairs.nodes[j]);
      const pairMass2 = THRESHOLD2 * Math.cosh(y) ** 2;
      const { transverse, alongPhoton } = pairTensor(pairMass2, transfer2);
      const { ofTransverse, ofAlong } = flux(pairMass2 + transfer2);
      const weight =
        factor *
        half *
        rule.weights[i] *
        transfer2 *
        halfY *
        pairs.weights[j] *
        THRESHOLD2 *
        Math.sinh(2 * y);
      const along = (4 * ofAlong) / pairMass2;
      vector[i] += weight * (8 * transfer2 * ofTransverse * transverse.vector + along * alongPhoton.vector);
      axial[i] += weight * (8 * transfer2 * ofTransverse * transverse.axial + along * alongPhoton.axial);
    }
  });
  return { transfer2GeV2, vector, axial };
}

/** int dq^2/q^2 F^2 int_w^(2Eq) ds of 1/s^3, and of (s - w)/s^2, as functions of w = W^2 + K. */
function photonMoments(energyGeV: number, { A }: Nucleus) {
  const formFactor = helmFormFactor(A);
  const { nodes, weights } = gaussLegendre(PHOTON_POINTS);
  return (w: number) => {
    const logFrom = Math.log(w / (2 * energyGeV));
    const half = 0.5 * (Math.log(LARGEST_PHOTON_GEV) - logFrom);
    let ofTransverse = 0;
    let ofAlong = 0;
    for (let i = 0; i < PHOTON_POINTS; i++) {
      const q = Math.exp(logFrom + half * (1 + nodes[i]));
      const weight = 2 * half * weights[i] * formFactor(q) ** 2;
      const ratio = w / (2 * energyGeV * q);
      ofTransverse += (0.5 * weight * (1 - ratio * ratio)) / (w * w);
      ofAlong += weight * (ratio - 1 - Math.log(ratio));
    }
    return { ofTransverse, ofAlong };
  };
}

/** sigma over that of the standard model is 1 + interference g^2 + square g^4, for a boson between muon and nu_mu. */
export interface TridentRatio {
  readonly interference: number;
  readonly square: number;
}

/** The ratio at a mass of the boson: C_V -> C_V + v^2 g^2/(m^2 + K). Source: 1406.2332, which has it for large m. */
export function tridentRatio({ transfer2GeV2, vector, axial }: TridentTable, massGeV: number): TridentRatio {
  let standard = 0;
  let interference = 0;
  let square = 0;
  transfer2GeV2.forEach((transfer2, i) => {
    const added = HIGGS_FIELD2_GEV2 / (massGeV * massGeV + transfer2);
    standard += TRIDENT_VECTOR_COUPLING ** 2 * vector[i] + TRIDENT_AXIAL_COUPLING ** 2 * axial[i];
    interference += 2 * TRIDENT_VECTOR_COUPLING * added * vector[i];
    square += added * added * vector[i];
  });
  return { interference: interference / standard, square: square / standard };
}

/** The coupling at which the ratio has a value; NaN for 1 and below, which no coupling reaches. */
export function tridentCoupling({ interference, square }: TridentRatio, ratio: number): number {
  const excess = ratio - 1;
  if (!(excess > 0)) return Number.NaN;
  return Math.sqrt((2 * excess) / (interference + Math.sqrt(interference ** 2 + 4 * square * excess)));
}
