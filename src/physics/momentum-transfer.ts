/** The integral over the momentum transfer t = -q^2 > 0 to the nucleus, common to all exact 2 -> 3 processes. */
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
 * int dt/t^2 f(t) between the limits, or up to a cut.
 *
 * In y = -ln(1/t + 1/t_s) the photon flux is flat where it is logarithmic, and its tail, cut off by form factors, is short.
 */
export function integrateTransfer(
  { tFrom, tTo }: TransferLimits,
  tCap: number,
  rule: QuadratureRule,
  f: (t: number) => number,
): number {
  const upper = Math.min(tTo, tCap);
  if (!(tFrom > 0 && tFrom < upper)) return 0;
  // exp(-y) at the lower limit, where it is largest; dt/t^2 = exp(-y) dy.
  const largest = 1 / tFrom + 1 / T_SCALE_GEV2;
  const half = 0.5 * Math.log(largest / (1 / upper + 1 / T_SCALE_GEV2));
  let sum = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    const inverse = largest * expNegative(half * (1 + rule.nodes[i]));
    sum += rule.weights[i] * inverse * f(1 / (inverse - 1 / T_SCALE_GEV2));
  }
  return half * sum;
}
