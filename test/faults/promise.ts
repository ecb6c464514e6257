/** What must hold of a scan whatever has befallen its run, against the grid of an uninterrupted one. */
import { join } from 'node:path';
import { type RunRequest, completeRun, readLog } from './runs.js';
import type { ScanName } from './scans.js';
import { type StoredScan, digest, faultsOf, readStored } from './stored.js';
import type { Report } from './suite.js';

export interface Reference extends StoredScan {
  readonly name: ScanName;
}

/** Runs the scan in `reference.sqlite` of the folder. */
export async function uninterrupted(folder: string, scan: string, name: ScanName): Promise<Reference> {
  const database = join(folder, 'reference.sqlite');
  const { code, stderr } = await completeRun({ scan, database, threads: 2 });
  if (code !== 0) throw new Error(`the uninterrupted run ended with ${code}: ${stderr}`);
  return { ...readStored(database).scans.get(name)!, name };
}

/** Everything acknowledged is stored, nothing half, nothing wrong. */
export function checkStored(
  what: string,
  { database, log }: Pick<RunRequest, 'database' | 'log'>,
  reference: Reference,
  report: Report,
): StoredScan | undefined {
  const { integrity, scans } = readStored(database);
  const stored = scans.get(reference.name);
  report.check(integrity === 'ok', `${what}: integrity_check says ${integrity}`);
  if (stored !== undefined) {
    for (const fault of faultsOf(stored, reference)) report.problem(`${what}: ${fault}`);
  }
  const missing = readLog(log!)
    .commits.flat()
    .filter((task) => stored?.done.has(task) !== true);
  report.check(
    missing.length === 0,
    `${what}: tasks ${missing.join(', ')} were committed and are not stored`,
  );
  return stored;
}

/** Runs the scan to its end, which must be the grid of the uninterrupted run. */
export async function resume(
  what: string,
  request: RunRequest,
  reference: Reference,
  report: Report,
): Promise<void> {
  const { code, stderr } = await completeRun(request);
  report.check(code === 0, `${what}: the resumed run ended with ${code}: ${stderr}`);
  const stored = readStored(request.database).scans.get(reference.name);
  report.check(digest(stored) === digest(reference), `${what}: the final grid differs`);
  report.count('resumed to a bit-identical grid');
}
