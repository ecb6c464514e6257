/**
 * Exact tree-level production of an ALP by photon fusion, l N -> l N a through -(1/4) g_agg a F Ftilde.
 *
 *   d2sigma/(dE' dcos theta') = |p'| / (8 M |p| (2 pi)^4 8 M |l|) int dt 2 pi <|M|^2>_phi,   l = p - p'
 *   <|M|^2>_phi = e^4 g^2 4 M^2 G(t)/(t^2 Q^4) q_perp^2 [2 |p|^2 p'_T^2 + |l|^2 Q^2],   Q^2 = -(p - p')^2
 *
 * q_perp is the part of the nuclear photon's momentum across l, p'_T that of the lepton across the beam. x = 1 - E'/E.
 *
 * 1. cos(theta') is replaced by Q^2, and that by -ln(1/Q^2 + 1/Q_s^2): the integrand is logarithmic from the smallest Q^2
 *    up to where t_min = (Q^2 + m_a^2)^2/4l^2 meets the nuclear form factor, and falls steeply above.
 * 2. The integral over t is that of momentum-transfer.ts; the orders of both rules are chosen as in
 *    exact-bremsstrahlung.ts.
 */
import { expNegative } from '../numerics/exponential.js';
import type { QuadratureRule } from '../numerics/gauss-legendre.js';
import { E_SQUARED, type Process, type Spectrum } from './bremsstrahlung.js';
import { type SpectrumIntegral, spectrumWithChosenRules } from './chosen-rules.js';
import {
  T_CAP_GEV2,
  type TransferLimits,
  type TransferQuadrature,
  TransferRule,
  transferLimits,
  transverseTransfer,
} from './momentum-transfer.js';

/** The spectrum in x = 1 - E'/E at g_agg = 1 GeV^-1, in GeV^-2. */
export function exactFusionSpectrum(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  return spectrumWithChosenRules(
    new FusionProduction(process, energyGeV),
    process,
    energyGeV,
    relativeTolerance,
  );
}

/** sqrt(t) where nuclear form factors begin to fall. */
const ROOT_T_NUCLEAR_GEV = 0.05;

/** Kinematics at one E'. */
interface AtEnergyFraction {
  readonly energyLoss: number;
  readonly pTimesPrime: number;
  readonly pPrime: number;
  /** |p| - |p'|. */
  readonly difference: number;
  readonly q2From: number;
  readonly q2To: number;
}

class FusionProduction implements SpectrumIntegral {
  readonly #formFactor: (t: number) => number;
  readonly #M: number;
  readonly #ma: number;
  readonly #m: number;
  readonly #E: number;
  readonly #p: number;
  readonly #tCap: number;
  readonly #prefactor: number;
  readonly #transfers = new TransferRule();

  constructor(process: Process, energyGeV: number) {
    this.#formFactor = process.target.formFactor;
    this.#M = process.target.massGeV;
    this.#ma = process.massGeV;
    this.#m = process.leptonMassGeV;
    this.#E = energyGeV;
    this.#p = Math.sqrt((energyGeV - this.#m) * (energyGeV + this.#m));
    this.#tCap = process.tMaxGeV2 ?? process.target.tCutGeV2 ?? T_CAP_GEV2;
    // E from dE' = E dx, 1/2 from dcos theta' = dQ^2/(2 |p||p'|), 2 pi of the azimuth.
    this.#prefactor =
      (0.5 * energyGeV * E_SQUARED ** 2) / (64 * this.#M ** 2 * this.#p ** 2 * (2 * Math.PI) ** 3);
  }

  forwardMargin(x: number): number {
    const at = this.#at(x);
    const { tFrom } = this.#limits(at, at.q2From);
    return tFrom > 0 ? Math.log(this.#tCap / tFrom) : -1;
  }

  valueAt(x: number, angle: QuadratureRule, transfer: TransferQuadrature): number {
    const at = this.#at(x);
    if (!(at.q2From < at.q2To)) return 0;
    const scale = 1 / (this.#ma ** 2 + 2 * at.energyLoss * ROOT_T_NUCLEAR_GEV);
    const largest = 1 / at.q2From + scale;
    const half = 0.5 * Math.log(largest / (1 / at.q2To + scale));
    let sum = 0;
    for (let i = 0; i < angle.nodes.length; i++) {
      const inverse = largest * expNegative(half * (1 + angle.nodes[i]));
      sum += angle.weights[i] * inverse * this.#angular(at, 1 / (inverse - scale), transfer);
    }
    return this.#prefactor * half * sum;
  }

  #at(x: number): AtEnergyFraction {
    const [E, m, p] = [this.#E, this.#m, this.#p];
    const energyPrime = (1 - x) * E;
    const energyLoss = x * E;
    const pPrime = Math.sqrt(Math.max(0, (energyPrime - m) * (energyPrime + m)));
    const pTimesPrime = p * pPrime;
    const q2From =
      ((2 * m * m * energyLoss * energyLoss) / (E * energyPrime + pTimesPrime)) *
      (1 + (m * m) / (E * energyPrime - m * m + pTimesPrime));
    const difference = (energyLoss * (E + energyPrime)) / (p + pPrime);
    return { energyLoss, pTimesPrime, pPrime, difference, q2From, q2To: q2From + 4 * pTimesPrime };
  }

  #limits({ energyLoss, difference, q2From }: AtEnergyFraction, q2: number): TransferLimits {
    const v2 = difference * difference + (q2 - q2From);
    return transferLimits(this.#M, energyLoss, v2, q2 + this.#ma ** 2, this.#ma);
  }

  #angular(at: AtEnergyFraction, q2: number, transfer: TransferQuadrature): number {
    const M = this.#M;
    const rise = Math.max(0, q2 - at.q2From);
    const v2 = at.difference * at.difference + rise;
    const v = Math.sqrt(v2);
    const versine = rise / (2 * at.pTimesPrime);
    const transverse2 = at.pPrime * at.pPrime * versine * (2 - versine);
    const limits = this.#limits(at, q2);
    const point = { p: this.#p, transverse2, v2, q2, nuclearMass: M, limits };
    this.#transfers.place(limits, this.#tCap, transfer, this.#formFactor, Infinity);
    const { t, weights, count } = this.#transfers;
    let integral = 0;
    for (let i = 0; i < count; i++) integral += weights[i] * averagedFusionAmplitude(point, t[i]);
    // dQ^2 = Q^4 exp(-y) dy.
    return (q2 * q2 * integral) / v;
  }
}

/** What is fixed at one E' and one angle; in GeV. */
export interface FusionPoint {
  readonly p: number;
  /** Square of the recoil lepton's momentum across the beam. */
  readonly transverse2: number;
  /** |p - p'|^2. */
  readonly v2: number;
  /** Q^2 = -(p - p')^2. */
  readonly q2: number;
  readonly nuclearMass: number;
  readonly limits: TransferLimits;
}

/**
 * |M|^2 (spin averaged) / (e^4 g^2 G(t)/t^2) at one point of phase space, in GeV^2: [4 (p.v)^2 - v^2 Q^2]/Q^4 with
 * v^a = eps^(a mu b c) P_mu q_b l_c.
 */
export function squaredFusionAmplitude(pv: number, v2: number, q2: number): number {
  return (4 * pv * pv - v2 * q2) / (q2 * q2);
}

/** The same averaged over the azimuth of the nuclear photon. */
export function averagedFusionAmplitude(
  { p, transverse2, v2, q2, nuclearMass, limits }: FusionPoint,
  t: number,
): number {
  const transverse = transverseTransfer(t, limits, v2);
  return ((4 * nuclearMass ** 2 * transverse) / (q2 * q2)) * (2 * p * p * transverse2 + v2 * q2);
}
