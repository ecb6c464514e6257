/** Takes the run lock of the database argv[3] and keeps it until killed. */
import { acquireRunLock } from '../../../src/store/run-lock.js';

acquireRunLock(process.argv[3]);
console.log('locked');
setInterval(() => {}, 1000);
