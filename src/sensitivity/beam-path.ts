import {
  type EnergyLoss,
  constantEnergyLoss,
  noEnergyLoss,
  tabulatedEnergyLoss,
} from '../physics/energy-loss.js';
import type { PlanEnergyLoss, PlanTarget } from './physics-plan.js';

/** A beam particle on its way through the target; depths are distances from the front face along the extent, in cm. */
export class BeamPath {
  /** Centimetres of material per centimetre of extent. */
  readonly filling: number;
  readonly #loss: EnergyLoss;
  readonly #extentCm: number;
  readonly losesEnergy: boolean;
  /** Centres of the layers where X is made, from the front on; null for everywhere. */
  readonly layerDepthsCm: readonly number[] | null;

  constructor({ lengthCm, extentCm, energyLoss, layers }: PlanTarget) {
    this.filling = lengthCm / extentCm;
    this.#extentCm = extentCm;
    this.#loss = toEnergyLoss(energyLoss);
    this.losesEnergy = energyLoss.kind === 'constant' || energyLoss.kind === 'table';
    this.layerDepthsCm =
      layers &&
      Array.from({ length: layers.count }, (_, k) => extentCm - (layers.count - 1 - k) * layers.spacingCm);
  }

  /** Energy at a depth, GeV. */
  energyAt(initialEnergyGeV: number, depthCm: number): number {
    return this.#loss.energyAfterGeV(initialEnergyGeV, depthCm * this.filling);
  }

  /** Energy at the front face of a particle that has an energy at a depth. */
  energyBefore(energyGeV: number, depthCm: number): number {
    return this.#loss.energyBeforeGeV(energyGeV, depthCm * this.filling);
  }

  /** GeV per cm of the material. */
  lossPerMaterialCm(energyGeV: number): number {
    return this.#loss.lossGeVPerCm(energyGeV);
  }

  /** Depth at which an energy is reached; 0 without energy loss. */
  depthAt(initialEnergyGeV: number, energyGeV: number): number {
    if (!this.losesEnergy) return 0;
    return this.#loss.depthToCm(initialEnergyGeV, energyGeV) / this.filling;
  }

  /** Depth to which the energy stays above a lowest one: at most the extent, 0 or less where it is never above. */
  depthAbove(initialEnergyGeV: number, lowestEnergyGeV: number): number {
    if (!(initialEnergyGeV > lowestEnergyGeV)) return 0;
    if (!this.losesEnergy) return this.#extentCm;
    return Math.min(this.#extentCm, this.depthAt(initialEnergyGeV, lowestEnergyGeV));
  }
}

function toEnergyLoss(loss: PlanEnergyLoss): EnergyLoss {
  switch (loss.kind) {
    case 'none':
    // Its energies are those of straggled-electrons.ts.
    case 'bremsstrahlung':
      return noEnergyLoss();
    case 'constant':
      return constantEnergyLoss(loss.gevPerCm);
    case 'table':
      return tabulatedEnergyLoss(loss);
  }
}
