/**
 * The fault suite: `npm run test:faults [-- --short] [-- --seed N] [-- --only kills]`.
 *
 * Kills, failing and full disks, damaged files, bad scan files and hostile processes, against the built program. Runs
 * test/faults, and tests of the same promise elsewhere (vitest.faults.config.ts), one file after another; prints at the
 * end what was done, what was found, and what could not be tested. `npm test` runs a short form of test/faults.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { short: { type: 'boolean' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed ?? String(Date.now() % 1_000_000);
const form = values.short === true ? 'short' : 'full';

installStrace();
const folder = mkdtempSync(join(tmpdir(), 'muscan-faults-report-'));
const reportPath = join(folder, 'report.ndjson');
const resultsPath = join(folder, 'results.json');
const startedAt = performance.now();
const vitest = [
  process.execPath,
  fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json'))),
  'run',
  '--config',
  'vitest.faults.config.ts',
  '--reporter',
  'default',
  '--reporter',
  'json',
  '--outputFile',
  resultsPath,
  ...(values.only === undefined ? [] : [values.only]),
];
const [command, ...args] = [...namespace(), ...vitest];
const { status } = spawnSync(command, args, {
  cwd: ROOT,
  stdio: 'inherit',
  env: {
    ...process.env,
    MUSCAN_FAULTS: form,
    MUSCAN_FAULTS_SEED: seed,
    MUSCAN_FAULTS_REPORT: reportPath,
  },
});
printReport();
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;

function succeeds(program, ...options) {
  return spawnSync(program, options, { stdio: 'ignore' }).status === 0;
}

/** strace injects the errors of a failing disk. What cannot be tested without it is skipped, and said. */
function installStrace() {
  if (process.platform !== 'linux' || succeeds('strace', '-V')) return;
  if (process.getuid() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('installing strace');
    succeeds('apt-get', 'update', '-qq');
    if (succeeds('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'strace')) return;
  }
  console.log('NOT INSTALLED: strace. Injected disk errors and kills within system calls are not tested.');
}

/** Where only root may mount small disks: a namespace in which this user is root. */
function namespace() {
  if (process.platform !== 'linux' || process.getuid() === 0) return [];
  return succeeds('unshare', '-rm', 'mount', '-t', 'tmpfs', 'tmpfs', folder) ? ['unshare', '-rm'] : [];
}

function printReport() {
  const sections = existsSync(reportPath)
    ? readFileSync(reportPath, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(`\nFault suite, ${form}, seed ${seed}:\n`);
  for (const { section, counts, problems } of sections) {
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${section}`);
    for (const [name, count] of Object.entries(counts)) console.log(`         ${name}: ${count}`);
    for (const problem of problems) console.log(`       - ${problem.replaceAll('\n', '\n         ')}`);
  }
  printTotals(sections);
  const skipped = printOthers();
  for (const { section, counts } of sections) {
    if (counts['NOT TESTED'] !== undefined) skipped.push(`${section}: ${counts['NOT TESTED']}`);
  }
  for (const reason of skipped) console.log(`SKIPPED: ${reason}`);
  console.log(
    `\n${status === 0 ? 'All as promised' : 'NOT all as promised'}, ${minutes.toFixed(1)} minutes.`,
  );
}

/** The sums that the promise is about. */
function printTotals(sections) {
  const sum = (test) =>
    sections
      .flatMap(({ counts }) => Object.entries(counts))
      .filter(([key]) => test(key))
      .reduce((before, [, count]) => before + Number(count), 0);
  const armed = new Set(
    sections
      .filter(({ section }) => section.startsWith('armed'))
      .flatMap(({ counts }) => Object.keys(counts).filter((key) => key.includes(': '))),
  );
  console.log('\ntotals');
  for (const [total, count] of Object.entries({
    'kills made': sum((key) => key === 'kills'),
    'armed points hit, of different kinds': armed.size,
    'disk errors injected': sum((key) => /^(EIO|ENOSPC|EINTR) at /.test(key)),
    'damaged copies': sum((key) => key === 'copies' || key === 'flips'),
    'scan files tried': sum((key) => key === 'files'),
    'acknowledged tasks missing': sum((key) => key === 'acknowledged tasks missing'),
    'partial tasks': sum((key) => key === 'partial tasks found'),
    'wrong grids shown or completed': sum((key) => key.startsWith('wrong grids')),
  })) {
    console.log(`         ${total}: ${count}`);
  }
}

/** The tests that keep no report of their own, by file; returns what they skipped. */
function printOthers() {
  if (!existsSync(resultsPath)) return [];
  const skipped = [];
  console.log('\nother tests of the same promise');
  for (const { name: path, assertionResults } of JSON.parse(readFileSync(resultsPath, 'utf8')).testResults) {
    if (path.includes('/test/faults/')) continue;
    const count = (state) => assertionResults.filter((result) => result.status === state).length;
    const file = path.slice(path.indexOf('/test/') + 1);
    const [failed, others] = [count('failed'), count('skipped') + count('pending') + count('todo')];
    console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${file}: ${count('passed')} passed, ${failed} failed`);
    if (others > 0) skipped.push(`${file}: ${others} tests`);
  }
  return skipped;
}
