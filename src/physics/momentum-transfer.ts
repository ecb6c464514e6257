/** The integral over the momentum transfer t = -q^2 > 0 to the nucleus, common to all exact 2 -> 3 processes. */
import { LARGEST_ORDER, gaussLegendreRules } from '../numerics/choose-order.js';
import { expNegative } from '../numerics/exponential.js';
import type { QuadratureRule } from '../numerics/gauss-legendre.js';

/** Without a limit of its own t ends here: every form factor has fallen by more than eight orders of magnitude. */
export const T_CAP_GEV2 = 100;

/** Where the integration variable goes over from ln t to 1/t: between the nuclear and the nucleon form factor. */
const T_SCALE_GEV2 = 0.1;

/** In GeV^2; tFrom is 0 where no t is allowed. */
export interface TransferLimits {
  readonly tFrom: number;
  readonly tTo: number;
  /** Coefficient of t^2 in the quadratic whose roots they are. */
  readonly curvature: number;
}

const NONE: TransferLimits = { tFrom: 0, tTo: 0, curvature: 1 };

/** The square of q across V, which vanishes at the limits of t: curvature (t - tFrom)(tTo - t)/(4 V^2), GeV^2. */
export function transverseTransfer(t: number, { tFrom, tTo, curvature }: TransferLimits, v2: number): number {
  return Math.max(0, (curvature * (t - tFrom) * (tTo - t)) / (4 * v2));
}

/**
 * Kinematic limits of t: the roots of (|u| + t (1 + V0/M))^2 = 4 V^2 (t + t^2/4M^2), the smaller from their product so
 * that nothing cancels.
 *
 * @param energyLoss V0, energy that the lepton and the nucleus share in one branch; @param v2 V^2 of its 3-momentum;
 * @param uAbs the invariant |u|; @param restMass least energy that must be left: both roots may belong to a negative one.
 */
export function transferLimits(
  nuclearMass: number,
  energyLoss: number,
  v2: number,
  uAbs: number,
  restMass: number,
): TransferLimits {
  const recoil = 1 + energyLoss / nuclearMass;
  const a = recoil * recoil - v2 / (nuclearMass * nuclearMass);
  const b = 4 * v2 - 2 * uAbs * recoil;
  const discriminant = b * b - 4 * a * uAbs * uAbs;
  if (!(discriminant >= 0 && b > 0)) return NONE;
  const larger = b + Math.sqrt(discriminant);
  const tFrom = (2 * uAbs * uAbs) / larger;
  if (!(tFrom < 2 * nuclearMass * (energyLoss - restMass))) return NONE;
  return { tFrom, tTo: larger / (2 * a), curvature: a };
}

/**
 * The largest |u| that leaves some t below a cap. Either lepton and nucleus are at rest to each other, or the cap is a
 * root of the quadratic above, which with V^2 = V0^2 - m2^2 + |u| is one in |u|.
 */
export function largestU(nuclearMass: number, energyLoss: number, restMass: number, tCap: number): number {
  const atRest = 2 * nuclearMass * (energyLoss - restMass);
  // The only t there.
  const tAtRest = (atRest * nuclearMass) / (nuclearMass + restMass);
  if (tAtRest <= tCap) return atRest;
  const excess = tCap * (1 + energyLoss / nuclearMass);
  const q2 = tCap + tCap ** 2 / (4 * nuclearMass ** 2);
  const squares = (energyLoss - restMass) * (energyLoss + restMass);
  const half = 2 * q2 - excess;
  const root = 2 * Math.sqrt(Math.max(0, q2 * (q2 - excess + squares)));
  return half > 0 ? half + root : (4 * q2 * squares - excess * excess) / (root - half);
}

/** Values of t in GeV^2 and their weights in a sum. */
export interface WeightedTransfers {
  readonly t: Float64Array;
  readonly weights: Float64Array;
  readonly count: number;
}

/** A rule for the integral over t, as one panel or as one on either side of t = |u|. */
export interface TransferQuadrature {
  readonly rule: QuadratureRule;
  readonly panels: 1 | 2;
  /** Points in all. */
  readonly count: number;
}

/**
 * From the cheapest to the most accurate. A light lepton's amplitude bends within a range of t much narrower than t
 * itself, near t = |u|, where the lepton may come close to its mass shell on both sides of the radiation.
 */
export const TRANSFER_QUADRATURES: readonly TransferQuadrature[] = [
  ...gaussLegendreRules(6, 24).map((rule) => ({ rule, panels: 1, count: rule.nodes.length }) as const),
  ...gaussLegendreRules(12).map((rule) => ({ rule, panels: 2, count: 2 * rule.nodes.length }) as const),
];

/**
 * Points and weights for int dt/t^2 G(t) f(t) between the limits, or up to a cut. One object serves all angles.
 *
 * In y = -ln(1/t + 1/t_s) the photon flux is flat where it is logarithmic, and its tail, cut off by form factors, is short.
 */
export class TransferRule implements WeightedTransfers {
  readonly t = new Float64Array(2 * LARGEST_ORDER);
  readonly weights = new Float64Array(2 * LARGEST_ORDER);
  count = 0;

  place(
    { tFrom, tTo }: TransferLimits,
    tCap: number,
    { rule, panels }: TransferQuadrature,
    formFactor: (t: number) => number,
    uAbs: number,
  ): void {
    this.count = 0;
    const upper = Math.min(tTo, tCap);
    if (!(tFrom > 0 && tFrom < upper)) return;
    if (panels === 2 && tFrom < uAbs && uAbs < upper) {
      this.#addPanel(tFrom, uAbs, rule, formFactor);
      this.#addPanel(uAbs, upper, rule, formFactor);
    } else {
      this.#addPanel(tFrom, upper, rule, formFactor);
    }
  }

  #addPanel(tFrom: number, upper: number, rule: QuadratureRule, formFactor: (t: number) => number): void {
    const first = this.count;
    const points = rule.nodes.length;
    this.count += points;
    const { t, weights, count } = this;
    // exp(-y) at both limits; dt/t^2 = exp(-y) dy.
    const atLower = 1 / tFrom + 1 / T_SCALE_GEV2;
    const atUpper = 1 / upper + 1 / T_SCALE_GEV2;
    const middle = Math.sqrt(atLower * atUpper);
    const half = 0.5 * Math.log(atLower / atUpper);
    // Nodes lie in pairs around the middle: one exponential serves two. In a loop of its own none waits for divisions.
    for (let i = 0, j = points - 1; i <= j; i++, j--) {
      const fall = expNegative(half * rule.nodes[j]);
      weights[first + i] = middle / fall;
      weights[first + j] = middle * fall;
    }
    for (let i = first; i < count; i++) {
      const inverse = weights[i];
      t[i] = 1 / (inverse - 1 / T_SCALE_GEV2);
      weights[i] = half * rule.weights[i - first] * inverse * formFactor(t[i]);
    }
  }
}
