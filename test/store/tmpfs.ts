/** Small and read-only disks: file systems in memory, which only root may mount. */
import { execFileSync, spawnSync } from 'node:child_process';
import { onTestFinished, type TestContext } from 'vitest';
import { temporaryDirectory } from './fixtures.js';

/** A directory on a disk of its own; the test is skipped, with a reason, where mounting is not permitted. */
export function smallDisk({ skip }: TestContext, size: string): string {
  return mountSmallDisk(size) ?? skip('NOT TESTED: mounting a tmpfs needs root');
}

/** The same; undefined where mounting is not permitted. */
export function mountSmallDisk(size: string): string | undefined {
  const directory = temporaryDirectory();
  const { status, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory]);
  if (status !== 0 || error !== undefined) return undefined;
  onTestFinished(() => void execFileSync('umount', ['--lazy', directory]));
  return directory;
}

/** Changes such a disk, e.g. to `ro` or to another `size=`. */
export function remount(directory: string, option: string): void {
  execFileSync('mount', ['-o', `remount,${option}`, directory]);
}
