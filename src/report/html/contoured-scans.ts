/** The scans of a page with their contours, and what these are called. */
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import { UsageError } from '../../errors.js';
import { MODELS } from '../../models/index.js';
import { CERTAINTY_LOOKS } from '../certainty-looks.js';
import { inTeX, levelLabel } from '../level-label.js';
import { unitProblem } from '../plane-axes.js';
import type { AskedContours } from '../contour-notes.js';
import { contoursOf } from '../scan-contours.js';
import type { ContouredScan } from './scan-data.js';

export function withContours(snapshot: ScanSnapshot, { levels, exposures }: AskedContours): ContouredScan {
  return {
    snapshot,
    open: contoursOf(snapshot, levels, exposures),
    stepped: contoursOf(snapshot, levels, exposures, 'step'),
  };
}

/** @throws {UsageError} the couplings have different units. */
export function refuseMixedUnits(snapshots: readonly ScanSnapshot[]): void {
  const [first, ...others] = snapshots;
  for (const { scan, plan } of others) {
    const problem = unitProblem(MODELS[plan.model.id], MODELS[first.plan.model.id]);
    if (problem === undefined) continue;
    throw new UsageError(
      `${scan.name} and ${first.scan.name} cannot share a plane: ${problem}. Make a page of each.`,
    );
  }
}

/** What each contour of each scan is called, as text with `$...$` mathematics. */
export function contourLabels(scans: readonly ContouredScan[]): string[][] {
  return scans.map(({ snapshot: { scan }, open }) => {
    const isSeveralExposures = new Set(open.map(({ exposure }) => exposure)).size > 1;
    return open.map(
      ({ level, exposure, certainty }) =>
        `${[
          ...(scans.length > 1 ? [scan.name] : []),
          levelLabel(level, scan.presentation.file),
          ...(isSeveralExposures ? [`$${inTeX(exposure)}$ on target`] : []),
        ].join(', ')}${CERTAINTY_LOOKS[certainty].says}`,
    );
  });
}
