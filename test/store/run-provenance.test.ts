import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRuns, platformLog, startRun, stopRun } from '../../src/store/run-log.js';
import { gitState, runProvenance } from '../../src/store/run-provenance.js';
import { newDatabase, startScan, temporaryDirectory } from './fixtures.js';

function git(directory: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', directory, ...identity, ...args], { encoding: 'utf8' }).trim();
}

function checkout(): { directory: string; commit: string } {
  const directory = temporaryDirectory();
  git(directory, 'init', '--quiet');
  mkdirSync(join(directory, 'src'));
  writeFileSync(join(directory, 'src', 'a.ts'), '1');
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '-m', 'first');
  return { directory, commit: git(directory, 'rev-parse', 'HEAD') };
}

describe('gitState', () => {
  it('is the commit, and whether the source was changed since', () => {
    const { directory, commit } = checkout();
    expect(gitState(directory)).toEqual({ gitCommit: commit, gitDirty: false });
    writeFileSync(join(directory, 'my-scan.yaml'), '');
    expect(gitState(directory)).toEqual({ gitCommit: commit, gitDirty: false });
    writeFileSync(join(directory, 'src', 'a.ts'), '2');
    expect(gitState(directory)).toEqual({ gitCommit: commit, gitDirty: true });
    git(directory, 'checkout', '--quiet', '.');
    writeFileSync(join(directory, 'src', 'b.ts'), '1');
    expect(gitState(directory)).toEqual({ gitCommit: commit, gitDirty: true });
  });

  it('is unknown in a folder of a checkout, outside of one, and before the first commit', () => {
    const unknown = { gitCommit: null, gitDirty: null };
    expect(gitState(join(checkout().directory, 'src'))).toEqual(unknown);
    const empty = temporaryDirectory();
    expect(gitState(empty)).toEqual(unknown);
    git(empty, 'init', '--quiet');
    expect(gitState(empty)).toEqual(unknown);
  });
});

describe('the provenance of a run', () => {
  it('names the program and the file, and comes back as it was stored', () => {
    const database = newDatabase();
    const { scanId } = startScan(database);
    const provenance = runProvenance(database, 'scans/a.yaml');
    expect(provenance).toMatchObject({
      architecture: process.arch,
      packages: {
        'better-sqlite3': expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
        piscina: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
        sqlite: expect.stringMatching(/^3\.\d+\.\d+/) as string,
      },
      scanFile: join(process.cwd(), 'scans/a.yaml'),
    });
    const runId = startRun(database, { scanId, threads: 3, muscanVersion: '0.1.0', provenance });
    stopRun(database, runId, 'done');
    expect(listRuns(database, scanId).at(-1)).toMatchObject({
      runId,
      stopReason: 'done',
      threads: 3,
      ...provenance,
    });
  });

  it('may have no file', () => {
    expect(runProvenance(newDatabase(), undefined).scanFile).toBeNull();
  });

  it('tells on what platform a task was finished', () => {
    const database = newDatabase();
    const { scanId } = startScan(database);
    database.exec(`UPDATE run SET started_at = '2024-01-01T00:00:00.000Z', node_version = '18.0.0'`);
    const provenance = { ...runProvenance(database, undefined), architecture: 'arm64' };
    startRun(database, { scanId, threads: 1, muscanVersion: '0.1.0', provenance });
    const platformAt = platformLog(database);
    expect(platformAt('2024-01-01T00:00:01.000Z')).toMatchObject({
      nodeVersion: '18.0.0',
      architecture: null,
    });
    expect(platformAt(new Date().toISOString())).toMatchObject({
      nodeVersion: process.versions.node,
      architecture: 'arm64',
    });
    expect(platformAt('2023-01-01T00:00:00.000Z')).toBeUndefined();
  });
});
