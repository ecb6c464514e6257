/** What a file of somebody else's limit holds, as it was read: masses in GeV, couplings in whatever the file means. */
export interface OverlayCurve {
  /** GeV, above zero. */
  readonly massGeV: readonly number[];
  /** As in the file, above zero. */
  readonly coupling: readonly number[];
  /** Whether it goes round a region, whose last point joins the first. */
  readonly closed: boolean;
}

/** The upper edge appended backwards to the lower one: the outline of what lies between them. */
export function outline(
  massGeV: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): OverlayCurve {
  return {
    massGeV: [...massGeV, ...massGeV.toReversed()],
    coupling: [...lower, ...upper.toReversed()],
    closed: true,
  };
}

/** A curve whose last point is its first is closed, and has it once. */
export function openOrClosed(massGeV: readonly number[], coupling: readonly number[]): OverlayCurve {
  const closed = massGeV.length > 3 && massGeV[0] === massGeV.at(-1) && coupling[0] === coupling.at(-1);
  return closed
    ? { massGeV: massGeV.slice(0, -1), coupling: coupling.slice(0, -1), closed }
    : { massGeV, coupling, closed };
}
