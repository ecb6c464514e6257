/** Scans as a whole: created with their axes and tasks in one transaction, found, listed, removed. */
import type Database from 'better-sqlite3';
import type { Certainty } from '../certainty.js';
import { IntegrityError, PlanMismatchError, UsageError } from '../errors.js';
import type { NamedConstraint } from '../scan/named-constraints.js';
import { withStorageErrors } from './storage-errors.js';
import { countCouplings, insertTasks, reopenTask } from './tasks.js';

export interface NewScan {
  readonly name: string;
  readonly planHash: string;
  /** Canonical JSON of the resolved plan. */
  readonly plan: string;
  readonly accuracy: number;
  readonly numericsVersion: number;
  readonly muscanVersion: string;
  /** What people filter by; the plan has it all, these are its labels. */
  readonly labels: ScanLabels;
  readonly presentation: ScanPresentation;
  readonly massGeV: ArrayLike<number>;
  readonly coupling: ArrayLike<number>;
  /** Of a refined scan: every how many points of the axes are on the coarse grid; left out, all points are computed. */
  readonly coarseStride?: number | undefined;
}

export interface ScanLabels {
  readonly model: string;
  readonly experiment: string;
  readonly channel: string;
  readonly method: string;
  readonly formFactor: string;
  /** Those of the model, what of the experiment is often varied, and what a sweep varied. */
  readonly parameters: Readonly<Record<string, number | string>>;
}

/** What does not determine the numbers and may change while the plan stays the same. */
export interface ScanPresentation {
  readonly title: string;
  readonly contourLevels: readonly number[];
  /** Numbers of beam particles for which contours are drawn; empty for that of the experiment. */
  readonly contourExposures: readonly number[];
  /** What else is drawn; left out where nothing is said. */
  readonly constraints?: readonly NamedConstraint[] | undefined;
  /** How sure its contours are, as its file says now; left out: as the stored text of the file does. Not stored. */
  readonly certainty?: Certainty | undefined;
  /** null for a scan made by the library, without a file. */
  readonly file: { readonly path: string; readonly text: string } | null;
}

export interface StoredScan extends Omit<NewScan, 'massGeV' | 'coupling' | 'coarseStride'> {
  readonly scanId: number;
  /** Of a refined scan: whether further points may be planned; null where all points are computed. */
  readonly refinement: 'growing' | 'complete' | null;
  readonly nodeVersion: string;
  readonly architecture: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Exactly one of the names a scan goes by. */
export type ScanKey = { readonly scanId: number } | { readonly name: string } | { readonly planHash: string };

/**
 * Stores a scan with its exact axes and one task per mass; returns its id. Needs the run lock.
 *
 * @throws {PlanMismatchError} the name is taken by a different plan
 */
export function createScan(database: Database.Database, scan: NewScan): number {
  if (scan.massGeV.length === 0 || scan.coupling.length === 0) {
    throw new RangeError(`scan "${scan.name}": expected at least one mass and one coupling`);
  }
  const create = database.transaction(() => {
    refuseTaken(database, scan);
    const scanId = insertScan(database, scan);
    insertAxes(database, scanId, scan);
    return scanId;
  });
  return withStorageErrors(database.name, () => create.immediate());
}

function refuseTaken(database: Database.Database, { name, planHash }: NewScan): void {
  const twin = findScan(database, { planHash });
  if (twin !== undefined) {
    throw new UsageError(
      `the same plan is already stored in ${database.name} as "${twin.name}". Resume that scan.`,
    );
  }
  if (findScan(database, { name }) !== undefined) {
    throw new PlanMismatchError(
      `${database.name} already has a scan "${name}", made from a different plan. Choose another name.`,
    );
  }
}

function insertScan(database: Database.Database, scan: NewScan): number {
  const { labels, presentation } = scan;
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO scan (name, plan_hash, plan, file_text, file_path, title, contour_levels, contour_exposures, constraints,
         model, experiment, channel, method, form_factor, parameters,
         accuracy, muscan_version, numerics_version, node_version, architecture, created_at, refinement)
       VALUES (@name, @planHash, @plan, @fileText, @filePath, @title, @contourLevels, @contourExposures, @constraints,
         @model, @experiment, @channel, @method, @formFactor, @parameters,
         @accuracy, @muscanVersion, @numericsVersion, @nodeVersion, @architecture, @createdAt, @refinement)`,
    )
    .run({
      name: scan.name,
      planHash: scan.planHash,
      plan: scan.plan,
      accuracy: scan.accuracy,
      numericsVersion: scan.numericsVersion,
      muscanVersion: scan.muscanVersion,
      ...labels,
      parameters: JSON.stringify(labels.parameters),
      ...presentationColumns(presentation),
      nodeVersion: process.versions.node,
      architecture: process.arch,
      createdAt: new Date().toISOString(),
      refinement: scan.coarseStride === undefined ? null : 'growing',
    });
  return Number(lastInsertRowid);
}

function insertAxes(
  database: Database.Database,
  scanId: number,
  { massGeV, coupling, coarseStride }: NewScan,
): void {
  const insertMass = database.prepare(
    'INSERT INTO mass_axis (scan_id, mass_index, mass_gev, level) VALUES (?, ?, ?, ?)',
  );
  const insertCoupling = database.prepare(
    'INSERT INTO coupling_axis (scan_id, coupling_index, coupling, level) VALUES (?, ?, ?, ?)',
  );
  const stride = coarseStride ?? 1;
  for (let index = 0; index < massGeV.length; index++)
    insertMass.run(scanId, index, massGeV[index], axisLevel(index, stride));
  for (let index = 0; index < coupling.length; index++) {
    insertCoupling.run(scanId, index, coupling[index], axisLevel(index, stride));
  }
  const points = coarseStride === undefined ? null : Math.ceil(coupling.length / stride);
  const masses = Array.from({ length: Math.ceil(massGeV.length / stride) }, (_, i) => i * stride);
  insertTasks(
    database,
    scanId,
    masses.map((massIndex) => ({ massIndex, points })),
  );
}

/** How often the distance of the coarse grid, which is a power of two, was halved to come to a place of an axis. */
export function axisLevel(index: number, coarseStride: number): number {
  let level = 0;
  for (let stride = coarseStride; index % stride !== 0; stride /= 2) level++;
  return level;
}

/** Takes over the title, contours, constraints and file of a scan file that was edited without changing its plan. */
export function updatePresentation(
  database: Database.Database,
  scanId: number,
  presentation: ScanPresentation,
): void {
  withStorageErrors(database.name, () =>
    database
      .prepare(
        `UPDATE scan SET title = @title, contour_levels = @contourLevels, contour_exposures = @contourExposures,
           constraints = @constraints, file_path = @filePath, file_text = @fileText
         WHERE scan_id = @scanId`,
      )
      .run({ scanId, ...presentationColumns(presentation) }),
  );
}

/** Adds to the labels of a scan: which parameters are worth one may turn out after it was stored. */
export function updateParameters(
  database: Database.Database,
  scanId: number,
  parameters: ScanLabels['parameters'],
): void {
  withStorageErrors(database.name, () =>
    database
      .prepare('UPDATE scan SET parameters = ? WHERE scan_id = ?')
      .run(JSON.stringify(parameters), scanId),
  );
}

function presentationColumns({
  title,
  contourLevels,
  contourExposures,
  constraints,
  file,
}: ScanPresentation) {
  return {
    title,
    contourLevels: JSON.stringify(contourLevels),
    contourExposures: JSON.stringify(contourExposures),
    constraints: constraints === undefined ? null : JSON.stringify(constraints),
    filePath: file?.path ?? null,
    fileText: file?.text ?? null,
  };
}

/** The scan of that id, name or plan; undefined if there is none. */
export function findScan(database: Database.Database, key: ScanKey): StoredScan | undefined {
  if ('scanId' in key) return selectScans(database, 'WHERE scan_id = ?', key.scanId)[0];
  if ('name' in key) return selectScans(database, 'WHERE name = ?', key.name)[0];
  return selectScans(database, 'WHERE plan_hash = ?', key.planHash)[0];
}

/** The scans made from the file at that path, newest first: an edited file is a different plan, hence another scan. */
export function findScansOfFile(database: Database.Database, filePath: string): StoredScan[] {
  return selectScans(database, 'WHERE file_path = ? ORDER BY scan_id DESC', filePath);
}

/** Every scan, oldest first. */
export function listScans(database: Database.Database): StoredScan[] {
  return selectScans(database, 'ORDER BY scan_id');
}

/** A removal is committed after this many points, so that the log stays short: a full disk is what removals are for. */
const POINTS_PER_COMMIT = 100_000;

/**
 * Removes a scan with everything that belongs to it; false if there is none of that id. Needs the run lock.
 * Cut short, it leaves a scan some of whose tasks are pending again. The file does not shrink: the next scan uses the
 * space.
 */
export function deleteScan(database: Database.Database, scanId: number): boolean {
  return withStorageErrors(database.name, () => {
    reopenAll(database, scanId);
    return database.prepare('DELETE FROM scan WHERE scan_id = ?').run(scanId).changes > 0;
  });
}

function reopenAll(database: Database.Database, scanId: number): void {
  const couplings = countCouplings(database, scanId);
  const done = database
    .prepare<[number], { taskIndex: number; massIndex: number }>(
      `SELECT task_index AS taskIndex, first_mass_index AS massIndex FROM task WHERE scan_id = ? AND state = 'done'`,
    )
    .all(scanId);
  const reopen = database.transaction((tasks: typeof done) => {
    for (const task of tasks) reopenTask(database, { ...task, scanId });
  });
  const perCommit = Math.ceil(POINTS_PER_COMMIT / Math.max(1, couplings));
  for (let from = 0; from < done.length; from += perCommit) {
    reopen.immediate(done.slice(from, from + perCommit));
  }
}

interface ScanRow {
  scan_id: number;
  name: string;
  plan_hash: string;
  plan: string;
  file_text: string | null;
  file_path: string | null;
  title: string;
  contour_levels: string;
  contour_exposures: string;
  constraints: string | null;
  model: string;
  experiment: string;
  channel: string;
  method: string;
  form_factor: string;
  parameters: string;
  accuracy: number;
  muscan_version: string;
  numerics_version: number;
  node_version: string;
  architecture: string;
  created_at: string;
  refinement: StoredScan['refinement'];
}

function selectScans(
  database: Database.Database,
  clause: string,
  ...values: (string | number)[]
): StoredScan[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<(string | number)[], ScanRow>(`SELECT * FROM scan ${clause}`)
      .all(...values)
      .map((row) => toStoredScan(row, database.name)),
  );
}

function toStoredScan(row: ScanRow, path: string): StoredScan {
  const parsed = (column: 'parameters' | 'contour_levels' | 'contour_exposures' | 'constraints'): unknown => {
    try {
      return JSON.parse(row[column] ?? 'null');
    } catch (cause) {
      throw new IntegrityError(
        `${path} is damaged: ${column} of scan ${row.scan_id} cannot be read. Go back to a backup.`,
        { cause },
      );
    }
  };
  return {
    scanId: row.scan_id,
    name: row.name,
    planHash: row.plan_hash,
    plan: row.plan,
    accuracy: row.accuracy,
    numericsVersion: row.numerics_version,
    muscanVersion: row.muscan_version,
    nodeVersion: row.node_version,
    architecture: row.architecture,
    createdAt: row.created_at,
    refinement: row.refinement,
    labels: {
      model: row.model,
      experiment: row.experiment,
      channel: row.channel,
      method: row.method,
      formFactor: row.form_factor,
      parameters: parsed('parameters') as ScanLabels['parameters'],
    },
    presentation: {
      title: row.title,
      contourLevels: parsed('contour_levels') as number[],
      contourExposures: parsed('contour_exposures') as number[],
      constraints: (parsed('constraints') as NamedConstraint[] | null) ?? undefined,
      file: row.file_path === null ? null : { path: row.file_path, text: row.file_text ?? '' },
    },
  };
}
