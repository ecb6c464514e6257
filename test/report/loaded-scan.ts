/** A small scan as it is loaded from a database, computed on the spot. */
import type { LoadedScan } from '../../src/engine/scan-reference.js';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { Kernel } from '../../src/sensitivity/index.js';

export const SMALL_SCAN = `name: small
model: { id: scalar-mass-proportional }
experiment: na64-1701.07437
channel: missing-energy
method: iww
form_factor: tsai-as-printed
grid: { mass: { from: 2 MeV, to: 200 MeV, points: 8 }, coupling: { from: 1e-6, to: 1, points: 60 } }
`;

const { plan } = parseScanFile(SMALL_SCAN, 'small.yaml');

export function loadedScan(
  particlesOnTarget = plan.experiment.beam.particlesOnTarget,
  contourExposures: number[] = [],
): LoadedScan {
  const { experiment } = plan;
  const changed = { ...plan, experiment: { ...experiment, beam: { ...experiment.beam, particlesOnTarget } } };
  const kernel = new Kernel(changed);
  const { massGeV, coupling } = plan.grid;
  const yields = massGeV.flatMap((mass) => Array.from(kernel.column(mass, coupling).yields));
  return {
    scan: {
      name: 'small',
      planHash: '',
      muscanVersion: '',
      createdAt: '',
      presentation: { contourLevels: [3], contourExposures, title: 'Small', file: null },
    },
    plan: changed,
    progress: { points: yields.length, pointsDone: yields.length },
    runs: [],
    grid: {
      massGeV: Float64Array.from(massGeV),
      coupling: Float64Array.from(coupling),
      yield: Float64Array.from(yields),
      relError: new Float64Array(yields.length),
      status: new Uint8Array(yields.length),
    },
  } as unknown as LoadedScan;
}
