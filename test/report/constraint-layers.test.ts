/** A figure file with limits, of the registry and of the user: how sure each is shows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CERTAINTY_NAMES, CONSTRAINTS, type LimitConstraint } from '../../src/constraints/index.js';
import { InputFileError } from '../../src/errors.js';
import { PALETTE, assignColours } from '../../src/report/colours.js';
import { limitLayers } from '../../src/report/constraint-layers.js';
import { readFigureFile } from '../../src/report/figure-file.js';
import type { BandLayer, CurveLayer, LinesLayer } from '../../src/report/figure.js';
import { renderFigure } from '../../src/report/index.js';
import { figureOfFile } from '../../src/report/scan-figure.js';
import { openConstraintFile } from '../../src/scan/constraint-file.js';
import { readCsvTable } from '../../src/scan/csv-table.js';
import { constraintRecords, nameConstraints } from '../../src/scan/named-constraints.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-constraint-layers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function limit(certainty: string, data = '[[0.01, 1e-4], [0.1, 1e-3]]', more = ''): string {
  const name = `${certainty}.yaml`;
  writeFileSync(
    join(folder, name),
    `id: mine\ntitle: Mine\nsource: arXiv:2401.00001\ncertainty: ${certainty}\ncoupling_is: g\ncoupling_of: muon\ndata: ${data}\n${more}`,
  );
  return name;
}

function parse(model: string, ...layers: string[]) {
  const path = join(folder, 'figure.yaml');
  writeFileSync(
    path,
    `figure: test
mass: { from: 1 MeV, to: 10 GeV }
coupling: { from: 1e-12, to: 1 }
model: ${model}
layers:
${layers.map((layer) => `  - { ${layer} }\n`).join('')}`,
  );
  const figure = readFigureFile(path);
  if (figure.kind !== 'plane') throw new Error('expected a figure in the plane');
  return figure.file;
}

const figure = (model: string, ...layers: string[]) =>
  figureOfFile(parse(model, ...layers), join(folder, 'none.sqlite'));
const drawn = (model: string, ...layers: string[]) => figure(model, ...layers).layers;

/** As records of what is drawn have it. */
function certaintyAt(name: string, id: string): string {
  const [one] = nameConstraints([name], { id, parameters: {} }, READER).data!;
  const [record] = constraintRecords([one], { id, parameters: {} });
  return 'certainty' in record ? record.certainty : record.notDrawn;
}

const READER = { folder, readTable: readCsvTable, open: openConstraintFile };

const LOOK = { fill: undefined, dash: undefined, label: undefined, colour: undefined };

const LOOKS = {
  measured: [' ', 'solid', true],
  computed: [' ', 'solid', true],
  recast: [' ', 'solid', true],
  digitised: [' ', 'solid', true],
  approximate: [' (approximate) ', 'dotted', false],
  projected: [' (projected) ', 'dashed', false],
} as const;

describe('a limit in a figure', () => {
  it.each(CERTAINTY_NAMES)(
    'that is %s looks and says so, and is tinted only where it excludes',
    async (certainty) => {
      const [says, dash, isTinted] = LOOKS[certainty];
      const found = figure('{ id: scalar-muon-only }', `constraint: ${limit(certainty)}, colour: blue`);
      // An open curve that is tinted is a layer of its own kind.
      const look = { label: `Mine${says.trimEnd()}`, dash, colour: 'blue' };
      expect(found.layers).toMatchObject([
        isTinted ? { kind: 'curve', fill: 'above', ...look } : { kind: 'lines', ...look },
      ]);
      expect(found.layers[0]).not.toHaveProperty('region');
      // Typeset text is outlines: its name is that of the layer.
      expect(await renderFigure(found)).toContain(`aria-label="Mine${says.trimEnd()}"`);
    },
  );

  it('has the points of its table, converted, and ends where the table does', () => {
    const [{ x, y, fill }] = drawn('{ id: alp-muon }', `constraint: ${limit('digitised')}`) as [CurveLayer];
    expect([x[0], x[x.length - 1]]).toEqual([0.01, 0.1]);
    // g_amumu = g/(2 m_mu)
    expect(y[0] * 2 * 0.1056583755).toBeCloseTo(1e-4, 15);
    expect(y[y.length - 1] * 2 * 0.1056583755).toBeCloseTo(1e-3, 15);
    expect(fill).toBe('above');
  });

  it('with two edges is a closed curve for each range of masses', () => {
    const name = limit(
      'measured',
      '[[0.01, 1e-6, 1e-4], [0.02, 1e-6, 1e-5], gap, [0.1, 1e-5, 1e-4], [0.2, 1e-5, 1e-3]]',
    );
    const [line, ...rest] = drawn('{ id: scalar-muon-only }', `constraint: ${name}`) as LinesLayer[];
    expect(rest).toEqual([]);
    expect(line.polylines.map(({ closed }) => closed)).toEqual([true, true]);
    expect(line.region).toHaveLength(2);
  });

  it('of the registry is named, takes parameters, and is cut to the figure', () => {
    const [scalar] = drawn(
      '{ id: scalar-muon-only }',
      'constraint: sn1987a-muonic-scalar, parameters: { upper_edge: explosion-energy }',
    ) as LinesLayer[];
    expect(scalar.label).toBe('Supernovae, muonic scalar (approximate)');
    expect(scalar.region).toBeUndefined();
    const [{ x, y }] = scalar.polylines;
    expect(Math.min(...Array.from(x))).toBe(1e-3);
    expect(Math.max(...Array.from(x))).toBe(0.03);
    expect([Math.min(...Array.from(y)), Math.max(...Array.from(y))]).toEqual([0.4e-10, 4e-3]);
  });

  it('of the kind "line" is drawn as one', () => {
    expect(drawn('{ id: lfv-alp }', 'constraint: relic-density, parameters: { g_chi: 1/2 }')).toMatchObject([
      {
        kind: 'curve',
        style: 'limit',
        dash: 'dotted',
        label:
          'Relic density, Dirac $\\chi\\bar{\\chi} \\to \\mu\\tau$, $g_\\chi = 0.5$, $m_\\chi = m_a/3$ (approximate)',
      },
    ]);
  });

  it('of the kind "band" is one, or the line of its upper edge where it reaches down to nothing', () => {
    const layers = drawn(
      '{ id: scalar-muon-only }',
      'constraint: muon-g-2',
      "band: muon-g-2, measured: '2025'",
      "band: muon-g-2, measured: '2025', label: Mine",
    );
    expect(layers).toMatchObject([
      { kind: 'band', label: '$(g-2)_\\mu$, $2\\sigma$ (2021)' },
      { kind: 'curve', label: '$(g-2)_\\mu$ upper limit, $2\\sigma$ (2025)' },
      { kind: 'curve', label: 'Mine (upper limit)' },
    ]);
    const [, edge] = layers as CurveLayer[];
    // No tint of what is allowed; (38 + 2 x 63)e-11 against the upper edge at (251 + 2 x 59)e-11.
    expect(edge.fill).toBeUndefined();
    const [band] = layers as BandLayer[];
    expect(edge.y[0] / band.high[0]).toBeCloseTo(Math.sqrt(164 / 369), 12);
  });

  it('has one colour, the next that no layer names', () => {
    const two = '[[0.01, 1e-6], [0.02, 1e-6], gap, [0.1, 1e-5], [0.2, 1e-5]]';
    const layers = drawn(
      '{ id: scalar-muon-only }',
      `constraint: ${limit('digitised')}, colour: blue`,
      `constraint: ${limit('measured', two)}`,
      `constraint: ${limit('recast')}`,
    );
    expect(layers.length).toBeGreaterThan(3);
    const colours = assignColours(layers);
    expect([colours[0], colours.at(-1)]).toEqual([PALETTE.blue, PALETTE.green]);
    expect(new Set(colours.slice(1, -1))).toEqual(new Set([PALETTE.orange]));
  });

  it('of a file is found by an absolute path', () => {
    const path = join(folder, limit('digitised'));
    expect(drawn('{ id: alp-muon }', `constraint: ${path}`)).toHaveLength(1);
  });

  it('of the kind "band" is drawn as one', () => {
    const named = drawn(
      '{ id: lfv-alp, parameters: { theta: pi/2 } }',
      "constraint: muon-g-2, parameters: { measured: '2023', sigmas: 1 }, colour: green",
    );
    const band = drawn(
      '{ id: lfv-alp, parameters: { theta: pi/2 } }',
      "band: muon-g-2, measured: '2023', sigmas: 1, colour: green",
    );
    expect(named).toMatchObject([{ kind: 'band', label: '$(g-2)_\\mu$, $1\\sigma$ (2023)' }]);
    expect(named).toEqual(band);
    const [unnamed] = drawn('{ id: mu-tau-vector }', 'constraint: muon-g-2');
    expect(unnamed.label).toBe('$(g-2)_\\mu$, $2\\sigma$ (2021)');
  });

  it('of the kind "line" that is approximate is no exclusion', () => {
    expect(drawn('{ id: lfv-alp }', 'line: relic-density, parameters: { g_chi: 1 }')).toMatchObject([
      { style: 'limit', dash: 'dotted', label: expect.stringMatching(/ \(approximate\)$/) as string },
    ]);
    expect(drawn('{ id: scalar-muon-only }', 'line: perturbativity, fill: above')).toMatchObject([
      { fill: 'above', label: 'Perturbativity, $g = \\sqrt{4\\pi}$' },
    ]);
  });

  it('with an edge that is not known is its other edge alone, with no tint on either side', () => {
    const [vector, ...rest] = drawn(
      '{ id: mu-tau-vector }',
      'constraint: sn1987a-mu-tau-vector',
    ) as LinesLayer[];
    expect(rest).toEqual([]);
    expect(vector.kind).toBe('lines');
    expect(vector).not.toHaveProperty('region');
    expect(new Set(vector.polylines.flatMap(({ y }) => Array.from(y)))).toEqual(new Set([1e-9]));
    expect(vector.polylines.map(({ closed }) => closed)).toEqual([false]);
  });

  it('takes the dark matter of the model, unless it is told another one', () => {
    const edge = (model: string, layer: string) => {
      const [lines] = drawn(model, layer) as LinesLayer[];
      return Math.min(...lines.polylines.flatMap(({ y }) => Array.from(y)).filter((y) => y > 0));
    };
    const [with1, with2] = ['1', '0.1'].map((g) => `{ id: lfv-alp, parameters: { g_chi: ${g} } }`);
    const planck = 'constraint: planck-annihilation';
    expect(edge(with2, planck) / edge(with1, planck)).toBeCloseTo(10, 6);
    expect(edge(with2, `${planck}, parameters: { g_chi: 1 }`)).toBe(edge(with1, planck));
    expect(edge('{ id: lfv-alp }', planck)).toBe(edge(with1, planck));
  });

  it('that was digitised for another coupling is called recast', () => {
    const name = limit('digitised');
    expect(certaintyAt(name, 'mu-tau-vector')).toBe('digitised');
    expect(certaintyAt(name, 'alp-muon')).toBe('recast');
    expect(certaintyAt(name, 'scalar-mass-proportional')).toBe('digitised');
  });

  it('of an unknown edge is not tinted, however sure it is', () => {
    const of = { ...CONSTRAINTS['sn1987a-mu-tau-vector'], certainty: 'measured' } as LimitConstraint;
    const model = { id: 'mu-tau-vector', parameters: {} };
    const fields = { limit: of, parameters: {}, ...LOOK };
    const layers = limitLayers(model, fields, { from: 1e-3, to: 1 });
    expect(layers).toHaveLength(1);
    expect(layers[0]).toMatchObject({ kind: 'lines', dash: 'solid' });
    expect(layers[0]).not.toHaveProperty('region');
    expect(layers[0]).not.toHaveProperty('fill');
  });

  it('tells in the legend that it is not in view', () => {
    const found = drawn('{ id: scalar-muon-only }', `constraint: ${limit('measured', '[[20, 1], [30, 1]]')}`);
    expect(found).toMatchObject([{ kind: 'lines', label: 'Mine', polylines: [] }]);
  });
});

describe('a layer of a constraint is refused', () => {
  it.each([
    [
      'constraint: babar-4',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.constraint: expected a constraint \(.*\) or a file that ends in \.yaml; got "babar-4"; did you mean "babar-4mu"\?$/,
    ],
    [
      'constraint: ams-02-positrons',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.constraint: ams-02-positrons: nothing is drawn\. No table/,
    ],
    [
      'constraint: muon-g-2',
      '{ id: alp-photon }',
      /^layers\[0\]\.constraint: .*: expected a model with a contribution to the \(g-2\) of the muon; got alp-photon$/,
    ],
    [
      'constraint: muon-g-2, dash: dotted',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.dash: muon-g-2 is a band: it has no line$/,
    ],
    [
      'constraint: ccfr-trident, sigmas: 3',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.sigmas: a parameter of the constraint: write parameters: \{sigmas: \.\.\.\}$/,
    ],
    [
      'constraint: relic-product',
      '{ id: lfv-alp }',
      /is a relation: it is drawn by a figure of "relations"$/,
    ],
    [
      'constraint: babar-4mu',
      '{ id: lfv-alp }',
      /BaBar.*: expected a model with an L_mu - L_tau boson .*; got lfv-alp$/,
    ],
    [
      'constraint: babar-4mu',
      '{ id: mu-tau-vector, parameters: { g_chi: 1 } }',
      /does not decay to a dark partner/,
    ],
    [
      'constraint: babar-4mu, fill: true',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.fill: babar-4mu is approximate: expected no tint/,
    ],
    [
      'constraint: babar-4mu, dash: solid',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.dash: babar-4mu is approximate: expected dotted or dash-dotted; got solid$/,
    ],
    [
      'constraint: na62-invisible-projection, dash: solid',
      '{ id: mu-tau-vector }',
      /^layers\[0\]\.dash: na62-invisible-projection is projected: expected dashed or dash-dotted; got solid$/,
    ],
    [
      'line: relic-density, parameters: { g_chi: 1 }, fill: below',
      '{ id: lfv-alp }',
      /^layers\[0\]\.fill: relic-density is approximate: expected no tint/,
    ],
    [
      'constraint: planck-annihilation, parameters: { chi_mass_ratio: 1/2 }',
      '{ id: lfv-alp }',
      /^layers\[0\]\.parameters\.chi_mass_ratio: expected a ratio of up to 0\.45, or from 0\.55 on/,
    ],
    [
      'constraint: sn1987a-muonic-alp, parameters: { edge: 1 }',
      '{ id: alp-muon }',
      /^layers\[0\]\.parameters\.edge: unknown field.*"upper_edge"/,
    ],
    [
      'constraint: no.yaml',
      '{ id: alp-muon }',
      /^layers\[0\]\.constraint: cannot read "no\.yaml": there is no such file$/,
    ],
    [
      `constraint: ${limit('bad', '[[2, 1], [1, 1]]')}`,
      '{ id: alp-muon }',
      /^layers\[0\]\.constraint: bad\.yaml:4:12: certainty: expected one of .*\nlayers\[0\]\.constraint: bad\.yaml:7:\d+: data\[1\]\[0\]: expected a mass above/,
    ],
  ])('{ %s } in the plane of %s', (layer, model, message) => {
    let told: string[] = [];
    try {
      parse(model, layer);
    } catch (error) {
      if (!(error instanceof InputFileError)) throw error;
      told = error.problems.map((problem) =>
        `${problem.field}: ${problem.message}`.replaceAll(`${folder}/`, ''),
      );
    }
    // One message for each thing that is wrong.
    expect(told).toHaveLength(layer.includes('bad.yaml') ? 2 : 1);
    expect(told.join('\n')).toMatch(message);
  });
});
