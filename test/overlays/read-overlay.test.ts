/** Other people's files: small ones written here in the formats that their programs document. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readOverlay } from '../../src/overlays/index.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-overlays-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('readOverlay', () => {
  it('reads AxionLimits: eV, closed where the last point is the first', () => {
    const path = file('cast.txt', '# CAST\n1e-3 6.6e-11\n2e6   1e-10\n3e6 2e-10\n1e-3 6.6e-11\n');
    expect(readOverlay(path, { format: 'axionlimits' })).toEqual([
      { massGeV: [1e-3 * 1e-9, 2e6 * 1e-9, 3e6 * 1e-9], coupling: [6.6e-11, 1e-10, 2e-10], closed: true },
    ]);
  });

  it('reads darkcast, one- and two-sided', () => {
    expect(readOverlay(file('one.lmt', '# mass lower\n 1.0e-03  9.8e-07\n 2.0e-03  9.6e-07\n'))).toEqual([
      { massGeV: [1e-3, 2e-3], coupling: [9.8e-7, 9.6e-7], closed: false },
    ]);
    const two = file(
      'two.lmt',
      '#     mass      lower      upper\n 1.030e-03  9.882e-07  3.301e-03\n 1.042e-03  9.673e-07  3.177e-03\n',
    );
    expect(readOverlay(two)).toEqual([
      {
        massGeV: [1.03e-3, 1.042e-3, 1.042e-3, 1.03e-3],
        coupling: [9.882e-7, 9.673e-7, 3.177e-3, 3.301e-3],
        closed: true,
      },
    ]);
  });

  it('reads FORESEE polygons, several parted by blank lines', () => {
    const path = file('bounds.txt', '0.01 1e-5\n0.02 1e-5\n0.02 1e-4\n\n1 1e-3\n2 1e-3\n2 1e-2\n');
    const curves = readOverlay(path, { format: 'foresee' });
    expect(curves.map(({ massGeV, closed }) => [massGeV, closed])).toEqual([
      [[0.01, 0.02, 0.02], true],
      [[1, 2, 2], true],
    ]);
  });

  it('reads CSV by the names of its columns', () => {
    const path = file('limit.csv', '# a comment\nm,g_low,g_high\n1,2e-4,3e-3\n10,4e-4,1e-3\n');
    expect(readOverlay(path, { massUnit: 'MeV' })).toEqual([
      { massGeV: [1e-3, 1e-2], coupling: [2e-4, 4e-4], closed: false },
    ]);
    expect(readOverlay(path, { columns: ['m', 'g_low', 'g_high'] })[0]).toEqual({
      massGeV: [1, 10, 10, 1],
      coupling: [2e-4, 4e-4, 1e-3, 3e-3],
      closed: true,
    });
  });

  it('reads CSV with anything in columns that are not used', () => {
    const path = file('notes.csv', 'note,coupling,mass_gev\nfirst,1e-4,1\n,2e-4,2\n');
    const curve = { massGeV: [1, 2], coupling: [1e-4, 2e-4], closed: false };
    expect(readOverlay(path)).toEqual([curve]);
    expect(readOverlay(path, { columns: ['mass_gev', 'coupling'] })).toEqual([curve]);
    expect(() => readOverlay(path, { columns: ['note', 'coupling'] })).toThrow(
      /line 2, column note: expected a number; got "first"/,
    );
  });

  it('reads columns parted by rows of NaN', () => {
    const path = file('parted.txt', '1e6 1e-4\n2e6 1e-4\nnan nan\n4e6 1e-3\nNaN NaN\n');
    const curves = readOverlay(path, { format: 'axionlimits' });
    expect(curves.map(({ coupling }) => coupling)).toEqual([[1e-4, 1e-4], [1e-3]]);
  });

  it('takes a HEPData variable for the number of a line only where it is one', () => {
    const withLine = (lineHeader: string, values: string) =>
      readOverlay(
        file(
          'lines.yaml',
          `independent_variables:
- header: {name: m, units: GeV}
  values: [{value: 1}, {value: 2}, {value: 3}]
dependent_variables:
- header: {name: g}
  values: [{value: 1e-3}, {value: 2e-3}, {value: 3e-3}]
- header: ${lineHeader}
  values: ${values}
`,
        ),
      ).map(({ massGeV }) => massGeV);
    expect(withLine('{name: Line}', '[{value: 1}, {value: 1}, {value: 2}]')).toEqual([[1, 2], [3]]);
    expect(withLine('{name: Line, units: nm}', '[{value: 1}, {value: 1}, {value: 2}]')).toEqual([[1, 2, 3]]);
    expect(withLine('{name: Line}', '[{value: K}, {value: 1}, {value: 2}]')).toEqual([[1, 2, 3]]);
    expect(() => withLine('{name: Line}', '[{value: 1}]')).toThrow(/Line: expected 3 values/);
  });

  it('reads a HEPData table: units of its header, bins, points without a value', () => {
    const path = file(
      'table.yaml',
      `independent_variables:
- header: {name: '$m_X$', units: MeV}
  values:
  - {value: 10}
  - {low: 15, high: 25}
  - {value: 30}
dependent_variables:
- header: {name: Expected}
  values: [{value: 1e-3}, {value: 2e-3}, {value: 3e-3}]
- header: {name: Observed}
  qualifiers: [{name: CL, value: 90, units: '%'}]
  values: [{value: 1.1e-3, errors: [{symerror: 1e-4, label: stat}]}, {value: 2.1e-3}, {value: '-'}]
`,
    );
    expect(readOverlay(path)).toEqual([
      { massGeV: [10 * 1e-3, 20 * 1e-3, 30 * 1e-3], coupling: [1e-3, 2e-3, 3e-3], closed: false },
    ]);
    expect(readOverlay(path, { columns: ['Observed'] })[0].coupling).toEqual([1.1e-3, 2.1e-3]);
  });

  it.each([
    ['an unknown ending', 'a.txt', '1 2\n', {}, /expected a file that ends in \.csv, \.lmt.*or a format/],
    ['text', 'b.lmt', '1 2\nfoo bar\n', {}, /b\.lmt: line 2: expected numbers above zero; got "foo bar"/],
    [
      'too many columns',
      'c.txt',
      '1 2 3\n',
      { format: 'foresee' },
      /line 1: expected 2 numbers; got "1 2 3"/,
    ],
    ['columns that change', 'd.lmt', '1 2\n1 2 3\n', {}, /line 2: expected 2 numbers, as above; got 3/],
    ['nothing', 'e.lmt', '# none\n', {}, /expected columns of numbers; got none/],
    ['zero', 'f.csv', 'm,g\n1,0\n', {}, /line 2: expected numbers above zero/],
    [
      'contours that are neither open nor closed',
      'k.csv',
      'level,line,closed,mass_gev,coupling\n3,0,maybe,1,1\n',
      {},
      /line 2, column closed: expected true or false; got "maybe"/,
    ],
    ['a missing column', 'g.csv', 'm,g\n1,1\n', { columns: ['m', 'eps'] }, /among m, g; got no column "eps"/],
    ['no table', 'h.yaml', 'a: 1\n', {}, /independent_variables: /],
    ['broken YAML', 'i.yaml', 'a: [1\n', {}, /i\.yaml: .*/],
    [
      'a table without unit',
      'j.yaml',
      'independent_variables: [{header: {name: m}, values: []}]\ndependent_variables: []\n',
      {},
      /expected a unit of mass/,
    ],
  ] as const)('refuses %s', (_, name, text, choice, message) => {
    const path = file(name, text);
    expect(() => readOverlay(path, choice)).toThrow(message);
  });

  it('never fails in another way, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('lmt', 'csv', 'yaml'),
        (text, ending) => {
          const path = file(`random.${ending}`, text);
          try {
            for (const { massGeV, coupling } of readOverlay(path)) {
              expect(massGeV.every((mass) => mass > 0)).toBe(true);
              expect(coupling).toHaveLength(massGeV.length);
            }
          } catch (error) {
            expect((error as Error).constructor.name).toMatch(/UsageError|InputFileError/);
          }
        },
      ),
      { numRuns: 500, seed: 4 },
    );
  });
});
