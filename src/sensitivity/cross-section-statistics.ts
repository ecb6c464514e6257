import { findRoot } from '../numerics/find-root.js';
import { integrate } from '../numerics/integrate.js';
import { type CrossSectionRequest, crossSectionAt } from './cross-section-at.js';

/** Fractions of the cross-section whose quantiles are given: the median, one and two sigma. */
export const QUANTILES = [0.025, 0.16, 0.5, 0.84, 0.975] as const;

export interface DistributionSummary {
  readonly mean: number;
  /** By fraction: what lies below. */
  readonly quantiles: Readonly<Record<string, number>>;
}

/** How x = E_X/E and the angle of X (rad) are distributed; the angle is null where the method has integrated it. */
export interface CrossSectionStatistics {
  readonly x: DistributionSummary;
  readonly theta: DistributionSummary | null;
}

/** Accurate enough for a distribution's summary, and quick. */
const ACCURACY = 1e-4;
const SMALLEST_ANGLE = 1e-9;

/**
 * Means and quantiles, from totals with cuts.
 *
 * Accuracy: 1e-3 of each value. The angle's smallest quantile is not looked for below 1e-9 rad.
 */
export function crossSectionStatistics(request: CrossSectionRequest): CrossSectionStatistics | null {
  const coarse = { ...request, accuracy: Math.max(request.accuracy, ACCURACY) };
  const total = crossSectionAt(coarse);
  if (!(total.sigmaGeVm2 > 0)) return null;
  const { xFrom, xTo } = total.spectrum;
  const belowX = (x: number) => crossSectionAt({ ...coarse, xMax: x }).sigmaGeVm2 / total.sigmaGeVm2;
  const x = {
    mean: total.meanX,
    quantiles: quantiles((q) =>
      findRoot((value) => (value <= xFrom ? 0 : belowX(value)) - q, xFrom, xTo, 1e-5),
    ),
  };
  return { x, theta: total.spectrum.perAngle === undefined ? null : angleSummary(coarse, total.sigmaGeVm2) };
}

function angleSummary(request: CrossSectionRequest, total: number): DistributionSummary {
  const logLargest = Math.log(request.thetaMax ?? Math.PI);
  const below = (logTheta: number) =>
    crossSectionAt({ ...request, thetaMax: Math.exp(logTheta) }).sigmaGeVm2 / total;
  const logSmallest = Math.log(SMALLEST_ANGLE);
  // Without a cut some methods count beyond pi: the last quantile is then pi at most.
  const quantile = (q: number) =>
    below(logLargest) <= q
      ? Math.exp(logLargest)
      : Math.exp(findRoot((logTheta) => below(logTheta) - q, logSmallest, logLargest, 1e-4));
  // The mean is int (1 - CDF) dtheta.
  const mean = integrate(
    (logTheta) => Math.exp(logTheta) * Math.max(0, 1 - below(logTheta)),
    Math.log(1e-3 * quantile(0.025)),
    logLargest,
    { relativeTolerance: 1e-3, maxIntervals: 20 },
  ).value;
  return { mean, quantiles: quantiles(quantile) };
}

function quantiles(valueAt: (fraction: number) => number): Record<string, number> {
  return Object.fromEntries(QUANTILES.map((fraction) => [String(fraction), valueAt(fraction)]));
}
