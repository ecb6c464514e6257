/**
 * Stored columns that are, to the bit, those of a new plan: everything but the axes agrees, the couplings are the same,
 * and the mass is the same double. A column depends on nothing else.
 */
import type Database from 'better-sqlite3';
import type { Plan } from '../scan/plan.js';
import { canonicalJson } from '../scan/plan-hash.js';
import { type StoredScan, listScans } from '../store/scan-repository.js';
import { copyColumn, intactColumns } from '../store/tasks.js';
import { differencesInWords } from './differences-in-words.js';
import { intactPlan } from './stored-plan.js';

/** Fields that are named where nothing can be taken over. */
const MAX_LISTED = 3;

export interface TakeOver {
  /** The scan that has the name of the new one. */
  readonly named: StoredScan;
  readonly columns: readonly TakenColumn[];
  /** Why there are none; empty if there are. */
  readonly reason: string;
}

interface TakenColumn {
  readonly from: StoredScan;
  /** Places on the two mass axes. */
  readonly massIndex: number;
  readonly newMassIndex: number;
}

/**
 * What a plan can take over from the scan that has its name, and from those that were stored beside it as NAME-2 and so
 * on. Columns with failed points are left out: they get another chance.
 */
export function planTakeOver(database: Database.Database, named: StoredScan, plan: Plan): TakeOver {
  const family = listScans(database).filter(
    ({ name, scanId }) =>
      scanId !== named.scanId &&
      name.startsWith(`${named.name}-`) &&
      /^\d+$/.test(name.slice(named.name.length + 1)),
  );
  const taken = new Map<number, TakenColumn>();
  const places = new Map(plan.grid.massGeV.map((mass, index) => [mass, index]));
  for (const from of [named, ...family]) {
    if (whyNothing(from, plan) !== undefined) continue;
    for (const { massGeV, massIndex } of intactColumns(database, from.scanId)) {
      const newMassIndex = places.get(massGeV);
      if (newMassIndex !== undefined && !taken.has(newMassIndex)) {
        taken.set(newMassIndex, { from, massIndex, newMassIndex });
      }
    }
  }
  const reason = taken.size > 0 ? '' : (whyNothing(named, plan) ?? 'no mass of the new axis is stored yet');
  return { named, columns: [...taken.values()], reason };
}

/** Copies them into the new scan. Only within the transaction that creates it. */
export function takeOver(database: Database.Database, { columns }: TakeOver, scanId: number): void {
  for (const { from, massIndex, newMassIndex } of columns) {
    copyColumn(database, { scanId: from.scanId, massIndex }, { scanId, massIndex: newMassIndex });
  }
}

function whyNothing(from: StoredScan, plan: Plan): string | undefined {
  const stored = intactPlan(from);
  if (stored === null) return 'its stored plan is damaged';
  if (canonicalJson(physicsOf(stored)) !== canonicalJson(physicsOf(plan))) {
    const fields = differencesInWords(stored, plan)
      .map(({ field }) => field)
      .filter((field) => !field.startsWith('grid.'));
    const more = fields.length > MAX_LISTED ? ` and ${fields.length - MAX_LISTED} more` : '';
    return `more than the axes differs (${fields.slice(0, MAX_LISTED).join(', ')}${more})`;
  }
  if (stored.grid.refine !== undefined || plan.grid.refine !== undefined) {
    return 'a column of a refined grid has the points that its own contours need';
  }
  const sameCouplings = canonicalJson(stored.grid.coupling) === canonicalJson(plan.grid.coupling);
  return sameCouplings ? undefined : 'grid.coupling differs, and a column holds all couplings';
}

function physicsOf(plan: Plan): unknown {
  return { ...plan, grid: null };
}
