import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { VALUE_COLOURS, heatMapColours } from '../../src/report/colour-map.js';
import type { Figure } from '../../src/report/figure.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { heatMapFigure } from '../../src/report/scan-figure.js';
import { heatMapOfScan } from '../../src/report/scan-heat-map.js';
import { THEMES } from '../../src/report/theme.js';
import { POINT_PENDING } from '../../src/store/point-status.js';
import { heatMapFigureExample } from './heat-map-example.js';
import { loadedScan } from './loaded-scan.js';

const colours = await heatMapColours(THEMES.light);

/** The colour at a physical point, as resvg draws the figure without its lines. */
function painter(svg: string, { x, y }: Figure) {
  const [left, top, width, height] =
    /<clipPath[^>]*>\s*<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/
      .exec(svg)!
      .slice(1)
      .map(Number);
  const bare = svg.replaceAll(/<(path|g aria-label="legend").*?\/>/gs, '');
  const sharp = bare.replaceAll('"pixelated"', '"optimizeSpeed"');
  const image = new Resvg(sharp, { fitTo: { mode: 'zoom', value: 4 } }).render();
  const share = ([from, to]: readonly [number, number], value: number) =>
    Math.log(value / from) / Math.log(to / from);
  return (mass: number, coupling: number) => {
    const column = Math.floor(4 * (left + share(x.domain, mass) * width));
    const row = Math.floor(4 * (top + (1 - share(y.domain, coupling)) * height));
    const [r, g, b] = image.pixels.subarray(4 * (row * image.width + column));
    return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
}

function colourOf(value: number, [from, to]: readonly [number, number]): string {
  const share = Math.log10(value / from) / Math.log10(to / from);
  return colours[Math.min(VALUE_COLOURS - 1, Math.max(0, Math.floor(share * VALUE_COLOURS)))];
}

/** 20 x 20 points and a value of its own for each. */
function figureOn(masses: readonly number[], couplings: readonly number[]): Figure {
  const values = masses.flatMap((_, i) => couplings.map((_unused, j) => 10 ** ((i * 7 + j * 3) % 11)));
  const { layers: _, ...rest } = heatMapFigureExample;
  return { ...rest, layers: [], heatMap: { label: 'N', x: masses, y: couplings, values, range: [1, 1e11] } };
}

const even = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
const uneven = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => from * (to / from) ** ((i / (count - 1)) ** 1.6));

describe('a heat map', () => {
  it.each([
    ['an even grid', even(1e-3, 1, 20), even(1e-6, 1, 20)],
    ['an uneven grid', uneven(1e-3, 1, 20), uneven(1e-6, 1, 20)],
    ['a grid that reaches out of the frame', even(1e-4, 10, 20), even(1e-8, 100, 20)],
    ['a grid within the frame', even(1e-2, 0.1, 20), uneven(1e-4, 1e-2, 20)],
  ])('has each point of %s in its colour, up to halfway to its neighbours', async (_, masses, couplings) => {
    const figure = figureOn(masses, couplings);
    const colourAt = painter(await renderFigure(figure), figure);
    const { values, range } = figure.heatMap!;
    // Off by 0.4 of a cell is still within it.
    const between = (grid: readonly number[], i: number, share: number) => {
      const next = grid[Math.min(Math.max(i + Math.sign(share), 0), grid.length - 1)];
      return grid[i] * (next / grid[i]) ** Math.abs(share);
    };
    let count = 0;
    for (let i = 0; i < masses.length; i++) {
      for (let j = 0; j < couplings.length; j++) {
        for (const share of [-0.4, 0.4]) {
          const [mass, coupling] = [between(masses, i, share), between(couplings, j, -share)];
          const inside = mass > 1.01e-3 && mass < 0.99 && coupling > 1.05e-6 && coupling < 0.95;
          // Cells at the border end there; those next to it are a px wide on the uneven grid.
          const border = [i, j].some((k) => k < 2 || k > 18);
          if (!inside || border) continue;
          expect(colourAt(mass, coupling)).toBe(colourOf(values[i * couplings.length + j]!, range));
          count++;
        }
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it('is no picture where the grid does not show', async () => {
    for (const axis of [even, uneven]) {
      const svg = await renderFigure(figureOn(axis(2, 20, 20), even(1e-4, 1e-2, 20)));
      expect(svg.match(/<image /g)).toHaveLength(1); // that of the bar
    }
  });

  it('leaves what is beyond the grid alone', async () => {
    const figure = figureOn(even(1e-2, 0.1, 20), even(1e-4, 1e-2, 20));
    const colourAt = painter(await renderFigure(figure), figure);
    expect(colourAt(9e-3, 1e-3)).toBe('#ffffff');
    expect(colourAt(3e-2, 1.2e-2)).toBe('#ffffff');
  });

  it('has colours of their own for no events, failed and pending points, and names them', async () => {
    const svg = await renderFigure(heatMapFigureExample);
    for (const colour of [THEMES.light.noEvents, THEMES.light.failed, THEMES.light.pending]) {
      expect(svg).toContain(`fill="${colour}" fill-opacity="1"`);
    }
    const whole = { ...heatMapFigureExample.heatMap!, values: heatMapFigureExample.heatMap!.values };
    const values = Array.from(whole.values, (value) => (value === undefined || !(value > 0) ? 1 : value));
    const plain = await renderFigure({ ...heatMapFigureExample, heatMap: { ...whole, values } });
    expect(plain).not.toContain('fill-opacity="1"');
  });

  it('stays small: 200 x 200 points below 300 kB, evenly spaced or not', async () => {
    for (const axis of [even, uneven]) {
      const [masses, couplings] = [axis(1e-3, 1, 200), axis(1e-6, 1, 200)];
      const values = masses.flatMap((mass) =>
        couplings.map((g) => (1e13 * g ** 2 * Math.exp(-g * mass * 1e3)) / mass),
      );
      const svg = await renderFigure({
        ...heatMapFigureExample,
        size: { widthPx: 640, heightPx: 480 },
        heatMap: { label: 'N', x: masses, y: couplings, values, range: [1e-6, 1e16] },
      });
      expect(svg.length).toBeLessThan(300_000);
    }
  });

  it('is a well-formed picture', async () => {
    const svg = await renderFigure(heatMapFigureExample);
    const [picture] = [...svg.matchAll(/base64,([^"]+)/g)].map(([, data]) => Buffer.from(data, 'base64'));
    const width = picture.readUInt32BE(16);
    const height = picture.readUInt32BE(20);
    expect([width, height]).toEqual([22, 16]);
    const at = picture.indexOf('IDAT');
    const rows = inflateSync(picture.subarray(at + 4, at + 4 + picture.readUInt32BE(at - 4)));
    expect(rows.length).toBe(height * (width + 1));
  });

  it('refuses a grid that is a line, and a scale without end', async () => {
    const { heatMap } = heatMapFigureExample;
    const drawn = (changes: Partial<NonNullable<Figure['heatMap']>>) =>
      renderFigure({ ...heatMapFigureExample, heatMap: { ...heatMap!, ...changes } });
    await expect(drawn({ x: [1], values: Array.from({ length: 9 }, () => 1) })).rejects.toThrow(UsageError);
    await expect(drawn({ range: [0, 1] })).rejects.toThrow('colour axis');
  });
});

describe('the heat map of a scan', () => {
  const scan = loadedScan();

  it('has its points, at other exposures as well', () => {
    const { values } = heatMapOfScan(scan, {});
    expect(Array.from(values)).toEqual(Array.from(scan.grid.yield));
    const [own, ten] = [1, 10].map((factor) =>
      heatMapOfScan(scan, { exposure: factor * scan.plan.experiment.beam.particlesOnTarget }),
    );
    expect(ten.values[100]! / own.values[100]!).toBeCloseTo(10, 9);
  });

  it('takes whole decades, not those of tiny numbers', () => {
    const [from, to] = heatMapOfScan(scan, {}).range.map(Math.log10);
    expect(from).toBeGreaterThanOrEqual(-6);
    expect(Number.isInteger(to)).toBe(true);
    expect(heatMapOfScan(scan, { range: [-2, 3] }).range).toEqual([0.01, 1000]);
  });

  it('knows failed points from pending ones', () => {
    const grid = { ...scan.grid, yield: scan.grid.yield.slice(), status: scan.grid.status.slice() };
    grid.yield.fill(Number.NaN, 0, 2);
    grid.status.set([3, POINT_PENDING]);
    const { values } = heatMapOfScan({ ...scan, grid }, {});
    expect([values[0], values[1]]).toEqual([Number.NaN, undefined]);
  });

  it('is drawn with the contours of the scan', () => {
    const { layers, heatMap } = heatMapFigure(scan);
    expect(heatMap).toBeDefined();
    expect(layers).toHaveLength(1);
    expect(layers[0]).toMatchObject({ kind: 'lines', label: '$N = 3$ (projected)', colour: 'black' });
    expect(() => heatMapFigure(scan, { exposures: [1, 2] })).toThrow(UsageError);
  });
});
