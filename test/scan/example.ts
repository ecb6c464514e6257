/** A valid scan file for the tests to break, and its faults as text. */
import { InputFileError } from '../../src/errors.js';
import { parseScanFiles } from '../../src/scan/scan-file.js';

export const EXAMPLE = `name: na64-model-a
title: NA64, model A
model:
  id: scalar-mass-proportional
experiment: na64-1701.07437
channel: missing-energy
method: iww
form_factor: tsai-as-printed
integration:
  x_min: 0
  x_max: physical
grid:
  mass: {from: 1 MeV, to: 210 MeV, points: 20, spacing: log}
  coupling: {from: 1e-6, to: 1, points: 7}
accuracy: 1e-4
contours: {levels: [3]}
`;

/** The example with one piece of text replaced. */
export function exampleWith(before: string, after: string): string {
  if (!EXAMPLE.includes(before)) throw new Error(`not in the example: ${before}`);
  return EXAMPLE.replace(before, () => after);
}

/** A scan of an experiment written in full, each field on a line that can be replaced. */
export const FULL_EXAMPLE = `name: full
model: {id: lfv-alp-g}
experiment:
  id: mine
  title: Mine
  source: this test
  beam:
    particle: muon
    energy: 10 GeV
    particles_on_target: 1e12
  target:
    material: W
    length: 20 cm
    number_density: 6.3e22 /cm^3
    energy_loss: none
  channels:
    all:
      title: everything
grid:
  mass: {from: 1 MeV, to: 210 MeV, points: 3}
  coupling: {from: 1e-6, to: 1, points: 3}
`;

/** That with one line of the experiment replaced, or with others below it. */
export function fullExampleWith(line: string, replacement: string): string {
  const pattern = new RegExp(`^( *)${line}.*$`, 'm');
  if (!pattern.test(FULL_EXAMPLE)) throw new Error(`not in the example: ${line}`);
  return FULL_EXAMPLE.replace(
    pattern,
    (_, indent: string) => `${indent}${replacement.replaceAll('\n', `\n${indent}`)}`,
  );
}

/** Every problem of the text as `line:column field: message`. */
export function problemsIn(text: string, path = 'scan.yaml'): string[] {
  try {
    parseScanFiles(text, path);
  } catch (error) {
    if (!(error instanceof InputFileError)) throw error;
    return error.problems.map(
      ({ line, column, field, message }) => `${line}:${column} ${field === '' ? '' : `${field}: `}${message}`,
    );
  }
  return [];
}
