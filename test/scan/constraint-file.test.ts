/** Limits of the user's own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputFileError } from '../../src/errors.js';
import { evaluateConstraint } from '../../src/overlays/index.js';
import { readConstraintFile } from '../../src/scan/constraint-file.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-constraints-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = {
  id: 'mine',
  title: 'Mine',
  source: 'arXiv:2401.00001, Fig. 3',
  certainty: 'digitised',
  coupling_is: 'g',
  coupling_of: 'muon',
};

function write(fields: Record<string, string>): string {
  const path = join(folder, 'mine.yaml');
  const all = { ...HEAD, ...fields };
  writeFileSync(
    path,
    Object.entries(all)
      .filter(([, value]) => value !== '')
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
  return path;
}

function evaluated(fields: Record<string, string>, massGeV: number[], model?: string) {
  return evaluateConstraint(readConstraintFile(write(fields)), { massGeV, model, folder });
}

function problems(fields: Record<string, string>): string[] {
  try {
    readConstraintFile(write(fields));
  } catch (error) {
    if (!(error instanceof InputFileError)) throw error;
    return error.problems.map(({ line, field, message }) =>
      `${line} ${field}: ${message}`.replaceAll(`${folder}/`, ''),
    );
  }
  return [];
}

describe('a constraint from a file', () => {
  it('is a table of rows, in its own coupling and that of a model', () => {
    const { rows, ...head } = evaluated(
      { data: '[[10, 1e-3], [100, 1e-1]]', mass_unit: 'MeV', coupling_is: 'g^2' },
      [0.001, 0.01, Math.sqrt(0.001), 0.1, 1],
      'scalar-muon-only',
    );
    expect(head).toMatchObject({
      constraint: 'mine',
      certainty: 'digitised',
      source: 'arXiv:2401.00001, Fig. 3',
      model: 'scalar-muon-only',
      coupling: 'g^2 (its square) of muon',
    });
    expect(rows.map(({ status }) => status)).toEqual([
      'below-range',
      'in-range',
      'in-range',
      'in-range',
      'above-range',
    ]);
    expect(rows[1]).toMatchObject({ low: 1e-3, high: Infinity });
    expect(rows[2].low).toBeCloseTo(1e-2, 12);
    expect(rows[2].lowInModel).toBeCloseTo(0.1, 12);
    expect(rows[0]).toMatchObject({ low: null, lowInModel: null });
  });

  it('may have both edges, and several ranges of masses', () => {
    const { rows } = evaluated(
      { data: '[[0.01, 1e-6, 1e-4], [0.02, 2e-6, 1e-4], gap, [0.1, 1e-5, 2e-5], [0.2, 1e-5, 3e-5]]' },
      [0.01, 0.05, 0.2],
      'mu-tau-vector',
    );
    expect(rows).toMatchObject([
      { low: 1e-6, high: 1e-4, status: 'in-range' },
      { status: 'between-ranges' },
      { low: 1e-5, high: 3e-5, status: 'in-range' },
    ]);
  });

  it('takes its numbers from a CSV file beside it', () => {
    writeFileSync(join(folder, 'mine.csv'), '# made up\nmass,low,high\n1,1e-3,1e-2\n2,2e-3,3e-2\n');
    const { rows } = evaluated({ data: '{ file: mine.csv }' }, [2], 'mu-tau-vector');
    expect(rows).toMatchObject([{ low: 2e-3, high: 3e-2, lowInModel: 2e-3 }]);
  });

  it('is for the models that it names, or that have its coupling', () => {
    const data = '[[0.1, 1], [1, 1]]';
    expect(evaluated({ data, coupling_of: 'photon', coupling_is: 'GeV^-1' }, [0.5]).model).toBe('alp-photon');
    expect(() => evaluated({ data }, [0.5], 'lfv-alp')).toThrow(
      '--model: mine is for models with a coupling to muons; got lfv-alp',
    );
    expect(() => evaluated({ data, models: '[mu-tau-vector]' }, [0.5], 'scalar-muon-only')).toThrow(
      'is for models with mu-tau-vector; got scalar-muon-only',
    );
    expect(() => evaluated({ data, coupling_is: 'GeV^-1' }, [0.5], 'scalar-muon-only')).toThrow(
      '--model: expected a coupling without dimension, as the plane of scalar-muon-only has it; got GeV^-1',
    );
  });

  it('without models is in the plane of the only one that has its very coupling, or asks for one', () => {
    const data = '[[0.1, 1e-3], [1, 1e-3]]';
    const modelOf = (is: string, of: string) =>
      evaluated({ data, coupling_is: is, coupling_of: of }, [0.5]).model;
    expect(modelOf('epsilon^2', 'electron')).toBe('dark-photon');
    expect(modelOf('g', 'muon-tau')).toBe('lfv-alp-g');
    expect(modelOf('GeV^-1', 'muon-tau')).toBe('lfv-alp');
    expect(() => modelOf('g', 'muon')).toThrow(
      /^--model: mine does not say for which model it is: expected one of scalar-mass-proportional, scalar-muon-only, .*mu-tau-vector.*; got none$/,
    );
    // None has it of electrons without a conversion: all that can convert it.
    expect(() => modelOf('g', 'electron')).toThrow(/expected one of .*mu-tau-vector.*; got none$/);
  });

  it('is recast where its coupling is another one than that of the model', () => {
    const data = '[[0.1, 1e-3], [1, 1e-3]]';
    const certaintyAt = (fields: Record<string, string>, model: string) =>
      evaluated({ data, ...fields }, [0.5], model).certainty;
    const epsilon = { coupling_is: 'epsilon', coupling_of: 'electron' };
    expect(certaintyAt(epsilon, 'dark-photon')).toBe('digitised');
    expect(certaintyAt({ ...epsilon, certainty: 'measured' }, 'mu-tau-vector')).toBe('recast');
    expect(certaintyAt({ ...epsilon, certainty: 'projected' }, 'mu-tau-vector')).toBe('projected');
    expect(certaintyAt({ coupling_of: 'electron' }, 'scalar-mass-proportional')).toBe('recast');
    expect(certaintyAt({ coupling_is: 'g^2' }, 'scalar-muon-only')).toBe('digitised');
    expect(certaintyAt({ coupling_is: 'TeV^-1' }, 'alp-muon')).toBe('digitised');
  });

  it('tells faults of types and of content together', () => {
    expect(problems({ certainty: 'sure', coupling_of: 'photon', data: '[[2, 1], [1, 1], [3, no]]' })).toEqual(
      [
        expect.stringMatching(/^4 certainty: /),
        expect.stringMatching(/^5 coupling_is: expected a coupling that a model has; none has g of /),
        expect.stringMatching(/^7 data\[1\]\[0\]: expected a mass above the one before it \(2\)/),
        expect.stringMatching(/^7 data\[2\]\[1\]: expected a number above zero; got "no"/),
      ],
    );
  });

  it('may say at which level it excludes', () => {
    expect(
      evaluated({ data: '[[0.1, 1], [1, 1]]', confidence: '90 % CL' }, [0.5], 'mu-tau-vector'),
    ).toMatchObject({ confidence: '90 % CL' });
  });

  it.each([
    ['no source', { source: '' }, '1 source: expected text; got nothing'],
    ['an unknown field', { dta: '1' }, '7 dta: unknown field; did you mean "data"?'],
    [
      'a certainty that there is not',
      { certainty: 'sure' },
      '4 certainty: expected one of measured, computed, recast, digitised, approximate, projected; got "sure"',
    ],
    [
      'a coupling of nothing',
      { coupling_of: '' },
      '1 coupling_of: expected one of electron, muon, tau, photon, muon-tau, dark-pair; got nothing',
    ],
    [
      'rows of different lengths',
      { data: '[[1, 2], [2, 3, 4]]' },
      '7 data[1]: expected 2 numbers, as in the first row; got 3 numbers',
    ],
    ['one row', { data: '[[1, 2]]' }, '7 data[0]: expected at least two rows in a range of masses; got one'],
    [
      'masses that fall',
      { data: '[[2, 1], [1, 1]]' },
      '7 data[1][0]: expected a mass above the one before it (2), or "gap" between them; got 1',
    ],
    [
      'edges that cross',
      { data: '[[1, 3, 2], [2, 3, 4]]' },
      '7 data[0][2]: expected an upper edge above the lower one (3); got 2',
    ],
    ['a coupling of zero', { data: '[[1, 0], [2, 1]]' }, '7 data[0][1]: expected a number above zero; got 0'],
    [
      'text',
      { data: 'none' },
      '7 data: expected rows [mass, coupling] or [mass, low, high], or {file: NAME.csv}; got "none"',
    ],
    [
      'a file that is not there',
      { data: '{ file: no.csv }' },
      '7 data.file: cannot read "no.csv": there is no such file',
    ],
    [
      'a file of something else',
      { data: '{ file: other.csv }' },
      '7 data.file: other.csv: expected the columns mass, coupling, or mass, low, high; got m, g',
    ],
  ])('refuses %s with one message', (_, fields, message) => {
    writeFileSync(join(folder, 'other.csv'), 'm,g\n1,2\n3,4\n');
    const data = '[[1, 1], [2, 1]]';
    const told = problems('data' in fields || 'dta' in fields ? fields : { ...fields, data });
    expect(told).toContain(message);
    expect(told).toHaveLength('dta' in fields ? 2 : 1);
  });
});
