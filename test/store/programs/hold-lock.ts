/** Takes the run lock of the database argv[3] and keeps it until killed, without keeping the object that stands for it. */
import { acquireRunLock } from '../../../src/store/run-lock.js';

acquireRunLock(process.argv[3]);
setTimeout(() => {
  globalThis.gc?.();
  console.log('locked');
}, 10);
setInterval(() => {}, 1000);

// Keeps the lock's module alive, as Node itself would.
export { acquireRunLock };
