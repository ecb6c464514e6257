/** Reads a scan's grid back, bit for bit. */
import type Database from 'better-sqlite3';
import { IntegrityError } from '../errors.js';
import { damagedTasks } from './check-tasks.js';
import { numberFrom, pointsChecksum, statusFrom } from './checksum.js';
import type { ColumnFailure } from './column-writer.js';
import { POINT_PENDING } from './point-status.js';
import { withStorageErrors } from './storage-errors.js';
import type { Task } from './tasks.js';

/**
 * A grid in the order of the axes; the point (i, j) lies at index i * coupling.length + j. Of a refined scan it has the masses
 * and the couplings of which some points are computed; the other points of these are as if they were pending.
 */
export interface StoredGrid {
  readonly massGeV: Float64Array;
  readonly coupling: Float64Array;
  /** NaN where the point failed or is pending. */
  readonly yield: Float64Array;
  /** NaN where unknown. */
  readonly relError: Float64Array;
  /** Codes of PointStatus, or POINT_PENDING. */
  readonly status: Uint8Array;
  /** Of a refined scan: places of the masses and couplings on the axes of the plan. */
  readonly places?: GridPlaces;
}

export interface GridPlaces {
  readonly massIndices: Int32Array;
  readonly couplingIndices: Int32Array;
}

export interface StoredFailure extends ColumnFailure {
  readonly massIndex: number;
}

type PointRow = [couplingIndex: number, value: unknown, relError: unknown, status: unknown];

/**
 * The whole grid as of one moment, even while a run goes on: 17 bytes per point in memory.
 *
 * @throws {IntegrityError} a column is not what was stored.
 */
export function readGrid(database: Database.Database, scanId: number): StoredGrid {
  const read = database.transaction(() => {
    const axes = readAxes(database, scanId);
    const places = isRefined(database, scanId) ? computedPlaces(database, scanId) : undefined;
    const massGeV = places === undefined ? axes.massGeV : pick(axes.massGeV, places.massIndices);
    const coupling = places === undefined ? axes.coupling : pick(axes.coupling, places.couplingIndices);
    const size = massGeV.length * coupling.length;
    const grid: StoredGrid = {
      massGeV,
      coupling,
      yield: new Float64Array(size).fill(Number.NaN),
      relError: new Float64Array(size).fill(Number.NaN),
      status: new Uint8Array(size).fill(POINT_PENDING),
      ...(places && { places }),
    };
    fillPoints(database, scanId, grid);
    refuseDamaged(database, scanId, grid);
    return grid;
  });
  return withStorageErrors(database.name, () => read.deferred());
}

function isRefined(database: Database.Database, scanId: number): boolean {
  const refinement = database
    .prepare<[number], string | null>('SELECT refinement FROM scan WHERE scan_id = ?')
    .pluck()
    .get(scanId);
  return typeof refinement === 'string';
}

/** The masses and couplings of which there are points. */
function computedPlaces(database: Database.Database, scanId: number): GridPlaces {
  const placesOf = (name: string) =>
    Int32Array.from(
      database
        .prepare<[number], number>(`SELECT DISTINCT ${name} FROM point WHERE scan_id = ? ORDER BY ${name}`)
        .pluck()
        .all(scanId),
    );
  return { massIndices: placesOf('mass_index'), couplingIndices: placesOf('coupling_index') };
}

function pick(axis: Float64Array, indices: Int32Array): Float64Array {
  return Float64Array.from(indices, (index) => axis[index]);
}

/** The values of both axes at their indices. */
export function readAxes(
  database: Database.Database,
  scanId: number,
): Pick<StoredGrid, 'massGeV' | 'coupling'> {
  return {
    massGeV: readAxis(database, 'SELECT mass_index, mass_gev FROM mass_axis WHERE scan_id = ?', scanId),
    coupling: readAxis(
      database,
      'SELECT coupling_index, coupling FROM coupling_axis WHERE scan_id = ?',
      scanId,
    ),
  };
}

/** The levels of the masses and of the couplings at their indices: all 0 where every point is computed. */
export function readLevels(database: Database.Database, scanId: number): readonly Float64Array[] {
  return [
    readAxis(database, 'SELECT mass_index, level FROM mass_axis WHERE scan_id = ?', scanId),
    readAxis(database, 'SELECT coupling_index, level FROM coupling_axis WHERE scan_id = ?', scanId),
  ];
}

function readAxis(database: Database.Database, sql: string, scanId: number): Float64Array {
  const rows = database.prepare<[number], [number, number]>(sql).raw().all(scanId);
  const axis = new Float64Array(rows.length).fill(Number.NaN);
  for (const [index, value] of rows) axis[index] = value;
  return axis;
}

function fillPoints(database: Database.Database, scanId: number, grid: StoredGrid): void {
  // A column at a time: half the time of stepping through all rows, and no more memory than one column.
  const select = database
    .prepare<[number, number], PointRow>(
      'SELECT coupling_index, yield, rel_error, status FROM point WHERE scan_id = ? AND mass_index = ?',
    )
    .raw();
  const { massGeV, coupling, places } = grid;
  const columnOf = new Map(places && Array.from(places.couplingIndices, (index, j) => [index, j]));
  for (let i = 0; i < massGeV.length; i++) {
    const start = i * coupling.length;
    const massIndex = places === undefined ? i : places.massIndices[i];
    for (const [couplingIndex, value, relError, status] of select.all(scanId, massIndex)) {
      const k = start + (places === undefined ? couplingIndex : columnOf.get(couplingIndex)!);
      grid.yield[k] = numberFrom(value);
      grid.relError[k] = numberFrom(relError);
      grid.status[k] = statusFrom(status);
    }
  }
}

type TaskRow = [firstMassIndex: number, massCount: number, state: string, checksum: string | null];

/** SQLite does not notice a changed bit of a number; the checksums of the tasks do. Adds some three per cent to the time of reading. */
function refuseDamaged(database: Database.Database, scanId: number, grid: StoredGrid): void {
  if (grid.places !== undefined) {
    refuseDamagedTasks(database, scanId, damagedTasks(database, scanId));
    return;
  }
  const couplings = grid.coupling.length;
  const damaged = database
    .prepare<[number], TaskRow>(
      'SELECT first_mass_index, mass_count, state, checksum FROM task WHERE scan_id = ? ORDER BY task_index',
    )
    .raw()
    .all(scanId)
    .filter(([firstMass, massCount, state, checksum]) => {
      const [from, to] = [firstMass * couplings, (firstMass + massCount) * couplings];
      const statuses = grid.status.subarray(from, to);
      if (state !== 'done') return statuses.some((status) => status !== POINT_PENDING);
      if (statuses.includes(POINT_PENDING)) return true;
      const [yields, relErrors] = [grid.yield.subarray(from, to), grid.relError.subarray(from, to)];
      return checksum !== null && checksum !== pointsChecksum({ yields, relErrors, statuses });
    });
  refuseDamagedTasks(
    database,
    scanId,
    damaged.map(([firstMassIndex]) => ({ firstMassIndex })),
  );
}

function refuseDamagedTasks(
  database: Database.Database,
  scanId: number,
  damaged: readonly Pick<Task, 'firstMassIndex'>[],
): void {
  if (damaged.length === 0) return;
  const massGeV = database
    .prepare<[number, number], number>('SELECT mass_gev FROM mass_axis WHERE scan_id = ? AND mass_index = ?')
    .pluck()
    .get(scanId, damaged[0].firstMassIndex);
  const name = database
    .prepare<[number], string>('SELECT name FROM scan WHERE scan_id = ?')
    .pluck()
    .get(scanId);
  throw new IntegrityError(
    `${database.name} is damaged: ${damaged.length} mass columns of the scan "${name}", such as that of ` +
      `${massGeV} GeV, are not what was stored. muscan verify tells all that is damaged; ` +
      `muscan run ${name} computes such columns again.`,
  );
}

/** Why points failed, in the order of the grid. */
export function readFailures(database: Database.Database, scanId: number): StoredFailure[] {
  return withStorageErrors(database.name, () =>
    database
      .prepare<[number], StoredFailure>(
        `SELECT mass_index AS massIndex, coupling_index AS couplingIndex, reason
         FROM failure WHERE scan_id = ? ORDER BY mass_index, coupling_index`,
      )
      .all(scanId),
  );
}
