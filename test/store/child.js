// Node 20 does not load TypeScript: runs the .ts program named first, with the rest as its arguments in process.argv.
import { runnerImport } from 'vite';

// Node keeps every module for the life of the process; Vite's runner does not.
globalThis.program = await runnerImport(process.argv[2]);
