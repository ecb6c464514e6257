/** Which program a run is: what may one day explain a digit. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';

export interface RunProvenance {
  readonly architecture: string;
  /** Of muscan itself; null where it is no git checkout of its own. */
  readonly gitCommit: string | null;
  /** Whether its source differs from that commit. */
  readonly gitDirty: boolean | null;
  /** Versions by name: the packages that scan and store, and the SQLite within. */
  readonly packages: Readonly<Record<string, string>>;
  /** Absolute path of the scan file; null for a scan without one. */
  readonly scanFile: string | null;
}

// The same relative path leads there from src/store/ and from dist/store/.
const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGES = ['better-sqlite3', 'piscina'];
/** What the program is made of: a scan file of the user's own does not change it. */
const SOURCE = ['src', 'db/migrations', 'package.json', 'package-lock.json'];
const GIT_TIMEOUT_MS = 5000;

export function runProvenance(database: Database.Database, scanFile: string | undefined): RunProvenance {
  const sqlite = database.prepare<[], string>('SELECT sqlite_version()').pluck().get()!;
  const packages = PACKAGES.flatMap((name) => {
    const version = packageVersion(name);
    return version === undefined ? [] : [[name, version] as const];
  });
  return {
    architecture: process.arch,
    ...gitState(),
    packages: { ...Object.fromEntries(packages), sqlite },
    scanFile: scanFile === undefined ? null : resolve(scanFile),
  };
}

/** Searched for upwards from the package's main file: not every package lets its package.json be imported. */
function packageVersion(name: string): string | undefined {
  for (
    let path = createRequire(import.meta.url).resolve(name);
    path !== dirname(path);
    path = dirname(path)
  ) {
    const file = join(path, 'package.json');
    if (!existsSync(file)) continue;
    const content = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (content.name === name) return content.version;
  }
  return undefined;
}

/** Of the checkout at `directory`, not of one around it: a project that muscan is merely installed in is not muscan. */
export function gitState(directory = PACKAGE): Pick<RunProvenance, 'gitCommit' | 'gitDirty'> {
  const unknown = { gitCommit: null, gitDirty: null };
  if (!existsSync(join(directory, '.git'))) return unknown;
  const args = [
    '--no-optional-locks',
    '-C',
    directory,
    'status',
    '--porcelain=v2',
    '--branch',
    '--',
    ...SOURCE,
  ];
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8', timeout: GIT_TIMEOUT_MS });
  if (status !== 0) return unknown;
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(stdout)?.[1];
  return commit === undefined ? unknown : { gitCommit: commit, gitDirty: /^[^#\n]/m.test(stdout) };
}
