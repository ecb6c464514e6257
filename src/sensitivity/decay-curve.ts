import { chebyshevNodes, chebyshevSum, chebyshevCoefficients } from '../numerics/chebyshev-series.js';
import { refinePanels } from '../numerics/adaptive-panels.js';
import { expNegative, oneMinusExpNegative } from '../numerics/exponential.js';
import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import { decayProbes } from './decay-paths.js';
import type { DecayVolume } from './physics-plan.js';

/** Where X is made along the beam: depths in cm with the centimetres of material that each stands for. */
export interface DepthNodes {
  readonly depthsCm: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  /** The range of depths. */
  readonly fromCm: number;
  readonly toCm: number;
  /** Of the integral over the depth, for any decay length. */
  readonly relError: number;
}

/** Production per cm of depth, as centimetres of material; smooth between breakpoints, which begin and end it. */
export interface DepthDensity {
  readonly breakpointsCm: readonly number[];
  readonly at: (depthCm: number) => number;
}

const MAX_DEPTH_PANELS = 60;
/** Probabilities below this count as zero. */
const TINY = 1e-150;

/** Nodes in depth that suit every decay length. */
export function depthNodes(
  { breakpointsCm, at }: DepthDensity,
  volumes: readonly DecayVolume[],
  relativeTolerance: number,
): DepthNodes {
  const ends = breakpointsCm;
  const inside = volumes
    .flatMap(({ fromCm, toCm }) => [fromCm, toCm ?? Infinity])
    .filter((depth) => ends[0] < depth && depth < ends.at(-1)!);
  const breakpoints = [...new Set([...ends, ...inside])].toSorted((a, b) => a - b);
  const probes = decayProbes(...pathLimits(volumes, ends[0], ends.at(-1)!));
  const { kept } = refinePanels(
    (from, to) => {
      const half = 0.5 * (to - from);
      const depths = new Float64Array(KRONROD_POINTS);
      const weights = new Float64Array(KRONROD_POINTS);
      const values = new Float64Array(1 + probes.length);
      const gauss = new Float64Array(1 + probes.length);
      for (let i = 0; i < KRONROD_POINTS; i++) {
        const depth = from + half * (1 + KRONROD_NODES[i]);
        const density = half * at(depth);
        depths[i] = depth;
        weights[i] = KRONROD_WEIGHTS[i] * density;
        values[0] += weights[i];
        gauss[0] += GAUSS_WEIGHTS[i] * density;
        for (const { fromCm, toCm } of volumes) {
          const near = Math.max(0, fromCm - depth);
          const span = toCm === null ? Infinity : Math.max(0, toCm - depth - near);
          let survival = 0;
          let decay = 0;
          for (let j = 0; j < probes.length; j++) {
            if (j % 4 === 0 || j === probes.length - 1) {
              survival = expNegative(probes[j] * near);
              decay = oneMinusExpNegative(probes[j] * span);
            } else {
              // Four times the one before.
              survival *= survival;
              survival *= survival;
              decay *= 2 - decay;
              decay *= 2 - decay;
            }
            if (survival < TINY) break;
            const value = density * survival * decay;
            values[j + 1] += KRONROD_WEIGHTS[i] * value;
            gauss[j + 1] += GAUSS_WEIGHTS[i] * value;
          }
        }
      }
      const errors = values.map((value, j) => (value < TINY ? 0 : Math.abs(value - gauss[j])));
      return { values, errors, kept: { depths, weights, values, errors } };
    },
    breakpoints,
    { relativeTolerance, maxPanels: Math.max(MAX_DEPTH_PANELS, 3 * breakpoints.length) },
  );
  let relError = 0;
  for (let j = 0; j <= probes.length; j++) {
    const total = kept.reduce((sum, { values }) => sum + values[j], 0);
    const error = kept.reduce((sum, { errors }) => sum + errors[j], 0);
    if (total > 0) relError = Math.max(relError, error / total);
  }
  return {
    depthsCm: concatenated(kept.map(({ depths }) => depths)),
    weights: concatenated(kept.map(({ weights }) => weights)),
    fromCm: ends[0],
    toCm: ends.at(-1)!,
    relError,
  };
}

/** Of panels. */
function concatenated(arrays: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(arrays.length * KRONROD_POINTS);
  arrays.forEach((array, i) => result.set(array, i * KRONROD_POINTS));
  return result;
}

/** The least way to a decay volume, and the longest to or through one, of X made between two depths. */
function pathLimits(volumes: readonly DecayVolume[], fromDepth: number, toDepth: number): [number, number] {
  let nearest = Infinity;
  let longest = 0;
  for (const { fromCm, toCm } of volumes) {
    if (toCm !== null && toCm <= fromDepth) continue;
    nearest = Math.min(nearest, Math.max(0, fromCm - toDepth));
    longest = Math.max(longest, fromCm - fromDepth, toCm === null ? 0 : toCm - Math.max(fromCm, fromDepth));
  }
  return [nearest, longest];
}

/** Terms of the expansion in the inverse decay length where that is below the first octave. */
const MOMENTS = 8;
/** Over an octave the series converges as (3 + sqrt 8)^-n. */
const CONVERGENCE = Math.log(3 + Math.sqrt(8));
const FEWEST_TERMS = 7;
const MOST_TERMS = 15;
/** Share of the tolerance that is left to the series. */
const SERIES_SHARE = 0.01;

/**
 * Number of X (as centimetres of material) that decay in a volume, by their inverse decay length: the integral over the
 * depth of production, done once for all couplings, masses and energies of X.
 *
 * exp(lambda nearest) times it is a Chebyshev series in lambda over each octave; below the first octave its expansion in
 * powers of lambda; above the last, where it has long followed a power law, that law. Accuracy: a hundredth of the
 * tolerance, at best 1e-10. IEEE operations alone, like numerics/exponential.ts: this is in the innermost loop.
 */
export class DecayCurve {
  /** Least way to a decay volume, cm. */
  readonly nearestCm: number;
  /** Of the integral over the depth. */
  readonly relError: number;
  readonly #octaves: number;
  /** Inverse decay length at the beginning of the first octave, 1/cm. */
  readonly #first: number;
  readonly #terms: number;
  readonly #coefficients: Float64Array;
  readonly #moments: Float64Array;
  readonly #lastValue: number;
  readonly #lastPower: number;

  constructor(
    { depthsCm, weights, fromCm, toCm, relError }: DepthNodes,
    volumes: readonly DecayVolume[],
    tolerance: number,
  ) {
    this.relError = relError;
    const terms = Math.ceil(-Math.log(SERIES_SHARE * tolerance) / CONVERGENCE);
    this.#terms = Math.min(MOST_TERMS, Math.max(FEWEST_TERMS, terms));
    const [nearest, longest] = pathLimits(volumes, fromCm, toCm);
    this.nearestCm = nearest;
    const probes = decayProbes(nearest, longest);
    this.#first = probes.length === 0 ? Infinity : probes[0];
    const last = probes.at(-1) ?? 0;
    this.#octaves = probes.length === 0 ? 0 : Math.max(1, Math.ceil(Math.log2(last / this.#first)));
    const paths = pathsOf(depthsCm, weights, volumes);
    this.#moments = momentsOf(paths);

    this.#coefficients = seriesByOctave(paths, nearest, this.#first, this.#octaves, this.#terms);
    const end = this.#first * 2 ** this.#octaves;
    this.#lastValue = this.#octaves === 0 ? 0 : scaledSum(paths, nearest, end);
    const before = this.#octaves === 0 ? 1 : scaledSum(paths, nearest, 0.5 * end);
    this.#lastPower = this.#lastValue > 0 ? Math.max(0, Math.round(Math.log2(before / this.#lastValue))) : 0;
  }

  /** At an inverse decay length in 1/cm. */
  at(inverseLength: number): number {
    const position = inverseLength / this.#first;
    if (!(position >= 1)) {
      let sum = 0;
      for (let n = MOMENTS - 1; n >= 0; n--) sum = this.#moments[n] - (inverseLength / (n + 1)) * sum;
      return sum;
    }
    const survival = expNegative(inverseLength * this.nearestCm);
    if (survival === 0) return 0;
    const octave = position < 2 ** 31 ? 31 - Math.clz32(position) : 31;
    if (octave >= this.#octaves) {
      let value = this.#lastValue;
      const ratio = 2 ** this.#octaves / position;
      for (let n = 0; n < this.#lastPower; n++) value *= ratio;
      return survival * value;
    }
    const s = 2 * (position / (1 << octave)) - 3;
    return survival * chebyshevSum(this.#coefficients, octave * this.#terms, this.#terms, s);
  }
}

const MOST_CURVES = 2000;

/** Curves of one plan by the position in energy (track-length.ts): panels are the same at many masses. */
export class CurveCache {
  readonly #curves = new Map<number, DecayCurve>();

  at(position: number, make: () => DecayCurve): DecayCurve {
    const known = this.#curves.get(position);
    if (known !== undefined) return known;
    if (this.#curves.size >= MOST_CURVES) this.#curves.clear();
    const made = make();
    this.#curves.set(position, made);
    return made;
  }
}

interface Paths {
  readonly weight: Float64Array;
  readonly near: Float64Array;
  readonly span: Float64Array;
}

function pathsOf(
  depthsCm: ArrayLike<number>,
  weights: ArrayLike<number>,
  volumes: readonly DecayVolume[],
): Paths {
  const size = depthsCm.length * volumes.length;
  const paths = {
    weight: new Float64Array(size),
    near: new Float64Array(size),
    span: new Float64Array(size),
  };
  let count = 0;
  for (const { fromCm, toCm } of volumes) {
    for (let i = 0; i < depthsCm.length; i++) {
      const near = Math.max(0, fromCm - depthsCm[i]);
      const span = toCm === null ? Infinity : toCm - depthsCm[i] - near;
      if (!(weights[i] > 0 && span > 0)) continue;
      paths.weight[count] = weights[i];
      paths.near[count] = near;
      paths.span[count] = span;
      count++;
    }
  }
  return {
    weight: paths.weight.subarray(0, count),
    near: paths.near.subarray(0, count),
    span: paths.span.subarray(0, count),
  };
}

/** The n-th derivative by -lambda of exp(-lambda near) - exp(-lambda far), summed: near^n - far^n. */
function momentsOf({ weight, near, span }: Paths): Float64Array {
  const moments = new Float64Array(MOMENTS);
  for (let k = 0; k < weight.length; k++) {
    const far = near[k] + span[k];
    let nearPower = 1;
    // (near^n - far^n)/(near - far), without their difference.
    let quotient = 0;
    for (let n = 0; n < MOMENTS; n++) {
      moments[n] += weight[k] * (span[k] === Infinity ? nearPower : -span[k] * quotient);
      quotient = quotient * far + nearPower;
      nearPower *= near[k];
    }
  }
  return moments;
}

/** Of exp(lambda nearest) times the curve at one lambda. */
function scaledSum({ weight, near, span }: Paths, nearest: number, lambda: number): number {
  let sum = 0;
  for (let k = 0; k < weight.length; k++) {
    sum += weight[k] * expNegative(lambda * (near[k] - nearest)) * oneMinusExpNegative(lambda * span[k]);
  }
  return sum;
}

/** From an octave to the next exponentials are squared; after this many they are computed anew, at 1e-13. */
const SQUARINGS = 7;

/** Chebyshev coefficients of `scaledSum` in each octave, one after the other. */
function seriesByOctave(
  paths: Paths,
  nearest: number,
  first: number,
  octaves: number,
  count: number,
): Float64Array {
  const { weight, near, span } = paths;
  const nodes = chebyshevNodes(count);
  const values = new Float64Array(octaves * count);
  for (let i = 0; i < count; i++) {
    const start = first * (1.5 + 0.5 * nodes[i]);
    for (let k = 0; k < weight.length; k++) {
      let survival = 0;
      let decay = 0;
      for (let octave = 0; octave < octaves; octave++) {
        if (octave % SQUARINGS === 0) {
          const lambda = start * 2 ** octave;
          survival = expNegative(lambda * (near[k] - nearest));
          decay = oneMinusExpNegative(lambda * span[k]);
        } else {
          survival *= survival;
          decay *= 2 - decay;
        }
        // Denormal numbers are slow.
        if (survival < TINY) break;
        values[octave * count + i] += weight[k] * survival * decay;
      }
    }
  }
  const coefficients = new Float64Array(values.length);
  for (let octave = 0; octave < octaves; octave++) {
    const from = octave * count;
    coefficients.set(chebyshevCoefficients(values.subarray(from, from + count)), from);
  }
  return coefficients;
}
