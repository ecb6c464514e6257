/**
 * The effective photon flux chi(t_min, t_max) = int_{t_min}^{t_max} dt (t - t_min)/t^2 G(t), for any form factor.
 *
 * 1. With A(t) = int_t^inf dt' G/t' and B(t) = int_t^inf dt' G/t'^2,
 *    chi(t_min, t_max) = F(t_min) - A(t_max) + t_min B(t_max), where F(t) = A(t) - t B(t).
 * 2. A and B are summed from the upper end on a grid in l = ln t, once per form factor, so that nothing is subtracted.
 * 3. In between, F is interpolated by quintic Hermite polynomials: its derivatives are known exactly,
 *    dF/dl = -t B and d2F/dl2 = G - t B.
 *
 * The table knows neither mass nor coupling nor beam energy: one serves a whole scan.
 */
import { KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import type { FormFactor } from './form-factors.js';

const LOG_T_MIN = Math.log(1e-22);
/** Above 1e4 GeV^2 every form factor has fallen by 15 orders of magnitude: the integrals to infinity end here. */
const LOG_T_MAX = Math.log(1e4);
const STEP = 0.02;
const INTERVALS = Math.ceil((LOG_T_MAX - LOG_T_MIN) / STEP);

/** chi as a function of t_min in GeV^2 at a fixed t_max; 0 where t_min >= t_max. */
export type FluxBelow = (tMinGeV2: number) => number;

export class PhotonFlux {
  readonly #formFactor: FormFactor;
  /** A and B at the nodes. */
  readonly #tailA = new Float64Array(INTERVALS + 1);
  readonly #tailB = new Float64Array(INTERVALS + 1);
  /** F, dF/dl and d2F/dl2 at the nodes, the derivatives in units of the step. */
  readonly #table = new Float64Array(3 * (INTERVALS + 1));

  constructor(formFactor: FormFactor) {
    this.#formFactor = formFactor;
    for (let k = INTERVALS; k >= 0; k--) {
      const logT = LOG_T_MIN + k * STEP;
      const t = Math.exp(logT);
      const above = k < INTERVALS ? this.#integrals(logT, logT + STEP) : { a: 0, b: 0 };
      this.#tailA[k] = above.a + (this.#tailA[k + 1] ?? 0);
      this.#tailB[k] = above.b + (this.#tailB[k + 1] ?? 0);
      const tB = t * this.#tailB[k];
      this.#table[3 * k] = this.#tailA[k] - tB;
      this.#table[3 * k + 1] = -tB * STEP;
      this.#table[3 * k + 2] = (formFactor(t) - tB) * STEP * STEP;
    }
  }

  /**
   * The flux below a given t_max, in GeV^0 (dimensionless).
   *
   * Accuracy: 1e-9 of the flux at the same t_min without upper limit.
   *
   * @param tMaxGeV2 upper limit of the momentum transfer squared; above 1e4 GeV^2 it is no limit.
   */
  below(tMaxGeV2: number): FluxBelow {
    const { a: aMax, b: bMax } = this.#tails(tMaxGeV2);
    const table = this.#table;
    const lowestA = this.#tailA[0];
    const lowestB = this.#tailB[0];
    return (tMin) => {
      if (!(tMin < tMaxGeV2)) return 0;
      const position = (Math.log(tMin) - LOG_T_MIN) / STEP;
      if (!(position > 0)) return lowestA - tMin * lowestB - aMax + tMin * bMax;
      const k = Math.min(Math.floor(position), INTERVALS - 1);
      return Math.max(0, hermite(table, 3 * k, position - k) - aMax + tMin * bMax);
    };
  }

  /** A and B at any t. */
  #tails(t: number): { a: number; b: number } {
    const logT = Math.min(Math.max(Math.log(t), LOG_T_MIN), LOG_T_MAX);
    const k = Math.min(Math.ceil((logT - LOG_T_MIN) / STEP), INTERVALS);
    const upTo = this.#integrals(logT, LOG_T_MIN + k * STEP);
    return { a: upTo.a + this.#tailA[k], b: upTo.b + this.#tailB[k] };
  }

  /** int G dl and int G/t dl between two values of l at most a step apart. */
  #integrals(from: number, to: number): { a: number; b: number } {
    const half = 0.5 * (to - from);
    let a = 0;
    let b = 0;
    for (let i = 0; i < KRONROD_POINTS; i++) {
      const t = Math.exp(from + half * (1 + KRONROD_NODES[i]));
      const g = half * KRONROD_WEIGHTS[i] * this.#formFactor(t);
      a += g;
      b += g / t;
    }
    return { a, b };
  }
}

/** Quintic Hermite interpolation at s in [0, 1] between nodes i and i + 3 of (value, slope, curvature). */
function hermite(table: Float64Array, i: number, s: number): number {
  const f0 = table[i];
  const d0 = table[i + 1];
  const c0 = 0.5 * table[i + 2];
  const rest = table[i + 3] - f0 - d0 - c0;
  const slopeRest = table[i + 4] - d0 - 2 * c0;
  const curvatureRest = 0.5 * table[i + 5] - c0;
  const p3 = 10 * rest - 4 * slopeRest + curvatureRest;
  const p4 = -15 * rest + 7 * slopeRest - 2 * curvatureRest;
  const p5 = 6 * rest - 3 * slopeRest + curvatureRest;
  return f0 + s * (d0 + s * (c0 + s * (p3 + s * (p4 + s * p5))));
}
