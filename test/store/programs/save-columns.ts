/** Runs the crash scan of argv[4] masses in the database argv[3] and prints each task once it is committed. */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../src/store/open-database.js';
import { acquireRunLock } from '../../../src/store/run-lock.js';
import { closeDatabase } from '../../../src/store/wal.js';
import { runCrashScan } from './crash-scan.js';

const [path, masses] = process.argv.slice(3);
acquireRunLock(path);
const database = openDatabase(path);
runCrashScan(database, Number(masses), (taskIndex) => writeSync(1, `${taskIndex}\n`));
closeDatabase(database);
