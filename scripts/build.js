// Compiles src/ to dist/, and the script of report pages into one file. The old dist/ is removed first, so that a deleted
// source leaves no stale module behind.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}/dist`, { recursive: true, force: true });
const compiler = fileURLToPath(import.meta.resolve('typescript/package.json')).replace(
  'package.json',
  'bin/tsc',
);
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
chmodSync(`${root}/dist/cli/main.js`, 0o755);

const { output } = await build({
  input: `${root}/src/report/html/client/main.ts`,
  tsconfig: false,
  platform: 'browser',
  logLevel: 'warn',
  output: { file: `${root}/dist/report/html/client.js`, format: 'iife', minify: true },
});
// It has to run without anything else, from within an element that its text must not end.
if (output.length !== 1 || output[0].imports.length > 0 || output[0].code.includes('</script')) {
  throw new Error('the script of report pages cannot stand alone');
}
copyFileSync(`${root}/src/report/html/page.css`, `${root}/dist/report/html/page.css`);
