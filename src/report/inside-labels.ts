/** Labels beside their own lines, in the colour of these. */
import { mixed, readableOn } from './contrast.js';
import { type Layout, STYLE } from './layout.js';
import { type Outline, typesetText } from './mathjax.js';
import { type LabelBox, placeLabels } from './place-labels.js';
import { type DrawnShape, isInside } from './occupancy.js';
import type { DrawnLayer } from './plot-layers.js';
import { type SvgNode, round, svgNode } from './svg-node.js';
import type { Theme } from './theme.js';

export interface InsideLabels {
  readonly nodes: readonly SvgNode[];
  readonly boxes: readonly LabelBox[];
  /** The layers whose labels found no place. */
  readonly rest: readonly DrawnLayer[];
}

/** Height of plain text above and below its baseline in em. */
const ASCENT = 0.75;
const DESCENT = 0.25;

/** @param shapes The layers as they are drawn, one each. */
export async function insideLabels(
  layers: readonly DrawnLayer[],
  shapes: readonly DrawnShape[],
  { frame }: Layout,
  theme: Theme,
): Promise<InsideLabels> {
  const labelled = layers
    .map((layer, i) => ({ layer, shape: shapes[i] }))
    .filter(({ layer: { label, lines, region } }) => label !== '' && lines.length + region.length > 0);
  const outlines = await Promise.all(
    labelled.map(({ layer }) => typesetText(layer.label, STYLE.legendFont, 'layer label')),
  );
  const texts = outlines.map((outline) => ({
    outline,
    heightPx: Math.max(ASCENT * STYLE.legendFont, outline.heightPx),
    depthPx: Math.max(DESCENT * STYLE.legendFont, outline.depthPx),
  }));
  const boxes = placeLabels(
    frame,
    labelled.map(({ shape }, i) => ({
      widthPx: texts[i].outline.widthPx,
      heightPx: texts[i].heightPx + texts[i].depthPx,
      shape,
    })),
    shapes,
  );
  const placed = labelled.flatMap(({ layer }, i) => {
    const box = boxes[i];
    return box === undefined ? [] : [{ layer, box, text: texts[i] }];
  });
  return {
    nodes: placed.map(({ layer, box, text }) => {
      const background = layer.look.hasHalo ? theme.paper : backgroundOf(box, layers, shapes, theme);
      const colour = readableOn(background, layer.colour, theme.ink);
      return drawLabel(layer, box, text, colour);
    }),
    boxes: placed.map(({ box }) => box),
    rest: layers.filter((layer) => placed.every((one) => one.layer !== layer)),
  };
}

interface Text {
  readonly outline: Outline;
  readonly depthPx: number;
}

/** The tints under a label, which no edge of a region crosses. */
function backgroundOf(
  { x, y }: LabelBox,
  layers: readonly DrawnLayer[],
  shapes: readonly DrawnShape[],
  { paper }: Theme,
): string {
  return layers.reduce(
    (below, { colour, look }, i) =>
      isInside(shapes[i].region, x, y) ? mixed(below, colour, look.fillOpacity) : below,
    paper,
  );
}

function drawLabel({ look }: DrawnLayer, box: LabelBox, { outline, depthPx }: Text, colour: string): SvgNode {
  const { x, y, degrees, widthPx, heightPx } = box;
  const transform = `translate(${round(x)},${round(y)}) rotate(${round(degrees)})`;
  const baseline = `translate(${round(-widthPx / 2)},${round(heightPx / 2 - depthPx)})`;
  // On the colours of a heat map.
  const backdrop = svgNode('rect', {
    x: -widthPx / 2 - 3,
    y: -heightPx / 2 - 1,
    width: widthPx + 6,
    height: heightPx + 2,
    rx: 3,
    fill: 'white',
    'fill-opacity': 0.9,
  });
  return svgNode('g', { transform, fill: colour }, [
    ...(look.hasHalo ? [backdrop] : []),
    svgNode('g', { transform: baseline }, [outline.node]),
  ]);
}
