/**
 * Mean energy loss of the beam particle in the target: its energy at a depth, and the depth at which it has an energy.
 *
 * Energies are total energies. Fluctuations of the loss are left out.
 */
import { UsageError } from '../errors.js';
import { gaussLegendre } from '../numerics/gauss-legendre.js';
import { type MonotoneCubic, cubicRise, intervalOf, monotoneCubic } from '../numerics/monotone-cubic.js';
import { LEPTON_MASS_GEV } from './particles.js';
import { STOPPING_POWER_KINETIC_GEV, STOPPING_POWER_MEV_CM2_PER_G } from './stopping-powers.js';

export interface EnergyLoss {
  /** -dE/dz at an energy. */
  lossGeVPerCm(energyGeV: number): number;
  /** Energy after a depth >= 0; 0 for a particle that has ranged out. */
  energyAfterGeV(initialEnergyGeV: number, depthCm: number): number;
  /** The other way: energy at a depth before, from which this one is left. */
  energyBeforeGeV(finalEnergyGeV: number, depthCm: number): number;
  /** Their inverse: depth between two energies; infinite without loss, negative if the final energy is the higher one. */
  depthToCm(initialEnergyGeV: number, finalEnergyGeV: number): number;
}

/** The loss at rising total energies. */
export interface EnergyLossTable {
  readonly energyGeV: readonly number[];
  readonly lossGeVPerCm: readonly number[];
}

/** A thin target, or one whose loss is neglected. */
export function noEnergyLoss(): EnergyLoss {
  return {
    lossGeVPerCm: () => 0,
    energyAfterGeV: (initial) => initial,
    energyBeforeGeV: (final) => final,
    depthToCm: (initial, final) => (initial === final ? 0 : (initial - final) * Infinity),
  };
}

/** The same loss at every energy, as of minimum ionisation. */
export function constantEnergyLoss(lossGeVPerCm: number): EnergyLoss {
  if (!(lossGeVPerCm >= 0 && lossGeVPerCm < Infinity)) {
    throw new RangeError(`expected a loss of 0 GeV/cm or more; got ${lossGeVPerCm}`);
  }
  if (lossGeVPerCm === 0) return noEnergyLoss();
  return {
    lossGeVPerCm: () => lossGeVPerCm,
    energyAfterGeV: (initial, depth) => Math.max(0, initial - lossGeVPerCm * depth),
    energyBeforeGeV: (final, depth) => final + lossGeVPerCm * depth,
    depthToCm: (initial, final) => (initial - final) / lossGeVPerCm,
  };
}

/**
 * The loss from a table: ln(loss) is a monotone cubic in ln E. Below the table the loss is constant, so a particle ranges
 * out at E = 0; above, it goes on as the power of E with the curve's slope at the last node.
 *
 * Accuracy, for that curve: ranges to 1e-9, depths between close energies to 1e-7. Energy and depth are inverse to each
 * other, and depths additive, to the rounding of a range (1e-15 of it).
 *
 * @throws {RangeError} unless there are two or more nodes with rising positive energies and positive losses.
 */
export function tabulatedEnergyLoss(table: EnergyLossTable): EnergyLoss {
  return new TabulatedLoss(table);
}

/**
 * The table of a material for `tabulatedEnergyLoss`: the mean loss of muons by all processes, at total energies.
 *
 * @throws {UsageError} for a material without stopping powers.
 */
export function stoppingPowerTable(materialId: string, densityGPerCm3: number): EnergyLossTable {
  if (!Object.hasOwn(STOPPING_POWER_MEV_CM2_PER_G, materialId)) {
    const known = Object.keys(STOPPING_POWER_MEV_CM2_PER_G).join(', ');
    throw new UsageError(`no stopping powers of muons are known for "${materialId}"; known: ${known}`);
  }
  return {
    energyGeV: STOPPING_POWER_KINETIC_GEV.map((kinetic) => kinetic + LEPTON_MASS_GEV.muon),
    lossGeVPerCm: STOPPING_POWER_MEV_CM2_PER_G[materialId].map((loss) => 1e-3 * loss * densityGPerCm3),
  };
}

/** Largest change of ln E and of ln(loss), by its secant, over a cell of the range table. */
const CELL_STEP = 0.005;
/** Exact far beyond rounding on such a cell. */
const CELL_RULE = gaussLegendre(4);
/** In a cell the range is a straight line but for about CELL_STEP, so that the second step is at rounding. */
const NEWTON_STEPS = 3;

/**
 * By the range R(E) = int_0^E dE'/loss: E after a depth d is R^-1(R(E) - d).
 *
 * R is tabulated in fine cells, and is in each the cubic with the right values and slopes at both ends. The inverse is
 * that of the same cubic, which keeps the two inverse and the depths additive whatever the error of the table.
 */
class TabulatedLoss implements EnergyLoss {
  /** Ends of the cells: energy, range and dR/dE = 1/loss. */
  readonly #energy: Float64Array;
  readonly #range: Float64Array;
  readonly #slope: Float64Array;
  readonly #lnLoss: MonotoneCubic;
  readonly #firstLoss: number;
  readonly #lastLoss: number;
  /** dln(loss)/dlnE above the table. */
  readonly #power: number;

  constructor({ energyGeV, lossGeVPerCm }: EnergyLossTable) {
    checkPositive('energies', energyGeV);
    checkPositive('losses', lossGeVPerCm);
    const lnEnergies = energyGeV.map(Math.log);
    const lnLosses = lossGeVPerCm.map(Math.log);
    const curve = monotoneCubic(lnEnergies, lnLosses);

    const energy = [energyGeV[0]];
    const range = [energyGeV[0] / lossGeVPerCm[0]];
    const slope = [1 / lossGeVPerCm[0]];
    // Cells end at the nodes, where the second derivative of the curve jumps.
    for (let node = 1; node < energyGeV.length; node++) {
      const from = lnEnergies[node - 1];
      const width = lnEnergies[node] - from;
      const change = Math.max(width, Math.abs(lnLosses[node] - lnLosses[node - 1]));
      const cells = Math.ceil(change / CELL_STEP);
      for (let cell = 1; cell <= cells; cell++) {
        const centre = from + ((cell - 0.5) / cells) * width;
        const end = from + (cell / cells) * width;
        const atNode = cell === cells;
        energy.push(atNode ? energyGeV[node] : Math.exp(end));
        range.push(range.at(-1)! + rangeOfCell(curve, centre, (0.5 * width) / cells));
        slope.push(atNode ? 1 / lossGeVPerCm[node] : Math.exp(-curve.at(end)));
      }
    }
    this.#energy = Float64Array.from(energy);
    this.#range = Float64Array.from(range);
    this.#slope = Float64Array.from(slope);
    this.#lnLoss = curve;
    this.#firstLoss = lossGeVPerCm[0];
    this.#lastLoss = lossGeVPerCm.at(-1)!;
    this.#power = curve.slopes.at(-1)!;
  }

  lossGeVPerCm(energyGeV: number): number {
    const last = this.#energy[this.#energy.length - 1];
    if (energyGeV > last) return this.#lastLoss * (energyGeV / last) ** this.#power;
    return energyGeV > this.#energy[0] ? Math.exp(this.#lnLoss.at(Math.log(energyGeV))) : this.#firstLoss;
  }

  energyAfterGeV(initialEnergyGeV: number, depthCm: number): number {
    const range = this.#rangeAt(initialEnergyGeV) - depthCm;
    // Rounding must not lift the energy above the beam's, where a table of spectra may end.
    return range > 0 ? Math.min(initialEnergyGeV, this.#energyAt(range)) : 0;
  }

  energyBeforeGeV(finalEnergyGeV: number, depthCm: number): number {
    return Math.max(finalEnergyGeV, this.#energyAt(this.#rangeAt(finalEnergyGeV) + depthCm));
  }

  depthToCm(initialEnergyGeV: number, finalEnergyGeV: number): number {
    return this.#rangeAt(initialEnergyGeV) - this.#rangeAt(finalEnergyGeV);
  }

  #rangeAt(energy: number): number {
    const end = this.#energy.length - 1;
    if (energy <= this.#energy[0]) return energy / this.#firstLoss;
    if (energy >= this.#energy[end]) {
      const scale = this.#energy[end] / this.#lastLoss;
      return this.#range[end] + scale * powerIntegral(Math.log(energy / this.#energy[end]), 1 - this.#power);
    }
    const i = intervalOf(this.#energy, energy);
    const width = this.#energy[i + 1] - this.#energy[i];
    const rise = this.#range[i + 1] - this.#range[i];
    const t = (energy - this.#energy[i]) / width;
    return this.#range[i] + cubicRise(t, rise, this.#slope[i] * width, this.#slope[i + 1] * width);
  }

  #energyAt(range: number): number {
    const end = this.#range.length - 1;
    if (range <= this.#range[0]) return range * this.#firstLoss;
    if (range >= this.#range[end]) {
      const scale = this.#energy[end] / this.#lastLoss;
      const lnRatio = inversePowerIntegral((range - this.#range[end]) / scale, 1 - this.#power);
      return this.#energy[end] * Math.exp(lnRatio);
    }
    const i = intervalOf(this.#range, range);
    const width = this.#energy[i + 1] - this.#energy[i];
    const rise = this.#range[i + 1] - this.#range[i];
    const from = this.#slope[i] * width;
    const to = this.#slope[i + 1] * width;
    const square = 3 * rise - 2 * from - to;
    const cube = from + to - 2 * rise;
    const target = range - this.#range[i];
    let t = target / rise;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      const excess = cubicRise(t, rise, from, to) - target;
      t -= excess / (from + t * (2 * square + t * 3 * cube));
    }
    return this.#energy[i] + t * width;
  }
}

/** int dE/loss = int E/loss dlnE over a cell given by its centre and half width in ln E. */
function rangeOfCell(lnLoss: MonotoneCubic, centre: number, halfWidth: number): number {
  let sum = 0;
  CELL_RULE.nodes.forEach((node, k) => {
    const lnEnergy = centre + halfWidth * node;
    sum += CELL_RULE.weights[k] * Math.exp(lnEnergy - lnLoss.at(lnEnergy));
  });
  return halfWidth * sum;
}

/** int_0^t exp(c s) ds, and below its inverse. */
function powerIntegral(t: number, c: number): number {
  return c === 0 ? t : Math.expm1(c * t) / c;
}

function inversePowerIntegral(value: number, c: number): number {
  return c === 0 ? value : Math.log1p(c * value) / c;
}

function checkPositive(what: string, values: readonly number[]): void {
  const wrong = values.find((value) => !(value > 0 && value < Infinity));
  if (wrong !== undefined) throw new RangeError(`energy loss: expected positive ${what}; got ${wrong}`);
}
