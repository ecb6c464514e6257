import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputFileError } from '../../src/errors.js';
import { figureJsonSchema, readFigureFile } from '../../src/report/figure-file.js';

const folder = mkdtempSync(join(tmpdir(), 'muscan-figures-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const scan = (changes: Record<string, string> = {}) =>
  Object.entries({
    name: 'tev',
    model: '{ id: lfv-alp }',
    experiment: 'tev-muons-2407.15942',
    channel: 'invisible-2mm',
    form_factor: "'2407.15942'",
    grid: '{ mass: { values: [2 GeV, 5 GeV] }, coupling: { values: [1 TeV^-1, 2 TeV^-1] } }',
    ...changes,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
file('tev.yaml', scan());
file('swept.yaml', scan({ name: 'swept', sweep: '{ theta: [pi/2, 0], energy: [1.5 TeV, 3 TeV] }' }));
file(
  'scalar.yaml',
  scan({
    name: 'scalar',
    model: '{ id: scalar-muon-only }',
    experiment: 'na64-1701.07437',
    channel: 'missing-energy',
    form_factor: 'tsai',
    grid: '{ mass: { values: [10 MeV, 20 MeV] }, coupling: { values: [1e-4, 1e-3] } }',
  }),
);
file('limit.csv', '# made up\nmass_gev,epsilon\n0.01,1e-4\n0.1,2e-4\n');
file('bad.csv', 'mass_gev,epsilon\n0.01,1e-4\n0.005,2e-4\n');

const PLANE = `figure: test
mass: { from: 2 GeV, to: 20 GeV }
coupling: { from: 0.01, to: 100 }
`;

/** A plane figure with these layers, each on a line of its own from line 5 on. */
function plane(layers: readonly string[], model = '') {
  const head = model === '' ? PLANE : `${PLANE}model: ${model}\n`;
  return `${head}layers:\n${layers.map((layer) => `  - { ${layer} }\n`).join('')}`;
}

/** Every problem as `field at what stands there: message`. */
function problemsIn(text: string): string[] {
  try {
    readFigureFile(file('figure.yaml', text));
  } catch (error) {
    if (!(error instanceof InputFileError)) throw error;
    return error.problems.map(({ line, column, field, message }) => {
      const [there] = /^[^\s,}]+/.exec(text.split('\n')[line - 1].slice(column - 1))!;
      return `${field} at ${there}: ${message.replaceAll(`${folder}/`, '')}`;
    });
  }
  return [];
}

function layersOf(text: string) {
  const figure = readFigureFile(file('figure.yaml', text));
  if (figure.kind !== 'plane') throw new Error('expected a plane');
  return figure.file;
}

describe('a plane figure file', () => {
  it('has the model of its first scan, and that of a band with its own parameters', () => {
    const { model, layers, scanPaths } = layersOf(
      plane(['scan: tev.yaml', "band: muon-g-2, measured: '2020', parameters: { theta: pi/3 }"]),
    );
    expect(model).toMatchObject({ id: 'lfv-alp', parameters: { theta: Math.PI / 2 } });
    expect(layers[1]).toMatchObject({ parameters: { theta: Math.PI / 3, decays: 'invisible' } });
    expect(scanPaths).toEqual([join(folder, 'tev.yaml')]);
  });

  it('needs no scan where it names a model', () => {
    const { model, layers, scanPaths } = layersOf(
      plane(
        ['line: relic-density, parameters: { g_chi: 1/2 }'],
        '{ id: lfv-alp-g, parameters: { theta: 0 } }',
      ),
    );
    expect(model).toMatchObject({ id: 'lfv-alp-g', parameters: { theta: 0 } });
    expect(layers[0]).toMatchObject({ parameters: { g_chi: 0.5, chi_mass_ratio: 1 / 3 }, style: 'limit' });
    expect(scanPaths).toEqual([]);
  });

  it('names a plane of a swept scan as one writes it, and turns a confidence level into a level', () => {
    const { layers } = layersOf(
      plane(['scan: swept.yaml, plane: { theta: 0.5 pi, energy: 3000 GeV }, cl: 90%, exposure: 1e13']),
    );
    expect(layers[0]).toMatchObject({
      plane: { theta: Math.PI / 2, energy: 3000 },
      level: expect.closeTo(Math.log(10), 12),
      exposure: 1e13,
    });
  });

  it('reads a table from a CSV file beside it', () => {
    const { layers } = layersOf(
      plane(['line: millicharge, parameters: { table: { file: limit.csv } }'], '{ id: mu-tau-dark-sector }'),
    );
    expect(layers[0]).toMatchObject({
      parameters: { table: { mass_gev: [0.01, 0.1], epsilon: [1e-4, 2e-4] } },
    });
  });

  it.each([
    [
      'no model',
      plane(["band: muon-g-2, measured: '2020'"]),
      [
        'layers at layers:: expected a model, or at least one layer with a scan: the model of the figure is then that of its first scan',
      ],
    ],
    [
      'an unknown line',
      plane(['line: relic-densty'], '{ id: lfv-alp }'),
      [
        'layers[0].line at relic-densty: expected one of relic-density, relic-vector, millicharge, perturbativity; got "relic-densty"; did you mean "relic-density"?',
      ],
    ],
    [
      'a line that is not for the model',
      plane(['line: millicharge'], '{ id: lfv-alp }'),
      [
        'layers[0].line at millicharge: Limit on millicharged particles, recast: expected a model with a pair of dark fermions from a massless L_mu - L_tau boson; got lfv-alp',
      ],
    ],
    [
      'parameters of a line',
      plane(['line: relic-density, parameters: { g_ch: 1, chi_mass_ratio: 0 }'], '{ id: lfv-alp }'),
      [
        'layers[0].parameters.g_ch at g_ch:: unknown field; did you mean "g_chi"?',
        'layers[0].parameters.chi_mass_ratio at 0: expected a number from 0.001 to 100, a fraction such as "1/3" or a percentage; got 0',
      ],
    ],
    [
      'parameters of the model',
      plane(['line: relic-density'], '{ id: lfv-alp, parameters: { thta: 1 } }'),
      ['model.parameters.thta at thta:: unknown field; did you mean "theta"?'],
    ],
    [
      'parameters of a band',
      plane(['scan: tev.yaml', "band: muon-g-2, measured: '2020', parameters: { theta: x }"]),
      [
        'layers[1].parameters.theta at x: expected an angle such as "pi/2", "0.26 pi", "0.5 rad" or "90 deg", or a number of rad; got "x"',
      ],
    ],
    [
      'a band and the region beyond it',
      plane(["band: muon-g-2, measured: '2020', sigmas: 2, excluded_beyond: 5"]),
      [
        'layers[0].excluded_beyond at 5: expected the sigmas of a band, or excluded_beyond for the region above it; got both',
      ],
    ],
    [
      'a level and a confidence level',
      plane(['scan: tev.yaml, level: 3, cl: 90%']),
      ['layers[0].cl at 90%: expected a level or a confidence level; got both'],
    ],
    [
      'events without a confidence level',
      plane(['scan: tev.yaml, observed: 4']),
      ['layers[0].observed at 4: expected "cl" beside it; got no confidence level'],
    ],
    [
      'two heat maps',
      plane(['heatmap: tev.yaml', 'heatmap: tev.yaml']),
      ['layers at layers:: expected one heat map; got several'],
    ],
    [
      'a heat map with a range that falls',
      plane(['scan: tev.yaml', 'heatmap: tev.yaml, range: [1, 0]']),
      ['layers[1].range at [1: expected [from, to] with from below to'],
    ],
    [
      'a heat map of a scan that is not there',
      plane(['scan: tev.yaml', 'heatmap: nothing.yaml']),
      ['layers[1].heatmap at nothing.yaml: cannot read "nothing.yaml": there is no such file'],
    ],
    [
      'a heat map without all of its plane',
      plane(['scan: tev.yaml', 'heatmap: swept.yaml, plane: { theta: 0 }']),
      ['layers[1].plane at {: expected a plane with energy: swept.yaml makes 4 scans'],
    ],
    [
      'a heat map of couplings in another unit',
      plane(['scan: tev.yaml', 'heatmap: scalar.yaml']),
      [
        "layers[1].heatmap at scalar.yaml: expected couplings in TeV^-1, as in the figure's model lfv-alp; those of scalar-muon-only are without unit",
      ],
    ],
    [
      'a look that there is not',
      `size: three-column\ntheme: drak\nlabels: { }\n${plane(['scan: tev.yaml'])}`,
      [
        'size at three-column: expected one-column, two-column or {width: 12 cm, height: 9 cm}; did you mean "one-column"?',
        'theme at drak: expected one of light, dark; got "drak"; did you mean "dark"?',
        'labels at {: expected one of legend, inside; got a mapping',
      ],
    ],
    [
      'no exposure',
      plane(['scan: tev.yaml, exposure: 0']),
      ['layers[0].exposure at 0: expected a number above zero; got 0'],
    ],
    [
      'a scan that is not there',
      plane(['scan: nothing.yaml']),
      ['layers[0].scan at nothing.yaml: cannot read "nothing.yaml": there is no such file'],
    ],
    [
      'couplings in another unit',
      plane(['scan: tev.yaml', 'scan: scalar.yaml']),
      [
        "layers[1].scan at scalar.yaml: expected couplings in TeV^-1, as in the figure's model lfv-alp; those of scalar-muon-only are without unit",
      ],
    ],
    [
      'a sweep without a plane',
      plane(['scan: swept.yaml', 'scan: swept.yaml, plane: { theta: 0 }']),
      [
        'layers[0].scan at swept.yaml: expected a plane with theta, energy: swept.yaml makes 4 scans',
        'layers[1].plane at {: expected a plane with energy: swept.yaml makes 4 scans',
      ],
    ],
    [
      'a plane that is not swept',
      plane(['scan: swept.yaml, plane: { thet: 0 }', 'scan: tev.yaml, plane: { theta: 1 }']),
      [
        'layers[0].plane.thet at thet:: not swept in swept.yaml; did you mean "theta"?',
        'layers[1].plane.theta at theta:: not swept in tev.yaml; expected none',
      ],
    ],
    [
      'a value that is not swept',
      plane(['scan: swept.yaml, plane: { theta: pi/3 }']),
      ['layers[0].plane.theta at pi/3: expected a value of the sweep, 1.5707963267948966, 0; got "pi/3"'],
    ],
    [
      'a table that is not there',
      plane(['line: millicharge, parameters: { table: { file: no.csv } }'], '{ id: mu-tau-dark-sector }'),
      ['layers[0].parameters.table.file at no.csv: cannot read "no.csv": there is no such file'],
    ],
    [
      'a table that falls',
      plane(['line: millicharge, parameters: { table: { file: bad.csv } }'], '{ id: mu-tau-dark-sector }'),
      [
        'layers[0].parameters.table.file at bad.csv: bad.csv: line 3, column mass_gev: expected a number above the one before it (0.01); got 0.005',
      ],
    ],
    [
      'a layer of nothing',
      plane(['colour: blue']),
      [
        'layers[0].scan at {: expected a layer with "scan" (a scan file), "heatmap" (likewise), "band" (muon-g-2), "line" (relic-density, relic-vector, millicharge, perturbativity), "constraint" (a name from "muscan list constraints", or a file) or "overlay" (a file of somebody else\'s limit)',
      ],
    ],
  ])('refuses %s', (_, text, problems) => {
    expect(problemsIn(text)).toEqual(problems);
  });
});

describe('a figure file of curves', () => {
  it.each([
    [
      'relations',
      'value: { from: 2, to: 1 }\n  mass: { from: 1 GeV, to: 9 GeV }\n  curves: [{ relation: relic, label: a }]',
      [
        'relations.value.to at 1: expected a number above "from"',
        'relations.curves[0].relation at relic: expected one of relic-product, relic-secluded, relic-vector-target, planck-annihilation-product, fermi-lat-annihilation-product, annihilation-projection-product; got "relic"',
      ],
    ],
    [
      'relations',
      'value: { from: 1, to: 2 }\n  mass: { from: 1 GeV, to: 9 GeV }\n  curves: [{ relation: relic-secluded, parameters: { chi_mass_ratio: 1/3 }, label: a }]',
      [
        'relations.curves[0].parameters.chi_mass_ratio at 1/3: expected a number from 1 to 1000, a fraction such as "1/3" or a percentage; got "1/3"',
      ],
    ],
    [
      'decay_probability',
      'coupling: { from: 1e-6, to: 1 }\n  curves: [{ scan: nothing.yaml, mass: 1 GeV, label: a }, { scan: swept.yaml, mass: 2 GeV, label: b }]',
      [
        'decay_probability.curves[0].scan at nothing.yaml: cannot read "nothing.yaml": there is no such file',
        'decay_probability.curves[1].scan at swept.yaml: expected a plane with theta, energy: swept.yaml makes 4 scans',
      ],
    ],
    [
      'decay_probability',
      'coupling: { from: 1e-6, to: 1 }\n  curves: [{ scan: scalar.yaml, mass: 1 GeV, label: a }, { scan: tev.yaml, mass: 2 GeV, label: b }]',
      [
        "decay_probability.curves[1].scan at tev.yaml: expected couplings without unit, as in the figure's model scalar-muon-only; those of lfv-alp are in TeV^-1",
      ],
    ],
    [
      'tau_decay_lengths',
      "tau: both\n  length: { from: 1, to: 1 cm }\n  curves: [{ method: exact, form_factor: '2407.15942', target: Pb, energy: 1 TeV, mass: 2 GeV, label: a }]",
      [
        'tau_decay_lengths.tau at both: expected one of recoil, from-decay; got "both"',
        'tau_decay_lengths.length.from at 1: expected a quantity with its unit, such as "20 cm"; got 1 without a unit (units: mm, cm, m, km, um)',
      ],
    ],
  ])('of %s says what is wrong with it', (key, content, problems) => {
    expect(problemsIn(`figure: test\n${key}:\n  ${content}\n`)).toEqual(problems);
  });
});

describe('the JSON Schema of figure files', () => {
  it('describes the parameters of lines and relations', () => {
    const json = JSON.stringify(figureJsonSchema());
    expect(json).toContain('"chi_mass_ratio"');
    expect(json).toContain('"freeze_out_x"');
    expect(json).toContain('"epsilon"');
  });
});
