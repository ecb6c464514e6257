/** Light and dark figures. A figure is drawn in black on white; a theme says what these become, and gives the palette. */
import { type Colour, PALETTE } from './colours.js';
import { type SvgNode, svgNode } from './svg-node.js';

export const THEME_NAMES = ['light', 'dark'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export interface Theme {
  readonly paper: string;
  /** Of text, frame and ticks. */
  readonly ink: string;
  readonly palette: Readonly<Record<Colour, string>>;
  /** What the opacity of tinted regions is multiplied with: a tint shows less on a dark page. */
  readonly tint: number;
  /**
   * On heat maps: points without events, failed ones, and those not computed yet. A medium grey would not do: without red or
   * green the middle of viridis is one.
   */
  readonly noEvents: string;
  readonly failed: string;
  readonly pending: string;
}

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    paper: 'white',
    ink: 'black',
    palette: PALETTE,
    tint: 1,
    noEvents: '#e3e3e3',
    failed: '#e78ac3',
    pending: '#ffffff',
  },
  dark: {
    paper: '#14171c',
    ink: '#eceff4',
    // Okabe and Ito's hues; the dark ones are lighter, and black, which would not show, is white.
    palette: {
      blue: '#3d8fe0',
      orange: '#e69f00',
      green: '#00b386',
      vermillion: '#e0560f',
      purple: '#e093c2',
      cyan: '#8fd3ff',
      black: '#ffffff',
      grey: '#9aa0a8',
      yellow: '#f0e442',
    },
    tint: 1.7,
    noEvents: '#363b43',
    failed: '#e78ac3',
    pending: '#14171c',
  },
};

/** What was drawn in black on white, in the colours of a theme. */
export function inTheme(page: SvgNode, theme: Theme): SvgNode {
  if (theme === THEMES.light) return page;
  // Glyphs name no fill: theirs is that of the page.
  const { name, attributes, children } = recoloured(page, { black: theme.ink, white: theme.paper });
  return svgNode(name, { ...attributes, fill: theme.ink }, children);
}

function recoloured(
  { name, attributes, children }: SvgNode,
  colours: Readonly<Record<string, string>>,
): SvgNode {
  const changed = ['fill', 'stroke'].flatMap((key) => {
    const colour = colours[attributes[key]];
    return colour === undefined ? [] : [[key, colour]];
  });
  return svgNode(
    name,
    { ...attributes, ...Object.fromEntries(changed) },
    children.map((child) => recoloured(child, colours)),
  );
}
