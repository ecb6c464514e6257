/** A valid scan file for the tests to break, and its faults as text. */
import { InputFileError } from '../../src/errors.js';
import { parseScanFile } from '../../src/scan/scan-file.js';

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

/** Every problem of the text as `line:column field: message`. */
export function problemsIn(text: string): string[] {
  try {
    parseScanFile(text, 'scan.yaml');
  } catch (error) {
    if (!(error instanceof InputFileError)) throw error;
    return error.problems.map(
      ({ line, column, field, message }) => `${line}:${column} ${field === '' ? '' : `${field}: `}${message}`,
    );
  }
  return [];
}
