/** What `muscan verify` finds: whatever happens to a stored value, never "all is well". */
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyDatabase } from '../../src/engine/verify-scan.js';
import { IntegrityError, MuscanError, UsageError } from '../../src/errors.js';
import { openDatabase } from '../../src/store/open-database.js';
import { closeDatabase } from '../../src/store/wal.js';
import { temporaryFolder } from '../cli/run-cli.js';
import { storeComputedScan } from './computed-scan.js';
import { newColumn, newDatabase, startScan, temporaryDirectory } from './fixtures.js';

/** A database that has been changed by SQL behind muscan's back. */
function tamperedWith(sql: string, done?: number): string {
  const database = newDatabase();
  storeComputedScan(database, done);
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  database.unsafeMode();
  database.pragma('writable_schema = ON');
  database.exec(sql);
  database.close();
  return database.name;
}

function verify(path: string, sample = 20) {
  return verifyDatabase(path, { sample });
}

describe('a sound database', () => {
  it('is found well, with every checksum and every sampled point equal', () => {
    const { ok, file, unreadable, scans } = verify(tamperedWith('SELECT 1', 7), 1000);
    expect({ ok, file, unreadable }).toEqual({
      ok: true,
      file: { integrity: [], foreignKeys: [], schema: [] },
      unreadable: null,
    });
    expect(scans).toMatchObject([
      {
        name: 'small',
        ok: true,
        tasks: { tasks: 12, tasksDone: 7, pointsStored: 140, checksumsEqual: 7, faults: [] },
        recomputed: { points: 140, equalBits: 140, withinErrors: 0, different: [] },
        damage: [],
        notes: [],
      },
    ]);
  });

  it('may have objects of the user’s own, and no scan', () => {
    expect(verify(tamperedWith('CREATE VIEW mine AS SELECT * FROM grid; CREATE TABLE t (x)')).ok).toBe(true);
    expect(verify(newDatabase().name)).toMatchObject({ ok: true, scans: [] });
  });

  it('is verified during a run, as of one moment', () => {
    const database = newDatabase();
    const { writer } = startScan(database);
    storeComputedScan(database);
    database.exec('BEGIN IMMEDIATE');
    database.exec('DELETE FROM point');
    const scans = [{ kind: 'name', name: 'small' } as const];
    expect(verifyDatabase(database.name, { scans, sample: 5 }).ok).toBe(true);
    database.exec('ROLLBACK');
    writer.saveColumns([newColumn(0, 4)]);
  });

  it('says which scans there are when it has not the one that is meant', () => {
    const path = tamperedWith('SELECT 1');
    const find = (name: string) => () => verifyDatabase(path, { scans: [{ kind: 'name', name }], sample: 0 });
    expect(find('smal')).toThrow(UsageError);
    expect(find('smal')).toThrow(/did you mean "small"/);
    expect(() => verifyDatabase(path, { scans: [{ kind: 'id', scanId: 9 }], sample: 0 })).toThrow(/id 9/);
  });
});

describe('is reported, with the tasks concerned:', () => {
  it.each([
    [
      'a changed yield',
      'UPDATE point SET yield = yield * (1 + 1e-15) WHERE mass_index = 3 AND coupling_index = 9',
      'checksum',
      [3],
    ],
    [
      'a changed error',
      'UPDATE point SET rel_error = 2 * rel_error WHERE mass_index = 4 AND coupling_index = 0',
      'checksum',
      [4],
    ],
    [
      'a changed status',
      'UPDATE point SET status = 1 WHERE mass_index = 5 AND coupling_index = 3',
      'checksum',
      [5],
    ],
    [
      'two columns exchanged',
      'UPDATE point SET mass_index = 1 - mass_index + 100 WHERE mass_index < 2; UPDATE point SET mass_index = mass_index - 100 WHERE mass_index >= 100',
      'checksum',
      [0, 1],
    ],
    [
      'a changed checksum',
      `UPDATE task SET checksum = replace(checksum, substr(checksum, 1, 1), 'x') WHERE task_index = 6`,
      'checksum',
      [6],
    ],
    [
      'a missing point',
      'DELETE FROM point WHERE mass_index = 2 AND coupling_index = 19',
      'missing-points',
      [2],
    ],
    ['missing columns', 'DELETE FROM point WHERE mass_index BETWEEN 7 AND 9', 'missing-points', [7, 8, 9]],
    ['a point too many', 'INSERT INTO point VALUES (1, 3, 20, 1, 1, 0)', 'unexpected-points', [3]],
    [
      'a point at a wrong place',
      'UPDATE point SET coupling_index = 30 WHERE mass_index = 3 AND coupling_index = 7',
      'unexpected-points',
      [3],
    ],
    [
      'points of a pending task',
      `UPDATE task SET state = 'pending', checksum = NULL, finished_at = NULL WHERE task_index = 4`,
      'unexpected-points',
      [4],
    ],
    ['a missing task', 'DELETE FROM task WHERE task_index = 8', 'no-task', [8]],
    [
      'a point that failed for no reason',
      'UPDATE point SET status = 3, yield = NULL WHERE mass_index = 1 AND coupling_index = 2',
      'no-reason',
      [1],
    ],
    [
      'a reason for a point that is there',
      `INSERT INTO failure VALUES (1, 5, 6, 'why not')`,
      'no-reason',
      [5],
    ],
  ])('%s', (_, sql, kind, tasks) => {
    const { ok, scans } = verify(tamperedWith(sql), 0);
    expect(ok).toBe(false);
    expect(scans[0].ok).toBe(false);
    expect(scans[0].damage).toContainEqual(expect.objectContaining({ kind, tasks }));
  });

  it('with masses in the message', () => {
    const { scans } = verify(tamperedWith('DELETE FROM point WHERE mass_index IN (2, 3, 4, 9)'), 0);
    expect(scans[0].damage[0].message).toMatch(
      /^tasks 2-4, 9 \(0\.0046\d* to 0\.0865\d* GeV\) are done, but not all of their points are there$/,
    );
  });
});

describe('is reported of a scan or the file as a whole:', () => {
  it.each([
    ['a changed plan', `UPDATE scan SET plan = replace(plan, '"iww"', '"ww"')`, 'plan'],
    ['a plan that is none', `UPDATE scan SET plan = '{'`, 'plan'],
    ['a changed hash', `UPDATE scan SET plan_hash = 'f'`, 'plan'],
    ['a changed mass', 'UPDATE mass_axis SET mass_gev = mass_gev * (1 + 1e-15) WHERE mass_index = 3', 'axes'],
    ['a missing coupling', 'DELETE FROM coupling_axis WHERE coupling_index = 19', 'axes'],
    ['a shifted coupling', 'UPDATE coupling_axis SET coupling_index = 25 WHERE coupling_index = 19', 'axes'],
    ['a wrong label', `UPDATE scan SET method = 'exact'`, 'labels'],
    ['a wrong accuracy', 'UPDATE scan SET accuracy = 1e-5', 'labels'],
  ])('%s', (_, sql, kind) => {
    const { ok, scans } = verify(tamperedWith(sql), 5);
    expect(ok).toBe(false);
    expect(scans[0].damage).toContainEqual(expect.objectContaining({ kind }));
  });

  it.each([
    ['a missing index', 'DROP INDEX failure_point', 'schema', /index failure_point is missing/],
    [
      'a changed view',
      `UPDATE sqlite_schema SET sql = replace(sql, 'point.yield,', '2 * point.yield AS yield,') WHERE name = 'grid'`,
      'schema',
      /view grid is not as/,
    ],
    ['a changed code', `UPDATE status SET name = 'fine' WHERE code = 1`, 'schema', /status 1 is not as/],
    [
      'points of no scan',
      'INSERT INTO point VALUES (9, 0, 0, 1, 1, 0)',
      'foreignKeys',
      /1 row of point refer/,
    ],
    [
      'what the schema forbids',
      'UPDATE point SET yield = NULL WHERE mass_index = 0 AND coupling_index = 0',
      'integrity',
      /1 row of point break the constraint \(\(status = 3\) = \(yield IS NULL\)\)/,
    ],
    [
      'a task in a state that there is not',
      `UPDATE task SET state = 'qending' WHERE task_index = 11`,
      'integrity',
      /1 row of task break the constraint \(state IN/,
    ],
    [
      'levels that are no list',
      `UPDATE scan SET contour_levels = '3'`,
      'integrity',
      /1 row of scan break the constraint \(json_valid\(contour_levels\)/,
    ],
  ] as const)('%s', (_, sql, part, message) => {
    const { ok, file } = verify(tamperedWith(sql), 0);
    expect(ok).toBe(false);
    expect(file[part].join('\n')).toMatch(message);
  });

  it('levels that are no longer JSON', () => {
    const path = tamperedWith(`UPDATE scan SET contour_levels = '[3'`);
    expect(verify(path)).toMatchObject({
      ok: false,
      scans: [],
      unreadable: expect.stringMatching(/contour_levels of scan 1 cannot be read/) as string,
    });
  });
});

describe('without checksums', () => {
  const forget = 'UPDATE task SET checksum = NULL';

  it('says so, and that only the sample was compared', () => {
    const { ok, scans } = verify(tamperedWith(forget));
    expect(ok).toBe(true);
    expect(scans[0].tasks).toMatchObject({ checksumsAbsent: 12, checksumsEqual: 0 });
    expect(scans[0].notes).toEqual([expect.stringMatching(/^12 of 12 tasks .* stored no checksums/)]);
  });

  it('finds a changed bit in a point that is computed again', () => {
    const { ok, scans } = verify(
      tamperedWith(`${forget}; UPDATE point SET yield = yield * (1 + 3e-16) WHERE yield > 1e-20`),
      1000,
    );
    expect(ok).toBe(false);
    expect(scans[0].damage[0].kind).toBe('recomputed');
    expect(scans[0].damage[0].message).toMatch(/come out differently when computed again, such as/);
  });
});

describe('points of another platform', () => {
  const otherNode = `UPDATE run SET node_version = '18.1.0'`;

  it.each([
    otherNode,
    `UPDATE run SET architecture = 'arm64'`,
    `UPDATE run SET architecture = NULL; UPDATE scan SET architecture = 'arm64'`,
  ])('are compared within their errors: %s', (sql) => {
    const { ok, scans } = verify(
      tamperedWith(`${sql}; UPDATE task SET checksum = NULL; UPDATE point SET yield = yield * (1 + 1e-15)`),
    );
    expect(ok).toBe(true);
    expect(scans[0].recomputed).toMatchObject({ points: 20, equalBits: 0, withinErrors: 20 });
    expect(scans[0].notes.join('\n')).toMatch(
      /compared within their errors, not bit for bit: some were stored/,
    );
  });

  it('are reported when they are further off', () => {
    const { ok, scans } = verify(
      tamperedWith(
        `${otherNode}; UPDATE task SET checksum = NULL; UPDATE point SET yield = yield * 1.01, rel_error = 1e-5`,
      ),
    );
    expect(ok).toBe(false);
    expect(scans[0].damage[0].kind).toBe('recomputed');
  });
});

describe('of 100 bits and 30 sectors of pages that hold points', () => {
  let path: string;
  let pages: number[];
  let original: Buffer;
  let expected: string;

  beforeAll(() => {
    path = join(temporaryFolder(), 'muscan.db');
    const database = openDatabase(path);
    storeComputedScan(database);
    pages = database
      .prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'point' AND pagetype = 'leaf'`)
      .pluck()
      .all();
    closeDatabase(database);
    original = readFileSync(path);
    expected = dump(path)!;
  });

  /** undefined where it cannot even be read. */
  function dump(file: string): string | undefined {
    try {
      const database = new Database(file, { readonly: true });
      try {
        return JSON.stringify(database.prepare('SELECT * FROM point').raw().all());
      } finally {
        database.close();
      }
    } catch {
      return undefined;
    }
  }

  /** Whether damage is found, in a report or by a refusal. */
  function isFound(file: string): boolean {
    try {
      return !verify(file, 0).ok;
    } catch (error) {
      expect(error).toBeInstanceOf(MuscanError);
      return true;
    }
  }

  function damaged(change: (bytes: Buffer, offset: number) => void): { file: string; offset: number } {
    const bytes = Buffer.from(original);
    const page = pages[Math.floor(Math.random() * pages.length)];
    const offset = (page - 1) * 4096 + Math.floor(Math.random() * 4096);
    change(bytes, offset);
    const file = join(temporaryDirectory(), 'damaged.db');
    writeFileSync(file, bytes);
    return { file, offset };
  }

  it('every change of a stored value is found', () => {
    expect(isFound(path)).toBe(false);
    let found = 0;
    for (let trial = 0; trial < 130; trial++) {
      const { file, offset } = damaged((bytes, at) => {
        if (trial < 100) bytes[at] ^= 1 << (trial % 8);
        else bytes.fill(0, at - (at % 512), at - (at % 512) + 512);
      });
      const isDamaged = isFound(file);
      if (isDamaged) found++;
      else expect(dump(file), `changed at ${offset}`).toBe(expected);
    }
    // Some bits lie in space that holds nothing.
    expect(found).toBeGreaterThan(60);
  });

  it('a file cut short is refused', () => {
    for (const part of [0.2, 0.5, 0.95]) {
      const file = join(temporaryDirectory(), 'cut.db');
      copyFileSync(path, file);
      truncateSync(file, Math.floor(original.length * part));
      expect(() => verify(file)).toThrow(IntegrityError);
    }
  });
});
