import { integrate } from '../numerics/integrate.js';
import {
  logarithmicLossAt,
  radiationLengthsAt,
  stragglingDensity,
  stragglingVariable,
} from '../physics/electron-straggling.js';
import type { DepthDensity } from './decay-curve.js';
import type { PlanTarget } from './physics-plan.js';
import type { TrackLength } from './track-length.js';

/** Of the integral over the depth: far below any accuracy that is asked for. */
const DEPTH_TOLERANCE = 1e-11;

/** Radiation lengths: nodes in x that suit X made down to here suit what is made deeper, which is little. */
const DEEP = 3;

/** Electrons of one energy that radiate in a thick target (physics/electron-straggling.ts); the variable is -u. */
export class StraggledElectrons implements TrackLength {
  readonly lowestEnergyGeV = 0;
  readonly depthsCm: readonly [number, number];
  /** Radiation lengths per centimetre of depth. */
  readonly #perCm: number;
  readonly #filling: number;

  constructor(
    readonly beamEnergyGeV: number,
    readonly radiationLengthCm: number,
    readonly target: Pick<PlanTarget, 'lengthCm' | 'extentCm'>,
  ) {
    this.#filling = target.lengthCm / target.extentCm;
    this.#perCm = this.#filling / radiationLengthCm;
    this.depthsCm = [0, Math.min(target.extentCm, DEEP / this.#perCm)];
  }

  positionOf(energyGeV: number): number {
    return -stragglingVariable(Math.log(this.beamEnergyGeV / energyGeV));
  }

  energyAt(position: number): number {
    return this.beamEnergyGeV * Math.exp(-logarithmicLossAt(-position));
  }

  at(position: number): number {
    const radiationLengths = this.#depthCm(position) * this.#perCm;
    const { value } = integrate((depth) => stragglingDensity(-position, depth), 0, radiationLengths, {
      relativeTolerance: DEPTH_TOLERANCE,
    });
    return value * this.radiationLengthCm;
  }

  depthDensity(position: number): DepthDensity {
    return {
      breakpointsCm: [0, this.#depthCm(position)],
      at: (depthCm) => this.#filling * stragglingDensity(-position, depthCm * this.#perCm),
    };
  }

  perLogEnergy(energyGeV: number): number {
    const loss = Math.log(this.beamEnergyGeV / energyGeV);
    const u = stragglingVariable(loss);
    return (this.at(-u) * u * u) / (loss * (1 + loss));
  }

  breakpointsGeV(): readonly number[] {
    return [];
  }

  /** To which there are electrons of this energy. */
  #depthCm(position: number): number {
    return Math.min(this.target.extentCm, radiationLengthsAt(-position) / this.#perCm);
  }
}
