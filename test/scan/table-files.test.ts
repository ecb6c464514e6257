import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCsvTable } from '../../src/scan/csv-table.js';
import { parseScanFile, readScanFile } from '../../src/scan/scan-file.js';
import { exampleWith, FULL_EXAMPLE, fullExampleWith, problemsIn } from './example.js';

const directory = mkdtempSync(join(tmpdir(), 'muscan-tables-'));
afterAll(() => rmSync(directory, { recursive: true }));
const scanPath = join(directory, 'scan.yaml');
const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};

const SPECTRUM = `# Muons.
energy_from_gev,energy_to_gev, particles

1,2,3e10
 # those above
2,"4",  .5
`;

describe('readCsvTable', () => {
  test('reads numbers, and knows their lines', () => {
    const path = write('good.csv', SPECTRUM);
    expect(readCsvTable(path)).toEqual({
      path,
      columns: { energy_from_gev: [1, 2], energy_to_gev: [2, 4], particles: [3e10, 0.5] },
      lines: [4, 6],
      problem: undefined,
    });
  });

  test('with a byte order mark, lines that end in CR LF, and no line end after the last', () => {
    const path = write('windows.csv', '\uFEFFx,efficiency\r\n0.1,1\r\n0.2,1');
    expect(readCsvTable(path).columns).toEqual({ x: [0.1, 0.2], efficiency: [1, 1] });
  });

  test.each([
    ['nothing but comments', '# x\n', 'expected a line of column names, then numbers; got an empty file'],
    [
      'semicolons',
      '# c\nx;efficiency\n0,1;1\n',
      'line 2: expected column names separated by commas; got semicolons between them in "x;efficiency"',
    ],
    [
      'tabs',
      'x\tefficiency\n1\t2\n',
      String.raw`line 1: expected column names separated by commas; got tabs between them in "x\tefficiency"`,
    ],
    ['no rows', 'x,efficiency\n', 'expected numbers below the column names; got an empty table'],
    ['a column twice', 'x,x,x\n1,2,3\n', 'line 1: expected each column once; got "x" twice'],
    ['a word', '# c\nx,efficiency\n1,good\n', 'line 3, column efficiency: expected a number; got "good"'],
    ['nothing in a cell', 'x,efficiency\n1,\n', 'line 2, column efficiency: expected a number; got nothing'],
    [
      'numbers beyond doubles and of other languages',
      'x,efficiency\n1e999,0x10\n',
      'line 2, column x: expected a number; got "1e999"; line 2, column efficiency: expected a number; got "0x10"',
    ],
    [
      'rows of other lengths',
      'x,efficiency\n1\n\n1,2,3\n',
      'line 2: expected 2 values, one for each column; got 1; line 4: expected 2 values, one for each column; got 3',
    ],
    [
      'many faults',
      `x\n${'a\n'.repeat(1000)}`,
      `${[2, 3, 4, 5].map((line) => `line ${line}, column x: expected a number; got "a"`).join('; ')} (and 996 more)`,
    ],
  ])('%s', (_, content, problem) => {
    const path = write('bad.csv', content);
    expect(readCsvTable(path).problem).toBe(`${path}: ${problem}`);
  });

  test('what cannot be read', () => {
    const path = join(directory, 'none.csv');
    expect(readCsvTable(path).problem).toBe(`cannot read ${JSON.stringify(path)}: there is no such file`);
    expect(readCsvTable(directory).problem).toMatch(/: it is a directory$/);
    const latin1 = write('latin1.csv', Buffer.from('x\n# größe\n1\n', 'latin1'));
    expect(readCsvTable(latin1).problem).toMatch(`${latin1}:2:5: expected UTF-8 text`);
  });
});

describe('{file} in a scan file', () => {
  const withSpectrum = (file: string) => fullExampleWith('energy:', `spectrum: {file: ${file}}`);

  test('is its table, which the hash covers', () => {
    write('good.csv', SPECTRUM);
    const fromFile = parseScanFile(withSpectrum('good.csv'), scanPath);
    expect(fromFile.plan.experiment.beam).toMatchObject({
      energyGeV: 4,
      spectrum: { energyFromGeV: [1, 2], energyToGeV: [2, 4], weight: [3e10, 0.5] },
    });
    const inline = '{energy_from_gev: [1, 2], energy_to_gev: [2, 4], particles: [3e10, 0.5]}';
    const text = fullExampleWith('energy:', `spectrum: ${inline}`);
    expect(parseScanFile(text, scanPath).planHash).toBe(fromFile.planHash);
    write('good.csv', SPECTRUM.replace('.5', '.6'));
    expect(parseScanFile(withSpectrum('good.csv'), scanPath).planHash).not.toBe(fromFile.planHash);
  });

  test('is relative to the folder of the scan file, or absolute', () => {
    mkdirSync(join(directory, 'data'), { recursive: true });
    const path = write('data/spectrum.csv', SPECTRUM);
    write('relative.yaml', withSpectrum('data/spectrum.csv'));
    const { plan } = readScanFile(join(directory, 'relative.yaml'));
    expect(parseScanFile(withSpectrum(path), 'elsewhere/scan.yaml').plan).toEqual(plan);
  });

  test('stands for any table of an experiment', () => {
    write('loss.csv', 'energy_gev,loss_gev_per_cm\n1,0.01\n2,0.02\n');
    write('efficiency.csv', 'x,efficiency\n0.1,0\n0.9,1\n');
    const text = fullExampleWith('energy_loss:', 'energy_loss: {file: loss.csv}').replace(
      'title: everything',
      'title: everything\n      efficiency: {file: efficiency.csv}',
    );
    expect(parseScanFile(text, scanPath).plan.experiment).toMatchObject({
      target: { energyLoss: { kind: 'table', energyGeV: [1, 2], lossGeVPerCm: [0.01, 0.02] } },
      channel: { efficiency: { kind: 'by-x', at: [0.1, 0.9], value: [0, 1] } },
    });
  });

  test('replaces the energy, or the table, of a registered experiment', () => {
    write('efficiency.csv', 'x,efficiency\n0.1,0\n0.9,1\n');
    write('good.csv', SPECTRUM);
    const text = exampleWith(
      'experiment: na64-1701.07437\nchannel: missing-energy',
      'experiment: {id: na64mu-2022, beam: {spectrum: {file: good.csv}}, channels: {invisible-inferred: {efficiency: {file: efficiency.csv}}}}\nchannel: invisible-inferred',
    ).replace('1 MeV, to: 210 MeV', '1 MeV, to: 3 GeV');
    expect(parseScanFile(text.replace('max: 120', 'max: 3'), scanPath).plan.experiment).toMatchObject({
      beam: { energyGeV: 4, spectrum: { weight: [3e10, 0.5] } },
      channel: { efficiency: { kind: 'by-x' } },
    });
  });

  test('of a registered experiment is shipped with the package', () => {
    const text = FULL_EXAMPLE.replace(
      /experiment:\n[^]*grid:/,
      'experiment: fasernu2-2407.15942\nchannel: all-tau\ngrid:',
    );
    const { beam } = parseScanFile(text, scanPath).plan.experiment;
    expect(beam.spectrum!.energyFromGeV.length).toBeGreaterThan(5);
    expect(beam.energyGeV).toBe(beam.spectrum!.energyToGeV.at(-1));
    // One energy replaces its spectrum.
    const overridden = text.replace(
      'fasernu2-2407.15942',
      '{id: fasernu2-2407.15942, beam: {energy: 1 TeV}}',
    );
    expect(parseScanFile(overridden, scanPath).plan.experiment.beam).toMatchObject({
      energyGeV: 1000,
      spectrum: null,
    });
  });

  const PLACE = '9:22 experiment.beam.spectrum.file: ';

  test.each([
    [
      'a word and an empty cell',
      'energy_from_gev,energy_to_gev,particles\n1,2,x\n2,3,\n',
      'line 2, column particles: expected a number; got "x"; line 3, column particles: expected a number; got nothing',
    ],
    [
      'misspelt and other columns',
      'energy_from,energy_to_gev,particles,error\n1,2,3,4\n',
      'unknown column "energy_from"; did you mean "energy_from_gev"?; unknown column "error"; expected one of energy_from_gev, energy_to_gev, particles',
    ],
    [
      'none of its columns',
      'from,to,count\n1,2,3\n',
      'expected the columns energy_from_gev, energy_to_gev, particles; got from, to, count',
    ],
    [
      'missing columns',
      'energy_from_gev\n1\n',
      'column energy_to_gev is missing; column particles is missing',
    ],
    [
      'bins that fall, with the lines of the file',
      '# c\nenergy_from_gev,energy_to_gev,particles\n# c\n1,2,3\n# c\n0.5,3,-3\n',
      'line 6, column energy_from_gev: expected a number above the one before it (1); got 0.5; line 6, column particles: expected a number of 0 or more; got -3',
    ],
    [
      'a beam of nothing',
      'energy_from_gev,energy_to_gev,particles\n1,2,0\n',
      'column particles: expected particles in at least one bin; got none',
    ],
  ])('%s, told in one message', (_, content, problem) => {
    const path = write('bad.csv', content);
    expect(problemsIn(withSpectrum('bad.csv'), scanPath)).toEqual([`${PLACE}${path}: ${problem}`]);
  });

  test('an efficiency of other columns', () => {
    const path = write('bad.csv', 'm,k\n1,1\n');
    const text = FULL_EXAMPLE.replace(
      'title: everything',
      'title: everything\n      efficiency: {file: bad.csv}',
    );
    expect(problemsIn(text, scanPath)).toEqual([
      expect.stringContaining(
        `efficiency.file: ${path}: expected the columns mass_gev, efficiency, or x, efficiency; got m, k`,
      ),
    ]);
  });

  test('names the file that it does not find, along with other faults', () => {
    const text = withSpectrum('none.csv').replace('length: 20 cm', 'length: 20');
    expect(problemsIn(text, scanPath)).toEqual([
      `${PLACE}cannot read ${JSON.stringify(join(directory, 'none.csv'))}: there is no such file`,
      '13:13 experiment.target.length: expected a quantity with its unit, such as "20 cm"; got 20 without a unit (units: mm, cm, m, km, um)',
    ]);
  });

  test.each([
    ['{file: 3}', `${PLACE}expected text; got 3, a number: put it in quotes: '3'`],
    ['{file: ""}', `${PLACE}expected some text; got ""`],
    ['{fil: a.csv}', '9:16 experiment.beam.spectrum.fil: unknown field; did you mean "file"?'],
    [
      '{file: good.csv, particles: [1]}',
      '9:32 experiment.beam.spectrum.particles: unknown field; expected "file"',
    ],
  ])('%s', (spectrum, problem) => {
    expect(problemsIn(fullExampleWith('energy:', `spectrum: ${spectrum}`), scanPath)).toEqual([problem]);
  });

  test('is read once for the planes of a sweep, each with its own', () => {
    write('a.csv', SPECTRUM);
    write('b.csv', SPECTRUM.replace('"4"', '5'));
    const text = `${withSpectrum('good.csv')}sweep: {experiment.beam.spectrum.file: [a.csv, b.csv, c.csv]}\n`;
    expect(problemsIn(text, scanPath)).toEqual([
      `22:55 sweep.experiment.beam.spectrum.file[2]: cannot read ${JSON.stringify(join(directory, 'c.csv'))}: there is no such file`,
    ]);
    expect(problemsIn(text.replace(', c.csv', ''), scanPath)).toEqual([]);
  });
});
