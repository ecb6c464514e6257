/** What a heat map adds to a figure: the picture in the frame, the bar beside it, and entries of the legend. */
import { drawColourBar } from './colour-bar.js';
import { heatMapColours } from './colour-map.js';
import type { Figure } from './figure.js';
import { heatMapPicture } from './heat-map.js';
import type { Layout } from './layout.js';
import type { LegendItem } from './legend.js';
import type { SvgNode } from './svg-node.js';
import type { Theme } from './theme.js';

export interface DrawnHeatMap {
  readonly picture: readonly SvgNode[];
  readonly bar: SvgNode;
  readonly items: readonly LegendItem[];
}

export async function drawHeatMap(
  { heatMap, x, y }: Figure,
  layout: Layout,
  theme: Theme,
): Promise<DrawnHeatMap | undefined> {
  if (heatMap === undefined) return undefined;
  const colours = await heatMapColours(theme);
  const { nodes, shows } = heatMapPicture(heatMap, x, y, layout.frame, colours);
  return {
    picture: nodes,
    bar: drawColourBar(layout, layout.bar!, heatMap, colours),
    items: [
      ...(shows.none ? [swatch('no events', theme.noEvents)] : []),
      ...(shows.failed ? [swatch('failed', theme.failed)] : []),
      ...(shows.pending ? [swatch('not computed yet', theme.pending)] : []),
    ],
  };
}

function swatch(label: string, colour: string): LegendItem {
  return { label, colour, look: { widthPx: 0, dash: 'solid', fillOpacity: 1, hasHalo: false } };
}
