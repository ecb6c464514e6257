import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../src/report/figure.js';
import { type LabelBox, cornersOf, placeLabels } from '../../src/report/place-labels.js';
import type { DrawnShape, PathPx } from '../../src/report/occupancy.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { exampleFigure } from './example-figure.js';

const frame = { left: 60, top: 20, right: 560, bottom: 420 };

/** A wave across the frame, cut off where it leaves it. */
function wave(level: number, height: number, periods: number, phase: number): PathPx[] {
  const pieces: { x: number[]; y: number[] }[] = [{ x: [], y: [] }];
  for (let i = 0; i <= 250; i++) {
    const x = frame.left + (i / 250) * (frame.right - frame.left);
    const y = level + height * Math.sin((2 * Math.PI * periods * i) / 250 + phase);
    if (y >= frame.top && y <= frame.bottom) {
      pieces.at(-1)!.x.push(x);
      pieces.at(-1)!.y.push(y);
    } else if (pieces.at(-1)!.x.length > 0) pieces.push({ x: [], y: [] });
  }
  return pieces.filter(({ x }) => x.length >= 2);
}

/** An ellipse, its inside filled. */
function island(x: number, y: number, width: number, height: number): DrawnShape {
  const angles = Array.from({ length: 60 }, (_, i) => (2 * Math.PI * i) / 60);
  const ring = {
    x: angles.map((angle) => x + width * Math.cos(angle)),
    y: angles.map((angle) => y + height * Math.sin(angle)),
  };
  return { lines: [{ x: [...ring.x, ring.x[0]], y: [...ring.y, ring.y[0]] }], region: [ring] };
}

const shapes = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(span(40, 400), span(0, 250), span(0, 3), span(0, 6)) },
  { weight: 1, arbitrary: fc.tuple(span(160, 460), span(120, 320), span(5, 90), span(5, 90)) },
);
function span(min: number, max: number) {
  return fc.double({ min, max, noNaN: true });
}

const figures = fc.array(fc.record({ numbers: shapes, isIsland: fc.boolean(), widthPx: span(20, 260) }), {
  minLength: 1,
  maxLength: 8,
});

/** Points on a grid over a box, its border included. */
function pointsOf(box: LabelBox): [number, number][] {
  const { x, y } = cornersOf(box);
  const along = Array.from({ length: 21 }, (_, i) => i / 20);
  return along.flatMap((s) =>
    along.map((t): [number, number] => [
      x[0] + s * (x[1] - x[0]) + t * (x[3] - x[0]),
      y[0] + s * (y[1] - y[0]) + t * (y[3] - y[0]),
    ]),
  );
}

function isIn(box: LabelBox, x: number, y: number): boolean {
  const angle = (-box.degrees * Math.PI) / 180;
  const [dx, dy] = [x - box.x, y - box.y];
  return (
    Math.abs(dx * Math.cos(angle) - dy * Math.sin(angle)) < box.widthPx / 2 &&
    Math.abs(dx * Math.sin(angle) + dy * Math.cos(angle)) < box.heightPx / 2
  );
}

/** Points along a path, less than half a px apart. */
function densely({ x, y }: PathPx): [number, number][] {
  return x.slice(1).flatMap((x1, i) => {
    const count = Math.ceil(2 * Math.hypot(x1 - x[i], y[i + 1] - y[i])) + 1;
    return Array.from({ length: count + 1 }, (_, k): [number, number] => [
      x[i] + (k / count) * (x1 - x[i]),
      y[i] + (k / count) * (y[i + 1] - y[i]),
    ]);
  });
}

/** From a box to the nearest of some points. */
function distance(box: LabelBox, points: readonly [number, number][]): number {
  const angle = (-box.degrees * Math.PI) / 180;
  const distances = points.map(([x, y]) => {
    const [dx, dy] = [x - box.x, y - box.y];
    const along = Math.abs(dx * Math.cos(angle) - dy * Math.sin(angle)) - box.widthPx / 2;
    const across = Math.abs(dx * Math.sin(angle) + dy * Math.cos(angle)) - box.heightPx / 2;
    return Math.hypot(Math.max(0, along), Math.max(0, across));
  });
  return Math.min(...distances);
}

describe('labels beside their lines', () => {
  it('stand beside their own line, and never meet each other, a line or the frame', () => {
    let placed = 0;
    fc.assert(
      fc.property(figures, (curves) => {
        const drawn = curves.map(({ numbers: [a, b, c, d], isIsland }) =>
          isIsland
            ? island(frame.left + 150 + (a % 200), frame.top + 100 + (b % 180), 5 + 20 * c, 5 + (d % 80))
            : { lines: wave(a, b, c, d), region: [] },
        );
        const requests = curves.map(({ widthPx }, i) => ({ widthPx, heightPx: 16, shape: drawn[i] }));
        const answers = placeLabels(frame, requests, drawn);
        for (const [i, box] of answers.entries()) {
          if (box !== undefined) expect(distance(box, drawn[i].lines.flatMap(densely))).toBeLessThan(25);
        }
        const boxes = answers.filter((box) => box !== undefined);
        placed += boxes.length;
        const lines = drawn.flatMap((shape) => shape.lines.flatMap(densely));
        for (const box of boxes) {
          const points = pointsOf(box);
          expect(
            points.every(([x, y]) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom),
          ).toBe(true);
          expect(lines.some(([x, y]) => isIn(box, x, y))).toBe(false);
          const others = boxes.filter((other) => other !== box);
          expect(others.some((other) => points.some(([x, y]) => isIn(other, x, y)))).toBe(false);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
    // Otherwise the above would hold of nothing.
    expect(placed).toBeGreaterThan(80);
  });

  it('stand by their own line, not beyond another', () => {
    const across = (y: number): DrawnShape => ({ lines: [{ x: [60, 560], y: [y, y] }], region: [] });
    const lines = [across(200), across(206)];
    const [upper, lower] = placeLabels(
      frame,
      lines.map((shape) => ({ widthPx: 80, heightPx: 16, shape })),
      lines,
    );
    expect(upper!.y).toBeLessThan(200);
    expect(lower!.y).toBeGreaterThan(206);
  });

  it('stand in the region of their own line where there is room', () => {
    const shape = island(300, 220, 200, 120);
    const [box] = placeLabels(frame, [{ widthPx: 80, heightPx: 16, shape }], [shape]);
    expect(((box!.x - 300) / 200) ** 2 + ((box!.y - 220) / 120) ** 2).toBeLessThan(1);
  });
});

describe('a figure with labels inside', () => {
  const legendOf = (svg: string) => svg.split('<g aria-label="legend">')[1] ?? '';

  it('has no legend where all labels find a place', async () => {
    const svg = await renderFigure({ ...exampleFigure, labels: 'inside' });
    expect(svg.match(/rotate\(/g)!.length).toBeGreaterThan(3);
    expect(legendOf(svg)).toBe('');
  });

  it('puts into the legend what finds none, or does not show', async () => {
    const x = Array.from({ length: 200 }, (_, j) => 10 ** ((-3 * j) / 199));
    const wavy = (label: string, i: number): Layer => ({
      kind: 'curve',
      label,
      x,
      y: x.map((_value, j) => 10 ** (-3 + 2.9 * Math.sin(j / 9 + i))),
    });
    const layers = [0, 1, 2, 3, 4, 5].map((i) => wavy('a label far too long to stand anywhere', i));
    const outside: Layer = { kind: 'curve', label: 'B', x: [2, 3], y: [1, 1] };
    const svg = await renderFigure({ ...exampleFigure, labels: 'inside', layers: [...layers, outside] });
    expect(legendOf(svg).match(/h34/g)).toHaveLength(7);
    expect(svg).not.toContain('aria-label="labels"');
  });

  it('is the same each time', async () => {
    const draw = () => renderFigure({ ...exampleFigure, labels: 'inside' });
    expect(await draw()).toBe(await draw());
  });
});
