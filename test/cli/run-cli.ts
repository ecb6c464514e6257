/** Runs the built command line as a user does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const MAIN = join(ROOT, 'dist/cli/main.js');

export interface Outcome {
  /** Exit code, or the signal that ended the process. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** Starts `muscan ARGS` in a folder (default: the repository). */
export function startCli(args: readonly string[], { cwd = ROOT, env = {} } = {}): RunningCli {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal!, stdout, stderr }));
  });
  return { child, outcome };
}

export function runCli(args: readonly string[], options?: { cwd?: string; env?: Record<string, string> }) {
  return startCli(args, options).outcome;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'muscan-test-'));
}

/** A small valid scan file; `changes` replaces lines by their key. */
export function scanText(changes: Readonly<Record<string, string>> = {}): string {
  const lines: Record<string, string> = {
    name: 'small',
    model: '{ id: scalar-mass-proportional }',
    experiment: 'na64-1701.07437',
    channel: 'missing-energy',
    method: 'iww',
    form_factor: 'tsai-as-printed',
    integration: '{ x_max: 1 }',
    grid: '{ mass: { from: 2 MeV, to: 200 MeV, points: 12 }, coupling: { from: 1e-6, to: 1, points: 20 } }',
    accuracy: '1e-4',
    contours: '{ levels: [3] }',
    ...changes,
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

/** Changes to `scanText` that make a run of 60 x 30 points and about 2 s on two threads: long enough to be hit anywhere. */
export const LONG_SCAN = {
  experiment: 'fermilab-1701.07437',
  channel: 'displaced-decay',
  method: 'ww',
  integration: '{}',
  grid: '{ mass: { from: 1.5 MeV, to: 2.7 GeV, points: 60 }, coupling: { from: 1e-6, to: 10, points: 30 } }',
  accuracy: '1e-6',
};

/** Writes a scan file into a folder and returns its path. */
export function writeScan(
  folder: string,
  changes?: Readonly<Record<string, string>>,
  file = 'scan.yaml',
): string {
  const path = join(folder, file);
  writeFileSync(path, scanText(changes));
  return path;
}
