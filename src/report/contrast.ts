/** Colours of text, which needs more contrast than lines do. */
/** The least contrast of text on its background: WCAG 2, level AA. */
const LEAST_CONTRAST = 4.5;
const STEPS = 20;

type Rgb = readonly [number, number, number];

/** The colour, mixed with as much ink as makes text in it readable. */
export function readableOn(background: string, colour: string, ink: string): string {
  const mixes = Array.from({ length: STEPS + 1 }, (_, i) => mixed(colour, ink, i / STEPS));
  return mixes.find((mix) => contrast(mix, background) >= LEAST_CONTRAST) ?? ink;
}

/** From 1 to 21: WCAG 2, relative luminances of sRGB colours. */
export function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].toSorted((p, q) => p - q);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = rgbOf(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `share` of the other colour over this one. */
export function mixed(colour: string, other: string, share: number): string {
  const [from, to] = [rgbOf(colour), rgbOf(other)];
  const parts = from.map((part, i) => Math.round(255 * (part + share * (to[i] - part))));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const NAMED: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff' };

/** Parts from 0 to 1. */
function rgbOf(colour: string): Rgb {
  const digits = (NAMED[colour] ?? colour).slice(1);
  const part = (i: number) => parseInt(digits.slice(2 * i, 2 * i + 2), 16) / 255;
  return [part(0), part(1), part(2)];
}
