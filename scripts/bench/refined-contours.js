/**
 * A refined grid against the uniform grid of 1000 x 1000 points: what each computes, how long that takes, and how far its
 * contours lie from the kernel's own roots: `node scripts/bench/refined-contours.js` after a build.
 *
 * The distance is told in the coupling at the masses of a third grid, which neither of the two has, and at the vertices of
 * the contours themselves, there in the mass where they are steeper than 10.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kernel, contoursOf, couplingsAtLevel, loadScan, parseScanFile, runScan } from '../../dist/index.js';

const SCANS = ['1701.07437/fermilab-model-b.yaml', '2501.06294/alp-photon-visible.yaml'];
const COARSE = 33;
const FINE = 1000;
const MASSES = 200;

const folder = mkdtempSync(join(tmpdir(), 'muscan-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

for (const file of SCANS) {
  const path = fileURLToPath(new URL(`../../scans/${file}`, import.meta.url));
  const text = readFileSync(path, 'utf8');
  const refined = text
    .replaceAll(/points: \d+/g, `points: ${COARSE}`)
    .replace(/^(grid:(\n[ #].*)*)/m, '$1\n  refine: { accuracy: 0.1 % }')
    .replace(/^name: .*/m, 'name: refined');
  const uniform = text.replaceAll(/points: \d+/g, `points: ${FINE}`).replace(/^name: .*/m, 'name: uniform');
  console.log(file);
  const results = [];
  for (const [name, content] of Object.entries({ refined, uniform })) {
    const databasePath = join(folder, `${file.replaceAll('/', '-')}.sqlite`);
    const start = performance.now();
    await runScan(parseScanFile(content, path), { databasePath });
    const seconds = (performance.now() - start) / 1000;
    const loaded = loadScan({ kind: 'name', name }, databasePath);
    const { points, tasks } = loaded.progress;
    results.push({ points, tasks, seconds });
    const { atMasses, missed, atVertices } = errorsOf(loaded);
    console.log(
      `  ${name.padEnd(8)} ${points} points, ${tasks} masses, ${seconds.toFixed(1)} s; in g at ${atMasses.length} roots: ` +
        `median ${share(atMasses, 0.5)}, largest ${share(atMasses, 1)}, ${missed} missed; ` +
        `at ${atVertices.length} vertices: median ${share(atVertices, 0.5)}, largest ${share(atVertices, 1)}`,
    );
  }
  const [a, b] = results;
  const percent = (part, whole) => `${((100 * part) / whole).toFixed(2)} %`;
  console.log(
    `  refined / uniform: ${percent(a.points, b.points)} of the points, ${percent(a.tasks, b.tasks)} of the masses, ` +
      `${percent(a.seconds, b.seconds)} of the time`,
  );
}

function share(errors, part) {
  return errors.length === 0 ? 'none' : errors[Math.floor(part * (errors.length - 1))].toExponential(1);
}

function errorsOf({ plan, grid, ...scan }) {
  const kernel = new Kernel(plan);
  const [from, to] = [plan.grid.massGeV[0], plan.grid.massGeV.at(-1)];
  const [low, high] = [plan.grid.coupling[0], plan.grid.coupling.at(-1)];
  const atMasses = [];
  const atVertices = [];
  let missed = 0;
  const { particlesOnTarget } = plan.experiment.beam;
  for (const { level: events, exposure, lines } of contoursOf({ plan, grid, ...scan })) {
    const level = events * (particlesOnTarget / exposure);
    for (let i = 0; i < MASSES; i++) {
      // Not on either grid: a golden section of the range at a time.
      const mass = from * (to / from) ** ((0.5 + i * 0.6180339887) % 1);
      const crossings = lines.flatMap((line) => crossingsAt(line, mass));
      for (const root of couplingsAtLevel(kernel.slice(mass), level)) {
        if (root < low || root > high) continue;
        const nearest = Math.min(...crossings.map((g) => Math.abs(Math.log(g / root))));
        if (nearest < 0.1) atMasses.push(nearest);
        else missed++;
      }
    }
    for (const { x, y } of lines) {
      for (let k = 3; k < x.length; k += Math.max(1, Math.floor(x.length / 150))) {
        atVertices.push(distance(kernel, x[k], y[k], level));
      }
    }
  }
  const rising = (a, b) => a - b;
  return { atMasses: atMasses.sort(rising), atVertices: atVertices.sort(rising), missed };
}

/** Where a line crosses a mass, straight between its vertices in ln m and ln g. */
function crossingsAt({ x, y, closed }, mass) {
  const found = [];
  for (let k = 0; k + 1 < x.length + (closed ? 1 : 0); k++) {
    const next = (k + 1) % x.length;
    if (x[k] < mass === x[next] < mass) continue;
    const part = Math.log(mass / x[k]) / Math.log(x[next] / x[k]);
    found.push(y[k] * (y[next] / y[k]) ** part);
  }
  return found;
}

/** To first order, in ln g, or 10 times that in ln m where that is more. */
function distance(kernel, mass, coupling, level) {
  const h = 1e-4;
  const logYield = (m, g) => Math.log(kernel.point(kernel.slice(m), g).events / level);
  const inMass = (logYield(mass * (1 + h), coupling) - logYield(mass * (1 - h), coupling)) / (2 * h);
  const inCoupling = (logYield(mass, coupling * (1 + h)) - logYield(mass, coupling * (1 - h))) / (2 * h);
  return Math.abs(logYield(mass, coupling)) / Math.max(Math.abs(inCoupling), Math.abs(inMass) / 10);
}
