/** Runs that take long enough to be watched. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, type RunningCli, startCli } from '../cli/run-cli.js';

/** The environment of a command line whose workers sleep before every mass column. */
export function slowColumns(folder: string, milliseconds: number): Record<string, string> {
  const path = join(folder, `slow-${milliseconds}.mjs`);
  writeFileSync(
    path,
    `import { isMainThread } from 'node:worker_threads';
     import { Kernel } from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/sensitivity/kernel.js')).href)};
     if (!isMainThread) {
       const { column } = Kernel.prototype;
       Kernel.prototype.column = function (...args) {
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds});
         return column.apply(this, args);
       };
     }`,
  );
  return { NODE_OPTIONS: `--import ${pathToFileURL(path).href}` };
}

export interface RunningWatch extends RunningCli {
  readonly url: string;
}

/** Waits for the address. */
export async function startWatching(args: readonly string[]): Promise<RunningWatch> {
  const running = startCli(['watch', ...args]);
  const url = await new Promise<string>((resolve, reject) => {
    running.child.stdout!.once('data', (text: string) => resolve(text.trim()));
    void running.outcome.then(({ stderr }) => reject(new Error(stderr)));
  });
  return { ...running, url };
}
