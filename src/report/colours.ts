import type { Colour } from '../scan/layer-fields.js';

export type { Colour } from '../scan/layer-fields.js';

/** Okabe and Ito's palette, distinct to every kind of colour vision (https://jfly.uni-koeln.de/color/), and a grey. */
export const PALETTE = {
  blue: '#0072b2',
  orange: '#e69f00',
  green: '#009e73',
  vermillion: '#d55e00',
  purple: '#cc79a7',
  cyan: '#56b4e9',
  black: '#000000',
  grey: '#7f7f7f',
  yellow: '#f0e442',
} as const satisfies Record<Colour, string>;

/** Grey reads as "background" and yellow is faint on white: neither is given out unasked. */
export const AUTOMATIC: readonly Colour[] = [
  'blue',
  'orange',
  'green',
  'vermillion',
  'purple',
  'cyan',
  'black',
];

/** One colour per layer: its own if it names one, else the next that no layer names, or that of the layer before; the cycle repeats. */
export function assignColours(
  layers: readonly { readonly colour?: Colour; readonly sharesColour?: true }[],
  palette: Readonly<Record<Colour, string>> = PALETTE,
): string[] {
  const named = new Set(layers.map(({ colour }) => colour));
  const free = AUTOMATIC.filter((colour) => !named.has(colour));
  const cycle = free.length > 0 ? free : AUTOMATIC;
  let next = 0;
  let last = cycle[0];
  return layers.map(({ colour, sharesColour }) => {
    last = colour ?? (sharesColour ? last : cycle[next++ % cycle.length]);
    return palette[last];
  });
}
