/** `npx muscan` in a checkout builds first, also while a scan is running there: it must not touch what is up to date. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MAIN, ROOT } from './cli/run-cli.js';

it('a build that is up to date is left alone', () => {
  const before = statSync(MAIN);
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.js')], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const after = statSync(MAIN);
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
});
