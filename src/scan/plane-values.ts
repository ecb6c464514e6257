/** Planes of a sweep once they are valid: what their values mean, and whether they differ. */
import type { Fault } from './fault.js';
import { valueAt } from './path.js';
import type { Assignment, Plane } from './sweep.js';
import type { SweptValue } from './sweep-schema.js';
import type { ValidScan } from './validate-scan.js';

/** The swept values by the names of their fields: quantities as numbers in canonical units. */
export function sweptValues(
  { assigned }: Plane,
  { fields, experiment, parameters }: ValidScan,
): Readonly<Record<string, SweptValue>> {
  const resolved = { ...fields, model: { ...fields.model, parameters }, experiment };
  return Object.fromEntries(
    assigned.map(({ name, path, field, index }) => {
      const value = valueAt(resolved, path);
      return [name, typeof value === 'number' && Number.isFinite(value) ? value : field.values[index]];
    }),
  );
}

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
