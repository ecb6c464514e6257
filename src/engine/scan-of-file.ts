/**
 * Which stored scan a scan file is run on. The plan decides: the same plan is the same scan, whatever its name; another
 * plan under a name that is taken is refused, unless the user said what should become of the two.
 *
 * Labels are not part of the plan. Parameters follow from it: those that a file sweeps are added to the scan, whoever
 * stored it. Name and title are the user's: a scan that is stored under another name keeps both.
 */
import type Database from 'better-sqlite3';
import { PlanMismatchError } from '../errors.js';
import { type Plan, coarseStride } from '../scan/plan.js';
import { canonicalJson } from '../scan/plan-hash.js';
import type { ScanFile } from '../scan/scan-file.js';
import { parametersOf } from '../scan/swept-parameters.js';
import { requireFreeSpace } from '../store/free-space.js';
import {
  type ScanPresentation,
  type StoredScan,
  createScan,
  deleteScan,
  findScan,
  updateParameters,
  updatePresentation,
} from '../store/scan-repository.js';
import { withStorageErrors } from '../store/storage-errors.js';
import { VERSION } from '../version.js';
import { differencesInWords } from './differences-in-words.js';
import { requirePlan } from './stored-plan.js';
import { type TakeOver, planTakeOver, takeOver } from './take-over.js';

/** What to do with a plan whose name is stored with another plan; refused if none is asked for. */
export interface ChoiceOfScan {
  /** Forget what is stored of this scan and compute it anew. */
  readonly restart?: boolean;
  /** Store it beside the other one, as NAME-2 and so on. */
  readonly asNew?: boolean;
  /** The same, and take over the columns that both have. */
  readonly fork?: boolean;
}

export interface ChosenScan {
  readonly scan: StoredScan;
  /** Whether it was stored before. */
  readonly isResumed: boolean;
  /** Whether it was stored before under a name that is not the file's. */
  readonly hasOtherName: boolean;
  /** What came from the scan that has the name; undefined unless one was forked. */
  readonly takenOver: TakeOver | undefined;
}

/**
 * Finds the scan of that plan, or stores it.
 *
 * @throws {PlanMismatchError} the name is stored with another plan, and no choice was made.
 */
export function scanOfFile(database: Database.Database, file: ScanFile, choice: ChoiceOfScan): ChosenScan {
  const { name, plan, planHash } = file;
  const same = findScan(database, { planHash });
  if (same !== undefined && choice.restart !== true) return resumed(database, file, same);
  const named = findScan(database, { name });
  if (choice.restart === true) {
    const replaced = same ?? named;
    if (replaced !== undefined) deleteScan(database, replaced.scanId);
    if (same === undefined || isCalled(same, file)) return created(database, file, replaced?.name ?? name);
    const scan = create(database, file, same.name, same.presentation);
    return { scan, isResumed: false, hasOtherName: true, takenOver: undefined };
  }
  if (named === undefined) return created(database, file, name);
  if (choice.fork === true) return forked(database, file, named);
  if (choice.asNew === true) return created(database, file, freeName(database, name));
  throw new PlanMismatchError(describeMismatch(database, named, { name, plan, path: file.path }));
}

/** The scan that has the file's plan, with the labels that the file has for it. */
function resumed(database: Database.Database, file: ScanFile, same: StoredScan): ChosenScan {
  const { scanId, labels } = same;
  updateParameters(database, scanId, { ...labels.parameters, ...parametersOf(file.plan, file.swept) });
  const hasOtherName = !isCalled(same, file);
  if (!hasOtherName) updatePresentation(database, scanId, presentationOf(file));
  return { scan: findScan(database, { scanId })!, isResumed: true, hasOtherName, takenOver: undefined };
}

/** Whether a scan has the file's name, or one that the same file got when that was taken. */
function isCalled({ name, presentation }: StoredScan, file: ScanFile): boolean {
  if (name === file.name) return true;
  const isNumbered = name.startsWith(`${file.name}-`) && /^\d+$/.test(name.slice(file.name.length + 1));
  return isNumbered && presentation.file?.path === file.path;
}

function created(database: Database.Database, file: ScanFile, name: string): ChosenScan {
  const scan = create(database, file, name);
  return { scan, isResumed: false, hasOtherName: false, takenOver: undefined };
}

/** The new scan and what it takes over are stored together, or not at all. */
function forked(database: Database.Database, file: ScanFile, from: StoredScan): ChosenScan {
  const { massGeV, coupling } = file.plan.grid;
  requireFreeSpace(database.name, massGeV.length * coupling.length);
  const fork = database.transaction(() => {
    const taken = planTakeOver(database, from, file.plan);
    const scan = create(database, file, freeName(database, file.name));
    takeOver(database, taken, scan.scanId);
    return { scan, isResumed: false, hasOtherName: false, takenOver: taken };
  });
  return withStorageErrors(database.name, () => fork.immediate());
}

function create(
  database: Database.Database,
  file: ScanFile,
  name: string,
  presentation: ScanPresentation = presentationOf(file),
): StoredScan {
  const { plan, planHash } = file;
  const scanId = createScan(database, {
    name,
    planHash,
    plan: canonicalJson(plan),
    accuracy: plan.accuracy,
    numericsVersion: plan.numericsVersion,
    muscanVersion: VERSION,
    labels: {
      model: plan.model.id,
      experiment: plan.experiment.id,
      channel: plan.experiment.channel.id,
      method: plan.method,
      formFactor: plan.formFactor,
      parameters: parametersOf(plan, file.swept),
    },
    presentation,
    massGeV: plan.grid.massGeV,
    coupling: plan.grid.coupling,
    coarseStride: plan.grid.refine && coarseStride(plan),
  });
  return findScan(database, { scanId })!;
}

function presentationOf({
  name,
  title,
  contourLevels,
  contourExposures,
  constraints,
  path,
  text,
}: ScanFile): ScanPresentation {
  return { title: title ?? name, contourLevels, contourExposures, constraints, file: { path, text } };
}

/** NAME-2, or the next number that is not taken. */
function freeName(database: Database.Database, name: string): string {
  for (let number = 2; ; number++) {
    const numbered = `${name}-${number}`;
    if (findScan(database, { name: numbered }) === undefined) return numbered;
  }
}

/** Why a file cannot be run as it is; undefined if it can. */
export function mismatchOf(
  database: Database.Database,
  { name, plan, planHash, path }: ScanFile,
): string | undefined {
  if (findScan(database, { planHash }) !== undefined) return undefined;
  const named = findScan(database, { name });
  return named && describeMismatch(database, named, { name, plan, path });
}

function describeMismatch(
  database: Database.Database,
  stored: StoredScan,
  { name, plan, path }: { name: string; plan: Plan; path: string },
): string {
  const storedPlan = requirePlan(database, stored);
  const differences = differencesInWords(storedPlan, plan);
  const lines = differences.map((difference) => {
    const values = `${difference.stored} -> ${difference.current}`;
    return `  ${difference.field}: ${values}`;
  });
  if (storedPlan.numericsVersion !== plan.numericsVersion) {
    lines.push(
      '  (numericsVersion is not in the file: this muscan computes yields in another way than that one)',
    );
  }
  const { columns, reason } = planTakeOver(database, stored, plan);
  const common =
    columns.length > 0
      ? `as --new, and take over the ${columns.length} of ${plan.grid.massGeV.length} mass columns that are stored already`
      : `as --new: nothing can be taken over, because ${reason}`;
  return [
    `the scan "${name}" in ${database.name} was made from a different plan. Stored -> now in ${path}:`,
    ...lines,
    'Nothing was changed. Give the scan another name in its file, or run it again with one of',
    `  --new      store it beside the old one, as "${freeName(database, name)}"`,
    `  --fork     ${common}`,
    '  --restart  discard the stored one',
  ].join('\n');
}
