import { GAUSS_WEIGHTS, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import { LARGEST_EXPONENT } from '../numerics/exponential.js';
import { decayProbability } from './decay-probability.js';
import type { MassSlice } from './mass-slice.js';

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
 * The error estimate adds the differences of the Kronrod and Gauss sums of every panel in x and in depth, and the
 * largest error of a single dsigma/dx. The difference is that of the poorer rule, so the estimate is generous.
 *
 * @param coupling in the model's unit; > 0.
 */
export function eventYield(slice: MassSlice, coupling: number): EventYield {
  const { firstBlock, depthHalfWidth } = slice;
  const width = slice.widthGeV * coupling * coupling;
  if (width * slice.nearest > LARGEST_EXPONENT) return { events: 0, relError: 0 };
  let total = 0;
  let error = 0;
  for (let panel = 0, depth = 0; panel < depthHalfWidth.length; panel++) {
    let kronrodDepth = 0;
    let gaussDepth = 0;
    let errorDepth = 0;
    for (let d = 0; d < KRONROD_POINTS; d++, depth++) {
      let integral = 0;
      let integralError = 0;
      for (let block = firstBlock[depth]; block < firstBlock[depth + 1]; block++) {
        addBlock(slice, block * KRONROD_POINTS, width);
        integral += blockSums[0];
        integralError += Math.abs(blockSums[0] - blockSums[1]);
      }
      kronrodDepth += KRONROD_WEIGHTS[d] * integral;
      gaussDepth += GAUSS_WEIGHTS[d] * integral;
      errorDepth += KRONROD_WEIGHTS[d] * integralError;
    }
    total += depthHalfWidth[panel] * kronrodDepth;
    error += depthHalfWidth[panel] * (Math.abs(kronrodDepth - gaussDepth) + errorDepth);
  }
  const events = slice.normalisation * coupling * coupling * total;
  const relError = total > 0 ? error / total + slice.spectrumRelError + FLOOR : 0;
  return { events, relError };
}

/** Kronrod and Gauss sum of the block last added: this is the innermost loop of a scan, and allocates nothing. */
const blockSums = new Float64Array(2);

function addBlock({ weight, near, span }: MassSlice, first: number, width: number): void {
  let kronrod = 0;
  let gauss = 0;
  for (let i = 0, k = first; i < KRONROD_POINTS; i++, k++) {
    const value = weight[k] * decayProbability(width, near[k], span[k]);
    kronrod += KRONROD_WEIGHTS[i] * value;
    gauss += GAUSS_WEIGHTS[i] * value;
  }
  blockSums[0] = kronrod;
  blockSums[1] = gauss;
}
