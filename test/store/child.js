// Node 20 does not load TypeScript: runs the .ts program named first, with the rest as its arguments in process.argv.
import { runnerImport } from 'vite';

await runnerImport(process.argv[2]);
