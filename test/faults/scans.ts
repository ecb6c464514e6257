/** The scans that the faults befall: quick, of different experiments, and of enough columns to be hit between them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LINES = {
  'thick-target': `
model: { id: scalar-mass-proportional }
experiment: fermilab-1701.07437
channel: displaced-decay
method: iww
form_factor: tsai-as-printed
grid: { mass: { from: 1.5 MeV, to: 2.7 GeV, points: 50 }, coupling: { from: 1e-6, to: 10, points: 30 } }
accuracy: 1e-2
`,
  'decay-volume': `
model: { id: alp-photon }
experiment: na64mu-2022
channel: visible
method: exact
form_factor: tsai-elastic
grid: { mass: { from: 1 MeV, to: 0.3 GeV, points: 120 }, coupling: { from: 1e-6 GeV^-1, to: 1 GeV^-1, points: 25 } }
accuracy: 1e-3
`,
  'beam-spectrum': `
model: { id: lfv-alp, parameters: { theta: pi/2, decays: invisible } }
experiment: fasernu2-2407.15942
channel: all-tau
method: exact
form_factor: '2407.15942'
grid: { mass: { from: 1.8 GeV, to: 50 GeV, points: 30 }, coupling: { from: 1e-2 TeV^-1, to: 1e3 TeV^-1, points: 20 } }
accuracy: 1e-1
`,
} as const;

export type ScanName = keyof typeof LINES;

export const SCAN_NAMES = Object.keys(LINES) as ScanName[];

/** Writes the scan file into the folder; with another number of couplings if wanted. */
export function writeFaultScan(folder: string, name: ScanName, couplings?: number): string {
  const path = join(folder, `${name}.yaml`);
  const text =
    couplings === undefined
      ? LINES[name]
      : LINES[name].replace(/points: \d+ } }/, `points: ${couplings} } }`);
  writeFileSync(path, `name: ${name}${text}`);
  return path;
}
