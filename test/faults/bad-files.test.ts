/** Thousands of generated scan files: each is a valid plan or a clean error with a place, quickly. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { parse, stringify } from 'yaml';
import { InputFileError } from '../../src/errors.js';
import { planHash } from '../../src/scan/plan-hash.js';
import { parseScanFiles } from '../../src/scan/scan-file.js';
import { ROOT, runCli } from '../cli/run-cli.js';
import { EXAMPLE, FULL_EXAMPLE } from '../scan/example.js';
import { YAML_SIGNS } from '../scan/yaml-signs.js';
import { FULL, MINUTE, Report, SEED, choose } from './suite.js';
import { temporaryDirectory } from '../store/fixtures.js';

const FILES = choose(10_000, 400);
/** A file that takes longer is a hang in the eyes of somebody who waits. */
const SLOW_MS = 10_000;
const HANG_MS = MINUTE;

type Json = unknown;

/** The shipped scans and the examples of the tests: what the bad files are made from. */
const VALID: readonly string[] = [
  EXAMPLE,
  FULL_EXAMPLE,
  `${FULL_EXAMPLE}sweep: {theta: [pi/2, 1], exposure: [1e10, 1e11], experiment.channels.all.x_min: [0, 1/3]}\n`,
  ...readdirSync(join(ROOT, 'scans'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(ROOT, 'scans', file), 'utf8')),
];

const WORDS = (
  'null true false none physical natural infinity .inf -.inf .nan 0 -0 1 -1 0x10 1e-6 1e300 1e999 1/3 1/0 0/0 pi/2 ' +
  'Pb W muon electron iww ww exact tsai log linear visible invisible na64-1701.07437 na64mu-2022 lfv-alp alp-photon ' +
  'scalar-muon-only missing-energy __proto__ constructor toString ~ ! & * | > - ? : 90% 0% 100% 200%'
)
  .split(' ')
  .concat([
    '20 cm',
    '1 MeV',
    '210 MeV',
    '1e999 GeV',
    '-1 m',
    '5 mrad',
    '1 GeV/cm',
    '3.3e22 /cm^3',
    '1 parsec',
    '',
  ]);
const KEYS = (
  'name title model id parameters experiment beam particle energy spectrum particles_on_target target material Z A ' +
  'length layers count extent number_density energy_loss minimum_energy channels signature decay_volume recoil ' +
  'efficiency x_min x_max theta_max t_max channel method form_factor integration grid mass coupling from to points ' +
  'values spacing accuracy contours levels cl exposures sweep file __proto__ constructor toString'
).split(' ');

const key = fc.oneof(fc.constantFrom(...KEYS), fc.string());
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(...WORDS, null, true, 0, 1, -1, 2.5, 1e9, Infinity, Number.NaN),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

const valid = fc.constantFrom(...VALID);

/** Values of a valid file replaced, removed, added, misspelt or moved. */
const withOtherValues = fc
  .tuple(
    valid,
    fc.array(
      fc.record({
        where: fc.nat(),
        from: fc.nat(),
        value: anyValue,
        key,
        kind: fc.constantFrom('replace', 'delete', 'add', 'misspell', 'move', 'scale'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, changes]) => {
    let data = parse(text) as Json;
    for (const { where, from, value, key: newKey, kind } of changes) {
      const paths = pathsOf(data);
      if (paths.length === 0) break;
      const moved = valueAt(data, paths[from % paths.length]);
      data = edited(data, paths[where % paths.length], (parent, step) => {
        if (kind === 'replace') parent[step] = value;
        if (kind === 'move') parent[step] = moved;
        if (kind === 'scale') parent[step] = scaled(parent[step], from);
        if (kind === 'add' && newKey !== '__proto__' && !(Array.isArray(parent) && newKey === 'length'))
          parent[newKey] = value;
        if (kind === 'misspell') parent[`${step.slice(1)}x`] = parent[step];
        if (kind === 'delete' || kind === 'misspell') delete parent[step];
      });
    }
    return stringify(data);
  });

/** Characters of a valid file removed, repeated or inserted. */
const withOtherCharacters = fc
  .tuple(
    valid,
    fc.array(
      fc.record({
        at: fc.nat(),
        remove: fc.nat({ max: 30 }),
        insert: fc.string({ unit: 'binary', maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((before, { at, remove, insert }) => {
      const start = at % (before.length + 1);
      return before.slice(0, start) + insert + before.slice(start + remove);
    }, text),
  );

/** Lines of a valid file dropped, doubled, swapped or pushed to another depth; or cut off, as by a full disk. */
const withOtherLines = fc
  .tuple(
    valid,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'indent', 'outdent', 'cut')), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, changes]) => {
    let lines = text.split('\n');
    for (const [where, kind] of changes) {
      const at = where % lines.length;
      if (kind === 'drop') lines.splice(at, 1);
      if (kind === 'double') lines.splice(at, 0, lines[at]);
      if (kind === 'swap') lines.push(lines.splice(at, 1)[0]);
      if (kind === 'indent') lines[at] = `   ${lines[at]}`;
      if (kind === 'outdent') lines[at] = lines[at].trimStart();
      if (kind === 'cut') lines = [...lines.slice(0, at), lines[at].slice(0, lines[at].length / 2)];
      if (lines.length === 0) lines = [''];
    }
    return lines.join('\n');
  });

const ofSigns = fc
  .tuple(
    fc.constantFrom('', EXAMPLE, FULL_EXAMPLE),
    fc.array(fc.constantFrom(...YAML_SIGNS), { maxLength: 60 }),
  )
  .map(([text, signs]) => text + signs.join(''));

/** What is made to take forever, or all memory. */
const bombs = fc
  .tuple(
    fc.constantFrom('aliases', 'deep', 'wide', 'long', 'points', 'sweep', 'merge', 'keys', 'digits'),
    fc.integer({ min: 10, max: 100_000 }),
  )
  .map(([kind, size]) => bomb(kind, size));

function bomb(kind: string, size: number): string {
  switch (kind) {
    case 'aliases':
      // A billion laughs.
      return [
        'a0: &a0 [x, x]',
        ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`),
        EXAMPLE,
      ].join('\n');
    case 'deep':
      return `${EXAMPLE}model: ${'['.repeat(size % 20_000)}`;
    case 'wide':
      return `${EXAMPLE}wide: [${'1, '.repeat(size)}1]`;
    case 'long':
      return EXAMPLE.replace('na64-model-a', 'n'.repeat(size));
    case 'points':
      return EXAMPLE.replace('points: 20', `points: ${size}${'0'.repeat(size % 10)}`);
    case 'sweep':
      return FULL_EXAMPLE.replace(
        'grid:',
        `sweep: {theta: [${'1, '.repeat(size % 3000)}1], exposure: [1, 2]}\ngrid:`,
      );
    case 'merge':
      return `x: &x {<<: *x}\n${EXAMPLE}`;
    case 'keys':
      return `${Array.from({ length: size % 5000 }, (_, i) => `k${i}: ${i}`).join('\n')}\n${EXAMPLE}`;
    default:
      return EXAMPLE.replace('accuracy: 1e-4', `accuracy: 0.${'0'.repeat(size)}1`);
  }
}

const GENERATORS = {
  'valid files with other values': [0.4, withOtherValues],
  'valid files with other characters': [0.2, withOtherCharacters],
  'valid files with other lines': [0.15, withOtherLines],
  'signs of YAML': [0.1, ofSigns],
  'random values': [0.07, anyValue.map((value) => stringify(value))],
  'random text': [0.05, fc.string({ unit: 'binary', maxLength: 300 })],
  bombs: [0.03, bombs],
} as const;

function pathsOf(value: Json, path: string[] = []): string[][] {
  const here = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([step, item]) => pathsOf(item, [...path, step]))];
}

function valueAt(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>((parent, step) => (parent as Record<string, Json>)[step], value);
}

function edited(
  value: Json,
  [step, ...rest]: string[],
  edit: (parent: Record<string, Json>, key: string) => void,
): Json {
  const copy = (Array.isArray(value) ? [...(value as Json[])] : { ...(value as object) }) as Record<
    string,
    Json
  >;
  if (rest.length === 0) edit(copy, step);
  else copy[step] = edited(copy[step], rest, edit);
  return copy;
}

/** The number in a value made much larger, smaller or negative: `20 cm` may become `20e30 cm`. */
function scaled(value: Json, seed: number): Json {
  const power = ['e30', 'e-30', 'e300', 'e3', 'e-3'][seed % 5];
  if (typeof value === 'number') return seed % 7 === 0 ? -value : Number(`${value}${power}`);
  if (typeof value !== 'string') return value;
  return value.replace(/^[\d.]+(?!\S*e)/, (digits) => `${digits}${power}`);
}

/** Kills the process if a file takes far too long: a loop cannot be interrupted from within. */
class Watchdog {
  readonly #shared = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker: Worker;

  constructor() {
    const code = `const { workerData: { shared, pid, seed, limit } } = require('node:worker_threads');
      const { writeSync } = require('node:fs');
      let last = -1, since = Date.now();
      setInterval(() => {
        const now = Atomics.load(shared, 0);
        if (now !== last) { last = now; since = Date.now(); return; }
        if (Date.now() - since < limit) return;
        writeSync(2, 'HANG: scan file ' + now + ' of seed ' + seed + ' takes more than ' + limit + ' ms\\n');
        process.kill(pid, 'SIGKILL');
      }, 500);`;
    const workerData = { shared: this.#shared, pid: process.pid, seed: SEED, limit: HANG_MS };
    this.#worker = new Worker(code, { eval: true, workerData });
  }

  feed(): void {
    Atomics.add(this.#shared, 0, 1);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** What is wrong with the answer to a file; nothing if it is a valid plan or a list of faults with their places. */
function wrongAnswer(text: string, report: Report): string | undefined {
  try {
    const files = parseScanFiles(text, 'scan.yaml');
    report.count('valid');
    const isWhole = files.length > 0 && files.every((file) => file.planHash === planHash(file.plan));
    return isWhole ? undefined : 'no plan, or one that is not its hash';
  } catch (error) {
    if (!(error instanceof InputFileError)) return (error as Error).stack ?? String(error);
    report.count('refused');
    const lines = text.split('\n').length;
    const misplaced = error.problems.filter(
      ({ line, column }) => !(line >= 1 && line <= lines && column >= 1),
    );
    const cryptic = error.problems.filter(
      ({ message }) => /undefined|\[object|\n/.test(message) || message === '',
    );
    if (error.problems.length === 0) return 'refused without a reason';
    if (misplaced.length > 0) return `outside the text: ${JSON.stringify(misplaced[0])}`;
    return cryptic.length > 0 ? `cryptic: ${JSON.stringify(cryptic[0])}` : undefined;
  }
}

test(
  `${FILES} generated scan files are valid plans or clean errors, none crashes, none hangs`,
  { timeout: choose(10, 3) * MINUTE },
  async () => {
    const report = new Report('generated scan files');
    const watchdog = new Watchdog();
    const sample: string[] = [];
    let slowest = '';
    for (const [name, [share, generator]] of Object.entries(GENERATORS)) {
      const texts = fc.sample<string>(generator, {
        seed: SEED,
        numRuns: Math.ceil(share * FILES),
      });
      for (const [index, text] of texts.entries()) {
        watchdog.feed();
        report.count('files');
        const start = performance.now();
        const wrong = wrongAnswer(text, report);
        const elapsed = Math.round(performance.now() - start);
        if (elapsed > report.value('slowest, ms')) slowest = text;
        report.largest('slowest, ms', elapsed);
        const excerpt = JSON.stringify(text.length < 600 ? text : `${text.slice(0, 600)}...`);
        if (wrong !== undefined) report.problem(`${name}, ${index}: ${wrong}\nin ${excerpt}`);
        report.check(elapsed < SLOW_MS, `${name}, ${index}: took ${elapsed} ms\nin ${excerpt}`);
        if (index % Math.ceil(texts.length / 6) === 0 && (FULL || sample.length < 2)) sample.push(text);
      }
    }
    await watchdog.stop();
    report.note('slowest begins with', JSON.stringify(slowest.slice(0, 60)));
    report.check(report.value('files') >= FILES, 'too few files');
    report.check(report.value('valid') > FILES / 100, 'hardly any valid file: the generators break too much');
    report.check(report.value('refused') > FILES / 4, 'hardly any bad file');

    const folder = temporaryDirectory();
    for (const [index, text] of sample.entries()) {
      const path = join(folder, `${index}.yaml`);
      writeFileSync(path, text);
      const { code, stderr } = await runCli(['validate', path]);
      report.count(`muscan validate: exit ${code}`);
      const isClean = (code === 0 || code === 2) && !/unexpected error|\n {4}at /.test(stderr);
      report.check(
        isClean,
        `muscan validate ended with ${code}: ${stderr}\nof ${JSON.stringify(text.slice(0, 600))}`,
      );
    }
    report.finish();
  },
);
