/** `muscan validate` of constraint files; for scan and figure files see cli.test.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();

const FIELDS: Readonly<Record<string, string>> = {
  id: 'mine',
  title: 'Mine',
  source: 'arXiv:2401.00001',
  certainty: 'digitised',
  coupling_is: 'g',
  coupling_of: 'electron',
  mass_unit: 'MeV',
  data: '[[10, 1e-4], [100, 1e-3], gap, [200, 1e-3], [400, 1e-2]]',
};

function validate(changes: Readonly<Record<string, string>>, ...args: string[]) {
  const fields = Object.entries({ ...FIELDS, ...changes }).filter(([, value]) => value !== '');
  writeFileSync(join(folder, 'mine.yaml'), fields.map(([name, value]) => `${name}: ${value}\n`).join(''));
  return runCli(['validate', 'mine.yaml', ...args], { cwd: folder });
}

describe('muscan validate', () => {
  it('says of a constraint file where and for which models it is', async () => {
    expect(await validate({})).toEqual({
      code: 0,
      stdout:
        'mine.yaml: valid constraint "mine" (digitised), 0.01 to 0.1 GeV and 0.2 to 0.4 GeV, for scalar-mass-proportional, mu-tau-vector, dark-photon\n',
      stderr: '',
    });
    const { stdout } = await validate({ models: '[dark-photon]' }, '--json');
    expect(JSON.parse(stdout)).toEqual({
      valid: true,
      constraint: 'mine',
      certainty: 'digitised',
      models: ['dark-photon'],
      masses: [
        { fromGeV: 0.01, toGeV: 0.1 },
        { fromGeV: 0.2, toGeV: 0.4 },
      ],
    });
  });

  it.each([
    [
      'all its faults',
      { certainty: 'sure', data: '[[10, 1], [5, 1]]' },
      [
        /^mine\.yaml:4:12: certainty: expected one of measured/,
        /^mine\.yaml:8:18: data\[1\]\[0\]: expected a mass above/,
      ],
    ],
    [
      'a field that is misspelt',
      { coupling_of: '', coupling_off: 'muon' },
      [
        /^mine\.yaml:1:1: coupling_of: expected one of /,
        /coupling_off: unknown field; did you mean "coupling_of"\?$/,
      ],
    ],
    [
      'a table that is not there',
      { data: '{ file: no.csv }' },
      [/^mine\.yaml:8:15: data\.file: cannot read ".*no\.csv"/],
    ],
    [
      'a model that has no such coupling',
      { models: '[dark-photon, scalar-muon-only]' },
      [/^mine\.yaml:9:23: models\[1\]: expected models that have g of electrons: .*; got scalar-muon-only$/],
    ],
    [
      'a coupling that no model has',
      { coupling_is: 'GeV^-1' },
      [/^mine\.yaml:5:14: coupling_is: expected a coupling that a model has; none has GeV\^-1 of electrons$/],
    ],
  ])('tells of a constraint file %s: exit 2', async (_, changes, problems) => {
    const { code, stdout, stderr } = await validate(changes);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const told = stderr.trim().split('\n');
    expect(told).toHaveLength(problems.length);
    for (const [i, problem] of problems.entries()) expect(told[i]).toMatch(problem);
  });

  it('is needed to know: run says what such a file is', async () => {
    await validate({});
    const { code, stderr } = await runCli(['run', 'mine.yaml', '--db', 'a.sqlite'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'mine.yaml: expected a scan file; got a constraint file, which a scan file names under "constraints"\n',
    );
  });

  it('agrees with the schema that is printed for editors', async () => {
    const { stdout } = await runCli(['schema', 'constraint']);
    const schema = JSON.parse(stdout) as { title: string; required: string[]; properties: object };
    expect(schema.title).toBe('muscan constraint file');
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(FIELDS)));
    expect(schema.required).toEqual([
      'id',
      'title',
      'source',
      'certainty',
      'coupling_is',
      'coupling_of',
      'data',
    ]);
  });
});
