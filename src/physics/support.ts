import { findRoot } from '../numerics/find-root.js';

/** The range of x = E_X/E in which a spectrum does not vanish; empty if xFrom >= xTo. */
export interface Support {
  readonly xFrom: number;
  readonly xTo: number;
}

export const EMPTY_SUPPORT: Support = { xFrom: 1, xTo: 0 };

/** Samples in logit(x) between threshold and 1, dense enough to meet the narrowest range near a threshold. */
const SAMPLES = 129;
const LARGEST_LOGIT = 14;

/**
 * The range around the largest sample of a margin in which it is positive, with the threshold m/E as least x.
 *
 * @param margin positive where production is allowed at theta = 0; need not be continuous where it is negative.
 */
export function findSupport(margin: (x: number) => number, threshold: number): Support {
  if (!(threshold < 1)) return EMPTY_SUPPORT;
  let best = threshold;
  let bestMargin = -Infinity;
  for (let i = 0; i < SAMPLES; i++) {
    const logit = LARGEST_LOGIT * ((2 * i) / (SAMPLES - 1) - 1);
    const x = threshold + (1 - threshold) / (1 + Math.exp(-logit));
    const value = margin(x);
    if (value > bestMargin) {
      best = x;
      bestMargin = value;
    }
  }
  if (!(bestMargin > 0)) return EMPTY_SUPPORT;
  return {
    xFrom: margin(threshold) < 0 ? findRoot(margin, threshold, best, 1e-15) : threshold,
    xTo: margin(1) < 0 ? findRoot(margin, best, 1, 1e-15) : 1,
  };
}
