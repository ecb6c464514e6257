/**
 * What durability costs: `node scripts/bench/durability.js [--repetitions N] [--large]`, a part of `npm run bench`.
 *
 * - share: wall time of whole 200 x 200 scans through the command line with the database on the disk, against the same
 *   in memory (/dev/shm, where fsync does nothing); in turns, median and minimum. Aim: at most 1.05.
 * - rate: points per second that are stored durably, by the writer alone and by a whole run whose columns cost nothing.
 *   Aim: 400,000 in a whole run.
 * - large: wall time of a grid of 2000 couplings and 200 masses (--large: 2000), against the longer of its kernel alone (same workers,
 *   nothing stored) and its inserts alone (same columns, nothing computed). Aim: at most 1.3.
 *
 * The disk is that of SCRATCH (default: the folder for temporary files).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseScanFile, runScan } from '../../dist/index.js';
import { ColumnPool } from '../../dist/engine/pool.js';
import { ColumnWriter } from '../../dist/store/column-writer.js';
import { openDatabase } from '../../dist/store/open-database.js';
import { startRun } from '../../dist/store/run-log.js';
import { createScan } from '../../dist/store/scan-repository.js';
import { closeDatabase } from '../../dist/store/wal.js';

const { values } = parseArgs({
  options: {
    repetitions: { type: 'string', default: '7' },
    large: { type: 'boolean', default: false },
  },
});
const REPETITIONS = Number(values.repetitions);
const MASSES = values.large ? 2000 : 200;
const COUPLINGS = 2000;
const THREADS = availableParallelism();

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist/cli/main.js');
const disk = mkdtempSync(join(process.env['SCRATCH'] ?? tmpdir(), 'muscan-bench-'));
const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/muscan-bench-') : undefined;
process.on('exit', () => {
  for (const folder of [disk, memory]) {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
});

const SCANS = {
  'NA64 model A, exact': ['na64-model-a', 'exact'],
  'NA64 model A, IWW': ['na64-model-a', 'iww'],
  'Fermilab model B, WW': ['fermilab-model-b', 'ww'],
  'Fermilab model A, exact': ['fermilab-model-a', 'exact'],
};

function scanText(file, method) {
  const text = readFileSync(join(ROOT, `scans/1701.07437/${file}.yaml`), 'utf8');
  return text.replace(/^method: .*/m, `method: ${method}`);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`durability: Node ${process.version}, ${THREADS} threads, disk ${disk}`);
if (memory === undefined || REPETITIONS === 0)
  console.log('NOT MEASURED: the share of the disk (needs /dev/shm)');
else console.table(Object.fromEntries(Object.entries(SCANS).map(([name, scan]) => [name, share(...scan)])));
const rates = await storedRate();
console.table(rates.table);
console.table(await largeGrid(rates.insertSeconds));

/** Wall times of the whole command on the disk and in memory, in turns. */
function share(file, method) {
  const scan = join(disk, 'scan.yaml');
  writeFileSync(scan, scanText(file, method));
  const run = (folder) => {
    const database = join(folder, 'scan.sqlite');
    rmSync(database, { force: true });
    const start = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [MAIN, 'run', scan, '--db', database, '--no-outputs', '--quiet'],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`the run ended with ${status}: ${stderr}`);
    return (performance.now() - start) / 1000;
  };
  const times = Array.from({ length: REPETITIONS }, (_, i) => {
    // Whoever is first changes from turn to turn.
    const first = i % 2 === 0 ? disk : memory;
    const before = run(first);
    const after = run(first === disk ? memory : disk);
    return first === disk ? [before, after] : [after, before];
  });
  const [onDisk, inMemory] = [times.map(([a]) => a), times.map(([, b]) => b)];
  return {
    'on disk, s': median(onDisk).toFixed(3),
    'in memory, s': median(inMemory).toFixed(3),
    // Of pairs that were measured one after the other: what else the machine does is the same for both.
    'ratio, median': median(times.map(([a, b]) => a / b)).toFixed(3),
    'ratio of the fastest': (Math.min(...onDisk) / Math.min(...inMemory)).toFixed(3),
  };
}

function largeText() {
  return scanText('na64-model-a', 'iww')
    .replace(/^name: .*/m, 'name: large')
    .replace(/(mass: .*points: )\d+/, `$1${MASSES}`)
    .replace(/(coupling: .*points: )\d+/, `$1${COUPLINGS}`);
}

/** A column that costs nothing to compute, with values as different as real ones. */
function column(massIndex) {
  return {
    taskIndex: massIndex,
    massIndex,
    yields: Float64Array.from({ length: COUPLINGS }, (_, i) => Math.exp(Math.sin(massIndex * COUPLINGS + i))),
    relErrors: new Float64Array(COUPLINGS).fill(1e-5),
    statuses: new Uint8Array(COUPLINGS),
    failures: [],
    evaluations: 1,
    durationMs: 1,
    attempts: 1,
  };
}

async function storedRate() {
  const points = MASSES * COUPLINGS;
  const { seconds: insertSeconds, cpu: insertCpu } = await measured(inserts);
  const worker = join(disk, 'worker.mjs');
  writeFileSync(
    worker,
    `const COUPLINGS = ${COUPLINGS};
     const column = ${String(column)};
     export default ({ massIndex }) => column(massIndex);`,
  );
  const { seconds: runSeconds, cpu: runCpu } = await measured(() =>
    wholeRun('trivial.sqlite', { worker: pathToFileURL(worker) }),
  );
  const rate = (seconds, cpu) => ({
    'points/s': Math.round(points / seconds),
    // What a machine with nothing else to do can reach at most.
    'points per second of CPU': Math.round(points / cpu),
  });
  return {
    insertSeconds,
    table: {
      'writer alone': rate(insertSeconds, insertCpu),
      'whole run, columns that cost nothing': rate(runSeconds, runCpu),
    },
  };
}

/** What the work says that it took, and CPU time of all threads. */
async function measured(work) {
  const before = process.cpuUsage();
  const seconds = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpu: (user + system) / 1e6 };
}

function axis(length) {
  return Float64Array.from({ length }, (_, i) => i + 1);
}

/** As a run does it: as many columns per commit. */
function inserts() {
  const database = openDatabase(join(disk, 'inserts.sqlite'));
  const scanId = createScan(database, {
    name: 'inserts',
    planHash: 'inserts',
    plan: '{}',
    accuracy: 1e-3,
    numericsVersion: 1,
    muscanVersion: '0',
    labels: { model: '', experiment: '', channel: '', method: '', formFactor: '', parameters: {} },
    presentation: { title: '', contourLevels: [], contourExposures: [], file: null },
    massGeV: axis(MASSES),
    coupling: axis(COUPLINGS),
  });
  const runId = startRun(database, { scanId, threads: 1, muscanVersion: '0' });
  const writer = new ColumnWriter(database, { scanId, runId });
  let seconds = 0;
  for (let from = 0; from < MASSES; from += 2 * THREADS) {
    const length = Math.min(2 * THREADS, MASSES - from);
    const columns = Array.from({ length }, (_, i) => column(from + i));
    const start = performance.now();
    writer.saveColumns(columns);
    seconds += (performance.now() - start) / 1000;
  }
  closeDatabase(database);
  rmSync(join(disk, 'inserts.sqlite'));
  return seconds;
}

async function wholeRun(name, options = {}) {
  const databasePath = join(disk, name);
  const start = performance.now();
  await runScan(parseScanFile(largeText(), 'large.yaml'), { databasePath, ...options });
  const seconds = (performance.now() - start) / 1000;
  rmSync(databasePath);
  return seconds;
}

/** The same workers and columns, handed out in the same way, and thrown away. */
async function kernelAlone() {
  const { plan } = parseScanFile(largeText(), 'large.yaml');
  const start = performance.now();
  const pool = new ColumnPool(plan, { threads: THREADS, onDeath: () => undefined });
  const tasks = plan.grid.massGeV.map((massGeV, massIndex) => ({ massIndex, massGeV }));
  let columns = 0;
  for await (const { task } of pool.run(tasks)) if (task !== undefined) columns++;
  await pool.close();
  if (columns !== MASSES) throw new Error(`${columns} of ${MASSES} columns were computed`);
  return (performance.now() - start) / 1000;
}

async function largeGrid(insertSeconds) {
  const kernel = await kernelAlone();
  const run = await wholeRun('large.sqlite');
  return {
    grid: `${MASSES} x ${COUPLINGS}`,
    'kernel alone, s': kernel.toFixed(2),
    'inserts alone, s': insertSeconds.toFixed(2),
    'whole run, s': run.toFixed(2),
    'ratio to the longer': (run / Math.max(kernel, insertSeconds)).toFixed(2),
  };
}
