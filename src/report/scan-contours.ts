/** Contours of a stored grid in the plane of mass and coupling. */
import {
  type Polyline as ContourLine,
  type ScalarGrid,
  contourLines,
  createScalarGrid,
  sharpenLines,
} from '../contour/index.js';
import type { LoadedScan } from '../engine/scan-reference.js';
import { particleOf } from '../models/index.js';
import type { StoredGrid } from '../store/read-grid.js';
import type { Polyline } from './figure.js';

export interface LevelContours extends Contours {
  /** Beam particles. */
  readonly exposure: number;
}

export interface Contours {
  /** Events. */
  readonly level: number;
  /** x = mass in GeV, y = coupling in the model's unit; the side with more events lies on the left. */
  readonly lines: readonly Polyline[];
  /** Closed rings around the points with more events, along the grid's border where that ends the region. */
  readonly region: readonly Polyline[];
}

/**
 * The lines on which the yield has the given values, interpolated in ln m, ln g and log10 N.
 *
 * They are open at the border of the grid, at points that failed or are not computed yet, and where a decay channel opens:
 * the width jumps there by orders of magnitude within a fraction of a cell, and no interpolation could bridge it.
 *
 * @param thresholdsGeV masses at which decay channels open.
 */
export function scanContours(
  grid: StoredGrid,
  levels: readonly number[],
  thresholdsGeV: readonly number[] = [],
): Contours[] {
  const fields = segments(grid, thresholdsGeV).map((segment) => ({
    field: logarithmicField(segment),
    toPhysical: backToPhysical(segment),
  }));
  return levels.map((level) => {
    const z = Math.log10(level);
    return {
      level,
      lines: fields.flatMap(({ field, toPhysical }) =>
        sharpenLines(field, z, contourLines(field, z)).map(toPhysical),
      ),
      region: fields.flatMap(({ field, toPhysical }) => {
        const framed = framedField(field);
        return sharpenLines(framed, z, contourLines(framed, z)).map(toPhysical);
      }),
    };
  });
}

/**
 * The contours of a stored scan, at its own levels and exposures or others: each level for each exposure.
 *
 * Yields are linear in the exposure, so that the stored grid has another one's contour at a proportionally changed level.
 */
export function contoursOf(
  { scan, plan, grid }: LoadedScan,
  levels: readonly number[] = scan.presentation.contourLevels,
  exposures: readonly number[] = scan.presentation.contourExposures,
): LevelContours[] {
  const { particlesOnTarget } = plan.experiment.beam;
  const thresholdsGeV = dependsOnDecays(plan) ? particleOf(plan.model).decayThresholdsGeV : [];
  return (exposures.length === 0 ? [particlesOnTarget] : exposures).flatMap((exposure) => {
    const stored = levels.map((level) => level * (particlesOnTarget / exposure));
    return scanContours(grid, stored, thresholdsGeV).map((contours, i) => ({
      ...contours,
      level: levels[i],
      exposure,
    }));
  });
}

/** Whether it matters how and where X decays; if not, the yield knows nothing of decay thresholds. */
function dependsOnDecays({ experiment: { channel } }: LoadedScan['plan']): boolean {
  return channel.decayVolumes.length > 0 || channel.signature !== 'any';
}

/** The grid cut between the masses on either side of each threshold. Pieces without a plane have no contours. */
function segments(grid: StoredGrid, thresholdsGeV: readonly number[]): StoredGrid[] {
  const { massGeV, coupling } = grid;
  if (coupling.length < 2) return [];
  const cuts = thresholdsGeV
    .map((threshold) => massGeV.findIndex((mass) => mass > threshold))
    .filter((index) => index > 0)
    .toSorted((a, b) => a - b);
  const starts = [0, ...cuts];
  return starts
    .map((from, i) => ({ from, to: starts[i + 1] ?? massGeV.length }))
    .filter(({ from, to }) => to - from >= 2)
    .map(({ from, to }) => ({
      massGeV: massGeV.subarray(from, to),
      coupling,
      yield: grid.yield.subarray(from * coupling.length, to * coupling.length),
      relError: grid.relError.subarray(from * coupling.length, to * coupling.length),
      status: grid.status.subarray(from * coupling.length, to * coupling.length),
    }));
}

function backToPhysical({ massGeV, coupling }: StoredGrid): (line: ContourLine) => Polyline {
  const toMass = exponential(massGeV);
  const toCoupling = exponential(coupling);
  return ({ x, y, closed }) => ({ x: x.map(toMass), y: y.map(toCoupling), closed });
}

/** exp, except that the logarithms of an axis come back as the axis was, to the bit. */
function exponential(axis: Float64Array): (logarithm: number) => number {
  const exact = new Map(Array.from(axis, (value) => [Math.log(value), value]));
  return (logarithm) => exact.get(logarithm) ?? Math.exp(logarithm);
}

/** ln m, ln g and log10 N; a yield of zero is minus infinity, a missing one NaN. */
function logarithmicField(grid: StoredGrid): ScalarGrid {
  return createScalarGrid(
    grid.massGeV.map(Math.log),
    grid.coupling.map(Math.log),
    grid.yield.map(Math.log10),
  );
}

/** Distance in ln m and ln g at which the frame stands around the grid: far below what can be seen. */
const FRAME = 1e-9;

/** The field inside a frame of minus infinity, and with its holes filled with that: every contour of it is closed. */
function framedField({ x, y, z }: ScalarGrid): ScalarGrid {
  const framedX = Float64Array.of(x[0] - FRAME, ...x, x.at(-1)! + FRAME);
  const framedY = Float64Array.of(y[0] - FRAME, ...y, y.at(-1)! + FRAME);
  const framedZ = new Float64Array(framedX.length * framedY.length).fill(-Infinity);
  for (let i = 0, k = 0; i < x.length; i++) {
    for (let j = 0; j < y.length; j++, k++) {
      if (!Number.isNaN(z[k])) framedZ[(i + 1) * framedY.length + j + 1] = z[k];
    }
  }
  return createScalarGrid(framedX, framedY, framedZ);
}
