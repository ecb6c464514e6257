/** Colours of a heat map: viridis, even in lightness and readable to every kind of colour vision. */
import type { Theme } from './theme.js';

/** How many colours stand for values; a picture has at most 256. */
export const VALUE_COLOURS = 253;

/** Behind them, what has no place on the scale: no events at all, a failed point, one not computed yet. */
export const NO_VALUE_COLOURS = {
  none: VALUE_COLOURS,
  failed: VALUE_COLOURS + 1,
  pending: VALUE_COLOURS + 2,
} as const;

/** All colours of a heat map, as `#rrggbb`. */
export async function heatMapColours({ noEvents, failed, pending }: Theme): Promise<string[]> {
  const { scale } = await import('@observablehq/plot');
  const viridis = scale({ color: { type: 'linear', scheme: 'viridis', domain: [0, VALUE_COLOURS - 1] } });
  const values = Array.from({ length: VALUE_COLOURS }, (_, i) => asHex(String(viridis.apply(i))));
  return [...values, noEvents, failed, pending];
}

function asHex(colour: string): string {
  if (colour.startsWith('#')) return colour;
  const parts = colour.match(/\d+/g)!.map(Number);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
