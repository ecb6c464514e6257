/**
 * Contour lines by marching squares. A node is inside when z >= level; a line keeps the inside on its left.
 *
 *   1. Name every grid edge by an integer. An edge with one end inside carries exactly one crossing, so that integer
 *      names the crossing too, and the two cells that share the edge agree on it without comparing coordinates.
 *   2. March: every cell links the crossings through which lines enter it to those through which they leave,
 *      `next[from] = to`. Cells with a NaN corner link nothing, which is what breaks a line there.
 *   3. Trace: follow `next` from each crossing that nothing leads to (open lines), then from what is left (closed).
 *   4. Place the crossings of each line by linear interpolation along their edges.
 *
 *      corner 3 --edge 2-- corner 2       y, j
 *         |                   |            ^
 *       edge 3     cell     edge 1         |
 *         |                   |            +--> x, i
 *      corner 0 --edge 0-- corner 1       corner 0 of a cell is its node, i * ny + j
 *
 * Walking round a cell from corner 0 to 1, 2, 3, a line enters where the walk goes from inside to outside and leaves
 * where it goes back in. The two cells of an edge walk it in opposite directions: what leaves one enters the other,
 * hence a crossing has at most one successor and one predecessor.
 *
 * W. E. Lorensen and H. E. Cline, Computer Graphics 21 (1987) 163 (the method, in three dimensions);
 * G. M. Nielson and B. Hamann, Proc. IEEE Visualization (1991) 83 (the asymptotic decider for saddles).
 */
import type { ScalarGrid } from './grid.js';

/** A contour line: n >= 2 points, the side z >= level on the left when x points right and y up. */
export interface Polyline {
  /** n numbers. */
  readonly x: Float64Array;
  /** n numbers. */
  readonly y: Float64Array;
  /** Whether the last point joins the first, which is not repeated. */
  readonly closed: boolean;
}

/** Marks a crossing without successor. */
const NONE = -1;

/** The edge by which the line enters and leaves a cell, by its inside corners (bit k: corner k); NONE also at a saddle. */
const ENTRY = Int8Array.of(-1, 0, 1, 1, 2, -1, 2, 2, 3, 0, -1, 1, 3, 0, 3, -1);
const EXIT = Int8Array.of(-1, 3, 0, 3, 1, -1, 0, 3, 2, 2, -1, 2, 1, 1, 0, -1);

/** The two saddles: corners 0 and 2 inside, corners 1 and 3 inside. */
const SADDLE_02 = 0b0101;
const SADDLE_13 = 0b1010;

/**
 * What |z - level| counts as where z is infinite. For z = log10 of a double, whose range is about +-308, it means "as
 * far off as can be": a line between a finite and an infinite value hugs the finite one, within 1/300 of the edge
 * per unit of z.
 */
const INFINITE_DISTANCE = 300;

/**
 * Finds the lines along which the field crosses the level.
 *
 * Crossings interpolate z linearly along grid edges, so a field linear in x and y is reproduced to rounding. A
 * cell with two opposite corners inside is resolved as its bilinear interpolant is: the inside corners are joined
 * when the interpolant's saddle point is inside. Lines are open at the border of the grid, never closed along it,
 * and end at the last edge before a cell that has a NaN corner. Infinite values lie INFINITE_DISTANCE from the level.
 *
 * A value equal to the level is inside, and the line passes through its node. An inside of no area keeps its outline:
 * a ridge that just touches the level gives a line there and back; a single node gives none, having no length.
 *
 * Order: open lines, then closed ones, each by the edge they start from (its node, along x before along y); a closed
 * line starts from the first of its edges.
 *
 * @param grid from `createScalarGrid`: x (nx), y (ny), z (nx * ny).
 * @param level finite, in the unit of z.
 * @returns lines of n >= 2 points each, in which no two consecutive points coincide.
 * @throws {RangeError} when the level is not finite.
 * @example
 * const axis = Float64Array.of(0, 1);
 * contourLines(createScalarGrid(axis, axis, Float64Array.of(0, 0, 1, 1)), 0.25)
 * // [{ x: [0.25, 0.25], y: [1, 0], closed: false }]
 */
export function contourLines(grid: ScalarGrid, level: number): Polyline[] {
  if (!Number.isFinite(level)) throw new RangeError(`level: expected a finite number; got ${level}`);
  const { next, entered } = march(grid, level);
  const lines: Polyline[] = [];
  const trace = (start: number, closed: boolean): void => {
    const line = placeLine(grid, level, takeLine(next, start), closed);
    if (line !== undefined) lines.push(line);
  };
  for (let edge = 0; edge < next.length; edge++) {
    if (next[edge] !== NONE && entered[edge] === 0) trace(edge, false);
  }
  for (let edge = 0; edge < next.length; edge++) {
    if (next[edge] !== NONE) trace(edge, true);
  }
  return lines;
}

/** The crossings, by edge: 2 * node is the edge from that node along x, 2 * node + 1 the one along y. */
interface Links {
  /** Edge of the following crossing, or NONE. */
  readonly next: Int32Array;
  /** 1 where a crossing follows another. */
  readonly entered: Uint8Array;
}

function march({ x, y, z }: ScalarGrid, level: number): Links {
  const ny = y.length;
  const next = new Int32Array(2 * z.length).fill(NONE);
  const entered = new Uint8Array(2 * z.length);
  /** From 2 * node of a cell to its edges 0 to 3. */
  const edgeOffset = Int32Array.of(0, 2 * ny + 1, 2, 1);
  const link = (node: number, entry: number, exit: number): void => {
    const to = 2 * node + edgeOffset[exit];
    next[2 * node + edgeOffset[entry]] = to;
    entered[to] = 1;
  };

  for (let i = 0; i + 1 < x.length; i++) {
    for (let node = i * ny; node + 1 < (i + 1) * ny; node++) {
      const z0 = z[node];
      const z1 = z[node + ny];
      const z2 = z[node + ny + 1];
      const z3 = z[node + 1];
      const inside =
        (z0 >= level ? 1 : 0) | (z1 >= level ? 2 : 0) | (z2 >= level ? 4 : 0) | (z3 >= level ? 8 : 0);
      if (inside === 0b0000 || inside === 0b1111) continue;
      if (Number.isNaN(z0) || Number.isNaN(z1) || Number.isNaN(z2) || Number.isNaN(z3)) continue;
      if (inside === SADDLE_02) {
        const joined = insideJoined(z0, z2, z1, z3, level);
        link(node, 0, joined ? 1 : 3);
        link(node, 2, joined ? 3 : 1);
      } else if (inside === SADDLE_13) {
        const joined = insideJoined(z1, z3, z0, z2, level);
        link(node, 1, joined ? 2 : 0);
        link(node, 3, joined ? 0 : 2);
      } else {
        link(node, ENTRY[inside], EXIT[inside]);
      }
    }
  }
  return { next, entered };
}

/**
 * The asymptotic decider. With a, b the distances of the inside corners from the level and c, d those of the outside
 * ones, the bilinear interpolant at its saddle point is level + (a b - c d) / (a + b + c + d).
 */
function insideJoined(in0: number, in1: number, out0: number, out1: number, level: number): boolean {
  return distance(in0, level) * distance(in1, level) >= distance(out0, level) * distance(out1, level);
}

/** |z - level|, finite, for z other than NaN. */
function distance(z: number, level: number): number {
  const difference = Math.abs(z - level);
  return difference === Infinity ? INFINITE_DISTANCE : difference;
}

/** Takes the line that begins at an edge out of `next`: its edges in order, each once. */
function takeLine(next: Int32Array, start: number): Int32Array {
  let count = 1;
  for (let edge = next[start]; edge !== NONE && edge !== start; edge = next[edge]) count++;
  const edges = new Int32Array(count);
  for (let k = 0, edge = start; k < count; k++) {
    edges[k] = edge;
    const following = next[edge];
    next[edge] = NONE;
    edge = following;
  }
  return edges;
}

/** Places the crossings, leaving out those that coincide with their predecessor; undefined when no length is left. */
function placeLine(
  { x: xs, y: ys, z }: ScalarGrid,
  level: number,
  edges: Int32Array,
  closed: boolean,
): Polyline | undefined {
  const ny = ys.length;
  const x = new Float64Array(edges.length);
  const y = new Float64Array(edges.length);
  let n = 0;
  for (const edge of edges) {
    const node = edge >> 1;
    const i = Math.floor(node / ny);
    const j = node - i * ny;
    const alongX = edge % 2 === 0;
    const far = alongX ? node + ny : node + 1;
    x[n] = alongX ? crossing(xs[i], xs[i + 1], z[node], z[far], level) : xs[i];
    y[n] = alongX ? ys[j] : crossing(ys[j], ys[j + 1], z[node], z[far], level);
    if (n === 0 || x[n] !== x[n - 1] || y[n] !== y[n - 1]) n++;
  }
  if (closed) {
    while (n > 1 && x[n - 1] === x[0] && y[n - 1] === y[0]) n--;
  }
  if (n < 2) return undefined;
  return n === edges.length ? { x, y, closed } : { x: x.slice(0, n), y: y.slice(0, n), closed };
}

/**
 * Where the field crosses the level between two neighbouring nodes at p and q, one inside, one outside.
 *
 * Counted from the end nearer in z: the point cannot round to beyond the edge, and all edges of a node whose value is
 * (all but) the level give that node bit for bit, so that coinciding points can be told by equality.
 */
function crossing(p: number, q: number, zp: number, zq: number, level: number): number {
  const fromP = distance(zp, level);
  const fromQ = distance(zq, level);
  return fromP <= fromQ ? p + share(fromP, fromQ) * (q - p) : q - share(fromQ, fromP) * (q - p);
}

/** a / (a + b) for 0 <= a <= b, b > 0, without overflow. */
function share(a: number, b: number): number {
  return a / b / (1 + a / b);
}
