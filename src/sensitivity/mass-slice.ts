/**
 * Everything at one mass that does not depend on the coupling, at unit coupling.
 *
 * The yield of thin and thick targets alike (1701.07437 (17), 2501.06294 (2)) is an integral over the beam's energy E0,
 * the depth y of production and x = E_X/E:
 *
 *   N(c) = N_beam n int dE0 phi(E0) int dy int dx c^p dsigma/dx(E(E0, y), x) w(E, x) P(Gamma(c)),
 *   P = sum over decay volumes of exp(-Gamma near) - exp(-Gamma far), near, far = distance to its ends / (gamma beta hbar c).
 *
 * A selection of visible decays gives these another factor, and both integrals are kept.
 *
 * 1. Choose probe widths from "decays far behind" to "almost none survives".
 * 2. Tabulate the spectra over the beam energies that occur in the target (spectrum-table.ts).
 * 3. Refine panels in depth and in E0 (path-integral.ts) until the integrals over x (path-node.ts) are accurate for every
 *    probe. The nodes then suit every coupling. Where many depths go with each energy - a spectrum that loses energy,
 *    electrons that radiate, or a decay volume that reaches into a target without loss - the depth is integrated over
 *    first (decay-curve.ts).
 * 4. Keep weight, near and far, or the decay curve, at the nodes: a coupling costs one short sum (event-yield.ts).
 */
import { KRONROD_POINTS } from '../numerics/gauss-kronrod.js';
import { type Particle, totalWidthGeV } from '../models/index.js';
import { HBAR_C_SQUARED_GEV2_CM2 } from '../physics/constants.js';
import { BeamPath } from './beam-path.js';
import { type CurveCache, DecayCurve, depthNodes } from './decay-curve.js';
import { DecayPaths } from './decay-paths.js';
import {
  type PathNodes,
  energyNodes,
  fluxDensity,
  monochromaticNodes,
  spectrumNodes,
} from './path-integral.js';
import { type NodeContext, type PathNode, type SumOverX, pathNode } from './path-node.js';
import type { BeamSpectrum, PhysicsPlan, PlanChannel, Signature } from './physics-plan.js';
import type { Production } from './production.js';
import { eventWeight, visibleDecayWeight } from './selection.js';
import { SlowedSpectrum } from './slowed-spectrum.js';
import { type SpectrumTables, tabulateSpectra } from './spectrum-table.js';
import { StraggledElectrons } from './straggled-electrons.js';
import type { TrackLength } from './track-length.js';

/** Blocks of 15 Kronrod nodes in x; their sums belong to nodes along the path, one block after another. */
export interface MassSlice {
  readonly massGeV: number;
  readonly signature: Signature;
  /** Production and scaling widths go as the coupling to this power. */
  readonly couplingPower: 1 | 2;
  readonly widths: SliceWidths;
  /** Events at unit coupling per unit of the integral: N_beam n (hbar c)^2, vertex and efficiency. */
  readonly normalisation: number;
  /** The integral with every X counted, wherever it decays, in GeV^-2 cm, and its absolute error estimate. */
  readonly produced: number;
  readonly producedError: number;
  /** The same with every X decaying visibly, weighted with the selection of such decays. */
  readonly producedVisible: number;
  readonly producedVisibleError: number;
  /** Whether a decay volume matters; if not, there are no nodes below. */
  readonly hasDecayVolume: boolean;
  /** Weight of each path node, cm. */
  readonly pathWeight: Float64Array;
  /** First x block of each path node; one more entry than path nodes. */
  readonly firstBlock: Int32Array;
  /** Error estimates along the path: check k is the sum from firstNode[k] on of as many coefficients as it has. */
  readonly checkFirstNode: Int32Array;
  readonly checkOffset: Int32Array;
  readonly checkCoefficient: Float64Array;
  /** Per x node: half width of its panel times dsigma/dv times selection, GeV^-2. */
  readonly weight: Float64Array;
  /** Per x node: probability that a visible decay is selected; empty where all are. */
  readonly visibleWeight: Float64Array;
  /** Of each path node, where the depth has been integrated over; otherwise empty. */
  readonly curves: readonly DecayCurve[];
  /** Per x node: distance to the decay volume over gamma beta hbar c, GeV^-1; with a curve that of 1 cm. */
  readonly near: Float64Array;
  /** Per x node: length of the decay volume over gamma beta hbar c, GeV^-1. */
  readonly span: Float64Array;
  /** Per x node: distance over which production is spread before near over gamma beta hbar c, GeV^-1. */
  readonly spread: Float64Array;
  /** The least distance to a decay volume of all, in the same unit. */
  readonly nearest: number;
  /** Relative error of the spectra themselves (single values and interpolation in energy) and of decay curves. */
  readonly spectrumRelError: number;
  /** Evaluations of the photon flux or, where that is a factor, of dsigma/dx. */
  readonly evaluations: number;
}

/** GeV; those that scale at unit coupling. */
export interface SliceWidths {
  readonly scaling: number;
  readonly scalingInvisible: number;
  readonly fixed: number;
  readonly fixedInvisible: number;
}

/** Shares of the requested accuracy; the rest is margin for couplings between the probes. */
const SHARES = { depth: 0.15, energyFraction: 0.35, spectrum: 0.3, interpolation: 0.1, curve: 0.05 };

/**
 * Integrates at one mass.
 *
 * @param curves those of the plan at other masses: they depend on the beam's energy alone.
 */
export function computeMassSlice(
  plan: PhysicsPlan,
  production: Production,
  massGeV: number,
  curves: CurveCache,
): MassSlice {
  const { beam, target, channel } = plan.experiment;
  const { particle } = production;
  const fixed: FixedPart = {
    massGeV,
    signature: channel.signature,
    couplingPower: particle.couplingPower,
    widths: widthsOf(particle, massGeV),
    normalisation:
      beam.particlesOnTarget *
      target.numberDensityPerCm3 *
      HBAR_C_SQUARED_GEV2_CM2 *
      particle.vertexAtUnitCoupling ** 2 *
      production.weightAtMass(massGeV),
    hasDecayVolume: channel.decayVolumes.length > 0,
  };
  const lowestEnergyGeV = Math.max(
    target.minimumEnergyGeV,
    production.thresholdGeV(massGeV),
    // The recoil lepton has its mass at least.
    channel.energyX === undefined ? 0 : channel.energyX.minGeV + production.beamLeptonMassGeV,
  );
  const path = new BeamPath(target);
  const track = trackLength(plan.experiment, path);
  const lowestInitial = beam.spectrum === null ? beam.energyGeV : Math.min(...beam.spectrum.energyFromGeV);
  const energyFrom = Math.max(
    lowestEnergyGeV,
    track?.lowestEnergyGeV ?? path.energyAt(lowestInitial, target.extentCm),
  );
  if (!(lowestEnergyGeV < beam.energyGeV)) return flatten(fixed, NOTHING, { relError: 0, evaluations: 0 });

  const { selection, visibleWeight } = selections(channel, massGeV);
  const isMadeAtFront = target.isMadeAtFront === true;
  // Without energy loss the mean over the depth has a closed form, as long as no decay volume reaches into the target.
  const isSpread =
    track === null &&
    !path.losesEnergy &&
    !isMadeAtFront &&
    path.layerDepthsCm === null &&
    channel.decayVolumes.every(({ fromCm }) => fromCm >= target.extentCm);
  const decays = new DecayPaths(massGeV, channel.decayVolumes, isSpread ? target.extentCm : 0, isMadeAtFront);
  const depthsOf = depthsAtEnergy(plan, path, track, isSpread);
  const widths = decays.probeWidths(
    [energyFrom, beam.energyGeV].flatMap((energyXGeV) =>
      depthsOf(energyXGeV).map((depthCm) => ({ depthCm, energyXGeV })),
    ),
  );
  const spectra = tabulateSpectra(
    production.atMass(massGeV),
    { energyFrom, energyTo: beam.energyGeV },
    (energyGeV, energyXGeV) => {
      const weight = selection(energyGeV, energyXGeV);
      const probabilities = depthsOf(energyGeV).flatMap((depth) =>
        widths.map((width) => weight * decays.probability(width, depth, energyXGeV)),
      );
      const all = [weight, ...probabilities];
      if (visibleWeight === null) return Float64Array.from(all);
      const visible = visibleWeight(energyXGeV);
      return Float64Array.from([...all, ...all.map((value) => visible * value)]);
    },
    {
      energyFraction: plan.accuracy * SHARES.energyFraction,
      spectrum: plan.accuracy * SHARES.spectrum,
      interpolation: plan.accuracy * SHARES.interpolation,
    },
    importanceOf(beam.spectrum, track),
  );
  const context: NodeContext = { decays, selection, visibleWeight, widths };
  const relativeTolerance = plan.accuracy * SHARES.depth;
  const curveTolerance = plan.accuracy * SHARES.curve;
  const probeCount = (visibleWeight === null ? 1 : 2) * (1 + widths.length);
  if (track !== null) {
    const nodes = energyNodes({
      lowestEnergyGeV: energyFrom,
      highestEnergyGeV: beam.energyGeV,
      breakpointsGeV: [...spectra.tables.map((table) => table.energyFrom), ...track.breakpointsGeV()],
      positionOf: (energyGeV) => track.positionOf(energyGeV),
      relativeTolerance,
      probeCount,
      evaluate: (position) => {
        const curve =
          fixed.hasDecayVolume && !isMadeAtFront
            ? curves.at(
                position,
                () =>
                  new DecayCurve(
                    depthNodes(track.depthDensity(position), channel.decayVolumes, curveTolerance),
                    channel.decayVolumes,
                    curveTolerance,
                  ),
              )
            : null;
        const energyGeV = track.energyAt(position);
        const node = pathNode(spectra, { ...context, curve, flux: track.at(position) }, 0, energyGeV);
        return { integrals: node.integrals, kept: node };
      },
    });
    return flatten(fixed, nodes, spectra);
  }
  // Without energy loss the depths are the same for every energy.
  const curve =
    fixed.hasDecayVolume && !isSpread && !isMadeAtFront && !path.losesEnergy
      ? meanCurve(path, plan, curveTolerance)
      : null;

  const problem = {
    path,
    target,
    lowestEnergyGeV,
    energyBreakpointsGeV: spectra.tables.map((table) => table.energyFrom),
    onlyDepthCm:
      isSpread || isMadeAtFront || curve !== null || !fixed.hasDecayVolume ? target.extentCm : null,
    relativeTolerance,
    probeCount,
    evaluate: (depthCm: number, energyGeV: number) => {
      const node = pathNode(spectra, { ...context, curve, flux: 1 }, depthCm, energyGeV);
      return { integrals: node.integrals, kept: node };
    },
  };
  const nodes =
    beam.spectrum === null
      ? monochromaticNodes(problem, beam.energyGeV)
      : spectrumNodes(problem, beam.spectrum);
  return flatten(fixed, nodes, spectra);
}

/** Of a target in which each energy is found at many depths. */
function trackLength({ beam, target }: PhysicsPlan['experiment'], path: BeamPath): TrackLength | null {
  if (target.energyLoss.kind === 'bremsstrahlung') {
    return new StraggledElectrons(beam.energyGeV, target.energyLoss.radiationLengthCm, target);
  }
  return beam.spectrum !== null && path.losesEnergy && path.layerDepthsCm === null
    ? new SlowedSpectrum(path, beam.spectrum, target.extentCm)
    : null;
}

function importanceOf(spectrum: BeamSpectrum | null, track: TrackLength | null) {
  if (track !== null) return (energyGeV: number) => track.perLogEnergy(energyGeV);
  return spectrum === null ? undefined : fluxDensity(spectrum);
}

/** The mean over the depths at which X is made, of one centimetre of material. */
function meanCurve({ layerDepthsCm }: BeamPath, { experiment }: PhysicsPlan, tolerance: number): DecayCurve {
  const { target, channel } = experiment;
  if (layerDepthsCm === null) {
    const density = { breakpointsCm: [0, target.extentCm], at: () => 1 / target.extentCm };
    return new DecayCurve(
      depthNodes(density, channel.decayVolumes, tolerance),
      channel.decayVolumes,
      tolerance,
    );
  }
  const nodes = {
    depthsCm: layerDepthsCm,
    weights: layerDepthsCm.map(() => 1 / layerDepthsCm.length),
    fromCm: layerDepthsCm[0],
    toCm: layerDepthsCm.at(-1)!,
    relError: 0,
  };
  return new DecayCurve(nodes, channel.decayVolumes, tolerance);
}

/** The weight of events, and another of visible decays; null where all events that count have the same. */
function selections(channel: PlanChannel, massGeV: number): Pick<NodeContext, 'selection' | 'visibleWeight'> {
  const selection = eventWeight(channel);
  const visibleWeight = visibleDecayWeight(channel, massGeV);
  if (visibleWeight === null || channel.signature !== 'visible') return { selection, visibleWeight };
  return {
    selection: (energyGeV, energyXGeV) => selection(energyGeV, energyXGeV) * visibleWeight(energyXGeV),
    visibleWeight: null,
  };
}

/** Depths at which X of a beam particle with some energy may be made, for choosing nodes in x. */
function depthsAtEnergy(
  { experiment }: PhysicsPlan,
  path: BeamPath,
  track: TrackLength | null,
  isSpread: boolean,
) {
  const { beam, target, channel } = experiment;
  // Where a beam of one energy slows down, the energy tells the depth; otherwise X may be made at any.
  if (beam.spectrum === null && path.losesEnergy) {
    return (energyGeV: number) => [path.depthAt(beam.energyGeV, energyGeV)];
  }
  const isOne = isSpread || target.isMadeAtFront === true || channel.decayVolumes.length === 0;
  const depths = isOne ? [target.extentCm] : (track?.depthsCm ?? [0, target.extentCm]);
  return () => depths;
}

function widthsOf(particle: Particle, massGeV: number): SliceWidths {
  const scaling = particle.decaysAtUnitCoupling(massGeV);
  const fixed = particle.fixedDecays?.(massGeV) ?? [];
  return {
    scaling: totalWidthGeV(scaling),
    scalingInvisible: totalWidthGeV(scaling.filter(({ isInvisible }) => isInvisible)),
    fixed: totalWidthGeV(fixed),
    fixedInvisible: totalWidthGeV(fixed.filter(({ isInvisible }) => isInvisible)),
  };
}

type FixedPart = Pick<
  MassSlice,
  'massGeV' | 'signature' | 'couplingPower' | 'widths' | 'normalisation' | 'hasDecayVolume'
>;

const NOTHING: PathNodes<PathNode> = { kept: [], weights: [], checks: [] };

/** The slice as flat arrays. One literal makes one shape of object: that keeps the innermost loop compiled. */
function flatten(
  { massGeV, signature, couplingPower, widths, normalisation, hasDecayVolume }: FixedPart,
  { kept, weights, checks }: PathNodes<PathNode>,
  { relError, evaluations }: Pick<SpectrumTables, 'relError' | 'evaluations'>,
): MassSlice {
  const nodes = hasDecayVolume ? kept : [];
  const firstBlock = new Int32Array(nodes.length + 1);
  nodes.forEach(({ weight }, i) => {
    firstBlock[i + 1] = firstBlock[i] + weight.length / KRONROD_POINTS;
  });
  const checkOffset = new Int32Array(checks.length + 1);
  checks.forEach(({ coefficients }, k) => (checkOffset[k + 1] = checkOffset[k] + coefficients.length));
  const total = (sumOf: (node: PathNode) => SumOverX) => {
    const checkErrors = checks.map(({ first, coefficients }) =>
      Math.abs(
        coefficients.reduce((sum, coefficient, i) => sum + coefficient * sumOf(kept[first + i]).value, 0),
      ),
    );
    return {
      value: kept.reduce((sum, node, i) => sum + weights[i] * sumOf(node).value, 0),
      error:
        kept.reduce((sum, node, i) => sum + weights[i] * sumOf(node).error, 0) +
        checkErrors.reduce((a, b) => a + b, 0),
    };
  };
  const curves = nodes.flatMap(({ curve }) => curve ?? []);
  const produced = total((node) => node.produced);
  const producedVisible = total((node) => node.producedVisible);
  return {
    massGeV,
    signature,
    couplingPower,
    widths,
    normalisation,
    produced: produced.value,
    producedError: produced.error,
    producedVisible: producedVisible.value,
    producedVisibleError: producedVisible.error,
    hasDecayVolume,
    pathWeight: Float64Array.from(nodes.length === 0 ? [] : weights),
    firstBlock,
    checkFirstNode: Int32Array.from(checks, ({ first }) => first),
    checkOffset,
    checkCoefficient: Float64Array.from(checks.flatMap(({ coefficients }) => coefficients)),
    weight: concatenate(nodes.map(({ weight }) => weight)),
    visibleWeight: concatenate(nodes.map(({ visibleWeight }) => visibleWeight)),
    curves,
    near: concatenate(nodes.map(({ near }) => near)),
    span: concatenate(nodes.map(({ span }) => span)),
    spread: concatenate(nodes.map(({ spread }) => spread)),
    nearest: nodes.reduce((least, { nearest }) => Math.min(least, nearest), Infinity),
    spectrumRelError: curves.reduce((largest, curve) => Math.max(largest, curve.relError), 0) + relError,
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
