/**
 * What a database holds, read with plain SQL and without muscan's own code, and whether that is right.
 *
 * Always from a copy of the database and its log: opening the original would recover it and change what the next run
 * finds.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface StoredScan {
  readonly tasks: number;
  readonly couplings: number;
  /** Mass index of a task by its index, for those that are done. */
  readonly done: ReadonlyMap<number, number>;
  /** `mass,coupling` to the exact bits of yield and error, and the status. */
  readonly points: ReadonlyMap<string, string>;
  /** The exact bits of both axes. */
  readonly axes: string;
  /** Tasks that are neither pending without points nor done with all of them. */
  readonly partial: readonly number[];
}

export interface StoredDatabase {
  /** What SQLite finds: `ok`, or the faults. */
  readonly integrity: string;
  readonly scans: ReadonlyMap<string, StoredScan>;
}

/** Copies the files that make up the database, without its shared memory, as a power cut would leave them. */
export function copyDatabase(from: string, to: string): void {
  rmSync(to, { force: true });
  rmSync(`${to}-wal`, { force: true });
  rmSync(`${to}-shm`, { force: true });
  rmSync(`${to}-journal`, { force: true });
  for (const suffix of ['', '-wal', '-journal']) {
    if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  }
}

/** What would be found in the database now; nothing at all if there is no file yet, or no schema in it. */
export function readStored(path: string): StoredDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'muscan-stored-'));
  try {
    const copy = join(folder, 'copy');
    if (!existsSync(path)) return { integrity: 'ok', scans: new Map() };
    copyDatabase(path, copy);
    const database = new Database(copy);
    try {
      return readScans(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readScans(database: Database.Database): StoredDatabase {
  const integrity = database.pragma('integrity_check', { simple: true }) as string;
  const hasSchema = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'scan'`).get() !== undefined;
  if (!hasSchema) return { integrity, scans: new Map() };
  const scans = database
    .prepare<[], [number, string]>('SELECT scan_id, name FROM scan')
    .raw()
    .all()
    .map(([scanId, name]) => [name, readScan(database, scanId)] as const);
  return { integrity, scans: new Map(scans) };
}

function readScan(database: Database.Database, scanId: number): StoredScan {
  const rows = <T extends unknown[]>(sql: string): T[] =>
    database.prepare<[number], T>(sql).raw().all(scanId);
  const tasks = rows<[number, number, string]>(
    'SELECT task_index, first_mass_index, state FROM task WHERE scan_id = ?',
  );
  const couplings = rows<[number, number]>(
    'SELECT coupling_index, coupling FROM coupling_axis WHERE scan_id = ? ORDER BY 1',
  );
  const masses = rows<[number, number]>(
    'SELECT mass_index, mass_gev FROM mass_axis WHERE scan_id = ? ORDER BY 1',
  );
  const points = rows<[number, number, number | null, number | null, number]>(
    'SELECT mass_index, coupling_index, yield, rel_error, status FROM point WHERE scan_id = ?',
  );
  const pointsOfMass = new Map<number, number>();
  for (const [mass] of points) pointsOfMass.set(mass, (pointsOfMass.get(mass) ?? 0) + 1);
  const isPartial = ([, mass, state]: [number, number, string]) =>
    (pointsOfMass.get(mass) ?? 0) !== (state === 'done' ? couplings.length : 0);
  return {
    tasks: tasks.length,
    couplings: couplings.length,
    done: new Map(
      tasks.filter(([, , state]) => state === 'done').map(([task, mass]) => [task, mass] as const),
    ),
    points: new Map(
      points.map(([mass, coupling, value, error, status]) => [
        `${mass},${coupling}`,
        `${bits(value)} ${bits(error)} ${status}`,
      ]),
    ),
    axes: [masses, couplings]
      .map((axis) => axis.map(([index, value]) => `${index}:${bits(value)}`).join(' '))
      .join('; '),
    partial: tasks.filter(isPartial).map(([task]) => task),
  };
}

const float = new Float64Array(1);
const integer = new BigUint64Array(float.buffer);

/** The 64 bits of a number in hexadecimal. */
export function bits(value: number | null): string {
  if (value === null) return 'NULL';
  float[0] = value;
  return integer[0].toString(16);
}

/** One line for everything that a finished grid is: axes, tasks and the bits of every point. */
export function digest(scan: StoredScan | undefined): string {
  if (scan === undefined) return 'not stored';
  const points = [...scan.points].map((entry) => entry.join('=')).sort();
  const text = [scan.axes, scan.tasks, [...scan.done].join(' '), ...points].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

/** What is wrong with what is stored, given the grid of an uninterrupted run; pending tasks are not. */
export function faultsOf(scan: StoredScan, reference: StoredScan): string[] {
  const wrong = [...scan.points].filter(([place, values]) => reference.points.get(place) !== values);
  return [
    ...(scan.axes === reference.axes ? [] : ['another axis']),
    ...(scan.tasks === reference.tasks ? [] : [`${scan.tasks} tasks in place of ${reference.tasks}`]),
    ...(scan.partial.length === 0 ? [] : [`partial tasks: ${scan.partial.join(', ')}`]),
    ...(wrong.length === 0
      ? []
      : [
          `${wrong.length} wrong points, e.g. ${wrong[0].join(': ')}, not ${reference.points.get(wrong[0][0])}`,
        ]),
  ];
}
