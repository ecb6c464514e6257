import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { PALETTE } from '../../src/report/colours.js';
import type { Figure, Layer } from '../../src/report/figure.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { exampleFigure } from './example-figure.js';

const COLOURS = ['blue', 'orange', 'green', 'vermillion', 'purple', 'cyan'] as const;

const wavy: Layer[] = Array.from({ length: 6 }, (_, i) => {
  const x = Array.from({ length: 200 }, (_unused, j) => 10 ** ((-3 * j) / 199));
  return {
    kind: 'curve',
    label: `curve ${i}`,
    x,
    y: x.map((_value, j) => 10 ** (-3 + 2.9 * Math.sin(j / 9 + i))),
  };
});

/** Numbers in the path data of the data group. */
function dataPaths(svg: string): { d: string; points: [number, number][] }[] {
  const group = /<g aria-label="data"[^>]*[^/]>(.*?)<\/g>/s.exec(svg)?.[1] ?? '';
  return Array.from(group.matchAll(/ d="([^"]*)"/g), ([, d]) => ({
    d,
    points: Array.from(d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g), ([, x, y]): [number, number] => [
      Number(x),
      Number(y),
    ]),
  }));
}

function legendOf(svg: string): string {
  return /<g aria-label="legend">.*/s.exec(svg)![0];
}

function frameOf(svg: string) {
  const [x, y, width, height] =
    /<clipPath[^>]*>\s*<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/
      .exec(svg)!
      .slice(1)
      .map(Number);
  return { left: x, top: y, right: x + width, bottom: y + height };
}

function sizeOf(svg: string): [number, number] {
  const [width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.slice(1).map(Number);
  return [width, height];
}

describe('renderFigure', () => {
  it('draws the example as before', async () => {
    await expect(await renderFigure(exampleFigure)).toMatchFileSnapshot('example-figure.svg');
  });

  it('gives the same bytes for the same figure, also when figures are drawn at once', async () => {
    const [first, second] = await Promise.all([renderFigure(exampleFigure), renderFigure(exampleFigure)]);
    expect(second).toBe(first);
    await renderFigure({ ...exampleFigure, title: 'another figure in between' });
    expect(await renderFigure(exampleFigure)).toBe(first);
  });

  it('is well-formed, whatever the labels hold', async () => {
    const layers: Layer[] = [{ kind: 'curve', label: 'a < b & "c" > d', x: [0.01, 0.1], y: [1e-3, 1e-2] }];
    const svg = await renderFigure({ ...exampleFigure, title: '$x<y$ & "z"', layers });
    expect(() => new Resvg(svg)).not.toThrow();
    expect(svg).toContain('aria-label="a &lt; b &amp; &quot;c&quot; &gt; d"');
    // The parser is strict, so that the check above means something.
    expect(() => new Resvg(svg.replace('</svg>', ''))).toThrow('SVG');
  });

  it('has no text elements, styles, fonts or references to the outside', async () => {
    const svg = await renderFigure(exampleFigure);
    expect(svg).not.toMatch(/<text|<style|font|currentColor|href|NaN|undefined|Infinity/);
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  });

  it('keeps the data within the frame, by coordinates and by a clip path', async () => {
    const svg = await renderFigure(exampleFigure);
    const { left, top, right, bottom } = frameOf(svg);
    const paths = dataPaths(svg);
    expect(paths).toHaveLength(5); // two regions and three lines
    for (const [x, y] of paths.flatMap(({ points }) => points)) {
      expect(x).toBeGreaterThanOrEqual(left - 0.001);
      expect(x).toBeLessThanOrEqual(right + 0.001);
      expect(y).toBeGreaterThanOrEqual(top - 0.001);
      expect(y).toBeLessThanOrEqual(bottom + 0.001);
    }
    expect(svg).toMatch(/<clipPath id="([^"]+)">.*<g aria-label="data" clip-path="url\(#\1\)">/s);
  });

  it('puts values where the axes say they are', async () => {
    const svg = await renderFigure({
      ...exampleFigure,
      layers: [{ kind: 'curve', label: '', x: [1e-2, 1], y: [1e-3, 1] }],
    });
    const { left, top, right, bottom } = frameOf(svg);
    const [[x, y], end] = dataPaths(svg)[0].points;
    expect(x).toBeCloseTo(left + (right - left) / 3, 2);
    expect(y).toBeCloseTo((top + bottom) / 2, 2);
    expect(end).toEqual([right, top]);
  });

  it('fills regions by the even-odd rule, below all lines', async () => {
    const svg = await renderFigure(exampleFigure);
    expect(svg.lastIndexOf('fill-rule="evenodd"')).toBeLessThan(svg.indexOf('stroke-linejoin'));
    expect(dataPaths(svg)[0].d).toMatch(/Z$/);
  });

  it('draws no line through a point that is not finite', async () => {
    const layer: Layer = {
      kind: 'curve',
      label: '',
      x: [0.01, 0.02, 0.03, 0.04, 0.05],
      y: [1e-3, 1e-3, NaN, 1e-3, 1e-3],
    };
    const [path] = dataPaths(await renderFigure({ ...exampleFigure, layers: [layer] }));
    expect(path.d.match(/M/g)).toHaveLength(2);
  });

  it('lists a layer that does not show, and says so', async () => {
    const nothing: Layer = { kind: 'lines', label: 'A', polylines: [] };
    const outside: Layer = { kind: 'curve', label: 'B', x: [2, 3], y: [1, 1] };
    const svg = await renderFigure({ ...exampleFigure, layers: [nothing, outside] });
    expect(dataPaths(svg)).toEqual([]);

    const inside = { kind: 'curve', x: [0.01, 0.1], y: [1e-5, 1e-5] } as const;
    const layers = ['A (not in view)', 'B (not in view)'].map((label) => ({ ...inside, label }));
    expect(legendOf(svg)).toBe(legendOf(await renderFigure({ ...exampleFigure, layers })));
  });

  it('fills the columns of a legend one after the other', async () => {
    const named = wavy.map((layer, i) => ({ ...layer, colour: COLOURS[i] }));
    const legend = legendOf(await renderFigure({ ...exampleFigure, layers: named }));
    const samples = Array.from(
      legend.matchAll(/<path d="M([\d.]+),([\d.]+)h34"[^>]* stroke="(#\w+)"/g),
      ([, x, y, stroke]) => ({ x: Number(x), y: Number(y), stroke }),
    );
    expect(new Set(samples.map(({ x }) => x)).size).toBeGreaterThan(1);
    const downwards = samples.toSorted((a, b) => a.x - b.x || a.y - b.y);
    expect(downwards.map(({ stroke }) => stroke)).toEqual(COLOURS.map((colour) => PALETTE[colour]));
  });

  it('has no legend without labels, and no layers without complaint', async () => {
    expect(await renderFigure({ ...exampleFigure, layers: [] })).not.toContain('legend');
  });

  it('puts the legend below the axes where it would hide a line, and makes the page higher for it', async () => {
    const inside = await renderFigure({ ...exampleFigure, layers: [] });
    const below = await renderFigure({ ...exampleFigure, layers: wavy });
    expect(sizeOf(inside)).toEqual([400, 300]);
    expect(sizeOf(below)[0]).toBe(400);
    expect(sizeOf(below)[1]).toBeGreaterThan(330);
    expect(frameOf(below)).toEqual(frameOf(inside));
    const top = Number(/<g aria-label="legend">\s*<rect x="[\d.]+" y="([\d.]+)"/.exec(below)![1]);
    expect(top).toBe(300);
  });

  it('leaves everything on the page', async () => {
    const long = 'a label that is far too long to be set at full size within a figure as small as this one';
    const figure: Figure = {
      ...exampleFigure,
      title: `${long}, ${long}`,
      x: { ...exampleFigure.x, label: `\\text{${long}}` },
      y: { ...exampleFigure.y, label: `\\text{${long}}` },
      layers: [...exampleFigure.layers, { kind: 'curve', label: long, x: [1e-3, 1], y: [0.5, 0.5] }],
    };
    const svg = await renderFigure(figure);
    const [width, height] = sizeOf(svg);
    // Without its white background the drawing's extent is that of what is drawn.
    const box = new Resvg(svg.replace(/<rect width="400"[^>]*\/>/, '')).getBBox()!;
    expect(box.x).toBeGreaterThanOrEqual(4);
    expect(box.y).toBeGreaterThanOrEqual(4);
    expect(box.x + box.width).toBeLessThanOrEqual(width - 4);
    expect(box.y + box.height).toBeLessThanOrEqual(height - 4);
  });

  it('names a label with faulty TeX', async () => {
    const layers: Layer[] = [{ kind: 'lines', label: 'NA64 $_{', polylines: [] }];
    await expect(renderFigure({ ...exampleFigure, layers })).rejects.toThrow(UsageError);
    await expect(renderFigure({ ...exampleFigure, layers })).rejects.toThrow('The layer label "NA64 $_{');
  });

  it('refuses a page too small for its text', async () => {
    const size = { widthPx: 150, heightPx: 100 };
    await expect(renderFigure({ ...exampleFigure, size })).rejects.toThrow('150 x 100 px is too small');
  });
});
