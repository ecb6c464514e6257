/** How a plan differs from a stored one, for the user who wants to resume a scan with a changed file. */
import type { Plan } from './plan.js';
import { canonicalJson } from './plan-hash.js';

export interface PlanDifference {
  /** Path in the plan, e.g. `experiment.beam.energyGeV`. */
  readonly field: string;
  readonly stored: string;
  readonly current: string;
}

/** Shorter axes are shown in full. */
const LONG_LIST = 5;

/**
 * Every field in which the plans differ, in the order of the stored plan; none if they have the same hash.
 *
 * @example planDifferences(stored, current)
 * // [{ field: 'grid.massGeV', stored: '200 values 0.001..0.21', current: '100 values 0.001..0.21' }]
 */
export function planDifferences(stored: Plan, current: Plan): PlanDifference[] {
  return differences('', stored, current);
}

function differences(field: string, stored: unknown, current: unknown): PlanDifference[] {
  if (isRecord(stored) && isRecord(current)) {
    const keys = new Set([...Object.keys(stored), ...Object.keys(current)]);
    return [...keys].flatMap((key) =>
      differences(field === '' ? key : `${field}.${key}`, stored[key], current[key]),
    );
  }
  if (stored !== undefined && current !== undefined && canonicalJson(stored) === canonicalJson(current))
    return [];
  return [{ field, ...describePair(stored, current) }];
}

function describePair(stored: unknown, current: unknown): { stored: string; current: string } {
  const texts = { stored: describe(stored), current: describe(current) };
  if (texts.stored !== texts.current || !Array.isArray(stored) || !Array.isArray(current)) return texts;
  // The same summary: only values in between differ.
  const index = stored.findIndex((value, i) => !Object.is(value, current[i]));
  return {
    stored: `${texts.stored} (value ${index + 1} is ${stored[index]})`,
    current: `${texts.current} (value ${index + 1} is ${current[index]})`,
  };
}

function describe(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length < LONG_LIST) return canonicalJson(value);
  return `${value.length} values ${value[0]}..${value.at(-1)}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
