/** Of a refined grid, many points are not computed: the nearest ones of their columns that are stand for them. */
import { POINT_PENDING } from '../store/point-status.js';
import type { StoredGrid } from '../store/read-grid.js';

type Points = Pick<StoredGrid, 'coupling' | 'status'>;

/** The index of the coupling nearest to one, in its column, at which there is a point; its own if there is none at all. */
export function nearestComputed({ coupling, status }: Points, mass: number, from: number): number {
  const start = mass * coupling.length;
  const isComputed = (j: number) => status[start + j] !== POINT_PENDING;
  if (isComputed(from)) return from;
  const below = nextComputed({ coupling, status }, mass, from, -1);
  const above = nextComputed({ coupling, status }, mass, from, 1);
  if (below === from || above === from) return below === from ? above : below;
  return coupling[from] / coupling[below] < coupling[above] / coupling[from] ? below : above;
}

/** The next one in a direction; itself if there is none. */
export function nextComputed(
  { coupling, status }: Points,
  mass: number,
  from: number,
  direction: 1 | -1,
): number {
  const start = mass * coupling.length;
  for (let j = from + direction; j >= 0 && j < coupling.length; j += direction) {
    if (status[start + j] !== POINT_PENDING) return j;
  }
  return from;
}

/** For every point of the grid the coupling that stands for it. */
export function standIns({
  massGeV,
  coupling,
  status,
}: Pick<StoredGrid, 'massGeV' | 'coupling' | 'status'>): Int32Array {
  const [size, logs] = [coupling.length, coupling.map(Math.log)];
  const found = new Int32Array(massGeV.length * size);
  for (let start = 0; start < found.length; start += size) {
    const there = logs.reduce<number[]>((all, _, j) => {
      if (status[start + j] !== POINT_PENDING) all.push(j);
      return all;
    }, []);
    for (let j = 0, k = 0; j < size; j++) {
      while (k + 1 < there.length && logs[j] - logs[there[k]] > logs[there[k + 1]] - logs[j]) k++;
      found[start + j] = there[k] ?? j;
    }
  }
  return found;
}
