/** Workers that die where a test wants it, in runs by the library and by the command line. Both use the built output. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../cli/run-cli.js';

/**
 * A worker module that runs `sabotage` before every column or part of one. It sees `task`, `attempts` (how often a column
 * of that mass was begun) and `holds(...indices)` (whether one of these couplings is asked for); `folder` is its own.
 */
export function sabotagedWorker(folder: string, sabotage: string): URL {
  const path = join(folder, 'worker.mjs');
  writeFileSync(
    path,
    `import { appendFileSync, readFileSync } from 'node:fs';
     import compute from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/engine/worker.js')).href)};
     const log = ${JSON.stringify(join(folder, 'attempts'))};
     export default (task) => {
       appendFileSync(log, task.massIndex + '\\n');
       const attempts = readFileSync(log, 'utf8').split('\\n').filter((line) => line === String(task.massIndex)).length;
       const holds = (...indices) => indices.some((i) => i >= task.couplings.from && i < task.couplings.to);
       ${sabotage}
       return compute(task);
     };`,
  );
  return pathToFileURL(path);
}

/** The environment of a command line whose workers exit when they compute one of these points. */
export function deadlyPoints(
  folder: string,
  points: readonly { readonly massGeV: number; readonly coupling: number }[],
): Record<string, string> {
  const path = join(folder, `preload-${points.length}.mjs`);
  writeFileSync(
    path,
    `import { isMainThread } from 'node:worker_threads';
     import { Kernel } from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/sensitivity/kernel.js')).href)};
     if (!isMainThread) {
       const { column } = Kernel.prototype;
       Kernel.prototype.column = function (massGeV, couplings) {
         for (const point of ${JSON.stringify(points)}) {
           if (massGeV === point.massGeV && couplings.includes(point.coupling)) process.exit(9);
         }
         return column.call(this, massGeV, couplings);
       };
     }`,
  );
  return { NODE_OPTIONS: `--import ${pathToFileURL(path).href}` };
}
