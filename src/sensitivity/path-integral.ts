/**
 * Where X is made: nodes along the path of the beam and over its initial energy, with weights in a sum.
 *
 * 1. Along the path the nodes are the layers, or those of Kronrod panels refined until the integrals are accurate for
 *    every probe. Where one depth stands for all, as without energy loss and decay volume, one node is exact.
 * 2. Over the energies of a spectrum, likewise, with the bins as first panels.
 * 3. A spectrum that loses energy, and electrons that radiate, need the energies at production alone: the depth has been
 *    integrated over at each (track-length.ts).
 * 4. Every panel brings a check: the coefficients of the difference between its two rules.
 */
import { refinePanels } from '../numerics/adaptive-panels.js';
import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import type { BeamPath } from './beam-path.js';
import type { BeamSpectrum, PlanTarget } from './physics-plan.js';

/** What a node is evaluated to: the integrals over x for each probe, and whatever the caller keeps. */
export interface NodeIntegrals<T> {
  readonly integrals: Float64Array;
  readonly kept: T;
}

export type NodeEvaluation<T> = (depthCm: number, energyGeV: number) => NodeIntegrals<T>;

export interface PathNodes<T> {
  readonly kept: readonly T[];
  /** Centimetres of material, times the fraction of beam particles. */
  readonly weights: readonly number[];
  readonly checks: readonly Check[];
}

/** Error estimate |sum_i coefficients[i] I(first + i)|. */
export interface Check {
  readonly first: number;
  readonly coefficients: readonly number[];
}

/** Integrals below this are sums of denormal numbers: they count as zero. */
const TINY = 1e-280;
const MAX_DEPTH_PANELS = 60;
const MAX_ENERGY_PANELS = 200;

/** The path of a beam through a target. */
export interface PathProblem<T> {
  readonly path: BeamPath;
  readonly target: PlanTarget;
  /** Nothing is made below. */
  readonly lowestEnergyGeV: number;
  /** Where the integrand in energy is not smooth. */
  readonly energyBreakpointsGeV: readonly number[];
  /** The depth that stands for all where they are alike without energy loss; null where they are not. */
  readonly onlyDepthCm: number | null;
  readonly relativeTolerance: number;
  readonly probeCount: number;
  readonly evaluate: NodeEvaluation<T>;
}

export function monochromaticNodes<T>(problem: PathProblem<T>, energyGeV: number): PathNodes<T> {
  return joined(alongPath(problem, energyGeV).map(({ panel }) => panel));
}

export function spectrumNodes<T>(problem: PathProblem<T>, spectrum: BeamSpectrum): PathNodes<T> {
  const { lowestEnergyGeV, energyBreakpointsGeV, relativeTolerance } = problem;
  const density = fluxDensity(spectrum);
  const highest = Math.max(...spectrum.energyToGeV);
  if (!(lowestEnergyGeV < highest)) return joined([]);
  const breakpoints = [...spectrum.energyFromGeV, ...spectrum.energyToGeV, ...energyBreakpointsGeV]
    .filter((energy) => lowestEnergyGeV < energy && energy < highest)
    .toSorted((a, b) => a - b);
  const ends = [lowestEnergyGeV, ...new Set(breakpoints), highest].map(Math.log);
  const panels = refinePanels(
    (from, to) => energyPanel(problem, from, to, density(Math.exp(0.5 * (from + to)))),
    ends,
    { relativeTolerance, maxPanels: MAX_ENERGY_PANELS },
  );
  return joined(panels.kept);
}

/** Nodes over the energies at production, where the depth has been integrated over. */
export function energyNodes<T>({
  lowestEnergyGeV,
  highestEnergyGeV,
  breakpointsGeV,
  positionOf,
  relativeTolerance,
  probeCount,
  evaluate,
}: EnergyProblem<T>): PathNodes<T> {
  const inside = breakpointsGeV.filter((energy) => lowestEnergyGeV < energy && energy < highestEnergyGeV);
  const ends = [lowestEnergyGeV, ...new Set(inside.toSorted((a, b) => a - b)), highestEnergyGeV].map(
    positionOf,
  );
  const { kept } = refinePanels(
    (from, to) => {
      const half = 0.5 * (to - from);
      const nodes = Array.from(KRONROD_NODES, (node) => evaluate(from + half * (1 + node)));
      const values = new Float64Array(probeCount);
      const gauss = new Float64Array(probeCount);
      nodes.forEach(({ integrals }, i) =>
        integrals.forEach((integral, j) => {
          values[j] += half * KRONROD_WEIGHTS[i] * integral;
          gauss[j] += half * GAUSS_WEIGHTS[i] * integral;
        }),
      );
      const coefficients = Array.from(KRONROD_WEIGHTS, (weight, i) => half * (weight - GAUSS_WEIGHTS[i]));
      const panel: PathNodes<T> = {
        kept: nodes.map((node) => node.kept),
        weights: Array.from(KRONROD_WEIGHTS, (weight) => half * weight),
        checks: [{ first: 0, coefficients }],
      };
      return { values, errors: errorsOf(values, gauss), kept: panel };
    },
    ends,
    { relativeTolerance, maxPanels: MAX_ENERGY_PANELS },
  );
  return joined(kept);
}

/** Energies at production. */
export interface EnergyProblem<T> {
  readonly lowestEnergyGeV: number;
  readonly highestEnergyGeV: number;
  readonly breakpointsGeV: readonly number[];
  /** The variable of the integral, which rises with the energy. */
  readonly positionOf: (energyGeV: number) => number;
  readonly relativeTolerance: number;
  readonly probeCount: number;
  /** Per unit of it. */
  readonly evaluate: (position: number) => NodeIntegrals<T>;
}

/** Fraction of the particles per unit of ln E. */
export function fluxDensity({ energyFromGeV, energyToGeV, weight }: BeamSpectrum) {
  const total = weight.reduce((a, b) => a + b, 0);
  return (energyGeV: number): number => {
    const bin = energyFromGeV.findIndex((from, i) => from <= energyGeV && energyGeV < energyToGeV[i]);
    return bin === -1 ? 0 : weight[bin] / total / Math.log(energyToGeV[bin] / energyFromGeV[bin]);
  };
}

/** All of a path, of 15 initial energies. */
function energyPanel<T>(problem: PathProblem<T>, from: number, to: number, density: number) {
  const half = 0.5 * (to - from);
  const parts: PathNodes<T>[] = [];
  const coefficients: number[] = [];
  const values = new Float64Array(problem.probeCount);
  const gauss = new Float64Array(problem.probeCount);
  const points = density > 0 ? KRONROD_POINTS : 0;
  for (let i = 0; i < points; i++) {
    const kronrodWeight = half * density * KRONROD_WEIGHTS[i];
    const gaussWeight = half * density * GAUSS_WEIGHTS[i];
    const energyGeV = Math.exp(from + half * (1 + KRONROD_NODES[i]));
    for (const { panel, values: integrals } of alongPath(problem, energyGeV)) {
      parts.push(scaled(panel, kronrodWeight));
      coefficients.push(...panel.weights.map((weight) => (kronrodWeight - gaussWeight) * weight));
      integrals.forEach((integral, j) => {
        values[j] += kronrodWeight * integral;
        gauss[j] += gaussWeight * integral;
      });
    }
  }
  const all = joined(parts);
  return {
    values,
    errors: errorsOf(values, gauss),
    kept: { ...all, checks: [...all.checks, { first: 0, coefficients }] },
  };
}

function errorsOf(values: Float64Array, gauss: Float64Array): Float64Array {
  return values.map((value, j) => (Math.abs(value) < TINY ? 0 : Math.abs(value - gauss[j])));
}

interface PanelAlongPath<T> {
  readonly panel: PathNodes<T>;
  readonly values: Float64Array;
}

function alongPath<T>(problem: PathProblem<T>, energyGeV: number): readonly PanelAlongPath<T>[] {
  const { path, target, lowestEnergyGeV, probeCount, evaluate } = problem;
  const depthMax = path.depthAbove(energyGeV, lowestEnergyGeV);
  if (!(depthMax > 0)) return [];
  if (problem.onlyDepthCm !== null && !path.losesEnergy) {
    return [equalNodes(problem, energyGeV, [problem.onlyDepthCm], target.lengthCm)];
  }
  if (path.layerDepthsCm !== null) {
    const depths = path.layerDepthsCm.filter((depth) => depth <= depthMax);
    return [equalNodes(problem, energyGeV, depths, target.lengthCm / path.layerDepthsCm.length)];
  }
  const filling = target.lengthCm / target.extentCm;
  const breakpoints = problem.energyBreakpointsGeV
    .filter((energy) => lowestEnergyGeV < energy && energy < energyGeV)
    .map((energy) => path.depthAt(energyGeV, energy))
    .filter((depth) => 0 < depth && depth < depthMax);
  return refinePanels(
    (from, to) => {
      const half = 0.5 * (to - from);
      const nodes = Array.from(KRONROD_NODES, (node) => {
        const depth = from + half * (1 + node);
        return evaluate(depth, path.energyAt(energyGeV, depth));
      });
      const rule = (ruleWeights: ArrayLike<number>) => {
        const sums = new Float64Array(probeCount);
        nodes.forEach(({ integrals }, i) =>
          integrals.forEach((integral, j) => (sums[j] += half * filling * ruleWeights[i] * integral)),
        );
        return sums;
      };
      const values = rule(KRONROD_WEIGHTS);
      const gauss = rule(GAUSS_WEIGHTS);
      const panel: PathNodes<T> = {
        kept: nodes.map(({ kept }) => kept),
        weights: Array.from(KRONROD_WEIGHTS, (weight) => half * filling * weight),
        checks: [
          {
            first: 0,
            coefficients: Array.from(
              { length: KRONROD_POINTS },
              (_, i) => half * filling * (KRONROD_WEIGHTS[i] - GAUSS_WEIGHTS[i]),
            ),
          },
        ],
      };
      return {
        values,
        errors: errorsOf(values, gauss),
        kept: { panel, values },
      };
    },
    [0, ...breakpoints.toSorted((a, b) => a - b), depthMax],
    { relativeTolerance: problem.relativeTolerance, maxPanels: MAX_DEPTH_PANELS },
  ).kept;
}

/** Nodes of one weight, which need no check: a sum over layers is no approximation. */
function equalNodes<T>(
  { path, probeCount, evaluate }: PathProblem<T>,
  energyGeV: number,
  depths: readonly number[],
  weight: number,
): PanelAlongPath<T> {
  const nodes = depths.map((depth) => evaluate(depth, path.energyAt(energyGeV, depth)));
  const values = new Float64Array(probeCount);
  for (const { integrals } of nodes) integrals.forEach((integral, j) => (values[j] += weight * integral));
  return {
    panel: { kept: nodes.map(({ kept }) => kept), weights: nodes.map(() => weight), checks: [] },
    values,
  };
}

function scaled<T>({ kept, weights, checks }: PathNodes<T>, factor: number): PathNodes<T> {
  return {
    kept,
    weights: weights.map((weight) => factor * weight),
    checks: checks.map(({ first, coefficients }) => ({
      first,
      coefficients: coefficients.map((coefficient) => factor * coefficient),
    })),
  };
}

function joined<T>(parts: readonly PathNodes<T>[]): PathNodes<T> {
  const kept: T[] = [];
  const weights: number[] = [];
  const checks: Check[] = [];
  for (const part of parts) {
    checks.push(
      ...part.checks.map(({ first, coefficients }) => ({ first: first + kept.length, coefficients })),
    );
    kept.push(...part.kept);
    weights.push(...part.weights);
  }
  return { kept, weights, checks };
}
