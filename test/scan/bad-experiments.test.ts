/** Every wrong field of an experiment is told with its place, and with what would be right. */
import { describe, expect, test } from 'vitest';
import { exampleWith, FULL_EXAMPLE, fullExampleWith, problemsIn } from './example.js';

test('the example has no faults', () => {
  expect(problemsIn(FULL_EXAMPLE)).toEqual([]);
});

/** What is wrong, the line of the example and what stands in its place, and the problems that are told. */
type Case = [string, string, string, ...string[]];

function testAll(cases: readonly Case[]) {
  test.each(cases)('%s', (_, line, replacement, ...problems) => {
    expect(problemsIn(fullExampleWith(line, replacement))).toEqual(problems);
  });
}

const BINS = '{energy_from_gev: [1, 2], energy_to_gev: [2, 4], particles: [1, 0.5]}';

describe('beam', () => {
  testAll([
    [
      'energy and spectrum',
      'energy:',
      `energy: 10 GeV\nspectrum: ${BINS}`,
      '10:15 experiment.beam.spectrum: expected either an energy or a spectrum; got both',
    ],
    [
      'neither of them',
      'energy:',
      '',
      '7:3 experiment.beam.energy: expected either an energy or a spectrum; got neither',
    ],
    [
      'a misspelt energy, which is not missing as well',
      'energy:',
      'enrgy: 10 GeV',
      '9:5 experiment.beam.enrgy: unknown field; did you mean "energy"?',
    ],
    [
      'a spectrum that is a number',
      'energy:',
      'spectrum: 3',
      '9:15 experiment.beam.spectrum: expected a table {energy_from_gev, energy_to_gev, particles} or {file: NAME.csv}; got 3',
    ],
    [
      'an empty spectrum',
      'energy:',
      'spectrum: {}',
      '9:15 experiment.beam.spectrum: expected a table {energy_from_gev, energy_to_gev, particles} or {file: NAME.csv}; got a mapping',
    ],
    [
      'a misspelt and a missing column',
      'energy:',
      'spectrum: {energy_from: [1], particles: [1]}',
      '9:5 experiment.beam.spectrum.energy_to_gev: expected a list of numbers; got nothing',
      '9:16 experiment.beam.spectrum.energy_from: unknown field; did you mean "energy_from_gev"?',
    ],
    [
      'columns of unequal length',
      'energy:',
      'spectrum: {energy_from_gev: [1, 2], energy_to_gev: [2, 4], particles: [1]}',
      '9:15 experiment.beam.spectrum: expected columns of equal length; got 2 of energy_from_gev, 2 of energy_to_gev, 1 of particles',
    ],
    [
      'numbers that are none, are negative or fall',
      'energy:',
      'spectrum: {energy_from_gev: [1, 0.5, x, 0], energy_to_gev: [2, .inf], particles: [-1, 2]}',
      '9:37 experiment.beam.spectrum.energy_from_gev[1]: expected a number above the one before it (1); got 0.5',
      '9:42 experiment.beam.spectrum.energy_from_gev[2]: expected a number; got "x"',
      '9:45 experiment.beam.spectrum.energy_from_gev[3]: expected a number above 0; got 0',
      '9:68 experiment.beam.spectrum.energy_to_gev[1]: expected a number; got Infinity',
      '9:87 experiment.beam.spectrum.particles[0]: expected a number of 0 or more; got -1',
    ],
    [
      'an empty column',
      'energy:',
      'spectrum: {energy_from_gev: [], energy_to_gev: [], particles: 1}',
      '9:33 experiment.beam.spectrum.energy_from_gev: expected at least one number; got an empty list',
      '9:52 experiment.beam.spectrum.energy_to_gev: expected at least one number; got an empty list',
      '9:67 experiment.beam.spectrum.particles: expected a list of numbers; got 1',
    ],
    [
      'a bin that ends before it begins',
      'energy:',
      'spectrum: {energy_from_gev: [1, 3], energy_to_gev: [2, 3], particles: [1, 1]}',
      '9:60 experiment.beam.spectrum.energy_to_gev[1]: expected an energy above the lower end of the bin (3); got 3',
    ],
    [
      'bins that overlap, without particles',
      'energy:',
      'spectrum: {energy_from_gev: [1, 2], energy_to_gev: [3, 4], particles: [0, 0]}',
      '9:37 experiment.beam.spectrum.energy_from_gev[1]: expected bins that do not overlap, from 3 on; got 2',
      '9:75 experiment.beam.spectrum.particles: expected particles in at least one bin; got none',
    ],
    [
      'a beam below the mass of its particles',
      'energy:',
      'energy: 50 MeV',
      '9:13 experiment.beam.energy: expected a total energy above the mass of the muon (0.1056583755 GeV); got 0.05 GeV',
    ],
    [
      'no beam at all',
      'particle:',
      'particle: proton',
      '8:15 experiment.beam.particle: expected one of electron, muon; got "proton"',
    ],
  ]);

  test.each([
    ['scalar-muon-only', '"muon"'],
    ['lfv-alp-g', '"muon"'],
  ])('electrons, to which %s does not couple', (model, expected) => {
    const text = fullExampleWith('particle:', 'particle: electron').replace('lfv-alp-g', model);
    expect(problemsIn(text)).toEqual([
      `8:15 experiment.beam.particle: expected ${expected}, because X of ${model} does not couple to electrons; got "electron" (models that do: scalar-mass-proportional, mu-tau-vector, mu-tau-dark-sector, dark-photon, alp-photon)`,
    ]);
    for (const able of ['scalar-mass-proportional', 'mu-tau-vector', 'mu-tau-dark-sector']) {
      expect(problemsIn(text.replace(model, able))).toEqual([]);
    }
  });

  test('electrons in place of the muons of a shipped experiment', () => {
    const text = exampleWith(
      'experiment: na64-1701.07437',
      'experiment: {id: na64-1701.07437, beam: {particle: electron}}',
    ).replace('scalar-mass-proportional', 'scalar-muon-only');
    expect(problemsIn(text)).toEqual([
      '5:52 experiment.beam.particle: expected "muon", because X of scalar-muon-only does not couple to electrons; got "electron" (models that do: scalar-mass-proportional, mu-tau-vector, mu-tau-dark-sector, dark-photon, alp-photon)',
    ]);
  });
});

describe('target', () => {
  testAll([
    [
      'a number density that is not that of the material',
      'number_density:',
      'number_density: 6.3e19 /cm^3',
      '14:21 experiment.target.number_density: expected that of W to 10 % (6.322e+22 /cm^3), or a material of another density written as {name: W, Z: 74, A: 183.84}; got 6.300e+19 /cm^3',
    ],
    [
      'more protons than nucleons',
      'material:',
      'material: {name: X, Z: 200, A: 100}',
      '12:36 experiment.target.material.A: expected a mass number of at least Z = 200; got 100',
    ],
    [
      'production in layers without layers',
      'energy_loss:',
      'energy_loss: none\nproduction_depth: layers',
      '16:23 experiment.target.production_depth: expected "continuous", or `layers: {count, spacing}` beside it; got "layers" without them',
    ],
    [
      'wrong fields of layers, along with others',
      'energy_loss:',
      'energy_loss: none\nproduction_depth: layer\nlayers: {count: 0, spacing: 3, thickness: 1}',
      '16:23 experiment.target.production_depth: expected one of continuous, layers, front; got "layer"; did you mean "layers"?',
      '17:21 experiment.target.layers.count: expected at least one layer; got 0',
      '17:33 experiment.target.layers.spacing: expected a quantity with its unit, such as "20 cm"; got 3 without a unit (units: mm, cm, m, km, um)',
      '17:36 experiment.target.layers.thickness: unknown field; expected one of count, spacing',
    ],
    [
      'half a layer',
      'energy_loss:',
      'energy_loss: none\nlayers: {count: 2.5, spacing: 10 cm}',
      '16:21 experiment.target.layers.count: expected a whole number of layers; got 2.5',
    ],
    [
      'layers shorter than the material',
      'energy_loss:',
      'energy_loss: none\nlayers: {count: 10, spacing: 1 cm}',
      '16:13 experiment.target.layers: expected an extent (count x spacing) of at least the length of the material (20 cm); got 10 cm',
    ],
    [
      'layers longer than the extent',
      'energy_loss:',
      'energy_loss: none\nlayers: {count: 41, spacing: 1 cm}\nextent: 30 cm',
      '16:13 experiment.target.layers: expected layers that fit into the extent (30 cm); got 40 cm of them',
    ],
    [
      'an extent shorter than the material',
      'energy_loss:',
      'energy_loss: none\nextent: 10 cm',
      '16:13 experiment.target.extent: expected an extent of at least the length of the material (20 cm); got 10 cm',
    ],
    [
      'the stopping power of another element of that name',
      'material: W',
      'material: {name: W, Z: 64, A: 157}\nenergy_loss: stopping-power',
      '13:18 experiment.target.energy_loss: expected a constant or a table, because the stopping power of "W" with Z = 64 is not known (known: Be, C, Al, Fe, Cu, W, Pb, rock); got "stopping-power"',
      '16:5 experiment.target.energy_loss: given twice; keep one of them',
    ],
    [
      'the stopping power of a material without a table',
      'material: W',
      'material: {name: Ta, Z: 73, A: 180.9}\nenergy_loss: stopping-power',
      '13:18 experiment.target.energy_loss: expected a constant or a table, because the stopping power of "Ta" with Z = 73 is not known (known: Be, C, Al, Fe, Cu, W, Pb, rock); got "stopping-power"',
      '16:5 experiment.target.energy_loss: given twice; keep one of them',
    ],
    [
      'an energy loss without its unit',
      'energy_loss:',
      'energy_loss: 3',
      '15:18 experiment.target.energy_loss: expected "none", "stopping-power", "bremsstrahlung", a table {energy_gev, loss_gev_per_cm}, {file: NAME.csv}, or a quantity with its unit, such as "12.7 MeV/cm"; got 3 without a unit (units: GeV/cm, MeV/cm, GeV/m, MeV/m)',
    ],
    [
      'a misspelt keyword',
      'energy_loss:',
      'energy_loss: stoping-power',
      '15:18 experiment.target.energy_loss: expected "none", "stopping-power", "bremsstrahlung", a table {energy_gev, loss_gev_per_cm}, {file: NAME.csv}, or an energy loss with its unit, such as "12.7 MeV/cm"; got "stoping-power"; did you mean "stopping-power"?',
    ],
    [
      'a list as energy loss',
      'energy_loss:',
      'energy_loss: [1 MeV/cm]',
      '15:18 experiment.target.energy_loss: expected "none", "stopping-power", "bremsstrahlung", a table {energy_gev, loss_gev_per_cm}, {file: NAME.csv}, or a quantity such as "12.7 MeV/cm"; got a list',
    ],
    [
      'a table of energy loss with misspelt names and too few numbers',
      'energy_loss:',
      'energy_loss: {energy: [1], loss_gev_per_cm: [0]}',
      '15:19 experiment.target.energy_loss.energy: unknown field; did you mean "energy_gev"?',
      '15:49 experiment.target.energy_loss.loss_gev_per_cm: expected at least 2 numbers; got 1',
      '15:50 experiment.target.energy_loss.loss_gev_per_cm[0]: expected a number above 0; got 0',
    ],
    [
      'a falling table of energy loss',
      'energy_loss:',
      'energy_loss: {energy_gev: [2, 1], loss_gev_per_cm: [0.1, 0.2, 0.3]}',
      '15:35 experiment.target.energy_loss.energy_gev[1]: expected a number above the one before it (2); got 1',
    ],
    [
      'energies from several sides',
      'energy_loss:',
      'energy_loss: none\nminimum_energy: 20 GeV\nextnt: 3 m',
      "16:21 experiment.target.minimum_energy: expected an energy below the beam's (10 GeV); got 20 GeV",
      '17:5 experiment.target.extnt: unknown field; did you mean "extent"?',
    ],
  ]);

  test('the stopping power of an electron beam', () => {
    const text = fullExampleWith('energy_loss:', 'energy_loss: stopping-power').replace(
      'lfv-alp-g',
      'mu-tau-vector',
    );
    expect(problemsIn(text)).toEqual([]);
    expect(problemsIn(text.replace('particle: muon', 'particle: electron').replace('10 GeV', '10'))).toEqual([
      '9:13 experiment.beam.energy: expected a quantity with its unit, such as "160 GeV"; got 10 without a unit (units: eV, keV, MeV, GeV, TeV)',
      '15:18 experiment.target.energy_loss: expected "bremsstrahlung", a constant or a table, because stopping powers are known for muons only; got "stopping-power" for a beam of electrons',
    ]);
  });

  test('electrons that radiate', () => {
    const text = fullExampleWith('energy_loss:', 'energy_loss: bremsstrahlung').replace(
      'lfv-alp-g',
      'mu-tau-vector',
    );
    expect(problemsIn(text)).toEqual([
      '15:18 experiment.target.energy_loss: expected a constant, a table or "stopping-power", because only electrons lose their energy by radiation alone; got "bremsstrahlung" for a beam of muons',
    ]);
    const electrons = text.replace('particle: muon', 'particle: electron');
    expect(problemsIn(electrons)).toEqual([]);
    expect(problemsIn(electrons.replace('energy: 10 GeV', `spectrum: ${BINS}`))).toEqual([
      '15:18 experiment.target.energy_loss: expected a constant or a table, because the radiation of electrons is known for a beam of one energy; got "bremsstrahlung" for a spectrum',
    ]);
    expect(problemsIn(electrons.replace(/material: .*/, 'material: {name: Ta, Z: 73, A: 180.9}'))).toEqual([
      '15:18 experiment.target.energy_loss: expected a constant or a table, because the radiation length of "Ta" with Z = 73 is not known (known: Be, C, Al, Fe, Cu, W, Pb, rock); got "bremsstrahlung"',
    ]);
    const layered =
      'energy_loss: bremsstrahlung\n    layers: {count: 2, spacing: 1 m}\n    production_depth: layers';
    expect(problemsIn(electrons.replace('energy_loss: bremsstrahlung', layered))).toEqual([
      '17:23 experiment.target.production_depth: expected "continuous" or "front": energies at single layers are not known with `energy_loss: bremsstrahlung`; got "layers"',
    ]);
  });

  test('the number density of a material of its own', () => {
    const text = fullExampleWith('material:', 'material: {name: C, Z: 6, A: 12.011}')
      .replace('energy_loss: none', 'energy_loss: stopping-power')
      .replace('6.3e22', '9.1e22');
    expect(problemsIn(text)).toEqual([]);
    expect(problemsIn(text.replace('{name: C, Z: 6, A: 12.011}', 'C'))).toEqual([
      '14:21 experiment.target.number_density: expected that of C to 10 % (1.108e+23 /cm^3), or a material of another density written as {name: C, Z: 6, A: 12.011}; got 9.100e+22 /cm^3',
    ]);
  });

  test('lengths that are equal but for rounding', () => {
    const text = fullExampleWith('length:', 'length: 64.8 cm\nlayers: {count: 648, spacing: 1 mm}');
    expect(problemsIn(text)).toEqual([]);
  });
});

const CHANNEL = 'title: everything';

describe('channel', () => {
  testAll([
    [
      'decay volumes that overlap',
      CHANNEL,
      `${CHANNEL}\ndecay_volume: [{from: 1 m, to: 3 m}, {from: 5 m, to: infinity}, {from: 2 m, to: 4 m}]`,
      '19:71 experiment.channels.all.decay_volume[2]: expected decay volumes that do not overlap; got 200 cm to 400 cm and 100 cm to 300 cm',
    ],
    [
      'faults of several decay volumes',
      CHANNEL,
      `${CHANNEL}\ndecay_volume: [{from: 1 m, to: 3}, {from: 5 m, to: 2 m}, behind]`,
      '19:38 experiment.channels.all.decay_volume[0].to: expected "infinity", or a quantity with its unit, such as "20 cm"; got 3 without a unit (units: mm, cm, m, km, um)',
      '19:58 experiment.channels.all.decay_volume[1].to: expected a distance beyond "from" (500 cm); got 200 cm',
      '19:64 experiment.channels.all.decay_volume[2]: expected a mapping of from, to; got "behind"',
    ],
    [
      'half a decay volume',
      CHANNEL,
      `${CHANNEL}\ndecay_volume: {from: 1 m}`,
      '19:7 experiment.channels.all.decay_volume.to: expected "infinity", or a quantity with its unit, such as "20 cm"; got nothing',
    ],
    [
      'a misspelt `none`',
      CHANNEL,
      `${CHANNEL}\ndecay_volume: nome`,
      '19:21 experiment.channels.all.decay_volume: expected a decay volume {from, to}, a list of them, or "none"; got "nome"; did you mean "none"?',
    ],
    [
      'no decay volumes',
      CHANNEL,
      `${CHANNEL}\ndecay_volume: []`,
      '19:21 experiment.channels.all.decay_volume: expected at least one decay volume, or "none"; got an empty list',
    ],
    [
      'a recoil of less than its minimum',
      CHANNEL,
      `${CHANNEL}\nrecoil: {min: 5 GeV, max: 3 GeV}`,
      '19:33 experiment.channels.all.recoil.max: expected an energy above "min" (5 GeV); got 3 GeV',
    ],
    [
      'a recoil of more than the beam',
      CHANNEL,
      `${CHANNEL}\nrecoil: {min: 10 GeV}`,
      "19:21 experiment.channels.all.recoil.min: expected an energy below the beam's (10 GeV); got 10 GeV",
    ],
    [
      'a recoil that is no mapping',
      CHANNEL,
      `${CHANNEL}\nrecoil: 5 GeV`,
      '19:15 experiment.channels.all.recoil: expected a mapping of min, max; got "5 GeV"',
    ],
    [
      'a misspelt signature',
      CHANNEL,
      `${CHANNEL}\nsignature: invisble`,
      '19:18 experiment.channels.all.signature: expected one of any, invisible, visible; got "invisble"; did you mean "invisible"?',
    ],
    [
      'an efficiency above 1',
      CHANNEL,
      `${CHANNEL}\nefficiency: 60`,
      '19:19 experiment.channels.all.efficiency: expected a number from 0 to 1, a fraction such as "1/3" or a percentage; got 60',
    ],
    [
      'a list of efficiencies',
      CHANNEL,
      `${CHANNEL}\nefficiency: [0.5]`,
      '19:19 experiment.channels.all.efficiency: expected a number from 0 to 1, a table {mass_gev, efficiency} or {x, efficiency}, or {file: NAME.csv}; got a list',
    ],
    [
      'an efficiency by mass and by x',
      CHANNEL,
      `${CHANNEL}\nefficiency: {mass_gev: [1], x: [0.5], efficiency: [1]}`,
      '19:19 experiment.channels.all.efficiency: expected either mass_gev or x beside the efficiency; got both',
    ],
    [
      'an efficiency by nothing',
      CHANNEL,
      `${CHANNEL}\nefficiency: {efficiency: [1]}`,
      '19:7 experiment.channels.all.efficiency.mass_gev: expected either mass_gev or x beside the efficiency; got neither',
    ],
    [
      'an efficiency by a misspelt column',
      CHANNEL,
      `${CHANNEL}\nefficiency: {mass: [1], efficiency: [1.5]}`,
      '19:20 experiment.channels.all.efficiency.mass: unknown field; did you mean "mass_gev"?',
      '19:44 experiment.channels.all.efficiency.efficiency[0]: expected a number from 0 to 1; got 1.5',
    ],
    [
      'an efficiency at an x that cannot be',
      CHANNEL,
      `${CHANNEL}\nefficiency: {x: [0.5, 1.5], efficiency: [1]}`,
      '19:29 experiment.channels.all.efficiency.x[1]: expected a number from 0 to 1; got 1.5',
    ],
    [
      'wrong selections of taus',
      CHANNEL,
      `${CHANNEL}\nrecoil_tau: {flight_beyond: 2}\ndecay_tau: {fraction: 0.1, muon_below: 3 GeV}`,
      '19:7 experiment.channels.all.recoil_tau.fraction: expected a number from 0 to 1; got nothing',
      '19:35 experiment.channels.all.recoil_tau.flight_beyond: expected a quantity with its unit, such as "20 cm"; got 2 without a unit (units: mm, cm, m, km, um)',
      '20:34 experiment.channels.all.decay_tau.muon_below: unknown field; expected one of fraction, flight_beyond',
    ],
  ]);

  test('taus of a model without them', () => {
    const text = fullExampleWith(
      CHANNEL,
      `${CHANNEL}\nrecoil_tau: {fraction: 0.17}\ndecay_tau: {fraction: 0.1}`,
    );
    for (const decays of ['visible', 'computed']) {
      const decaying = text.replace('{id: lfv-alp-g}', `{id: lfv-alp-g, parameters: {decays: ${decays}}}`);
      expect(problemsIn(decaying)).toEqual([]);
    }
    expect(problemsIn(text)).toEqual([
      '20:18 experiment.channels.all.decay_tau: expected decays to mu tau, which this selects (model.parameters.decays: visible or computed); got "invisible"',
    ]);
    expect(problemsIn(text.replace('lfv-alp-g', 'mu-tau-vector'))).toEqual([
      '19:19 experiment.channels.all.recoil_tau: expected a model with taus: lfv-alp, lfv-alp-g; got one whose mediator is vector',
      '20:18 experiment.channels.all.decay_tau: expected a model with taus: lfv-alp, lfv-alp-g; got one whose mediator is vector',
    ]);
  });

  test('visible decays of a model without any are allowed', () => {
    expect(problemsIn(fullExampleWith(CHANNEL, `${CHANNEL}\nsignature: visible`))).toEqual([]);
  });
});
