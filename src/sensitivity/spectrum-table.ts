/**
 * Spectra over a range of beam energies, tabulated on common nodes.
 *
 * 1. The variable v (physics/energy-fraction-map.ts) makes dsigma/dv at fixed v a smooth function of the energy.
 * 2. Over one range of energies it is computed at 2, 3, 5 or 9 nested Chebyshev nodes, until the polynomial through
 *    the nodes of one order predicts the new nodes of the next. Panels in v are those that make the integrals
 *    accurate, for every probe, at the first two or three node energies.
 * 3. Ranges are bisected until the summed interpolation errors are within tolerance.
 *
 * A matrix element is thus evaluated at 2 energies in a 20 cm target at 160 GeV, whatever the depth integral needs.
 */
import { refinePanels } from '../numerics/adaptive-panels.js';
import { chebyshevRule, interpolationBasis } from '../numerics/chebyshev.js';
import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import {
  type EnergyFractionMap,
  MAP_BREAKPOINTS,
  energyFractionMap,
} from '../physics/energy-fraction-map.js';
import type { MassProduction } from './production.js';

/** Probability that X of energy E_X made by a lepton of energy E is counted, for each of J probe widths. */
export type Probes = (energyGeV: number, energyXGeV: number) => Float64Array;

/** Spectra between two beam energies. */
export interface SpectrumTable {
  readonly energyFrom: number;
  readonly energyTo: number;
  /** x and half panel width times dsigma/dv (GeV^-2) at the nodes, in blocks of 15 Kronrod nodes. */
  readonly at: (energyGeV: number) => { x: Float64Array; weight: Float64Array };
}

export interface SpectrumTables {
  /** In rising order of energy. */
  readonly tables: readonly SpectrumTable[];
  /** Relative error of interpolation in energy and of a single dsigma/dx together. */
  readonly relError: number;
  readonly evaluations: number;
}

export interface TableTolerances {
  /** Of the integral over x at a node energy. */
  readonly energyFraction: number;
  /** Of a single dsigma/dx. */
  readonly spectrum: number;
  /** Of interpolation in energy. */
  readonly interpolation: number;
}

/** Orders 1 to 8 use every 8th, 4th, 2nd and every one of the nine nodes. */
const RULES = new Map([0, 1, 2, 4, 8].map((order) => [order, chebyshevRule(order)]));
const FINEST = RULES.get(8)!;
const MAX_ENERGY_PANELS = 24;
const MAX_ENERGY_FRACTION_PANELS = 60;
/** Integrals below this are sums of denormal numbers: they count as zero. */
const TINY = 1e-280;

/**
 * Tabulates the spectra of one mass between two beam energies (equal ones in a thin target).
 *
 * @param importance beam particles per unit of ln E, in any unit: errors count where there are many.
 */
export function tabulateSpectra(
  production: MassProduction,
  { energyFrom, energyTo }: { energyFrom: number; energyTo: number },
  probes: Probes,
  tolerances: TableTolerances,
  importance: (energyGeV: number) => number = () => 1,
): SpectrumTables {
  const account = { spectrumRelError: 0, evaluations: 0 };
  // The ends exactly, so that nothing falls below threshold by rounding.
  const energyOf = (logEnergy: number) => Math.min(energyTo, Math.max(energyFrom, Math.exp(logEnergy)));
  const panel = (from: number, to: number) => {
    const builder = new TableBuilder(production, from, to, probes, tolerances);
    const { table, integrals, errors } = builder.build();
    account.spectrumRelError = Math.max(account.spectrumRelError, builder.spectrumRelError);
    account.evaluations += builder.evaluations;
    const factor = importance(Math.sqrt(from * to));
    const values = integrals.map((integral) => factor * integral);
    const weightedErrors = errors.map((error) => factor * error);
    return { values, errors: weightedErrors, kept: { table, integrals: values, errors: weightedErrors } };
  };
  const kept =
    energyFrom < energyTo
      ? refinePanels(
          (from, to) => panel(energyOf(from), energyOf(to)),
          [Math.log(energyFrom), Math.log(energyTo)],
          { relativeTolerance: tolerances.interpolation, maxPanels: MAX_ENERGY_PANELS },
        ).kept
      : [panel(energyFrom, energyTo).kept];

  let interpolationError = 0;
  kept[0].integrals.forEach((_, j) => {
    const total = kept.reduce((sum, { integrals }) => sum + integrals[j], 0);
    const error = kept.reduce((sum, { errors }) => sum + errors[j], 0);
    if (total > 0) interpolationError = Math.max(interpolationError, error / total);
  });
  return {
    tables: kept.map(({ table }) => table),
    relError: interpolationError + account.spectrumRelError,
    evaluations: account.evaluations,
  };
}

/** One value of v at one beam energy. */
interface NodeValue {
  /** dsigma/dv, GeV^-2. */
  readonly perV: number;
  readonly probabilities: Float64Array;
}

/** Builds the table of one range of energies; interpolation is in ln E. */
class TableBuilder {
  spectrumRelError = 0;
  evaluations = 0;

  /** At each of the nine node energies, by v; null where nothing is allowed. */
  readonly #spectra: (((v: number) => NodeValue) | null)[] = [];
  /** Nodes in v, their half panel widths and Kronrod weights. */
  #nodes: { v: number; half: number; weight: number }[] = [];
  /** Per node energy: half width times dsigma/dv at every node. */
  readonly #values: Float64Array[] = [];
  readonly #probeCount: number;
  readonly #logCentre: number;
  readonly #logHalf: number;

  constructor(
    readonly production: MassProduction,
    readonly energyFrom: number,
    readonly energyTo: number,
    readonly probes: Probes,
    readonly tolerances: TableTolerances,
  ) {
    this.#probeCount = probes(energyTo, energyTo).length;
    this.#logCentre = 0.5 * Math.log(energyTo * energyFrom);
    this.#logHalf = 0.5 * Math.log(energyTo / energyFrom);
  }

  build(): { table: SpectrumTable; integrals: Float64Array; errors: Float64Array } {
    if (!(this.energyTo > this.energyFrom)) {
      this.#refineNodes(0);
      return this.#result(0, new Float64Array(this.#probeCount));
    }
    this.#refineNodes(1);
    const change = this.#predictionMisses(0, 1);
    // Convergence is geometric: a relative change d between the ends leaves a straight line d^2/8 off an exponential.
    const means = this.#integralsOverEnergy(1).map((integral) => integral / (2 * this.#logHalf));
    const squares = change.map((miss, j) => (miss > 0 ? (miss * miss) / means[j] : 0));
    if (this.#isWithinTolerance(squares, 1)) return this.#result(1, squares);

    let order = 2;
    this.#refineNodes(order);
    let misses = this.#predictionMisses(1, 2);
    let estimate = misses;
    while (order < 8 && !this.#isWithinTolerance(estimate, order)) {
      const next = this.#predictionMisses(order, 2 * order);
      // The miss is that of the lower order; convergence is geometric, so the higher one gains at least as much again.
      estimate = next.map((miss, j) => miss * Math.min(1, miss / misses[j] || 0));
      misses = next;
      order *= 2;
    }
    return this.#result(order, estimate);
  }

  #result(order: number, errors: Float64Array) {
    return {
      table: this.#table(order),
      integrals: this.#integralsOverEnergy(order),
      errors: errors.map((error) => error * 2 * this.#logHalf),
    };
  }

  /** Panels in v that suit every probe at every node energy of an order. */
  #refineNodes(order: number): void {
    const spectra = energyIndices(order)
      .map((i) => this.#spectrum(i))
      .filter((spectrum) => spectrum !== null);
    if (spectra.length === 0) return;
    const count = this.#probeCount;
    const { kept } = refinePanels(
      (from, to) => {
        const half = 0.5 * (to - from);
        const values = new Float64Array(spectra.length * count);
        const gauss = new Float64Array(spectra.length * count);
        for (let i = 0; i < KRONROD_POINTS; i++) {
          const v = from + half * (1 + KRONROD_NODES[i]);
          spectra.forEach((spectrum, s) => {
            const { perV, probabilities } = spectrum(v);
            for (let j = 0; j < count; j++) {
              const contribution = half * perV * probabilities[j];
              values[s * count + j] += KRONROD_WEIGHTS[i] * contribution;
              gauss[s * count + j] += GAUSS_WEIGHTS[i] * contribution;
            }
          });
        }
        const errors = values.map((value, j) => (Math.abs(value) < TINY ? 0 : Math.abs(value - gauss[j])));
        return { values, errors, kept: { from, half } };
      },
      MAP_BREAKPOINTS,
      { relativeTolerance: this.tolerances.energyFraction, maxPanels: MAX_ENERGY_FRACTION_PANELS },
    );
    this.#values.length = 0;
    this.#nodes = kept.flatMap(({ from, half }) =>
      Array.from(KRONROD_NODES, (node, i) => ({
        v: from + half * (1 + node),
        half,
        weight: KRONROD_WEIGHTS[i],
      })),
    );
  }

  /** Per probe, how far the polynomial of one order misses the new nodes of the next at worst. */
  #predictionMisses(order: number, nextOrder: number): Float64Array {
    const largest = new Float64Array(this.#probeCount);
    const known = energyIndices(order);
    for (const i of energyIndices(nextOrder).filter((index) => !known.includes(index))) {
      const predicted = this.#interpolated(order, FINEST.nodes[i]);
      const actual = this.#valuesAt(i);
      // As the probes see it there and at the upper end: where little is allowed or selected, little would be missed.
      const miss = (n: number) => Math.abs(actual[n] - predicted[n]);
      const here = this.#integrate(i, miss);
      const above = this.#integrate(8, miss);
      const misses = here.map((value, j) => Math.max(value, above[j]));
      misses.forEach((value, j) => (largest[j] = Math.max(largest[j], value)));
    }
    return largest;
  }

  #isWithinTolerance(errors: Float64Array, order: number): boolean {
    const integrals = this.#integralsOverEnergy(order);
    return errors.every(
      (error, j) => 2 * this.#logHalf * error <= this.tolerances.interpolation * integrals[j],
    );
  }

  /** int dlnE int dv of the spectra, per probe; for a single energy the integral over v. */
  #integralsOverEnergy(order: number): Float64Array {
    const result = new Float64Array(this.#probeCount);
    const { weights } = RULES.get(order)!;
    energyIndices(order).forEach((i, k) => {
      const weight = order === 0 ? 1 : this.#logHalf * weights[k];
      const values = this.#valuesAt(i);
      this.#integrate(i, (n) => values[n]).forEach((integral, j) => (result[j] += weight * integral));
    });
    return result;
  }

  #table(order: number): SpectrumTable {
    const { production } = this;
    return {
      energyFrom: this.energyFrom,
      energyTo: this.energyTo,
      at: (energyGeV) => {
        const position = order === 0 ? 0 : (Math.log(energyGeV) - this.#logCentre) / this.#logHalf;
        const weight = this.#interpolated(order, position);
        const range = production.spectrum(energyGeV, this.tolerances.spectrum);
        if (!(range.xFrom < range.xTo)) {
          return { x: new Float64Array(weight.length).fill(range.xTo), weight: weight.fill(0) };
        }
        const { xAt } = this.#map(energyGeV, range);
        return { x: weight.map((_, n) => xAt(this.#nodes[n].v)), weight };
      },
    };
  }

  /** Values at every node, interpolated to a position in [-1, 1] of the range of ln E. */
  #interpolated(order: number, position: number): Float64Array {
    const basis = interpolationBasis(RULES.get(order)!, position);
    const result = new Float64Array(this.#nodes.length);
    energyIndices(order).forEach((i, k) => {
      const values = this.#valuesAt(i);
      for (let n = 0; n < result.length; n++) result[n] += basis[k] * values[n];
    });
    return result;
  }

  /** Integral over v of values at the nodes, weighted with each probe at one node energy. */
  #integrate(i: number, value: (node: number) => number): Float64Array {
    const result = new Float64Array(this.#probeCount);
    const spectrum = this.#spectrum(i);
    if (spectrum === null) return result;
    this.#nodes.forEach(({ v, weight }, n) => {
      const { probabilities } = spectrum(v);
      const contribution = weight * value(n);
      for (let j = 0; j < result.length; j++) result[j] += contribution * probabilities[j];
    });
    return result;
  }

  #valuesAt(i: number): Float64Array {
    const spectrum = this.#spectrum(i);
    return (this.#values[i] ??= new Float64Array(this.#nodes.length).map((_, n) => {
      const { v, half } = this.#nodes[n];
      return spectrum === null ? 0 : half * spectrum(v).perV;
    }));
  }

  #spectrum(i: number): ((v: number) => NodeValue) | null {
    const known = this.#spectra[i];
    if (known !== undefined) return known;
    const energyGeV = this.#energyAt(i);
    const spectrum = this.production.spectrum(energyGeV, this.tolerances.spectrum);
    if (!(spectrum.xFrom < spectrum.xTo)) return (this.#spectra[i] = null);
    const map = this.#map(energyGeV, spectrum);
    const computed = new Map<number, NodeValue>();
    return (this.#spectra[i] = (v) => {
      const before = computed.get(v);
      if (before !== undefined) return before;
      const x = map.xAt(v);
      const { value, error, evaluations } = spectrum.at(x);
      this.evaluations += evaluations;
      if (value > 0) this.spectrumRelError = Math.max(this.spectrumRelError, error / value);
      const result = {
        perV: map.jacobianAt(v) * value,
        probabilities: this.probes(energyGeV, x * energyGeV),
      };
      computed.set(v, result);
      return result;
    });
  }

  /** The ends exactly, so that neighbouring ranges share them and nothing falls below threshold by rounding. */
  #energyAt(i: number): number {
    if (i === 0) return this.energyFrom;
    if (i === 8) return this.energyTo;
    return Math.exp(this.#logCentre + this.#logHalf * FINEST.nodes[i]);
  }

  #map(energyGeV: number, range: { xFrom: number; xTo: number }): EnergyFractionMap {
    return energyFractionMap({ ...this.production, energyGeV }, range);
  }
}

/** Which of the nine node energies an order uses; the upper end for a single energy. */
function energyIndices(order: number): number[] {
  if (order === 0) return [8];
  return Array.from({ length: order + 1 }, (_, k) => (k * 8) / order);
}
