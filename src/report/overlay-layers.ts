/** Curves of other people as layers of a figure, never more certain than they are. */
import { CERTAINTIES } from '../constraints/index.js';
import { CERTAINTY_LOOKS } from './certainty-looks.js';
import type { BandLayer, Layer } from './figure.js';
import { withoutUndefined } from '../scan/layer-fields.js';
import type { OverlayLayer } from './plane-figure-file.js';

/** One layer for all curves of a file; where some are open, they are tinted towards a side as bands, unless it is one curve. */
export function overlayLayers({ curves, certainty, fill, dash, label, colour }: OverlayLayer): Layer[] {
  const { says, ...look } = CERTAINTY_LOOKS[certainty];
  const polylines = curves.map(({ massGeV, coupling, closed }) => ({ x: massGeV, y: coupling, closed }));
  const isFilled = fill === undefined ? CERTAINTIES[certainty].isExclusion : fill !== 'none';
  const inside = polylines.filter(({ closed }) => closed && (fill ?? 'inside') === 'inside');
  const side = fill === 'below' ? 'below' : 'above';
  const beside = isFilled ? polylines.filter(({ closed }) => !closed && fill !== 'inside') : [];
  const own = withoutUndefined({ colour });
  if (polylines.length === 1 && beside.length === 1) {
    const [{ x, y }] = beside;
    return [
      {
        kind: 'curve',
        label: `${label}${says}`,
        x,
        y,
        fill: side,
        ...look,
        ...own,
        ...withoutUndefined({ dash }),
      },
    ];
  }
  const layers: Layer[] = [
    ...beside.map(({ x, y }): BandLayer => {
      const rest = x.map(() => (side === 'above' ? Infinity : 0));
      return {
        kind: 'band',
        label: '',
        x,
        low: side === 'above' ? y : rest,
        high: side === 'above' ? rest : y,
        isLight: true,
        ...own,
      };
    }),
    {
      kind: 'lines',
      label: `${label}${says}`,
      polylines,
      ...look,
      ...own,
      ...withoutUndefined({ dash }),
      // Also where only bands are tinted: the legend has its sample from here.
      ...(isFilled && inside.length + beside.length > 0 && { region: inside }),
    },
  ];
  return inOneColour(layers);
}

export function inOneColour([first, ...others]: readonly Layer[]): Layer[] {
  return [first, ...others.map((layer) => ({ ...layer, sharesColour: true as const }))];
}
