/** The plane as a fixed picture, for where there are no scripts. */
import { MODELS } from '../../models/index.js';
import { CERTAINTY_LOOKS } from '../certainty-looks.js';
import type { Figure } from '../figure.js';
import { planeAxes } from '../plane-axes.js';
import { renderFigure } from '../render-figure.js';
import { Html } from './markup.js';
import type { Range } from './page-data.js';
import type { ContouredScan } from './scan-data.js';
import { isTinted } from './series-look.js';

export interface PlaneRanges {
  readonly massGeV: Range;
  readonly coupling: Range;
}

/** Around a single value. */
const ROOM = Math.sqrt(10);

/** What encloses all grids, and is not empty. */
export function planeRanges(scans: readonly ContouredScan[]): PlaneRanges {
  const enclosing = (axis: 'massGeV' | 'coupling'): Range => {
    const from = Math.min(...scans.map(({ snapshot }) => snapshot.plan.grid[axis][0]));
    const to = Math.max(...scans.map(({ snapshot }) => snapshot.plan.grid[axis].at(-1)!));
    return from < to ? [from, to] : [from / ROOM, to * ROOM];
  };
  return { massGeV: enclosing('massGeV'), coupling: enclosing('coupling') };
}

export async function staticFigure(
  scans: readonly ContouredScan[],
  labels: readonly (readonly string[])[],
  { massGeV, coupling }: PlaneRanges,
): Promise<Html> {
  const figure: Figure = {
    ...planeAxes(MODELS[scans[0].snapshot.plan.model.id], massGeV, coupling),
    layers: scans.flatMap(({ stepped }, i) =>
      stepped.map(({ lines, region, certainty }, j) => {
        const { style, dash } = CERTAINTY_LOOKS[certainty];
        return {
          kind: 'lines',
          label: labels[i][j],
          polylines: lines,
          style,
          dash,
          ...(isTinted(labels.flat().length, certainty) && { region }),
        };
      }),
    ),
  };
  return new Html(await renderFigure(figure));
}
