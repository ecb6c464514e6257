/** Runs the scan in the database argv[3] to its end, one column per commit, and prints each task once it is committed. */
import { writeSync } from 'node:fs';
import { ColumnWriter } from '../../../src/store/column-writer.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { acquireRunLock } from '../../../src/store/run-lock.js';
import { startRun } from '../../../src/store/run-log.js';
import { findScan } from '../../../src/store/scan-repository.js';
import { pendingTasks } from '../../../src/store/tasks.js';
import { deterministicColumn } from './deterministic-column.js';

const path = process.argv[3];
acquireRunLock(path);
const database = openDatabase(path);
const { scanId } = findScan(database, { name: 'crash' })!;
const runId = startRun(database, { scanId, threads: 1, muscanVersion: '0.1.0' });
const writer = new ColumnWriter(database, { scanId, runId });
for (const { taskIndex } of pendingTasks(database, scanId)) {
  writer.saveColumns([deterministicColumn(taskIndex)]);
  writeSync(1, `${taskIndex}\n`);
}
