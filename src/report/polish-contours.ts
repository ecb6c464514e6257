/**
 * Moves the vertices of contours from the interpolated grid onto the kernel's own roots.
 *
 * 1. In the coupling, at the vertex's mass: one slice of integrals serves every vertex of that mass.
 * 2. Where the contour is steep, or has no root at that mass, as beyond the nose in which a lower and an upper edge meet:
 *    in the mass, at the vertex's coupling. The contour is followed, not cut.
 * 3. The same again, farther. What has no root there stays as it was, and is counted.
 */
import { particleOf } from '../models/index.js';
import { findRoot } from '../numerics/find-root.js';
import type { Plan } from '../scan/plan.js';
import { eventYield } from '../sensitivity/event-yield.js';
import { Kernel } from '../sensitivity/kernel.js';
import type { LevelContours } from './scan-contours.js';

export interface PolishedContours {
  readonly contours: readonly LevelContours[];
  readonly count: PolishCount;
}

export interface PolishCount {
  /** Vertices moved in the coupling. */
  readonly inCoupling: number;
  /** Vertices moved in the mass. */
  readonly inMass: number;
  /** Vertices that stayed where the grid had them. */
  readonly left: number;
}

/** In ln g and ln m. */
const TOLERANCE = 1e-12;
/**
 * Largest distances at which the other side of the level is looked for, in ln g and in ln m, in turn. A vertex of the grid is
 * mostly right to 1 %: a root in g much farther away would be another place of a steep contour.
 */
const SEARCHES = [
  { variable: 'coupling', within: 0.02 },
  { variable: 'mass', within: 0.02 },
  { variable: 'coupling', within: 0.7 },
  { variable: 'mass', within: 0.1 },
] as const;
const FIRST_DISTANCE = 1e-5;

interface Vertex {
  readonly massGeV: number;
  readonly coupling: number;
  /** Events at the exposure of the plan. */
  readonly level: number;
  readonly move: (massGeV: number, coupling: number) => void;
}

/** @param onVertex is called after each vertex with how many are done. */
export function polishContours(
  plan: Plan,
  contours: readonly LevelContours[],
  onVertex: (done: number, total: number) => void = () => undefined,
): PolishedContours {
  const { particlesOnTarget } = plan.experiment.beam;
  const vertices: Vertex[] = [];
  const polished = contours.map((one) => ({
    ...one,
    isPolished: true,
    lines: one.lines.map(({ x, y, closed }) => {
      const line = { x: Float64Array.from(x), y: Float64Array.from(y), closed };
      line.x.forEach((massGeV, i) =>
        vertices.push({
          massGeV,
          coupling: line.y[i],
          level: one.level * (particlesOnTarget / one.exposure),
          move: (mass, coupling) => {
            line.x[i] = mass;
            line.y[i] = coupling;
          },
        }),
      );
      return line;
    }),
  }));
  // By mass, so that one slice at a time is kept.
  vertices.sort((a, b) => a.massGeV - b.massGeV);
  const excess = logExcess(new Kernel(plan));
  const thresholds = particleOf(plan.model).decayThresholdsGeV;
  const count = { inCoupling: 0, inMass: 0, left: 0 };
  for (const [i, vertex] of vertices.entries()) {
    count[polish(vertex, excess, thresholds)]++;
    onVertex(i + 1, vertices.length);
  }
  return { contours: polished, count };
}

type LogExcess = (massGeV: number, coupling: number, level: number) => number;

/** ln(N / level), very negative where there is no yield. */
function logExcess(kernel: Kernel): LogExcess {
  let at = Number.NaN;
  let slice = undefined as ReturnType<Kernel['slice']> | undefined;
  return (massGeV, coupling, level) => {
    if (slice === undefined || at !== massGeV) {
      slice = kernel.slice(massGeV);
      at = massGeV;
    }
    const { events } = eventYield(slice, coupling);
    return events > 0 ? Math.log(events / level) : -1e3;
  };
}

function polish(
  { massGeV, coupling, level, move }: Vertex,
  excess: LogExcess,
  thresholdsGeV: readonly number[],
): keyof PolishCount {
  for (const { variable, within } of SEARCHES) {
    if (variable === 'coupling') {
      const root = nearestRoot((g) => excess(massGeV, Math.exp(g), level), Math.log(coupling), within);
      if (root === undefined) continue;
      move(massGeV, Math.exp(root));
      return 'inCoupling';
    }
    const root = nearestRoot((m) => excess(Math.exp(m), coupling, level), Math.log(massGeV), within);
    // Beyond a threshold lies another contour.
    if (root === undefined || thresholdsGeV.some((at) => at > massGeV !== at > Math.exp(root))) continue;
    move(Math.exp(root), coupling);
    return 'inMass';
  }
  return 'left';
}

/** The root nearest to `from`, looked for on both sides at doubling distances. */
function nearestRoot(f: (x: number) => number, from: number, within: number): number | undefined {
  const isAbove = f(from) >= 0;
  for (let inner = 0, outer = FIRST_DISTANCE; inner < within; inner = outer, outer = 4 * outer) {
    const reach = Math.min(outer, within);
    for (const side of [-1, 1]) {
      if (f(from + side * reach) >= 0 === isAbove) continue;
      return findRoot(f, from + side * inner, from + side * reach, TOLERANCE);
    }
  }
  return undefined;
}
