import { LARGEST_EXPONENT } from '../numerics/exponential.js';
import { GAUSS_WEIGHTS, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import type { DecayCurve } from './decay-curve.js';
import { decayProbability } from './decay-probability.js';
import type { MassSlice, SliceWidths } from './mass-slice.js';

/** Expected signal events, and how far they can be trusted. */
export interface EventYield {
  readonly events: number;
  /** Relative error estimate: a finer integration lies within it. */
  readonly relError: number;
}

/** Relative error that rounding and the interpolated photon flux may always leave. */
const FLOOR = 2e-9;

/**
 * The yield at one coupling: a sum over the nodes of the slice.
 *
 * The error estimate adds the differences of the Kronrod and Gauss sums of every panel in x and along the path, and the
 * largest error of a single dsigma/dx. The difference is that of the poorer rule, so the estimate is generous.
 *
 * @param coupling in the model's unit; > 0.
 */
export function eventYield(slice: MassSlice, coupling: number): EventYield {
  const strength = slice.couplingPower === 2 ? coupling * coupling : coupling;
  const { widthGeV, invisibleFraction } = decaysAt(slice.widths, strength);
  const { anywhere, inVolume } = shares(slice, invisibleFraction);
  let total = anywhere.invisible * slice.produced + anywhere.visible * slice.producedVisible;
  let error = anywhere.invisible * slice.producedError + anywhere.visible * slice.producedVisibleError;
  if (inVolume.invisible + inVolume.visible > 0 && !(widthGeV * slice.nearest > LARGEST_EXPONENT)) {
    sumOverDecays(slice, widthGeV, inVolume);
    total += sums[0];
    error += sums[1];
  }
  const events = slice.normalisation * strength * total;
  const relError = total > 0 ? error / total + slice.spectrumRelError + FLOOR : 0;
  return { events, relError };
}

/** Total width and fraction of invisible decays; a stable particle counts as invisible. */
export function decaysAt(
  { scaling, scalingInvisible, fixed, fixedInvisible }: SliceWidths,
  strength: number,
): { widthGeV: number; invisibleFraction: number } {
  const widthGeV = strength * scaling + fixed;
  const invisibleFraction = widthGeV > 0 ? (strength * scalingInvisible + fixedInvisible) / widthGeV : 1;
  return { widthGeV, invisibleFraction };
}

/** Shares of X by their decay. */
interface Shares {
  readonly invisible: number;
  readonly visible: number;
}

const NONE: Shares = { invisible: 0, visible: 0 };

/** What a signature counts wherever it decays, and what only in a decay volume. */
function shares(
  { signature, hasDecayVolume }: MassSlice,
  invisible: number,
): { anywhere: Shares; inVolume: Shares } {
  const visible = 1 - invisible;
  if (signature === 'invisible') {
    return {
      anywhere: { invisible, visible: 0 },
      inVolume: hasDecayVolume ? { invisible: 0, visible } : NONE,
    };
  }
  const counted = { invisible: signature === 'any' ? invisible : 0, visible };
  return hasDecayVolume ? { anywhere: NONE, inVolume: counted } : { anywhere: counted, inVolume: NONE };
}

/** Value and absolute error last computed: this is the innermost loop of a scan, and allocates nothing. */
const sums = new Float64Array(2);
const blockSums = new Float64Array(2);
/** Integrals over x at the path nodes; grows to the largest slice. */
let nodeIntegrals = new Float64Array(64);

function sumOverDecays(slice: MassSlice, width: number, { invisible, visible }: Shares): void {
  const { pathWeight, firstBlock, curves, checkFirstNode, checkOffset, checkCoefficient } = slice;
  if (nodeIntegrals.length < pathWeight.length) nodeIntegrals = new Float64Array(2 * pathWeight.length);
  let total = 0;
  let error = 0;
  for (let node = 0; node < pathWeight.length; node++) {
    let integral = 0;
    let integralError = 0;
    for (let block = firstBlock[node]; block < firstBlock[node + 1]; block++) {
      if (curves.length === 0) addBlock(slice, block * KRONROD_POINTS, width, invisible, visible);
      else addCurveBlock(slice, curves[node], block * KRONROD_POINTS, width, invisible, visible);
      integral += blockSums[0];
      integralError += Math.abs(blockSums[0] - blockSums[1]);
    }
    nodeIntegrals[node] = integral;
    total += pathWeight[node] * integral;
    error += pathWeight[node] * integralError;
  }
  for (let check = 0; check < checkFirstNode.length; check++) {
    let difference = 0;
    for (let k = checkOffset[check], node = checkFirstNode[check]; k < checkOffset[check + 1]; k++, node++) {
      difference += checkCoefficient[k] * nodeIntegrals[node];
    }
    error += Math.abs(difference);
  }
  sums[0] = total;
  sums[1] = error;
}

function addBlock(
  { weight, visibleWeight, near, span, spread }: MassSlice,
  first: number,
  width: number,
  invisible: number,
  visible: number,
): void {
  const areAllSelected = visibleWeight.length === 0;
  let kronrod = 0;
  let gauss = 0;
  for (let i = 0, k = first; i < KRONROD_POINTS; i++, k++) {
    const counted = invisible + (areAllSelected ? visible : visible * visibleWeight[k]);
    const value = counted * weight[k] * decayProbability(width, near[k], span[k], spread[k]);
    kronrod += KRONROD_WEIGHTS[i] * value;
    gauss += GAUSS_WEIGHTS[i] * value;
  }
  blockSums[0] = kronrod;
  blockSums[1] = gauss;
}

/**
 * The same where the depth has been integrated over. A loop of its own: one for both is slower by a seventh along curves,
 * and up to twice where a process has met both; one that sums probabilities stored before, by a twelfth.
 */
function addCurveBlock(
  { weight, visibleWeight, near }: MassSlice,
  curve: DecayCurve,
  first: number,
  width: number,
  invisible: number,
  visible: number,
): void {
  const areAllSelected = visibleWeight.length === 0;
  let kronrod = 0;
  let gauss = 0;
  for (let i = 0, k = first; i < KRONROD_POINTS; i++, k++) {
    if (weight[k] === 0) continue;
    const counted = invisible + (areAllSelected ? visible : visible * visibleWeight[k]);
    const value = counted * weight[k] * curve.at(width * near[k]);
    kronrod += KRONROD_WEIGHTS[i] * value;
    gauss += GAUSS_WEIGHTS[i] * value;
  }
  blockSums[0] = kronrod;
  blockSums[1] = gauss;
}
