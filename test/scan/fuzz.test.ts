/** Whatever the text: a valid plan, or problems that have a place in it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { InputFileError, type InputProblem } from '../../src/errors.js';
import { scanJsonSchema } from '../../src/scan/json-schema.js';
import { planHash } from '../../src/scan/plan-hash.js';
import { parseScanFiles, type ScanFile } from '../../src/scan/scan-file.js';
import { scanTemplate } from '../../src/scan/template.js';
import { EXAMPLE, FULL_EXAMPLE, problemsIn } from './example.js';
import { schemaFaults } from './json-schema-subset.js';
import { YAML_SIGNS } from './yaml-signs.js';

const OVERRIDES = EXAMPLE.replace(
  'experiment: na64-1701.07437',
  `experiment:
  id: na64-1701.07437
  beam: {energy: 100 GeV}
  target: {material: {name: Ta, Z: 73, A: 180.9}, number_density: 5.5e22 /cm^3, energy_loss: none}
  channels: {missing-energy: {decay_volume: {from: 5 m, to: infinity}}, all: {title: all}}`,
);
const FULL = EXAMPLE.replace(
  'experiment: na64-1701.07437',
  `experiment:
  id: mine
  title: Mine
  source: this test
  beam: {particle: muon, energy: 3 GeV, particles_on_target: 1e12}
  target: {material: W, length: 1 m, number_density: 6e22 /cm^3, energy_loss: 22 MeV/cm, minimum_energy: 1 GeV}
  channels: {missing-energy: {title: all, x_min: 0.1, x_max: 1, efficiency: 1/2}}`,
);
const TABLES = FULL_EXAMPLE.replace(
  'energy: 10 GeV',
  'spectrum: {energy_from_gev: [1, 5], energy_to_gev: [5, 9], particles: [2, 1]}',
)
  .replace(
    'energy_loss: none',
    'energy_loss: {energy_gev: [1, 10], loss_gev_per_cm: [0.01, 0.02]}\n    layers: {count: 30, spacing: 1 cm}',
  )
  .replace(
    'title: everything',
    `title: everything
      signature: visible
      decay_volume: [{from: 1 m, to: 2 m}, {from: 3 m, to: infinity}]
      recoil: {min: 1 GeV, max: 5 GeV}
      efficiency: {mass_gev: [0.1, 1], efficiency: [0.5, 1/2]}
      recoil_tau: {fraction: 0.17, flight_beyond: 2 mm}`.replace('1/2', '1'),
  );
const SWEEP = `${FULL_EXAMPLE}contours: {cl: 90%, exposures: [1e10, 1e12]}
sweep: {theta: [pi/2, 1], exposure: [1e10, 1e11], experiment.channels.all.x_min: [0, 1/3]}
`;
const LEVELS = EXAMPLE.replace(
  'levels: [3]',
  'levels: [1, {cl: 0.9, observed: 2, background: 1, method: cls}]',
);
const VALID = [EXAMPLE, OVERRIDES, FULL, TABLES, SWEEP, LEVELS, scanTemplate()];

const schema = scanJsonSchema();

/** What is wrong with the way a text is read; nothing, whatever the text. */
function violations(text: string): string[] {
  try {
    return parseScanFiles(text, 'scan.yaml').flatMap(planViolations);
  } catch (error) {
    return error instanceof InputFileError ? problemViolations(text, error.problems) : [String(error)];
  }
}

function planViolations({ plan, text, ...file }: ScanFile): string[] {
  const axes = [plan.grid.massGeV, plan.grid.coupling];
  // Editors show no faults in a file that muscan accepts; only what is swept may be missing elsewhere.
  const data: unknown = parse(text, { schema: 'core', version: '1.2' });
  const isSwept = Object.keys(file.sweep).length > 0;
  const schemaProblems = isSwept ? [] : schemaFaults(schema, data);
  return [
    ...(file.planHash === planHash(plan) ? [] : ['another hash']),
    ...(isScanName(file.name) ? [] : [`not a name: ${file.name}`]),
    ...(axes.every(isRising) ? [] : ['an axis that does not rise']),
    ...schemaProblems,
  ];
}

function isScanName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{0,59}$/.test(name) && !/^\d+$|\.ya?ml$/.test(name);
}

function isRising(axis: readonly number[]): boolean {
  return axis.every((value, i) => value > (axis[i - 1] ?? 0) && value < Infinity);
}

function problemViolations(text: string, problems: readonly InputProblem[]): string[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const texts = problems.map((problem) => JSON.stringify(problem));
  const found = problems.flatMap(({ line, column, message }, i) => {
    const isInside = line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1].length + 1;
    const previous = problems[i - 1] ?? { line: 0, column: 0 };
    return [
      ...(isInside ? [] : ['outside the text']),
      ...((line - previous.line || column - previous.column) >= 0 ? [] : ['out of order']),
      ...(texts.indexOf(texts[i]) === i ? [] : ['twice']),
      ...(/invalid input|undefined|nonoptional|\[object|another value|\n/i.test(message) ? ['cryptic'] : []),
      ...(message.length < 600 ? [] : ['long']),
    ].map((violation) => `${violation}: ${texts[i]}`);
  });
  return problems.length > 0 ? found : ['no problems'];
}

/** Values that mean something somewhere in a scan file. */
const WORDS = [null, true, 0, 1, -1, 0.5, 1e-6, 1e300, Infinity, Number.NaN, 2, 3, ''].concat(
  `none physical natural infinity 1/3 1/0 Pb muon iww tsai log na64-1701.07437 fermilab-1701.07437 scalar-muon-only
  missing-energy __proto__ constructor`.split(/\s+/),
  ['20 cm', '1 MeV', '210 MeV', '1e999 GeV', '1e-999 GeV', '-1 m', '5 mrad'],
);
const KEYS =
  'id from to points values spacing beam energy target channels title name model experiment grid sweep theta file __proto__ toString';
const word = fc.constantFrom<unknown>(...WORDS);
const key = fc.oneof(fc.constantFrom(...KEYS.split(' ')), fc.string());
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

type Json = unknown;

/** The paths of all values in plain data. */
function pathsOf(value: Json, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([step, item]) => pathsOf(item, [...path, step]))];
}

function edited(
  value: Json,
  [step, ...rest]: string[],
  edit: (parent: Record<string, Json>, key: string) => void,
): Json {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, Json>;
  if (rest.length === 0) edit(copy, step);
  else copy[step] = edited(copy[step], rest, edit);
  return copy;
}

const mutation = fc.record({
  where: fc.nat(),
  value: anyValue,
  kind: fc.constantFrom('replace', 'delete', 'add', 'misspell'),
  key,
});

function mutate(
  data: Json,
  { where, value, kind, key: newKey }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
): Json {
  const paths = pathsOf(data).filter((path) => path.length > 0);
  if (paths.length === 0) return data;
  return edited(data, paths[where % paths.length], (parent, step) => {
    if (kind === 'replace') parent[step] = value;
    if (kind === 'add' && newKey !== '__proto__') parent[newKey] = value;
    if (kind === 'misspell') parent[`${step.slice(1)}x`] = parent[step];
    if (kind === 'delete' || kind === 'misspell') delete parent[step];
  });
}

describe('any text is a valid plan or has problems with their place', () => {
  test('the valid files are valid', () => {
    expect(VALID.flatMap(violations)).toEqual([]);
    expect(VALID.flatMap((text) => problemsIn(text))).toEqual([]);
  });

  test('random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(violations(text)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('text made of the signs of YAML', () => {
    const sign = fc.constantFrom(...YAML_SIGNS);
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        expect(violations(signs.join(''))).toEqual([]);
        expect(violations(EXAMPLE + signs.join(''))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('random values', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(violations(stringify(value))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('a valid file with a few values changed', () => {
    let valid = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...VALID),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (text, mutations) => {
          const changed = stringify(mutations.reduce(mutate, parse(text) as Json));
          expect(violations(changed)).toEqual([]);
          if (problemsIn(changed).length === 0) valid += 1;
        },
      ),
      { numRuns: 500 },
    );
    expect(valid).toBeGreaterThan(10);
  });

  test('a valid file with a few characters changed', () => {
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 5 }),
      insert: fc.string({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...VALID),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (text, changes) => {
          const changed = changes.reduce((before, { at, remove, insert }) => {
            const start = at % (before.length + 1);
            return before.slice(0, start) + insert + before.slice(start + remove);
          }, text);
          expect(violations(changed)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
