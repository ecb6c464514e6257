/**
 * Adaptive bisection of an interval for several integrals at once.
 *
 * 1. Evaluate every starting panel; each gives a value and an error estimate for each of the J integrals.
 * 2. Stop when, for every j, the summed error is within `relativeTolerance` of the summed value.
 * 3. Otherwise bisect the panel that is furthest from its share for any j, and go on from 2.
 *
 * Serving all J at once is the point: one set of nodes that suits every coupling is found before any coupling is used.
 */

/** One panel: the integrals over it, their error estimates, and what the caller wants to keep of it. */
export interface PanelResult<T> {
  /** J values. */
  readonly values: Float64Array;
  /** J absolute error estimates, all >= 0. */
  readonly errors: Float64Array;
  readonly kept: T;
}

export interface RefinedPanels<T> {
  /** What was kept of each panel, in rising order of the variable. */
  readonly kept: readonly T[];
  readonly converged: boolean;
}

interface Panel<T> extends PanelResult<T> {
  readonly from: number;
  readonly to: number;
}

/**
 * Refines the panels between consecutive `breakpoints` until every integral has the accuracy asked.
 *
 * @param evaluate integrals over one panel; called once per panel, bisected ones included.
 * @returns the final panels; `converged` is false if `maxPanels` was reached first.
 */
export function refinePanels<T>(
  evaluate: (from: number, to: number) => PanelResult<T>,
  breakpoints: readonly number[],
  { relativeTolerance, maxPanels }: { relativeTolerance: number; maxPanels: number },
): RefinedPanels<T> {
  const panels: Panel<T>[] = [];
  const add = (from: number, to: number, at: number, replaced: number) => {
    panels.splice(at, replaced, { from, to, ...evaluate(from, to) });
  };
  for (let i = 1; i < breakpoints.length; i++) add(breakpoints[i - 1], breakpoints[i], panels.length, 0);

  let converged = false;
  for (;;) {
    const worst = worstPanel(panels, relativeTolerance);
    converged = worst === -1;
    if (converged || panels.length >= maxPanels) break;
    const { from, to } = panels[worst];
    const middle = 0.5 * (from + to);
    if (!(from < middle && middle < to)) break;
    add(from, middle, worst, 1);
    add(middle, to, worst + 1, 0);
  }
  return { kept: panels.map((panel) => panel.kept), converged };
}

/** Index of the panel to bisect, or -1 when every integral is within its tolerance. */
function worstPanel<T>(panels: readonly Panel<T>[], relativeTolerance: number): number {
  const count = panels[0]?.values.length ?? 0;
  let worst = -1;
  let worstExcess = 0;
  for (let j = 0; j < count; j++) {
    let total = 0;
    let error = 0;
    let largest = 0;
    for (let p = 0; p < panels.length; p++) {
      total += panels[p].values[j];
      error += panels[p].errors[j];
      if (panels[p].errors[j] > panels[largest].errors[j]) largest = p;
    }
    const allowed = relativeTolerance * Math.abs(total);
    if (!(error > allowed)) continue;
    const excess = error / allowed;
    if (excess > worstExcess) {
      worstExcess = excess;
      worst = largest;
    }
  }
  return worst;
}
