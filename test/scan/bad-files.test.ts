import { expect, test } from 'vitest';
import { InputFileError } from '../../src/errors.js';
import { EXPERIMENTS } from '../../src/experiments/index.js';
import { MODELS } from '../../src/models/index.js';
import { METHOD_IDS } from '../../src/physics/methods.js';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { EXAMPLE, exampleWith, problemsIn } from './example.js';

const METHODS = METHOD_IDS.join(', ');
const MODEL_IDS = Object.keys(MODELS).join(', ');
const EXPERIMENT_IDS = Object.keys(EXPERIMENTS).join(', ');
const MASS = 'mass: {from: 1 MeV, to: 210 MeV, points: 20, spacing: log}';

test('many faults in one list are told up to ten', () => {
  const text = exampleWith(MASS, `mass: {values: [1 MeV, ${'2, '.repeat(14)}3]}`);
  const problems = problemsIn(text);
  expect(problems).toHaveLength(10);
  expect(problems[0]).toBe(
    '13:26 grid.mass.values[1]: expected a quantity with its unit, such as "160 GeV"; got 2 without a unit (units: eV, keV, MeV, GeV, TeV)',
  );
  expect(problems[9]).toMatch(/values\[10\]: .* \(and 5 more in this list\)$/);
});

test('the example has no faults', () => {
  expect(problemsIn(EXAMPLE)).toEqual([]);
});

const EXPERIMENT = 'experiment: na64-1701.07437';

/** What is wrong, the text, and the one problem that is told. */
const SYNTAX_FAULTS: [string, string, string][] = [
  ['an empty file', '', '1:1 expected a mapping, a "field: value" on each line; got an empty file'],
  [
    'only comments',
    '# nothing\n',
    '1:1 expected a mapping, a "field: value" on each line; got an empty file',
  ],
  ['a list', '# a list\n- name\n', '2:1 expected a mapping, a "field: value" on each line; got a list'],
  ['a text', '  hello\n', '1:3 expected a mapping, a "field: value" on each line; got "hello"'],
  ['a tab', 'model:\n\tid: x\n', '2:1 tabs cannot be used for indentation; use spaces'],
  ['an open quote', 'name: "abc\ntitle: x\n', '3:1 not valid YAML: missing closing "quote'],
  [
    'an open brace',
    'grid: {mass: 1\nname: x\n',
    '2:1 not valid YAML: flow map in block collection must be sufficiently indented and end with a }',
  ],
  [
    'a text with a colon',
    'title: NA64: model A\n',
    '1:8 a second ": " on one line; put a text that contains it in quotes',
  ],
  [
    'a second document',
    `${EXAMPLE}---\nname: x\n`,
    '17:1 expected one document; got a second one after "---"',
  ],
  [
    'a tag',
    exampleWith('na64-model-a', '!secret x'),
    '1:7 tags, which begin with "!", are not used here; write the plain value',
  ],
  ['a mapping as a key', '? {a: 1}\n: 2\n', '1:3 expected a plain name before the ":"'],
  [
    'a control character',
    'name: a\ntitle: b\u0000c\n',
    '2:9 expected plain text; got the control character U+0000',
  ],
  ['nesting without end', `a: ${'['.repeat(100_000)}`, '1:52 expected at most 50 levels; got more'],
  ['a huge file', `a: ${'x'.repeat(1_000_000)}`, '1:1 expected at most 1000000 characters; got 1000003'],
];

test.each(SYNTAX_FAULTS)('%s', (_, text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

/** What is wrong, what is replaced in the example and by what, and the one problem that is told. */
const CONTENT_FAULTS: [string, string, string, string][] = [
  [
    'a field given twice',
    'title: NA64, model A',
    'title: a\ntitle: b',
    '3:1 title: given twice; keep one of them',
  ],
  [
    'an alias of nothing',
    'title: NA64, model A',
    'title: *here',
    '2:8 title: "*here" stands for nothing: there is no "&here" before it',
  ],
  [
    'an unknown field',
    'accuracy: 1e-4',
    'acuracy: 1e-4',
    '15:1 acuracy: unknown field; did you mean "accuracy"?',
  ],
  [
    'an unknown field like no other',
    'accuracy: 1e-4',
    'colour: red',
    '15:1 colour: unknown field; expected one of name, title, model, experiment, channel, method, form_factor, integration, grid, accuracy, contours, constraints, sweep',
  ],
  [
    'a form factor that YAML reads as a number',
    'form_factor: tsai-as-printed',
    'form_factor: 2407.15942',
    "8:14 form_factor: expected one of tsai-elastic, tsai, tsai-as-printed, 2407.15942, 2407.15942-coherent, 2407.15942-diffractive; got 2407.15942, a number: put it in quotes: '2407.15942'",
  ],
  [
    'a name with blanks',
    'na64-model-a',
    'NA64 model A',
    '1:7 name: expected a name of lower-case letters, digits, dots and hyphens; got "NA64 model A"',
  ],
  [
    'a name that is a number',
    'na64-model-a',
    '64',
    '1:7 name: expected a name of lower-case letters, digits, dots and hyphens; got 64',
  ],
  [
    'a name like an id',
    'na64-model-a',
    '"64"',
    '1:7 name: expected a name that looks neither like an id (a whole number) nor like a file (.yaml); got "64"',
  ],
  [
    'a name like a file',
    'na64-model-a',
    'na64.yml',
    '1:7 name: expected a name that looks neither like an id (a whole number) nor like a file (.yaml); got "na64.yml"',
  ],
  [
    'a missing field',
    'name: na64-model-a\n',
    '',
    '1:1 name: expected a name of lower-case letters, digits, dots and hyphens; got nothing',
  ],
  ['an empty title', 'NA64, model A', '""', '2:8 title: expected some text; got ""'],
  [
    'a number as title',
    'NA64, model A',
    '2020',
    "2:8 title: expected text; got 2020, a number: put it in quotes: '2020'",
  ],
  ['a list as title', 'NA64, model A', '[a]', '2:8 title: expected text; got a list'],
  [
    'an unknown model',
    'scalar-mass-proportional',
    'scalar-mass-proportinal',
    `4:7 model.id: expected one of ${MODEL_IDS}; got "scalar-mass-proportinal"; did you mean "scalar-mass-proportional"?`,
  ],
  [
    'a parameter the model does not have',
    'id: scalar-mass-proportional',
    'id: scalar-mass-proportional\n  parameters: {ratio: 2}',
    '5:16 model.parameters.ratio: unknown field; expected none',
  ],
  [
    'an unknown experiment',
    EXPERIMENT,
    'experiment: na64-1701.0743',
    `5:13 experiment: expected one of ${EXPERIMENT_IDS}, or a mapping; got "na64-1701.0743"; did you mean "na64-1701.07437"?`,
  ],
  [
    'the beginning of an id',
    EXPERIMENT,
    'experiment: na64-17',
    `5:13 experiment: expected one of ${EXPERIMENT_IDS}, or a mapping; got "na64-17"; did you mean "na64-1701.07437"?`,
  ],
  [
    'overrides of an unknown experiment',
    EXPERIMENT,
    'experiment: {id: na64-1701.0743, beam: {energy: 100 GeV}}',
    '5:18 experiment.id: unknown experiment; did you mean "na64-1701.07437"? (a new one needs all of id, title, source, beam, target, channels)',
  ],
  [
    'overrides of no experiment',
    EXPERIMENT,
    'experiment: {beam: {energy: 100 GeV}}',
    `5:1 experiment.id: expected one of ${EXPERIMENT_IDS} to change some of its fields, or a new name for a new experiment; got nothing`,
  ],
  [
    'a number without its unit',
    EXPERIMENT,
    'experiment:\n  id: na64-1701.07437\n  target:\n    length: 20',
    '8:13 experiment.target.length: expected a quantity with its unit, such as "20 cm"; got 20 without a unit (units: mm, cm, m, km, um)',
  ],
  [
    'a unit of another dimension',
    EXPERIMENT,
    'experiment: {id: na64-1701.07437, target: {length: 20 GeV}}',
    '5:52 experiment.target.length: expected a length with its unit, such as "20 cm"; got the unit "GeV" (units: mm, cm, m, km, um)',
  ],
  [
    'an override against the registered value beside it',
    EXPERIMENT,
    'experiment: {id: na64-1701.07437, channels: {missing-energy: {decay_volume: {to: 5 m}}}}',
    '5:82 experiment.channels.missing-energy.decay_volume.to: expected a distance beyond "from" (520 cm); got 500 cm',
  ],
  [
    'an override that contradicts a registered value elsewhere',
    EXPERIMENT,
    'experiment:\n  id: na64-1701.07437\n  channels: {missing-energy: {x_max: 0.2}}',
    '7:38 experiment.channels.missing-energy.x_max: expected a number above "x_min" (0.3333333333333333); got 0.2',
  ],
  [
    'a misspelt keyword',
    EXPERIMENT,
    'experiment: {id: na64-1701.07437, target: {energy_loss: nome}}',
    '5:57 experiment.target.energy_loss: expected "none", "stopping-power", "bremsstrahlung", a table {energy_gev, loss_gev_per_cm}, {file: NAME.csv}, or an energy loss with its unit, such as "12.7 MeV/cm"; got "nome"; did you mean "none"?',
  ],
  [
    'an unknown channel',
    'channel: missing-energy',
    'channel: mising-energy',
    '6:10 channel: expected "missing-energy", as in the experiment; got "mising-energy"; did you mean "missing-energy"?',
  ],
  [
    'no channel, of two',
    `${EXPERIMENT}\nchannel: missing-energy`,
    'experiment: {id: na64-1701.07437, channels: {all: {title: all}}}',
    '1:1 channel: expected one of missing-energy, all, as in the experiment; got nothing',
  ],
  [
    'an unknown method',
    'method: iww',
    'method: magic',
    `7:9 method: expected one of ${METHODS}; got "magic"`,
  ],
  [
    'a limit out of range',
    'x_min: 0',
    'x_min: 4/3',
    '10:10 integration.x_min: expected a number from 0 to 1, a fraction such as "1/3" or a percentage; got "4/3"',
  ],
  [
    'limits in the wrong order',
    'x_min: 0\n  x_max: physical',
    'x_min: 0.9\n  x_max: 2/3',
    '11:10 integration.x_max: expected a number above "x_min" (0.9); got 0.6666666666666666',
  ],
  [
    'limits outside the cut of the channel',
    'x_max: physical',
    'x_max: 0.25',
    "9:1 integration: expected limits of x that overlap with the channel's (0.3333333333333333 to 1); got 0 to 0.25",
  ],
  [
    'an angle without its unit',
    'x_max: physical',
    'theta_max: 0.1',
    '11:14 integration.theta_max: expected "none", or a quantity with its unit, such as "0.1 rad"; got 0.1 without a unit (units: rad, mrad, urad)',
  ],
  [
    'an angle beyond all',
    'x_max: physical',
    'theta_max: 5 rad',
    '11:14 integration.theta_max: expected an angle of at most pi; got 5 rad',
  ],
  [
    'an axis of nothing',
    MASS,
    'mass: {}',
    '13:9 grid.mass: expected {from, to, points}, or {values: [...]}; got a mapping',
  ],
  [
    'an axis that is left empty',
    MASS,
    'mass:',
    '13:3 grid.mass: expected {from, to, points}, or {values: [...]}; got nothing',
  ],
  [
    'an axis of both kinds',
    MASS,
    'mass: {values: [1 MeV, 2 MeV], from: 1 MeV}',
    '13:34 grid.mass.from: unknown field; expected "values"',
  ],
  [
    'a misspelt field of an axis',
    MASS,
    'mass: {from: 1 MeV, too: 210 MeV, points: 20}',
    '13:23 grid.mass.too: unknown field; did you mean "to"?',
  ],
  [
    'a falling axis',
    'from: 1 MeV',
    'from: 1 GeV',
    '13:27 grid.mass.to: expected a value above "from" (1 GeV); got 0.21 GeV',
  ],
  [
    'a single point',
    'points: 20',
    'points: 1',
    '13:44 grid.mass.points: expected a whole number from 2 to 100000; got 1',
  ],
  [
    'half a point',
    'points: 20',
    'points: 2.5',
    '13:44 grid.mass.points: expected a whole number from 2 to 100000; got 2.5',
  ],
  [
    'too many points',
    'points: 20, spacing: log}\n  coupling: {from: 1e-6, to: 1, points: 7}',
    'points: 20000}\n  coupling: {from: 1e-6, to: 1, points: 5001}',
    '12:1 grid: expected at most 100000000 points; got 20000 masses x 5001 couplings = 100020000',
  ],
  [
    'points closer than doubles',
    'from: 1e-6, to: 1, points: 7',
    'from: 1, to: 1.0000000000001, points: 99999',
    '14:52 grid.coupling.points: expected fewer points or another range; double precision cannot tell 99999 values from 1 to 1.0000000000001 apart',
  ],
  [
    'a list out of order',
    MASS,
    'mass: {values: [1 MeV, 3 MeV, 2 MeV]}',
    '13:33 grid.mass.values[2]: expected a value above the one before it (0.003 GeV); got 0.002 GeV',
  ],
  [
    'an unknown spacing',
    'spacing: log',
    'spacing: logarithmic',
    '13:57 grid.mass.spacing: expected one of log, linear; got "logarithmic"',
  ],
  [
    'masses that the beam cannot make',
    MASS,
    'mass: {from: 160 GeV, to: 200 GeV, points: 3}',
    '13:9 grid.mass: expected masses below the beam energy (160 GeV); got none, the lowest is 160 GeV',
  ],
  [
    'a coupling with a unit',
    'from: 1e-6',
    'from: 1e-6 GeV^-1',
    '14:20 grid.coupling.from: expected a number above zero (the coupling has no unit); got "1e-6 GeV^-1"',
  ],
  [
    'an infinite coupling',
    'to: 1,',
    'to: .inf,',
    '14:30 grid.coupling.to: expected a number above zero (the coupling has no unit); got Infinity',
  ],
  [
    'an accuracy out of range',
    'accuracy: 1e-4',
    'accuracy: 1e-11',
    '15:11 accuracy: expected a number from 1e-8 to 0.1; got 1e-11',
  ],
  [
    'a method that does not know the mediator',
    'scalar-mass-proportional',
    'lfv-alp-g',
    '7:9 method: expected "exact", which can produce the mediator of the model (lfv-alp); got "iww"',
  ],
  [
    'a cut on an angle that the method has integrated',
    'x_max: physical',
    'theta_max: 0.1 rad',
    '11:14 integration.theta_max: expected "none": iww has integrated the angle; for a cut use exact or ww',
  ],
  [
    'a parameter out of range',
    'scalar-mass-proportional\nexperiment: na64-1701.07437\nchannel: missing-energy\nmethod: iww',
    'mu-tau-vector\n  parameters: {g_chi: -1}\nexperiment: na64-1701.07437\nchannel: missing-energy',
    '5:23 model.parameters.g_chi: expected a number from 0 to 12.5664, a fraction such as "1/3" or a percentage; got -1',
  ],
  [
    'an angle that is none',
    'scalar-mass-proportional\nexperiment: na64-1701.07437\nchannel: missing-energy\nmethod: iww',
    'lfv-alp-g\n  parameters: {theta: pie}\nexperiment: na64-1701.07437\nchannel: missing-energy',
    '5:23 model.parameters.theta: expected an angle such as "pi/2", "0.26 pi", "0.5 rad" or "90 deg", or a number of rad; got "pie"',
  ],
  [
    'no contour level',
    'levels: [3]',
    'levels: []',
    '16:20 contours.levels: expected at least one value; got an empty list',
  ],
];

test.each(CONTENT_FAULTS)('%s', (_, before, after, problem) => {
  expect(problemsIn(exampleWith(before, after))).toEqual([problem]);
});

test('photons of a shower without one', () => {
  const text = exampleWith('scalar-mass-proportional', 'alp-photon').replace(
    'method: iww',
    'method: shower-photons',
  );
  expect(problemsIn(text)).toContain(
    '7:9 method: expected a thick target of an electron beam (energy_loss: bremsstrahlung): shower-photons are radiated in it; got "12.7 MeV/cm"',
  );
});

test('all faults at once, in the order of the file, each once', () => {
  expect(
    problemsIn(`nme: na64
model: {id: scalar-muon, parameters: {a: 1}}
experiment:
  id: na64-1701.07437
  beam: {energy: 160, particle: muom}
  target: {length: -20 cm, material: {name: x, Z: -1}}
  channels:
    missing-energy: {x_mn: 2, decay_volume: {from: -1 cm}}
channel: missing
method: true
integration: {x_min: 0.5, x_max: 0.4, t_max: 3}
grid:
  mass: {from: 210 MeV, to: 1 MeV, points: 1}
accuracy: 1
accuracy: 1e-4
`),
  ).toEqual([
    '1:1 nme: unknown field; did you mean "name"?',
    `2:13 model.id: expected one of ${MODEL_IDS}; got "scalar-muon"; did you mean "scalar-muon-only"?`,
    '5:18 experiment.beam.energy: expected a quantity with its unit, such as "160 GeV"; got 160 without a unit (units: eV, keV, MeV, GeV, TeV)',
    '5:33 experiment.beam.particle: expected one of electron, muon; got "muom"; did you mean "muon"?',
    '6:20 experiment.target.length: expected a quantity above zero; got "-20 cm"',
    '6:28 experiment.target.material.A: expected a number above zero; got nothing',
    '6:51 experiment.target.material.Z: expected a number above 0; got -1',
    '8:22 experiment.channels.missing-energy.x_mn: unknown field; did you mean "x_min"?',
    '8:52 experiment.channels.missing-energy.decay_volume.from: expected a quantity of zero or more; got "-1 cm"',
    '9:10 channel: expected "missing-energy", as in the experiment; got "missing"; did you mean "missing-energy"?',
    `10:9 method: expected one of ${METHODS}; got true`,
    '11:34 integration.x_max: expected a number above "x_min" (0.5); got 0.4',
    '11:46 integration.t_max: expected "natural", or a quantity with its unit, such as "1 GeV^2"; got 3 without a unit (units: GeV^2, GeV2, MeV^2, MeV2)',
    '12:1 grid.coupling: expected {from, to, points}, or {values: [...]}; got nothing',
    '13:29 grid.mass.to: expected a value above "from" (0.21 GeV); got 0.001 GeV',
    '13:44 grid.mass.points: expected a whole number from 2 to 100000; got 1',
    '14:11 accuracy: expected a number from 1e-8 to 0.1; got 1',
    '15:1 accuracy: given twice; keep one of them',
  ]);
});

test('the message of the error has a line for each fault, with the name of the file', () => {
  const text = exampleWith('method: iww', 'method: wiw').replace('points: 20', 'points: 0');
  expect(() => parseScanFile(text, 'scans/a.yaml')).toThrow(
    new InputFileError([
      {
        file: 'scans/a.yaml',
        line: 7,
        column: 9,
        field: 'method',
        message: `expected one of ${METHODS}; got "wiw"; did you mean "ww"?`,
      },
      {
        file: 'scans/a.yaml',
        line: 13,
        column: 44,
        field: 'grid.mass.points',
        message: 'expected a whole number from 2 to 100000; got 0',
      },
    ]),
  );
});

test('a value that an alias repeats has its fault where it is written', () => {
  const text = exampleWith(
    '{from: 1 MeV, to: 210 MeV, points: 20, spacing: log}',
    '&axis {from: 1, to: 2, points: 3.5}',
  ).replace('{from: 1e-6, to: 1, points: 7}', '*axis');
  expect(problemsIn(text)).toEqual([
    '13:22 grid.mass.from: expected a quantity with its unit, such as "160 GeV"; got 1 without a unit (units: eV, keV, MeV, GeV, TeV)',
    '13:29 grid.mass.to: expected a quantity with its unit, such as "160 GeV"; got 2 without a unit (units: eV, keV, MeV, GeV, TeV)',
    '13:40 grid.mass.points: expected a whole number from 2 to 100000; got 3.5',
    '13:40 grid.coupling.points: expected a whole number from 2 to 100000; got 3.5',
  ]);
});

test('aliases of aliases cost nothing', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]\n`);
  const text = `${EXAMPLE}l0: &l0 [x]\n${levels.join('')}`;
  const started = performance.now();
  expect(problemsIn(text)).toHaveLength(31);
  expect(problemsIn(EXAMPLE.replace('NA64, model A', '*l30'))).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('thousands of faults are told in time, the first hundred of them', () => {
  const fields = Array.from({ length: 20_000 }, (_, i) => `field${i}: 1\n`).join('');
  const problems = problemsIn(EXAMPLE + fields);
  expect(problems).toHaveLength(101);
  expect(problems[0]).toMatch(/^17:1 field0: unknown field/);
  expect(problems[100]).toBe('117:1 and 19900 more problems');
});

test('thousands of misspelt fields, each in a mapping that misses one', () => {
  const channels = Array.from({ length: 10_000 }, (_, i) => `k${i}: {titel: x, a: 1}`).join(', ');
  const started = performance.now();
  const problems = problemsIn(
    exampleWith(EXPERIMENT, `experiment: {id: na64-1701.07437, channels: {${channels}}}`),
  );
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(problems.slice(0, 2)).toEqual([
    '5:51 experiment.channels.k0.titel: unknown field; did you mean "title"?',
    '5:61 experiment.channels.k0.a: unknown field; expected one of title, source, signature, decay_volume, x_min, x_max, recoil, energy, efficiency, limit_events, recoil_tau, decay_tau',
  ]);
  expect(problems[100]).toMatch(/and 19900 more problems$/);
});

test('lines end in CR LF and the text begins with a byte order mark, as on Windows', () => {
  const text = `\uFEFF${EXAMPLE.replaceAll('\n', '\r\n')}`;
  expect(problemsIn(text)).toEqual([]);
  expect(problemsIn(text.replace('na64-model-a', 'X'))).toEqual([
    '1:7 name: expected a name of lower-case letters, digits, dots and hyphens; got "X"',
  ]);
  expect(problemsIn(text.replace('iww', 'X'))).toEqual([`7:9 method: expected one of ${METHODS}; got "X"`]);
});
