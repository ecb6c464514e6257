import { HBAR_C_GEV_CM } from '../physics/constants.js';
import { decayProbability } from './decay-probability.js';
import type { DecayVolume } from './physics-plan.js';

/** A way to a decay volume and through it, over gamma beta hbar c, in GeV^-1. */
export interface DecayPath {
  readonly near: number;
  readonly span: number;
  /** Of a way to the volume that is longer by anything up to this, evenly; 0 where X is made in one place. */
  readonly spread: number;
}

/** The decay volumes as seen by X of one mass. */
export class DecayPaths {
  constructor(
    readonly massGeV: number,
    readonly volumes: readonly DecayVolume[],
    /** X is made anywhere within this distance before the depth asked for. */
    readonly spreadCm = 0,
    /** Whatever depth is asked for, it is taken as the front face. */
    readonly isMadeAtFront = false,
  ) {}

  /** 1 cm over gamma beta hbar c, GeV^-1: an inverse decay length over the width. */
  perCentimetre(energyXGeV: number): number {
    return 1 / this.#gammaBetaHbarC(energyXGeV);
  }

  #gammaBetaHbarC(energyXGeV: number): number {
    const momentum = Math.sqrt(Math.max(0, (energyXGeV - this.massGeV) * (energyXGeV + this.massGeV)));
    return (momentum / this.massGeV) * HBAR_C_GEV_CM;
  }

  /** One path for each volume. */
  paths(depthCm: number, energyXGeV: number): readonly DecayPath[] {
    const gammaBetaHbarC = this.#gammaBetaHbarC(energyXGeV);
    return this.volumes.map(({ fromCm, toCm }) => {
      const depth = this.isMadeAtFront ? 0 : depthCm;
      const near = Math.max(0, fromCm - depth);
      return {
        near: near / gammaBetaHbarC,
        span: toCm === null ? Infinity : Math.max(0, toCm - depth - near) / gammaBetaHbarC,
        spread: this.spreadCm / gammaBetaHbarC,
      };
    });
  }

  /** Probability to decay in any of the volumes. */
  probability(widthGeV: number, depthCm: number, energyXGeV: number): number {
    return this.paths(depthCm, energyXGeV).reduce(
      (sum, { near, span, spread }) => sum + decayProbability(widthGeV, near, span, spread),
      0,
    );
  }

  /**
   * Widths from which on nothing new happens on either side, in steps of a factor 4: below the lowest the decay
   * probability is linear in the width; above the highest it is below exp(-110) everywhere, which leaves less than
   * 1e-30 events of any conceivable exposure, or, where X may be made at the very face of the decay volume, the yield
   * has long followed a power law.
   *
   * @param ends depths and energies of X between which everything happens.
   */
  probeWidths(ends: readonly { depthCm: number; energyXGeV: number }[]): number[] {
    const paths = ends
      .filter(({ energyXGeV }) => energyXGeV > this.massGeV)
      .flatMap(({ depthCm, energyXGeV }) => this.paths(depthCm, energyXGeV));
    const nearest = Math.min(...paths.map(({ near }) => near));
    const longest = Math.max(
      0,
      ...paths.flatMap(({ near, span, spread }) => [near, span, spread]).filter(Number.isFinite),
    );
    return decayProbes(nearest, longest);
  }
}

/** Those of `probeWidths` by the least way to a decay volume and the longest to or through one, in any unit. */
export function decayProbes(nearest: number, longest: number): number[] {
  if (longest === 0) return [];
  const highest = Math.min(110 / nearest, 1e5 / longest);
  const probes: number[] = [];
  for (let probe = 0.02 / longest; probe < highest; probe *= 4) probes.push(probe);
  return [...probes, highest];
}
