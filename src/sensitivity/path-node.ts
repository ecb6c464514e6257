/** One depth and energy at one mass: nodes in x with what an X made there needs, and the integrals over them. */
import { GAUSS_WEIGHTS, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import type { DecayCurve } from './decay-curve.js';
import type { DecayPaths } from './decay-paths.js';
import { decayProbability } from './decay-probability.js';
import type { SpectrumTables } from './spectrum-table.js';

/** Blocks of 15, those of each decay volume after the other. */
export interface PathNode {
  /** For every probe: all X, and those that decay in a volume at each probe width; then of selected visible decays. */
  readonly integrals: Float64Array;
  readonly produced: SumOverX;
  readonly producedVisible: SumOverX;
  readonly weight: Float64Array;
  readonly visibleWeight: Float64Array;
  readonly near: Float64Array;
  readonly span: Float64Array;
  readonly spread: Float64Array;
  readonly curve: DecayCurve | null;
  /** The least distance to a decay volume over gamma beta hbar c. */
  readonly nearest: number;
}

export interface NodeContext {
  readonly decays: DecayPaths;
  readonly selection: (energyGeV: number, energyXGeV: number) => number;
  readonly visibleWeight: ((energyXGeV: number) => number) | null;
  readonly widths: readonly number[];
}

/** Of nodes that stand for several depths. */
interface DepthContext {
  readonly curve: DecayCurve | null;
  /** Centimetres of material per unit of the path that the node stands for, of which a curve already knows. */
  readonly flux: number;
}

/** All X, and the sum over panels of the differences between the rules. */
export interface SumOverX {
  readonly value: number;
  readonly error: number;
}

export function pathNode(
  { tables }: SpectrumTables,
  { decays, selection, visibleWeight, widths, curve, flux }: NodeContext & DepthContext,
  depthCm: number,
  energyGeV: number,
): PathNode {
  const table = tables.find(({ energyTo }) => energyGeV <= energyTo) ?? tables[tables.length - 1];
  const { x, weight: spectrum } = table.at(energyGeV);
  // Nodes without weight may lie at threshold, where the paths are infinite.
  const selected = spectrum.map((value, k) =>
    value === 0 ? 0 : value * selection(energyGeV, x[k] * energyGeV),
  );
  const visible =
    visibleWeight === null
      ? null
      : x.map((fraction, k) => (selected[k] === 0 ? 0 : visibleWeight(fraction * energyGeV)));
  const count = curve === null ? decays.volumes.length : 1;
  const visibleOfPath = new Float64Array(visible === null ? 0 : count * x.length);
  const weight = new Float64Array(count * x.length);
  const near = new Float64Array(count * x.length);
  const span = new Float64Array(curve === null ? count * x.length : 0);
  const spread = new Float64Array(curve === null ? count * x.length : 0);
  let nearest = Infinity;
  for (let k = 0; k < x.length; k++) {
    if (curve !== null) {
      weight[k] = selected[k];
      if (visible !== null) visibleOfPath[k] = visible[k];
      near[k] = decays.perCentimetre(x[k] * energyGeV);
      nearest = Math.min(nearest, near[k] * curve.nearestCm);
      continue;
    }
    decays.paths(depthCm, x[k] * energyGeV).forEach((path, volume) => {
      const at = volume * x.length + k;
      weight[at] = flux * selected[k];
      if (visible !== null) visibleOfPath[at] = visible[k];
      near[at] = path.near;
      span[at] = path.span;
      spread[at] = path.spread;
      nearest = Math.min(nearest, path.near);
    });
  }
  const integralsOf = (all: SumOverX, weights: Float64Array) => [
    all.value,
    ...widths.map((width) => sumOverDecays({ weight: weights, near, span, spread, curve }, width)),
  ];
  const produced = sumOverX(selected, flux);
  const node = { produced, weight, near, span, spread, curve, nearest };
  if (visible === null) {
    const integrals = Float64Array.from(integralsOf(produced, weight));
    return { ...node, integrals, producedVisible: produced, visibleWeight: visibleOfPath };
  }
  const producedVisible = sumOverX(
    selected.map((value, k) => value * visible[k]),
    flux,
  );
  const ofVisible = weight.map((value, k) => value * visibleOfPath[k]);
  const integrals = [...integralsOf(produced, weight), ...integralsOf(producedVisible, ofVisible)];
  return { ...node, integrals: Float64Array.from(integrals), producedVisible, visibleWeight: visibleOfPath };
}

function sumOverX(values: Float64Array, factor: number): SumOverX {
  let value = 0;
  let error = 0;
  for (let first = 0; first < values.length; first += KRONROD_POINTS) {
    let kronrod = 0;
    let gauss = 0;
    for (let i = 0; i < KRONROD_POINTS; i++) {
      kronrod += KRONROD_WEIGHTS[i] * values[first + i];
      gauss += GAUSS_WEIGHTS[i] * values[first + i];
    }
    value += kronrod;
    error += Math.abs(kronrod - gauss);
  }
  return { value: factor * value, error: factor * error };
}

function sumOverDecays(
  { weight, near, span, spread, curve }: Pick<PathNode, 'weight' | 'near' | 'span' | 'spread' | 'curve'>,
  width: number,
): number {
  let sum = 0;
  for (let k = 0; k < weight.length; k++) {
    if (weight[k] === 0) continue;
    const probability =
      curve === null ? decayProbability(width, near[k], span[k], spread[k]) : curve.at(width * near[k]);
    sum += KRONROD_WEIGHTS[k % KRONROD_POINTS] * weight[k] * probability;
  }
  return sum;
}
