/** The plan of a stored scan, trusted only if its hash says so, and what else the database says about it. */
import type Database from 'better-sqlite3';
import { IntegrityError } from '../errors.js';
import { type Plan, coarseStride } from '../scan/plan.js';
import { planHash } from '../scan/plan-hash.js';
import { readAxes, readLevels } from '../store/read-grid.js';
import { type StoredScan, axisLevel } from '../store/scan-repository.js';
import { withStorageErrors } from '../store/storage-errors.js';

/** null if it is not the plan that its hash was made of. */
export function intactPlan({ plan: text, planHash: expected }: StoredScan): Plan | null {
  try {
    const plan = JSON.parse(text) as Plan;
    return planHash(plan) === expected ? plan : null;
  } catch {
    return null;
  }
}

export interface PlanDamage {
  readonly kind: 'axes' | 'labels';
  readonly message: string;
}

/** Where axes and labels are not those of the plan. */
export function planDamage(
  database: Database.Database,
  { scanId, labels, ...scan }: StoredScan,
  plan: Plan,
): PlanDamage[] {
  const damage: PlanDamage[] = [];
  const axes = readAxes(database, scanId);
  for (const axis of ['massGeV', 'coupling'] as const) {
    if (isSame(axes[axis], plan.grid[axis])) continue;
    const name = axis === 'massGeV' ? 'masses' : 'couplings';
    damage.push({ kind: 'axes', message: `the stored ${name} are not those of the plan` });
  }
  if (!hasRightLevels(database, scanId, plan)) {
    damage.push({ kind: 'axes', message: 'the stored levels of the axes are not those of the plan' });
  }
  const { model, experiment, method, formFactor, accuracy, numericsVersion } = plan;
  const pairs = {
    model: [labels.model, model.id],
    experiment: [labels.experiment, experiment.id],
    channel: [labels.channel, experiment.channel.id],
    method: [labels.method, method],
    'form factor': [labels.formFactor, formFactor],
    accuracy: [scan.accuracy, accuracy],
    'numerics version': [scan.numericsVersion, numericsVersion],
    ...Object.fromEntries(
      Object.entries(model.parameters).map(([name, value]) => [name, [labels.parameters[name], value]]),
    ),
  };
  for (const [label, [stored, planned]] of Object.entries(pairs)) {
    if (stored === planned) continue;
    damage.push({ kind: 'labels', message: `${label} is ${stored}, but ${planned} in the plan` });
  }
  return damage;
}

/**
 * The plan, if it and all that is stored beside it agree.
 *
 * @throws {IntegrityError} they do not: nothing of the scan is to be shown or built upon.
 */
export function requirePlan(database: Database.Database, scan: StoredScan): Plan {
  const plan = intactPlan(scan);
  const [damage] =
    plan === null
      ? [{ message: 'the stored plan is not the one that its hash was made of' }]
      : withStorageErrors(database.name, () => planDamage(database, scan, plan));
  if (plan !== null && damage === undefined) return plan;
  throw new IntegrityError(
    `${database.name} is damaged: of the scan "${scan.name}", ${damage.message}. Go back to a backup; ` +
      `muscan verify tells all that is damaged.`,
  );
}

function hasRightLevels(database: Database.Database, scanId: number, plan: Plan): boolean {
  const stride = coarseStride(plan);
  return readLevels(database, scanId).every((levels) =>
    levels.every((level, index) => level === axisLevel(index, stride)),
  );
}

function isSame(stored: Float64Array, planned: readonly number[]): boolean {
  return stored.length === planned.length && planned.every((value, i) => value === stored[i]);
}
