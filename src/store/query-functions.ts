/** SQL functions for people who ask for contours. */
import type Database from 'better-sqlite3';
import { UsageError } from '../errors.js';

/** The rows of one group, in the order in which SQLite hands them over. */
interface Curve {
  readonly couplings: number[];
  /** NaN: no yield. */
  readonly yields: number[];
  level: number | undefined;
}

const REGISTERED = new WeakSet<Database.Database>();

/**
 * Adds `crossing_up(coupling, yield, level)` and `crossing_down(...)`: the least coupling of a group at which the yield
 * rises, or falls, through the level.
 */
export function registerQueryFunctions(database: Database.Database): void {
  // Once: a function cannot be replaced while a query runs.
  if (REGISTERED.has(database)) return;
  REGISTERED.add(database);
  registerCrossing(database, 'crossing_up', risingAt);
  registerCrossing(database, 'crossing_down', fallingAt);
}

function registerCrossing(database: Database.Database, name: string, between: Between): void {
  const step = (curve: Curve, coupling: unknown, events: unknown, level: unknown) => {
    addPoint(curve, name, coupling, events, level);
  };
  database.aggregate<Curve>(name, {
    deterministic: true,
    start: () => ({ couplings: [], yields: [], level: undefined }),
    // better-sqlite3 counts the parameters; its types know aggregates of one argument only.
    step: step as (curve: Curve) => void,
    result: (curve) => firstCrossing(curve, name, between),
  });
}

function addPoint(curve: Curve, name: string, coupling: unknown, events: unknown, level: unknown): void {
  if (typeof level !== 'number' || !(level > 0 && level < Infinity)) {
    throw new UsageError(`${name}: expected a level above zero; got ${shown(level)}`);
  }
  if (level !== (curve.level ??= level)) {
    throw new UsageError(`${name}: expected one level per group; got ${curve.level} and ${level}`);
  }
  // As in every aggregate of SQL, a row that is not there does not count.
  if (coupling === null) return;
  if (typeof coupling !== 'number' || !(coupling > 0 && coupling < Infinity)) {
    throw new UsageError(`${name}: expected couplings above zero; got ${shown(coupling)}`);
  }
  if (events !== null && (typeof events !== 'number' || events < 0)) {
    throw new UsageError(`${name}: expected yields of zero or more, or NULL; got ${shown(events)}`);
  }
  curve.couplings.push(coupling);
  curve.yields.push(events ?? Number.NaN);
}

function shown(value: unknown): string {
  return value === null ? 'NULL' : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function firstCrossing({ couplings, yields, level }: Curve, name: string, between: Between): number | null {
  const order = Array.from(couplings.keys()).sort((i, j) => couplings[i] - couplings[j]);
  let crossing: number | null = null;
  for (let k = 1; k < order.length; k++) {
    const [left, right] = [order[k - 1], order[k]];
    // Seen to the end, so that the mistake shows wherever it is.
    if (couplings[left] === couplings[right]) {
      throw new UsageError(
        `${name}: coupling ${couplings[left]} occurs more than once in a group. ` +
          "Name one scan (WHERE scan = '...') and GROUP BY mass_gev.",
      );
    }
    crossing ??= between(
      { coupling: couplings[left], events: yields[left] },
      { coupling: couplings[right], events: yields[right] },
      level!,
    );
  }
  return crossing;
}

interface Point {
  readonly coupling: number;
  readonly events: number;
}

/** Where the yield goes through the level between neighbours; null if it does not, or if one of them has no yield. */
type Between = (left: Point, right: Point, level: number) => number | null;

const risingAt: Between = (left, right, level) =>
  left.events < level && right.events >= level ? interpolate(right, left, level) : null;

const fallingAt: Between = (left, right, level) =>
  left.events >= level && right.events < level ? interpolate(left, right, level) : null;

/** Linear in the logarithms. Next to a yield of zero it is the neighbour itself, as in contours. */
function interpolate(above: Point, below: Point, level: number): number {
  if (above.events === level || below.events === 0) return above.coupling;
  const from = Math.log10(below.events);
  const fraction = (Math.log10(level) - from) / (Math.log10(above.events) - from);
  return below.coupling * Math.pow(above.coupling / below.coupling, fraction);
}
