/** What is to be known about contours of a scan besides the contours: for the user, not for the page. */
import type { LoadedScan } from '../engine/scan-reference.js';

/** Which contours to show; left out: those of each scan. */
export interface AskedContours {
  readonly levels?: readonly number[] | undefined;
  readonly exposures?: readonly number[] | undefined;
}

/** Of a refined grid: which contours it was not refined for. */
export function refinementNotes(
  { scan: { name, presentation }, plan }: Pick<LoadedScan, 'scan' | 'plan'>,
  { levels = presentation.contourLevels, exposures = presentation.contourExposures }: AskedContours,
): string[] {
  const { refine } = plan.grid;
  if (refine === undefined) return [];
  const { particlesOnTarget } = plan.experiment.beam;
  const others = (exposures.length === 0 ? [particlesOnTarget] : exposures).flatMap((exposure) =>
    levels
      .filter((level) => {
        const events = level * (particlesOnTarget / exposure);
        return refine.events.every((one) => Math.abs(one - events) > 1e-9 * one);
      })
      .map((level) => described(level, exposure, particlesOnTarget)),
  );
  if (others.length === 0) return [];
  const own = (
    presentation.contourExposures.length === 0 ? [particlesOnTarget] : presentation.contourExposures
  )
    .flatMap((exposure) =>
      presentation.contourLevels.map((level) => described(level, exposure, particlesOnTarget)),
    )
    .join(', ');
  return [
    `${name} is refined for ${own} alone: the contour of ${others.join(', ')} may be off by far more than ${100 * refine.accuracy} %`,
  ];
}

function described(level: number, exposure: number, particlesOnTarget: number): string {
  const events = `N = ${Number(level.toPrecision(6))}`;
  return exposure === particlesOnTarget
    ? events
    : `${events} for ${Number(exposure.toPrecision(6))} beam particles`;
}
