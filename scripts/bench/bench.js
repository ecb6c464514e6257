/**
 * Speed, measured in one run and told as rates and ratios: `npm run bench [-- --large]`.
 *
 * - kernel: columns per second of one thread, points, evaluations and quadrature nodes per column;
 * - scan: wall time of a 200 x 200 scan through the command line, start-up and commits included, with 1 and 2 threads,
 *   and beyond that of a 2 x 2 scan (start-up of the command line, the database and the workers);
 * - store: share of the time spent in commits, against the same scan in an in-memory kernel loop;
 * - durability: what the disk costs, see durability.js;
 * - large (only with --large): a 2000 x 2000 grid, its memory, and the time of queries on it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kernel, parseScanFile } from '../../dist/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'muscan-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const SCANS = [
  { name: 'NA64 model A, exact', file: 'na64-model-a', method: 'exact' },
  { name: 'NA64 model A, IWW', file: 'na64-model-a', method: 'iww' },
  { name: 'NA64 model A, WW', file: 'na64-model-a', method: 'ww' },
  { name: 'Fermilab model B, WW', file: 'fermilab-model-b', method: 'ww' },
];

function scanText({ file, method }, changes = (text) => text) {
  const text = readFileSync(join(ROOT, `scans/1701.07437/${file}.yaml`), 'utf8');
  return changes(text.replace(/^method: .*/m, `method: ${method}`));
}

/** Preloaded into the measured process; its threads count as well. */
const REPORT_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("rss "+process.resourceUsage().maxRSS+"\\n"))';

/** Runs the command line and returns its wall time in seconds and its peak resident memory in MB. */
function muscan(...args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', REPORT_MEMORY, MAIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`muscan ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, rssMB: Number(/rss (\d+)/.exec(stderr)[1]) / 1024 };
}

function kernelRates(scan) {
  const { plan } = parseScanFile(scanText(scan), scan.file);
  const kernel = new Kernel(plan);
  const { massGeV, coupling } = plan.grid;
  for (let i = 0; i < massGeV.length; i += 20) kernel.column(massGeV[i], coupling);
  let evaluations = 0;
  let nodes = 0;
  const start = performance.now();
  for (const mass of massGeV) {
    evaluations += kernel.column(mass, coupling).evaluations;
  }
  const seconds = (performance.now() - start) / 1000;
  for (const mass of massGeV) nodes += kernel.slice(mass).weight.length;
  const columns = massGeV.length;
  return {
    seconds,
    'columns/s': Math.round(columns / seconds),
    'points/s': Math.round((columns * coupling.length) / seconds),
    'evaluations/column': Math.round(evaluations / columns),
    'nodes/column': Math.round(nodes / columns),
  };
}

/** Fastest of three. */
function scanTime(text, threads) {
  const path = join(folder, 'scan.yaml');
  writeFileSync(path, text);
  const run = () => {
    const database = join(folder, 'scan.sqlite');
    rmSync(database, { force: true });
    return muscan('run', path, '--db', database, '--threads', String(threads), '--no-outputs', '--quiet')
      .seconds;
  };
  return Math.min(run(), run(), run());
}

function scanTimes(scan) {
  const text = scanText(scan);
  return {
    1: scanTime(text, 1),
    2: scanTime(text, 2),
    startUp: scanTime(text.replaceAll('points: 200', 'points: 2'), 2),
  };
}

const rows = [];
const startUp = muscan('--version').seconds;
for (const scan of SCANS) {
  const { seconds: kernelSeconds, ...rates } = kernelRates(scan);
  const wall = scanTimes(scan);
  rows.push({
    scan: scan.name,
    ...rates,
    'wall s, 1 thread': wall[1].toFixed(2),
    'wall s, 2 threads': wall[2].toFixed(2),
    'beyond start-up s, 2 threads': (wall[2] - wall.startUp).toFixed(2),
    'speed-up 2/1': (wall[1] / wall[2]).toFixed(2),
    'wall/kernel, 1 thread': (wall[1] / kernelSeconds).toFixed(2),
  });
}
console.log(
  `Node ${process.version}, start-up of the command line ${startUp.toFixed(2)} s, 200 x 200 grids:`,
);
for (const row of rows) console.table(row);

console.table({ 'store share of wall time': databaseShare() });
if (process.argv.includes('--large')) largeGrid();
await import('./exact.js');
await import('./durability.js');

/** Time in commits over wall time, from a run with trivially cheap columns subtracted from one with real ones. */
function databaseShare() {
  const path = join(folder, 'share.yaml');
  writeFileSync(path, scanText(SCANS[2]));
  const program = `
    import { ColumnWriter } from ${JSON.stringify(new URL('../../dist/store/column-writer.js', import.meta.url).href)};
    import { readScanFile, runScan } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
    const original = ColumnWriter.prototype.saveColumns;
    let inStore = 0;
    ColumnWriter.prototype.saveColumns = function (columns) {
      const start = performance.now();
      try { return original.call(this, columns); } finally { inStore += performance.now() - start; }
    };
    const start = performance.now();
    await runScan(readScanFile(${JSON.stringify(path)}), { databasePath: ${JSON.stringify(join(folder, 'share.sqlite'))} });
    process.stdout.write(String(inStore / (performance.now() - start)));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  return Number(stdout).toFixed(3);
}

function largeGrid() {
  const path = join(folder, 'large.yaml');
  const database = join(folder, 'large.sqlite');
  writeFileSync(
    path,
    scanText(SCANS[1], (text) =>
      text.replace(/^name: .*/m, 'name: large').replaceAll('points: 200', 'points: 2000'),
    ),
  );
  const { seconds, rssMB } = muscan('run', path, '--db', database, '--no-outputs', '--quiet');
  const queries = {
    'one mass': "SELECT max(yield) FROM grid WHERE scan = 'large' AND mass_gev BETWEEN 0.0999 AND 0.1001",
    'a window': "SELECT count(*) FROM grid WHERE scan = 'large' AND mass_gev < 0.01 AND coupling > 0.1",
    everything: "SELECT status, count(*) FROM grid WHERE scan = 'large' GROUP BY status",
  };
  console.table({
    '2000 x 2000 wall s': seconds.toFixed(1),
    'points/s': Math.round(4e6 / seconds),
    'peak resident MB (main process and workers)': Math.round(rssMB),
    'database MB': Math.round(statSync(database).size / 1e6),
    ...Object.fromEntries(
      Object.entries(queries).map(([name, sql]) => [
        `query, ${name}, s`,
        (muscan('query', sql, '--db', database).seconds - startUp).toFixed(2),
      ]),
    ),
  });
}
