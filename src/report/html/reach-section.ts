/** How far the contours reach, as a table. */
import { MODELS } from '../../models/index.js';
import { type EdgeValue, contourReach } from '../contour-reach.js';
import { formatScientific, formatUnit } from '../number-words.js';
import { type Html, type HtmlContent, html, table } from './markup.js';
import { mathText } from './math-text.js';
import type { ContouredScan } from './scan-data.js';

export async function reachSection(
  scans: readonly ContouredScan[],
  labels: readonly (readonly string[])[],
): Promise<Html> {
  const { couplingUnit } = MODELS[scans[0].snapshot.plan.model.id];
  const rows = await Promise.all(
    scans.flatMap(({ snapshot, open, stepped }, i) =>
      open.map(async ({ lines }, j): Promise<HtmlContent[]> => {
        const reach = contourReach({ lines, region: stepped[j].region }, snapshot.plan.grid);
        return [
          await mathText(labels[i][j]),
          bound('≤', reach.smallestCoupling),
          reach.bestMassGeV === null ? '–' : formatScientific(reach.bestMassGeV),
          bound('≤', reach.smallestMassGeV),
          bound('≥', reach.largestMassGeV),
          reach.regions,
        ];
      }),
    ),
  );
  const unit = couplingUnit === null ? '' : ` [${formatUnit(couplingUnit)}]`;
  return html`${table({
    caption: 'How far each contour reaches, interpolated in the grid',
    columns: [
      'Contour',
      `Smallest coupling${unit}`,
      'at mass [GeV]',
      'Smallest mass [GeV]',
      'Largest mass [GeV]',
      'Regions',
    ],
    rows,
  })}<p class="note">≤ and ≥: the grid ends there, not the region. Regions are counted across the cells in which a decay channel opens.</p>`;
}

function bound(sign: string, edge: EdgeValue | null): string {
  if (edge === null) return '–';
  return `${edge.isEdge ? `${sign} ` : ''}${formatScientific(edge.value)}`;
}
