/**
 * Runs a scan through the library and writes every event to stdout at once, one JSON per line: unlike the command line,
 * which reports some of them. `node run-scan.js SCAN.yaml DATABASE THREADS`; exit codes as those of the command line.
 */
import { writeSync } from 'node:fs';
import { MuscanError, readScanFile, runScan } from '../../dist/index.js';

const [path, databasePath, threads] = process.argv.slice(2);
const write = (event) => void writeSync(1, `${JSON.stringify(event)}\n`);
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());

try {
  const { interrupted, ...summary } = await runScan(readScanFile(path), {
    databasePath,
    threads: Number(threads),
    stopSignal: stop.signal,
    onEvent: write,
  });
  write({ event: interrupted ? 'interrupted' : 'done', ...summary });
  process.exitCode = interrupted ? 75 : summary.statuses.failed > 0 ? 3 : 0;
} catch (error) {
  writeSync(2, `${error instanceof MuscanError ? error.message : error.stack}\n`);
  process.exitCode = error instanceof MuscanError ? error.exitCode : 1;
}
