/** Why points of one column failed, told once for all that failed of the same. */
import type { ColumnFailure } from '../sensitivity/kernel.js';

export interface FailureGroup {
  readonly reason: string;
  /** In the order of the axis; null: all failed points of the column. */
  readonly couplings: readonly number[] | null;
}

export function groupFailures(failures: readonly ColumnFailure[], axis: readonly number[]): FailureGroup[] {
  const groups = new Map<string, number[] | null>();
  for (const { couplingIndex, reason } of failures) {
    const group = groups.get(reason);
    if (couplingIndex === null) groups.set(reason, null);
    else if (group === undefined) groups.set(reason, [axis[couplingIndex]]);
    else group?.push(axis[couplingIndex]);
  }
  return [...groups].map(([reason, couplings]) => ({ reason, couplings }));
}
