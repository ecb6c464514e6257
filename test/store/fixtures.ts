/** Small databases for the tests of the store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Plan } from '../../src/scan/plan.js';
import { canonicalJson, planHash } from '../../src/scan/plan-hash.js';
import { ColumnWriter, type FinishedColumn } from '../../src/store/column-writer.js';
import { openDatabase } from '../../src/store/open-database.js';
import { startRun } from '../../src/store/run-log.js';
import { createScan, type NewScan } from '../../src/store/scan-repository.js';

/** A directory that is removed with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'muscan-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A new database in a directory of its own, closed with the test. */
export function newDatabase(path = join(temporaryDirectory(), 'muscan.db')): Database.Database {
  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  return database;
}

export function newScan(overrides: Partial<NewScan> = {}): NewScan {
  const name = overrides.name ?? 'fermilab-exact';
  return {
    name,
    planHash: `hash of ${name}`,
    plan: '{"numericsVersion":1}',
    accuracy: 1e-3,
    numericsVersion: 1,
    muscanVersion: '0.1.0',
    labels: {
      model: 'scalar',
      experiment: 'fermilab',
      channel: 'visible',
      method: 'exact',
      formFactor: 'elastic',
      parameters: { leptonMassGeV: 0.1056583755 },
    },
    presentation: {
      title: 'A scan',
      contourLevels: [3, 10],
      contourExposures: [],
      file: { path: '/scans/a.yaml', text: 'name: a' },
    },
    massGeV: [0.1, 0.15, 0.2],
    coupling: [1e-5, 1e-4, 1e-3, 1e-2],
    ...overrides,
  };
}

/** The scan with a plan that agrees with all that is stored beside it, as readers of grids demand. */
export function withPlan(scan: NewScan): NewScan {
  const { labels, accuracy, numericsVersion } = scan;
  const plan = {
    model: { id: labels.model, parameters: labels.parameters },
    experiment: { id: labels.experiment, channel: { id: labels.channel } },
    method: labels.method,
    formFactor: labels.formFactor,
    grid: { massGeV: Array.from(scan.massGeV), coupling: Array.from(scan.coupling) },
    accuracy,
    numericsVersion,
  } as unknown as Plan;
  return { ...scan, plan: canonicalJson(plan), planHash: planHash(plan) };
}

/** A column whose points are all ok, with yields that tell mass and coupling apart. */
export function newColumn(
  massIndex: number,
  couplings: number,
  overrides: Partial<FinishedColumn> = {},
): FinishedColumn {
  return {
    taskIndex: massIndex,
    massIndex,
    yields: Float64Array.from({ length: couplings }, (_, index) => 1 + massIndex + index / couplings),
    relErrors: new Float64Array(couplings).fill(1e-4),
    statuses: new Uint8Array(couplings),
    failures: [],
    evaluations: 1000 + massIndex,
    durationMs: 12.5,
    attempts: 1,
    ...overrides,
  };
}

/** A scan in the database with a run started on it. */
export function startScan(database: Database.Database, scan = newScan()) {
  const scanId = createScan(database, scan);
  const runId = startRun(database, { scanId, threads: 2, muscanVersion: '0.1.0' });
  const writer = new ColumnWriter(database, { scanId, runId });
  return { scanId, runId, writer };
}

/** 1, 2, 3, ... */
export function axis(length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => index + 1);
}

export function countRows(database: Database.Database, table: string): number {
  return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
}
