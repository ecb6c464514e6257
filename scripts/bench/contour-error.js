/**
 * How far the interpolated contours lie from the kernel's own roots in g at the same mass, on the shipped 200 x 200 grids:
 * `node scripts/bench/contour-error.js` after a build.
 */
import { fileURLToPath } from 'node:url';
import { Kernel, couplingsAtLevel, readScanFile, scanContours } from '../../dist/index.js';

const FOLDER = fileURLToPath(new URL('../../scans/1701.07437/', import.meta.url));

for (const name of ['na64-model-a', 'na64-model-b', 'fermilab-model-a', 'fermilab-model-b']) {
  const { plan, contourLevels } = readScanFile(`${FOLDER}${name}.yaml`);
  const kernel = new Kernel(plan);
  const massGeV = Float64Array.from(plan.grid.massGeV);
  const coupling = Float64Array.from(plan.grid.coupling);
  const columns = Array.from(massGeV, (mass) => kernel.column(mass, coupling));
  const grid = {
    massGeV,
    coupling,
    yield: Float64Array.from(columns.flatMap(({ yields }) => [...yields])),
    relError: new Float64Array(massGeV.length * coupling.length),
    status: new Uint8Array(massGeV.length * coupling.length),
  };
  const errors = [];
  for (const { level, lines } of scanContours(grid, contourLevels)) {
    const vertices = lines.flatMap(({ x, y }) => Array.from(x, (mass, i) => ({ mass, coupling: y[i] })));
    for (const mass of massGeV.filter((_, i) => i % 4 === 0)) {
      const roots = couplingsAtLevel(kernel.slice(mass), level);
      for (const vertex of vertices.filter((one) => Math.abs(one.mass / mass - 1) < 1e-9)) {
        errors.push(Math.min(...roots.map((root) => Math.abs(vertex.coupling / root - 1))));
      }
    }
  }
  errors.sort((a, b) => a - b);
  const quantile = (q) => errors[Math.floor(q * (errors.length - 1))].toExponential(1);
  console.log(
    `${name.padEnd(18)} ${errors.length} vertices: median ${quantile(0.5)}, 90 % ${quantile(0.9)}, largest ${quantile(1)}`,
  );
}
