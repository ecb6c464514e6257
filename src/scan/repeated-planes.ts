/** Planes of a sweep once they are valid: whether they differ. */
import type { Fault } from './fault.js';
import type { Assignment, Plane } from './sweep.js';

/** Values that make the same plane: each is told where it comes again. */
export function repeatedPlanes(planes: readonly { plane: Plane; hash: string }[]): Fault[] {
  const first = new Map<string, Plane>();
  return planes.flatMap(({ plane, hash }) => {
    const before = first.get(hash);
    if (before === undefined) {
      first.set(hash, plane);
      return [];
    }
    const isOther = ({ index }: Assignment, i: number) => index !== before.assigned[i].index;
    const at = plane.assigned.findIndex(isOther);
    const { field, index } = plane.assigned[at];
    const message = `expected values that make different scans; this one makes the same as ${JSON.stringify(field.values[before.assigned[at].index])}`;
    return [{ path: ['sweep', field.key, index], message }];
  });
}
