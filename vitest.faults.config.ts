import { defineConfig } from 'vitest/config';

/** `npm run test:faults`: the fault suite, and the tests elsewhere that are about the same promise. */
export default defineConfig({
  test: {
    include: [
      'test/faults/*.test.ts',
      'test/engine/{pool,resume,column-attempts}.test.ts',
      'test/store/{backup,column-writer,crash,free-space,open-database,query-attacks,remove-scans}.test.ts',
      'test/store/{run-lock,storage-errors,verify,wal}.test.ts',
      'test/scan/{bad-files,fuzz}.test.ts',
      'test/cli/{run-failed,verify}.test.ts',
    ],
    setupFiles: ['test/random-seed.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // One after another: each keeps all cores busy, and some are told to be quick about signals.
    fileParallelism: false,
  },
});
