import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type JsonSchema, scanJsonSchema } from '../../src/scan/json-schema.js';
import { SCAN_REGISTRIES } from '../../src/scan/registries.js';
import { scanTemplate } from '../../src/scan/template.js';
import { EXAMPLE, exampleWith, FULL_EXAMPLE, fullExampleWith } from './example.js';
import { schemaFaults } from './json-schema-subset.js';

const schema = scanJsonSchema();
const faultsOf = (text: string) => schemaFaults(schema, parse(text));

describe('scanJsonSchema', () => {
  test('is a schema of draft 2020-12 with an id and a title, and is JSON', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://muscan.invalid/scan.schema.json',
      title: 'muscan scan file',
      required: ['name', 'model', 'grid', 'experiment'],
    });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  test('every mapping in it is closed, requires only fields that it has, and its patterns are regular expressions', () => {
    const mappings = subschemas(schema).filter(({ type }) => type === 'object');
    expect(mappings.length).toBeGreaterThan(10);
    for (const { properties = {}, required = [], additionalProperties } of mappings) {
      expect(additionalProperties).toBeDefined();
      expect(additionalProperties).not.toBe(true);
      for (const key of required) expect(properties).toHaveProperty([key]);
    }
    const patterns = subschemas(schema).flatMap(({ pattern }) => pattern ?? []);
    expect(() => patterns.map((pattern) => new RegExp(pattern, 'u'))).not.toThrow();
  });

  test('describes every field of a scan file', () => {
    const fields = Object.entries(schema.properties as Record<string, JsonSchema>);
    expect(fields.filter(([, { description }]) => !/\w.*\.$/.test(description ?? ''))).toEqual([]);
  });

  test('offers the ids of the registries', () => {
    const json = JSON.stringify(schema);
    const { models, methods, formFactors, experiments } = SCAN_REGISTRIES;
    for (const ids of [Object.keys(models), Object.keys(methods), formFactors, Object.keys(experiments)]) {
      expect(json).toContain(`"enum":${JSON.stringify(ids)}`);
    }
  });
});

describe('the schema accepts', () => {
  test.each([
    ['the example', EXAMPLE],
    ['the template', scanTemplate()],
    ['an override', exampleWith('na64-1701.07437', '{id: na64-1701.07437, target: {length: 40 cm}}')],
    [
      'half a decay volume in an override',
      exampleWith(
        'na64-1701.07437',
        '{id: na64-1701.07437, channels: {missing-energy: {decay_volume: {to: 10 m}}}}',
      ),
    ],
    [
      'a new experiment',
      exampleWith(
        'experiment: na64-1701.07437',
        `experiment:
  id: mine
  title: Mine
  source: this test
  beam: {particle: muon, energy: 3 GeV, particles_on_target: 1e12}
  target: {material: W, length: 1 m, number_density: 6e22 /cm^3, energy_loss: 22 MeV/cm}
  channels: {missing-energy: {title: all}}`,
      ),
    ],
    ['an experiment in full', FULL_EXAMPLE],
    [
      'tables in files',
      fullExampleWith('energy:', 'spectrum: {file: a.csv}')
        .replace('energy_loss: none', 'energy_loss: {file: b.csv}')
        .replace('title: everything', 'title: everything\n      efficiency: {file: c.csv}'),
    ],
    [
      'a coupling with its unit',
      FULL_EXAMPLE.replace('lfv-alp-g', 'alp-photon').replace('1e-6, to: 1', '1e-6 GeV^-1, to: 1 GeV^-1'),
    ],
    [
      'levels of contours',
      exampleWith('{levels: [3]}', '{levels: [1, {cl: 90%, method: cls}], exposures: [1e10]}'),
    ],
    ['a sweep', `${FULL_EXAMPLE}sweep: {theta: [pi/2, 1], experiment.beam.particles_on_target: [1e10]}\n`],
    [
      'axes of values',
      exampleWith('{from: 1 MeV, to: 210 MeV, points: 20, spacing: log}', '{values: [1 MeV]}'),
    ],
  ])('%s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  const directory = join(import.meta.dirname, '../../scans');
  const shipped = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  test.runIf(shipped.length > 0).each(shipped)('the shipped %s', (name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    if (/^figure\s*:/m.test(text)) return;
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('the schema refuses', () => {
  test.each([
    ['an unknown field', 'accuracy:', 'acuracy:', '$.acuracy'],
    ['an unknown model', 'scalar-mass-proportional', 'scalar', '$.model.id'],
    ['an unknown experiment', 'na64-1701.07437', 'na64', '$.experiment'],
    ['half of a new experiment', 'na64-1701.07437', '{id: mine, beam: {energy: 1 GeV}}', '$.experiment'],
    ['an unknown field in an override', 'na64-1701.07437', '{id: na64-1701.07437, bem: {}}', '$.experiment'],
    ['a number without its unit', 'from: 1 MeV', 'from: 1', '$.grid.mass'],
    ['a coupling with a unit', 'from: 1e-6', 'from: 1e-6 GeV^-1', '$.grid.coupling'],
    [
      'a parameter that the model does not have',
      'proportional',
      'proportional\n  parameters: {a: 1}',
      '$.model.parameters.a',
    ],
    ['a single point', 'points: 20', 'points: 1', '$.grid.mass'],
    ['a coupling without its unit', 'scalar-mass-proportional', 'alp-photon', '$.grid.coupling'],
    ['an unknown method of limits', 'levels: [3]', 'cl: 90%, method: bayes', '$.contours.method'],
    ['a sweep of no list', 'contours:', 'sweep: {theta: 1}\ncontours:', '$.sweep.theta'],
  ])('%s', (_, before, after, path) => {
    expect(faultsOf(exampleWith(before, after)).map((fault) => fault.split(': ')[0])).toEqual([path]);
  });
});

function subschemas(part: unknown): JsonSchema[] {
  if (typeof part !== 'object' || part === null) return [];
  const inner = Object.values(part).flatMap(subschemas);
  return Array.isArray(part) ? inner : [part as JsonSchema, ...inner];
}
