/** A small scan of real physics, computed here and stored as a run would. */
import type Database from 'better-sqlite3';
import { canonicalJson } from '../../src/scan/plan-hash.js';
import { type ScanFile, parseScanFile } from '../../src/scan/scan-file.js';
import { Kernel } from '../../src/sensitivity/kernel.js';
import { ColumnWriter } from '../../src/store/column-writer.js';
import { startRun, stopRun } from '../../src/store/run-log.js';
import { runProvenance } from '../../src/store/run-provenance.js';
import { createScan } from '../../src/store/scan-repository.js';
import { scanText } from '../cli/run-cli.js';

/** 12 masses, the heaviest of them kinematically closed, and 20 couplings. */
export const COMPUTED_SCAN: ScanFile = parseScanFile(
  scanText({
    grid: '{ mass: { from: 2 MeV, to: 200 MeV, points: 12 }, coupling: { from: 1e-6, to: 1, points: 20 } }',
  }),
  'scan.yaml',
);

const columns = new Map<number, ReturnType<Kernel['column']>>();

function columnOf(massIndex: number) {
  const { grid } = COMPUTED_SCAN.plan;
  const column =
    columns.get(massIndex) ?? new Kernel(COMPUTED_SCAN.plan).column(grid.massGeV[massIndex], grid.coupling);
  columns.set(massIndex, column);
  return column;
}

/** Stores the scan with its first `done` columns and returns its id. */
export function storeComputedScan(
  database: Database.Database,
  done = COMPUTED_SCAN.plan.grid.massGeV.length,
): number {
  const { name, plan, planHash, text, path } = COMPUTED_SCAN;
  const scanId = createScan(database, {
    name,
    planHash,
    plan: canonicalJson(plan),
    accuracy: plan.accuracy,
    numericsVersion: plan.numericsVersion,
    muscanVersion: '0.1.0',
    labels: {
      model: plan.model.id,
      experiment: plan.experiment.id,
      channel: plan.experiment.channel.id,
      method: plan.method,
      formFactor: plan.formFactor,
      parameters: plan.model.parameters,
    },
    presentation: { title: 'Small', contourLevels: [3], contourExposures: [], file: { path, text } },
    massGeV: plan.grid.massGeV,
    coupling: plan.grid.coupling,
  });
  const provenance = runProvenance(database, path);
  const runId = startRun(database, { scanId, threads: 1, muscanVersion: '0.1.0', provenance });
  const writer = new ColumnWriter(database, { scanId, runId });
  for (let massIndex = 0; massIndex < done; massIndex++) {
    const place = { taskIndex: massIndex, massIndex, attempts: 1, durationMs: 1 + massIndex };
    writer.saveColumns([{ ...columnOf(massIndex), ...place }]);
  }
  stopRun(database, runId, done === plan.grid.massGeV.length ? 'done' : 'interrupted');
  return scanId;
}
