/**
 * Exact total cross-sections against the same algorithm in plain C++ (exact.cpp): `node scripts/bench/exact.js` after a
 * build. Needs g++.
 *
 * The two take turns of a few hundredths of a second in the same run, so that a machine whose speed drifts slows both.
 * Times are medians of medians, "fastest" those of the turn that the rest of the machine disturbed least.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MATERIALS, crossSectionAt } from '../../dist/index.js';

const COMPILER = 'g++';
const FLAGS = ['-O3', '-march=native', '-std=c++17'];
const SOURCE = fileURLToPath(new URL('exact.cpp', import.meta.url));

const ENERGY_GEV = 160;
const { Z, A } = MATERIALS.Pb;
const MASSES_GEV = [0.01, 0.1, 0.5, 1];
const ACCURACIES = [1e-4, 1e-6];
const CASES = ['scalar', 'pseudoscalar', 'vector'].flatMap((mediator) =>
  ACCURACIES.flatMap((accuracy) => MASSES_GEV.map((massGeV) => ({ mediator, accuracy, massGeV }))),
);

const TURNS = 15;
const SECONDS_PER_TURN = 0.04;
const WARM_UP_SECONDS = 0.3;
/** Rounding differs (C++ fuses multiplication and addition); more than this is another algorithm. */
const LARGEST_DIFFERENCE = 1e-10;
const AIM = 1.5;

const version = spawnSync(COMPILER, ['--version'], { encoding: 'utf8' });
if (version.error !== undefined || version.status !== 0) {
  console.error(`SKIPPED: no ${COMPILER} found, and without it there is nothing to compare with.`);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'muscan-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const program = join(folder, 'exact');
run(COMPILER, [...FLAGS, '-o', program, SOURCE]);

for (const one of CASES) repeat(one, WARM_UP_SECONDS);
const turns = CASES.map(() => []);
for (let turn = 0; turn < TURNS; turn++) {
  CASES.forEach((one, i) => turns[i].push({ cpp: cpp(one), muscan: muscan(one) }));
}

const rows = CASES.map((one, i) => row(one, turns[i]));
console.log(`Node ${process.version}, ${version.stdout.split('\n')[0]} ${FLAGS.join(' ')}`);
console.log(`Exact totals at ${ENERGY_GEV} GeV on Pb, elastic form factor, unit coupling, ${TURNS} turns:`);
console.table(rows.map(({ results }) => results));
if (rows.some(({ times }) => times === null)) {
  console.error('REFUSED: results or evaluations differ, so that there are no times to compare.');
  process.exit(1);
}
console.table(rows.map(({ times }) => times));
for (const column of ['ratio', 'ratio, fastest']) {
  const mean = Math.exp(rows.reduce((sum, { times }) => sum + Math.log(times[column]), 0) / rows.length);
  console.log(`muscan/C++, geometric mean of ${column}: ${mean.toFixed(2)} (aim: ${AIM} or less)`);
}

/** Results of one case and, if both sides agree, times. */
function row({ mediator, accuracy, massGeV }, pairs) {
  const { cpp: reference, muscan: result } = pairs[0];
  const difference = Math.abs(result.sigma / reference.sigma - 1);
  const same = difference <= LARGEST_DIFFERENCE && result.evaluations === reference.evaluations;
  const name = { mediator, 'm/GeV': massGeV, accuracy: accuracy.toExponential() };
  const results = {
    ...name,
    'sigma/GeV^-2, muscan': result.sigma,
    'C++': reference.sigma,
    difference: difference.toExponential(0),
    'evaluations in panels, muscan': result.evaluations,
    'in panels, C++': reference.evaluations,
    // Counted by C++ only; if those in panels agree, so do those that chose the orders.
    'in all, C++': reference.amplitudes,
  };
  if (!same) return { results, times: null };
  const of = (side) => pairs.map((pair) => pair[side].medianMs);
  const [ms, msCpp] = [median(of('muscan')), median(of('cpp'))];
  const [fastest, fastestCpp] = [Math.min(...of('muscan')), Math.min(...of('cpp'))];
  const nanoseconds = (milliseconds) => rounded((1e6 * milliseconds) / reference.amplitudes, 1);
  const times = {
    ...name,
    'ms, muscan': rounded(ms, 3),
    'ms, C++': rounded(msCpp, 3),
    'ns/evaluation, muscan': nanoseconds(ms),
    'ns/evaluation, C++': nanoseconds(msCpp),
    ratio: rounded(median(pairs.map((pair) => pair.muscan.medianMs / pair.cpp.medianMs)), 2),
    'fastest ms, muscan': rounded(fastest, 3),
    'fastest ms, C++': rounded(fastestCpp, 3),
    'ratio, fastest': rounded(fastest / fastestCpp, 2),
  };
  return { results, times };
}

function rounded(value, digits) {
  return Number(value.toFixed(digits));
}

function cpp({ mediator, accuracy, massGeV }) {
  return JSON.parse(
    run(program, [mediator, ...[Z, A, massGeV, ENERGY_GEV, accuracy, SECONDS_PER_TURN].map(String)]),
  );
}

function muscan(one) {
  const { result, times } = repeat(one, SECONDS_PER_TURN);
  return { sigma: result.sigmaGeVm2, evaluations: result.evaluations, medianMs: median(times) };
}

/** Repeats a total for some time, at least five times. */
function repeat({ mediator, accuracy, massGeV }, seconds) {
  const request = {
    mediator,
    method: 'exact',
    formFactor: 'tsai-elastic',
    lepton: 'muon',
    nucleus: { Z, A },
    massGeV,
    energyGeV: ENERGY_GEV,
    accuracy,
  };
  let result;
  const times = [];
  for (const start = performance.now(); times.length < 5 || performance.now() - start < 1000 * seconds;) {
    const begin = performance.now();
    result = crossSectionAt(request);
    times.push(performance.now() - begin);
  }
  return { result, times };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}
