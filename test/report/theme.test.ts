import { describe, expect, it } from 'vitest';
import { AUTOMATIC, type Colour, PALETTE } from '../../src/report/colours.js';
import { heatMapColours } from '../../src/report/colour-map.js';
import { contrast, mixed, readableOn } from '../../src/report/contrast.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { THEME_NAMES, THEMES } from '../../src/report/theme.js';
import { exampleFigure } from './example-figure.js';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const VISIONS: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function linearRgb(colour: string): Triple {
  const part = (i: number) => {
    const value = parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(0), part(1), part(2)];
}

function product(matrix: Matrix, [a, b, c]: Triple): Triple {
  const row = ([p, q, r]: Triple) => Math.min(1, Math.max(0, p * a + q * b + r * c));
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** CIELAB under D65. */
function lab([r, g, b]: Triple): Triple {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(vision: string, colour: string): Triple {
  return lab(product(VISIONS[vision], linearRgb(colour)));
}

/** CIE 1976: 2.3 is just noticeable side by side. */
function difference(vision: string, a: string, b: string): number {
  const [p, q] = [seen(vision, a), seen(vision, b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe.each(THEME_NAMES)('the %s theme', (name) => {
  const { paper, ink, palette, noEvents, failed } = THEMES[name];
  const colourOf = (colour: Colour) => palette[colour];

  it.each(Object.keys(VISIONS))('has colours that %s vision tells apart', (vision) => {
    for (const [i, a] of AUTOMATIC.entries()) {
      for (const b of AUTOMATIC.slice(i + 1)) {
        expect(difference(vision, colourOf(a), colourOf(b)), `${a} and ${b}`).toBeGreaterThan(14);
      }
    }
    const neighbours = AUTOMATIC.slice(1).map((colour, i) =>
      difference(vision, colourOf(AUTOMATIC[i]), colourOf(colour)),
    );
    expect(Math.min(...neighbours)).toBeGreaterThan(17);
  });

  it('has text, frame and greys that stand out', () => {
    expect(contrast(ink, paper)).toBeGreaterThan(12);
    expect(contrast(colourOf('grey'), paper)).toBeGreaterThan(3);
    for (const colour of Object.values(palette)) {
      for (const background of [paper, mixed(paper.replace('white', '#ffffff'), colourOf('blue'), 0.3)]) {
        expect(contrast(readableOn(background, colour, ink), background)).toBeGreaterThanOrEqual(4.5);
      }
    }
    const least = name === 'dark' ? 4.5 : 2.2;
    for (const colour of AUTOMATIC) expect(contrast(colourOf(colour), paper)).toBeGreaterThan(least);
  });

  it.each(Object.keys(VISIONS))(
    'has a heat map that rises evenly for %s vision, and greys apart from it',
    async (vision) => {
      const colours = await heatMapColours(THEMES[name]);
      const values = colours.slice(0, 253);
      const steps = values.slice(1).map((colour, i) => difference(vision, values[i], colour));
      expect(Math.max(...steps)).toBeLessThan(3 * (steps.reduce((a, b) => a + b) / steps.length));
      for (const grey of [noEvents, failed]) {
        expect(Math.min(...values.map((colour) => difference(vision, grey, colour)))).toBeGreaterThan(8);
      }
      expect(difference(vision, noEvents, failed)).toBeGreaterThan(20);
    },
  );
});

describe('a dark figure', () => {
  it('has nothing that is black or white by accident', async () => {
    const svg = await renderFigure({ ...exampleFigure, theme: 'dark' });
    expect(svg).not.toMatch(/"(black|white)"/);
    expect(svg).toContain(`fill="${THEMES.dark.paper}"`);
    expect(svg).toMatch(new RegExp(`^<svg[^>]* fill="${THEMES.dark.ink}"`));
    expect(svg).toContain(THEMES.dark.palette.cyan);
  });

  it('has the same palette by name', () => {
    expect(Object.keys(THEMES.dark.palette)).toEqual(Object.keys(PALETTE));
  });
});
