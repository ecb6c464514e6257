/** The decay lengths of a whole grid are those of its single points. */
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { ROOT } from '../cli/run-cli.js';
import { readScanFiles } from '../../src/scan/scan-file.js';
import { decayRates } from '../../src/sensitivity/decay-rates.js';
import { describePoint } from '../../src/sensitivity/describe-point.js';
import { Kernel } from '../../src/sensitivity/kernel.js';

describe('decay rates', () => {
  it.each([
    '1701.07437/na64-model-a.yaml',
    '1701.07437/fermilab-model-b.yaml',
    '2501.06294/alp-photon-visible.yaml',
    '2501.06294/dark-sector.yaml',
    '2407.15942/tev-visible-2cm.yaml',
  ])('are those of the points of %s', (path) => {
    const [{ plan }] = readScanFiles(join(ROOT, 'scans', path));
    const kernel = new Kernel({ ...plan, accuracy: 1e-2 });
    const { massGeV, coupling } = plan.grid;
    const masses = Float64Array.of(massGeV[1], massGeV[Math.floor(massGeV.length / 2)], massGeV.at(-1)!);
    const { couplingPower, scaling, fixed } = decayRates(plan, masses);
    for (const [i, mass] of masses.entries()) {
      const strength = coupling[Math.floor(coupling.length / 3)];
      const { decayLengthCm } = describePoint(kernel, mass, strength);
      const length = 1 / (strength ** couplingPower * scaling[i] + fixed[i]);
      if (decayLengthCm === null) expect(Number.isFinite(length)).toBe(false);
      else expect(length / decayLengthCm).toBeCloseTo(1, 12);
    }
  });
});
