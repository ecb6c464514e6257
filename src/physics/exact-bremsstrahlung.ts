/**
 * Exact tree-level production l N -> l' N X, X radiated off the lepton line.
 *
 *   d2sigma/(dE_X dcos theta) = |k| / (8 M |p| (2 pi)^4 8 M |V|) int dt 2 pi <|M|^2>_phi,   V = p - k (3-vectors)
 *
 * 1. The azimuth is averaged in closed form (squared-amplitude.ts).
 * 2. cos(theta) is replaced by |u| = U/s^3 with U = |u| at theta = 0: the fall as 1/u^2 becomes a power of s, and the
 *    logarithm at large angles a weak one.
 * 3. The integral over t is that of momentum-transfer.ts. Both inner integrals are Gauss-Legendre rules of chosen orders
 *    (chosen-rules.ts).
 *
 * Kinematics are arranged so that nothing cancels at TeV energies: E E_X - |p||k| and the lower limit of t come from
 * products of roots.
 */
import type { QuadratureRule } from '../numerics/gauss-legendre.js';
import { E_SQUARED, type Process, type Spectrum, finalLeptonMassOf } from './bremsstrahlung.js';
import { type SpectrumIntegral, spectrumWithChosenRules } from './chosen-rules.js';
import {
  T_CAP_GEV2,
  type TransferLimits,
  type TransferQuadrature,
  TransferRule,
  largestU,
  transferLimits,
} from './momentum-transfer.js';
import { type AmplitudeCoefficients, sumOfAveragedAmplitudes } from './squared-amplitude.js';

/** Kinematics at one beam energy and one E_X. */
interface AtEnergyFraction {
  readonly energyX: number;
  readonly k: number;
  readonly pk: number;
  /** |p| - |k|. */
  readonly difference: number;
  /** |u| at theta = 0, and the largest that angle and t allow. */
  readonly uForward: number;
  readonly uTo: number;
}

/** The spectrum of a mediator, given by the coefficients of its squared amplitude, at unit coupling. */
export function exactSpectrum(
  process: Process,
  coefficients: AmplitudeCoefficients,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  const production = new ExactProduction(process, coefficients, energyGeV);
  return spectrumWithChosenRules(production, process, energyGeV, relativeTolerance);
}

class ExactProduction implements SpectrumIntegral {
  readonly #coefficients: AmplitudeCoefficients;
  readonly #formFactor: (t: number) => number;
  readonly #M: number;
  readonly #m: number;
  readonly #m1: number;
  readonly #m2: number;
  readonly #E: number;
  readonly #p: number;
  readonly #tCap: number;
  readonly #largestVersine: number;
  readonly #prefactor: number;
  /** Handed to the amplitude anew at every angle; one object for all. */
  readonly #point;
  readonly #transfers = new TransferRule();

  constructor(process: Process, coefficients: AmplitudeCoefficients, energyGeV: number) {
    this.#coefficients = coefficients;
    this.#formFactor = process.target.formFactor;
    this.#M = process.target.massGeV;
    this.#m = process.massGeV;
    this.#m1 = process.leptonMassGeV;
    this.#m2 = finalLeptonMassOf(process);
    this.#E = energyGeV;
    this.#p = Math.sqrt((energyGeV - this.#m1) * (energyGeV + this.#m1));
    this.#tCap = process.tMaxGeV2 ?? process.target.tCutGeV2 ?? T_CAP_GEV2;
    this.#largestVersine = 2 * Math.sin(0.5 * (process.thetaMax ?? Math.PI)) ** 2;
    // E_X = x E, dcos theta = d|u|/(2 |p||k|), and 2 pi of the azimuth.
    this.#prefactor =
      (energyGeV * E_SQUARED * E_SQUARED) / (64 * this.#M ** 2 * this.#p ** 2 * (2 * Math.PI) ** 3);
    this.#point = {
      nuclearMass: this.#M,
      mediatorMass: this.#m,
      energy: energyGeV,
      energyX: 0,
      u: 0,
      v: 0,
      kPar: 0,
      pPerp2: 0,
      limits: transferLimits(this.#M, 0, 0, 0, 0),
    };
  }

  forwardMargin(x: number): number {
    const { energyX, difference, uForward } = this.#at(x);
    const { tFrom } = this.#limits(energyX, difference * difference, uForward);
    return tFrom > 0 ? Math.log(this.#tCap / tFrom) : -1;
  }

  valueAt(x: number, angle: QuadratureRule, transfer: TransferQuadrature): number {
    const at = this.#at(x);
    if (!(at.uForward < at.uTo)) return 0;
    const from = Math.cbrt(at.uForward / at.uTo);
    const half = 0.5 * (1 - from);
    let sum = 0;
    for (let i = 0; i < angle.nodes.length; i++) {
      const s = from + half * (1 + angle.nodes[i]);
      sum += angle.weights[i] * this.#angular(at, s, transfer);
    }
    return this.#prefactor * half * sum;
  }

  angularAt(x: number, theta: number, transfer: TransferQuadrature): number {
    const at = this.#at(x);
    const uAbs = at.uForward + 4 * at.pk * Math.sin(0.5 * theta) ** 2;
    if (!(at.uForward < uAbs && uAbs <= at.uTo)) return 0;
    const s = Math.cbrt(at.uForward / uAbs);
    // ds/d|u| = s/(3|u|), d|u|/dtheta = 2 |p||k| sin(theta).
    const jacobian = (s / (3 * uAbs)) * 2 * at.pk * Math.sin(theta);
    return this.#prefactor * this.#angular(at, s, transfer) * jacobian;
  }

  #at(x: number): AtEnergyFraction {
    const E = this.#E;
    const m = this.#m;
    const m1 = this.#m1;
    const m2 = this.#m2;
    const energyX = x * E;
    const k = Math.sqrt(Math.max(0, (energyX - m) * (energyX + m)));
    const pk = this.#p * k;
    const product = (E * E * m * m + energyX * energyX * m1 * m1 - m1 * m1 * m * m) / (E * energyX + pk);
    const uForward = 2 * product - m1 * m1 - m * m + m2 * m2;
    // |p| - |k| from the difference of squares.
    const difference = ((E - energyX) * (E + energyX) - m1 * m1 + m * m) / (this.#p + k);
    const uTo = Math.min(
      uForward + 2 * pk * this.#largestVersine,
      largestU(this.#M, E - energyX, m2, this.#tCap),
    );
    return { energyX, k, pk, difference, uForward, uTo };
  }

  /** The integral over t at one angle, with the Jacobian of s. */
  #angular(
    { energyX, k, pk, difference, uForward }: AtEnergyFraction,
    s: number,
    transfer: TransferQuadrature,
  ): number {
    const uAbs = uForward / (s * s * s);
    const rise = uAbs - uForward;
    const v2 = difference * difference + rise;
    const limits = this.#limits(energyX, v2, uAbs);
    const versine = rise / (2 * pk);
    const point = this.#point;
    point.energyX = energyX;
    point.u = -uAbs;
    point.v = Math.sqrt(v2);
    point.kPar = (k * difference - 0.5 * rise) / point.v;
    point.pPerp2 = (pk * pk * versine * (2 - versine)) / v2;
    point.limits = limits;
    this.#transfers.place(limits, this.#tCap, transfer, this.#formFactor, uAbs);
    const integral = sumOfAveragedAmplitudes(this.#coefficients, point, this.#transfers);
    // d|u| = 3 U ds/s^4, and 1/2 from dcos theta = d|u|/(2 |p||k|).
    return (1.5 * integral * uForward) / (s * s * s * s * point.v);
  }

  #limits(energyX: number, v2: number, uAbs: number): TransferLimits {
    return transferLimits(this.#M, this.#E - energyX, v2, uAbs, this.#m2);
  }
}
