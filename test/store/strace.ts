/** strace, which counts system calls, lets them fail, and kills within them. */
import { spawnSync } from 'node:child_process';

/** Why it cannot be used here; undefined if it can. */
export function whyNoStrace(): string | undefined {
  if (spawnSync('strace', ['-V']).status !== 0) return 'strace is not installed';
  const { status, stderr } = spawnSync('strace', ['-o', '/dev/null', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `strace may not trace here: ${stderr.trim()}`;
}
