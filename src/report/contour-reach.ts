/** How far a contour reaches in mass and coupling. */
import type { Polyline } from './figure.js';
import type { LevelContours } from './scan-contours.js';

export interface Reach {
  /** null where no point has that many events. */
  readonly smallestCoupling: EdgeValue | null;
  /** At which the smallest coupling is reached. */
  readonly bestMassGeV: number | null;
  readonly smallestMassGeV: EdgeValue | null;
  readonly largestMassGeV: EdgeValue | null;
  /** Separate areas in which there are more events. */
  readonly regions: number;
}

export interface EdgeValue {
  readonly value: number;
  /** Whether the grid ends there, and not the region. */
  readonly isEdge: boolean;
}

interface Vertex {
  readonly massGeV: number;
  readonly coupling: number;
}

/** In ln m and ln g: rings run along the border of the grid within less. */
const AT_BORDER = 1e-6;

/** @param contours open ones: what is made up at thresholds is not a reach. */
export function contourReach(
  { lines, region }: Pick<LevelContours, 'lines' | 'region'>,
  { massGeV, coupling }: { readonly [axis in 'massGeV' | 'coupling']: ArrayLike<number> },
): Reach {
  const [masses, couplings] = [edges(massGeV), edges(coupling)];
  const border = verticesOf(region).flatMap((vertex) => {
    const [mass, strength] = [snapped(vertex.massGeV, masses), snapped(vertex.coupling, couplings)];
    if (!mass.isEdge && !strength.isEdge) return [];
    return [{ massGeV: mass.value, coupling: strength.value }];
  });
  const vertices = [...verticesOf(lines), ...border];
  const regions = region.filter((ring) => area(ring) > 0).length;
  const [first] = vertices;
  if (first === undefined) {
    return {
      smallestCoupling: null,
      bestMassGeV: null,
      smallestMassGeV: null,
      largestMassGeV: null,
      regions,
    };
  }
  const best = vertices.reduce((a, b) => (b.coupling < a.coupling ? b : a), first);
  let [smallest, largest] = [first.massGeV, first.massGeV];
  for (const vertex of vertices) {
    smallest = Math.min(smallest, vertex.massGeV);
    largest = Math.max(largest, vertex.massGeV);
  }
  return {
    smallestCoupling: snapped(best.coupling, couplings),
    bestMassGeV: best.massGeV,
    smallestMassGeV: snapped(smallest, masses),
    largestMassGeV: snapped(largest, masses),
    regions,
  };
}

function verticesOf(lines: readonly Polyline[]): Vertex[] {
  return lines.flatMap(({ x, y }) => Array.from(x, (massGeV, i) => ({ massGeV, coupling: y[i] })));
}

function edges(axis: ArrayLike<number>): readonly number[] {
  return [axis[0], axis[axis.length - 1]];
}

function snapped(value: number, borders: readonly number[]): EdgeValue {
  const border = borders.find((edge) => Math.abs(Math.log(value / edge)) < AT_BORDER);
  return { value: border ?? value, isEdge: border !== undefined };
}

/** Signed, in ln m and ln g: above zero where the ring runs round what is inside, below zero round a hole. */
function area({ x, y }: Polyline): number {
  let sum = 0;
  for (let i = 0, before = x.length - 1; i < x.length; before = i++) {
    sum += Math.log(x[before]) * Math.log(y[i]) - Math.log(x[i]) * Math.log(y[before]);
  }
  return sum / 2;
}
