/** Where in the frame a legend hides least. */
import { type Box, STYLE } from './layout.js';
import { LINE_WEIGHT } from './occupancy.js';

export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly hidesLine: boolean;
}

/** From the frame to the legend: clear of the ticks. */
export const INSET = STYLE.majorTick + 4;
/** Between the legend and the nearest line. */
const CLEARANCE = 4;
const STEP = 4;

/**
 * The place where a block hides least data; among equals the one nearest to a corner, and among corners upper right,
 * upper left, lower right, lower left.
 *
 * @param hidden The weight that a box hides: see `occupancy`.
 */
export function placeInFrame(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  frame: Box,
  hidden: (box: Box) => number,
): Placement {
  const lefts = steps(frame.right - INSET - widthPx, frame.left + INSET);
  const tops = steps(frame.top + INSET, frame.bottom - INSET - heightPx);
  let best = { left: lefts[0], top: tops[0], weight: Infinity, distance: Infinity };
  for (const top of tops) {
    for (const left of lefts) {
      const weight = hidden({
        left: left - CLEARANCE,
        top: top - CLEARANCE,
        right: left + widthPx + CLEARANCE,
        bottom: top + heightPx + CLEARANCE,
      });
      const distance = fromNearestEnd(left, lefts) + fromNearestEnd(top, tops);
      if (weight < best.weight || (weight === best.weight && distance < best.distance)) {
        best = { left, top, weight, distance };
      }
    }
  }
  return { left: best.left, top: best.top, hidesLine: best.weight >= LINE_WEIGHT };
}

/** Evenly spaced values from one end to the other, both included. */
function steps(from: number, to: number): number[] {
  const count = Math.max(1, Math.round(Math.abs(to - from) / STEP));
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

function fromNearestEnd(value: number, values: readonly number[]): number {
  return Math.min(Math.abs(value - values[0]), Math.abs(value - values.at(-1)!));
}
