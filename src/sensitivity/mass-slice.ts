/**
 * Everything at one mass that does not depend on the coupling, at unit coupling.
 *
 * The yield of thin and thick targets alike (1701.07437 (17), 2501.06294 (2)) is an integral over the depth y of
 * production and x = E_X/E:
 *
 *   N(g) = N_beam n int dy int dx g^2 dsigma/dx(E(y), x) P(Gamma(g)),
 *   P = exp(-Gamma near) - exp(-Gamma far),   near, far = distance to the ends of the decay volume / (gamma beta hbar c).
 *
 * 1. Choose probe widths from "decays far behind" to "almost none survives".
 * 2. Tabulate the spectra over the beam energies that occur in the target (spectrum-table.ts).
 * 3. Refine panels in depth until the integrals are accurate for every probe. The nodes then suit every coupling.
 * 4. Keep weight, near and far at the nodes: a coupling costs one short sum over them (event-yield.ts).
 */
import { refinePanels } from '../numerics/adaptive-panels.js';
import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import { totalWidthAtUnitCoupling } from '../models/index.js';
import { HBAR_C_GEV_CM, HBAR_C_SQUARED_GEV2_CM2 } from '../physics/constants.js';
import { decayProbability } from './decay-probability.js';
import type { PhysicsPlan } from './physics-plan.js';
import type { Production } from './production.js';
import { type SpectrumTable, type SpectrumTables, tabulateSpectra } from './spectrum-table.js';

/** Blocks of 15 Kronrod nodes in x; their sums belong to depth nodes, which again come in blocks of 15. */
export interface MassSlice {
  readonly massGeV: number;
  /** Total width at unit coupling. */
  readonly widthGeV: number;
  /** Events per unit of the double integral: N_beam n (hbar c)^2 efficiency. */
  readonly normalisation: number;
  /** Half widths of the depth panels, cm. */
  readonly depthHalfWidth: Float64Array;
  /** First x block of each depth node; one more entry than depth nodes. */
  readonly firstBlock: Int32Array;
  /** Per x node: half width of its panel times dsigma/dv, GeV^-2. */
  readonly weight: Float64Array;
  /** Per x node: distance to the decay volume over gamma beta hbar c, GeV^-1. */
  readonly near: Float64Array;
  /** Per x node: length of the decay volume over gamma beta hbar c, GeV^-1. */
  readonly span: Float64Array;
  /** The smallest near of all. */
  readonly nearest: number;
  /** Relative error of the spectra themselves: single values and interpolation in energy. */
  readonly spectrumRelError: number;
  /** Evaluations of the photon flux or, where that is a factor, of dsigma/dx. */
  readonly evaluations: number;
}

/** Shares of the requested accuracy; the rest is margin for couplings between the probes. */
const SHARES = { depth: 0.15, energyFraction: 0.35, spectrum: 0.3, interpolation: 0.1 };

const MAX_DEPTH_PANELS = 60;
/** Integrals below this are sums of denormal numbers: they count as zero. */
const TINY = 1e-280;

/** Integrates at one mass. */
export function computeMassSlice(plan: PhysicsPlan, production: Production, massGeV: number): MassSlice {
  const { beam, target, channel } = plan.experiment;
  const energyAt = (depthCm: number) => beam.energyGeV - target.energyLossGeVPerCm * depthCm;
  const lowestEnergy = Math.max(target.minimumEnergyGeV, massGeV + production.beamLeptonMassGeV);
  // With no energy loss this is infinite above threshold and negative below.
  const depthToLowestEnergy = (beam.energyGeV - lowestEnergy) / target.energyLossGeVPerCm;
  const depthMax = Math.min(target.lengthCm, depthToLowestEnergy);

  const fixed = {
    massGeV,
    widthGeV: totalWidthAtUnitCoupling(production.model, massGeV),
    normalisation:
      beam.particlesOnTarget * target.numberDensityPerCm3 * HBAR_C_SQUARED_GEV2_CM2 * channel.efficiency,
  };
  if (!(depthMax > 0)) {
    return flatten(fixed, [], { relError: 0, evaluations: 0 });
  }

  const geometry = new Geometry(massGeV, channel.decayVolume);
  const widths = geometry.probeWidths(energyAt, depthMax);
  const depthOf = (energyGeV: number) =>
    target.energyLossGeVPerCm > 0 ? (beam.energyGeV - energyGeV) / target.energyLossGeVPerCm : 0;
  const spectra = tabulateSpectra(
    production.atMass(massGeV),
    { energyFrom: energyAt(depthMax), energyTo: beam.energyGeV },
    (energyGeV, energyXGeV) => {
      const { near, span } = geometry.paths(depthOf(energyGeV), energyXGeV);
      return widths.map((width) => decayProbability(width, near, span));
    },
    {
      energyFraction: plan.accuracy * SHARES.energyFraction,
      spectrum: plan.accuracy * SHARES.spectrum,
      interpolation: plan.accuracy * SHARES.interpolation,
    },
  );
  const breakpoints = [
    0,
    ...spectra.tables.map((table) => depthOf(table.energyFrom)).toSorted((a, b) => a - b),
  ];
  breakpoints[breakpoints.length - 1] = depthMax;
  const panels = refinePanels(
    (from, to) => depthPanel(from, to, { spectra, geometry, widths, energyAt }),
    breakpoints,
    { relativeTolerance: plan.accuracy * SHARES.depth, maxPanels: MAX_DEPTH_PANELS },
  );
  return flatten(fixed, panels.kept, spectra);
}

/** The decay volume as seen by X of one mass; without one, everything counts. */
class Geometry {
  constructor(
    readonly massGeV: number,
    readonly decayVolume: PhysicsPlan['experiment']['channel']['decayVolume'],
  ) {}

  /** Ways to and through the decay volume from a depth, over gamma beta hbar c. */
  paths(depthCm: number, energyXGeV: number): { near: number; span: number } {
    if (this.decayVolume === null) return { near: 0, span: Infinity };
    const { fromCm, toCm } = this.decayVolume;
    const momentum = Math.sqrt(Math.max(0, (energyXGeV - this.massGeV) * (energyXGeV + this.massGeV)));
    const gammaBetaHbarC = (momentum / this.massGeV) * HBAR_C_GEV_CM;
    const near = Math.max(0, fromCm - depthCm);
    return {
      near: near / gammaBetaHbarC,
      span: toCm === null ? Infinity : Math.max(0, toCm - depthCm - near) / gammaBetaHbarC,
    };
  }

  /**
   * Widths from which on nothing new happens on either side, in steps of a factor 4: below the lowest the decay
   * probability is linear in the width; above the highest it is below exp(-110) everywhere, which leaves less than
   * 1e-30 events of any conceivable exposure, or, where X may be made at the very face of the decay volume, the yield
   * has long followed a power law.
   */
  probeWidths(energyAt: (depthCm: number) => number, depthMaxCm: number): Float64Array {
    if (this.decayVolume === null) return Float64Array.of(0);
    const ends = [0, depthMaxCm].map((depth) => this.paths(depth, energyAt(depth)));
    const nearest = Math.min(...ends.map(({ near }) => near));
    const longest = Math.max(...ends.flatMap(({ near, span }) => [near, span]).filter(Number.isFinite));
    if (longest === 0) return Float64Array.of(0);
    const highest = Math.min(110 / nearest, 1e5 / longest);
    const widths: number[] = [];
    for (let width = 0.02 / longest; width < highest; width *= 4) widths.push(width);
    return Float64Array.of(...widths, highest);
  }
}

/** Nodes at one depth: blocks of 15. */
interface DepthNode {
  readonly weight: Float64Array;
  readonly near: Float64Array;
  readonly span: Float64Array;
}

interface DepthContext {
  readonly spectra: SpectrumTables;
  readonly geometry: Geometry;
  readonly widths: Float64Array;
  readonly energyAt: (depthCm: number) => number;
}

/** Integrals over one panel in depth for every probe width, by both rules, and its nodes. */
function depthPanel(from: number, to: number, { spectra, geometry, widths, energyAt }: DepthContext) {
  const half = 0.5 * (to - from);
  const centreEnergy = energyAt(from + half);
  const table = spectra.tables.find(
    ({ energyFrom, energyTo }) => energyFrom <= centreEnergy && centreEnergy <= energyTo,
  )!;
  const values = new Float64Array(widths.length);
  const gauss = new Float64Array(widths.length);
  const nodes: DepthNode[] = [];
  for (let i = 0; i < KRONROD_POINTS; i++) {
    const depth = from + half * (1 + KRONROD_NODES[i]);
    const node = depthNode(table, geometry, depth, energyAt(depth));
    nodes.push(node);
    for (let j = 0; j < widths.length; j++) {
      const integral = half * sumOverX(node, widths[j]);
      values[j] += KRONROD_WEIGHTS[i] * integral;
      gauss[j] += GAUSS_WEIGHTS[i] * integral;
    }
  }
  const errors = values.map((value, j) => (Math.abs(value) < TINY ? 0 : Math.abs(value - gauss[j])));
  return { values, errors, kept: { half, nodes } };
}

function depthNode(table: SpectrumTable, geometry: Geometry, depthCm: number, energyGeV: number): DepthNode {
  const { x, weight } = table.at(energyGeV);
  const near = new Float64Array(x.length);
  const span = new Float64Array(x.length);
  for (let k = 0; k < x.length; k++) {
    const paths = geometry.paths(depthCm, x[k] * energyGeV);
    near[k] = paths.near;
    span[k] = paths.span;
  }
  return { weight, near, span };
}

function sumOverX({ weight, near, span }: DepthNode, width: number): number {
  let sum = 0;
  for (let k = 0; k < weight.length; k++) {
    // Nodes without weight may lie at threshold, where the paths are infinite.
    if (weight[k] === 0) continue;
    sum += KRONROD_WEIGHTS[k % KRONROD_POINTS] * weight[k] * decayProbability(width, near[k], span[k]);
  }
  return sum;
}

/** The slice as flat arrays. One literal makes one shape of object: that keeps the innermost loop compiled. */
function flatten(
  { massGeV, widthGeV, normalisation }: Pick<MassSlice, 'massGeV' | 'widthGeV' | 'normalisation'>,
  panels: readonly { half: number; nodes: readonly DepthNode[] }[],
  { relError, evaluations }: Pick<SpectrumTables, 'relError' | 'evaluations'>,
): MassSlice {
  const nodes = panels.flatMap((panel) => panel.nodes);
  const firstBlock = new Int32Array(nodes.length + 1);
  nodes.forEach(({ weight }, i) => {
    firstBlock[i + 1] = firstBlock[i] + weight.length / KRONROD_POINTS;
  });
  return {
    massGeV,
    widthGeV,
    normalisation,
    depthHalfWidth: Float64Array.from(panels, (panel) => panel.half),
    firstBlock,
    weight: concatenate(nodes.map(({ weight }) => weight)),
    near: concatenate(nodes.map(({ near }) => near)),
    span: concatenate(nodes.map(({ span }) => span)),
    nearest: nodes.reduce((least, { near }) => near.reduce((a, b) => Math.min(a, b), least), Infinity),
    spectrumRelError: relError,
    evaluations,
  };
}

function concatenate(arrays: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    result.set(array, offset);
    offset += array.length;
  }
  return result;
}
