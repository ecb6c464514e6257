// Compiles src/ to dist/, and the script of report pages into one file.
//
// `npx muscan` in this folder comes here first, also while another muscan is running: what is up to date is left alone, and
// a new dist/ takes the place of the old one as a whole.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const STAMP = '.built-from';

const source = hashOfSource();
if (!isBuiltFrom(source)) await build();

function hashOfSource() {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const others = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.js'];
  for (const file of [...sources.toSorted(), ...others.map((name) => join(root, name))]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function isBuiltFrom(hash) {
  const stamp = join(dist, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

async function build() {
  const folder = mkdtempSync(join(root, 'dist-'));
  try {
    compile(folder);
    await bundleClient(folder);
    writeFileSync(join(folder, STAMP), source);
    replaceDist(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(folder) {
  const compiler = fileURLToPath(import.meta.resolve('typescript/package.json')).replace(
    'package.json',
    'bin/tsc',
  );
  const { status } = spawnSync(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', '--outDir', folder],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    process.exit(1);
  }
  chmodSync(join(folder, 'cli/main.js'), 0o755);
}

async function bundleClient(folder) {
  const { build: bundle } = await import('rolldown');
  const { output } = await bundle({
    input: join(root, 'src/report/html/client/main.ts'),
    tsconfig: false,
    platform: 'browser',
    logLevel: 'warn',
    output: { file: join(folder, 'report/html/client.js'), format: 'iife', minify: true },
  });
  // It has to run without anything else, from within an element that its text must not end.
  if (output.length !== 1 || output[0].imports.length > 0 || output[0].code.includes('</script')) {
    throw new Error('the script of report pages cannot stand alone');
  }
  copyFileSync(join(root, 'src/report/html/page.css'), join(folder, 'report/html/page.css'));
}

function replaceDist(folder) {
  chmodSync(folder, 0o755);
  const old = `${folder}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(folder, dist);
  rmSync(old, { recursive: true, force: true });
}
