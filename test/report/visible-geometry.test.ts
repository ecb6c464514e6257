import { describe, expect, it } from 'vitest';
import type { Axis, Layer } from '../../src/report/figure.js';
import { visibleGeometry } from '../../src/report/visible-geometry.js';

const x: Axis = { label: 'm', domain: [1e-3, 1], scale: 'log' };
const y: Axis = { label: 'g', domain: [1e-6, 1], scale: 'log' };
const linear: Axis = { label: 'x', domain: [0, 10], scale: 'linear' };

function visible(layer: Layer, axes = { x, y }) {
  return visibleGeometry(layer, axes.x, axes.y);
}

function curve(xs: number[], ys: number[]): Layer {
  return { kind: 'curve', label: '', x: xs, y: ys };
}

function filled(...rings: [number[], number[]][]): Layer {
  const polylines = rings.map(([xs, ys]) => ({ x: xs, y: ys, closed: true }));
  return { kind: 'lines', label: '', polylines, region: polylines };
}

describe('lines', () => {
  it('are cut where they leave a log axis, along the straight line that the plot shows', () => {
    const { lines } = visible(curve([0.01, 0.01], [1e-3, 1e-9]));
    expect(lines).toHaveLength(1);
    expect(lines[0].y[0]).toBeCloseTo(1e-3, 12);
    expect(lines[0].y[1]).toBeCloseTo(1e-6, 18);
  });

  it('are cut linearly on linear axes', () => {
    const { lines } = visible(curve([-5, 5], [0, 10]), { x: linear, y: linear });
    expect(lines[0].x[0]).toBe(0);
    expect(lines[0].y[0]).toBeCloseTo(5, 12);
  });

  it('break at points that are not finite, and at zero on a log axis', () => {
    const { lines } = visible(
      curve([0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008], [1e-3, 1e-3, Number.NaN, 1e-3, 1e-3, 0, 1e-3]),
    );
    expect(lines.map((line) => line.x.map((value) => Number(value.toPrecision(6))))).toEqual([
      [0.002, 0.003],
      [0.005, 0.006],
    ]);
  });

  it('return to their first point if closed', () => {
    const { lines } = visible(
      filled([
        [0.01, 0.1, 0.1],
        [1e-4, 1e-4, 1e-2],
      ]),
    );
    expect(lines[0].x).toHaveLength(4);
    expect(lines[0].x[3]).toBe(lines[0].x[0]);
  });

  it('vanish outside of the axes', () => {
    expect(visible(curve([2, 5], [1e-3, 1e-2]))).toEqual({ lines: [], region: [] });
    expect(visible(curve([], []))).toEqual({ lines: [], region: [] });
  });
});

describe('a filled region', () => {
  it('is made of the rings given, cut at the frame', () => {
    const inside: [number[], number[]] = [
      [0.01, 0.1, 0.1],
      [1e-4, 1e-4, 1e-2],
    ];
    const partly: [number[], number[]] = [
      [0.01, 10, 0.01],
      [1e-5, 1e-4, 1e-3],
    ];
    const { region } = visible(filled(inside, partly));
    expect(region).toHaveLength(2);
    expect(Math.max(...region[1].x)).toBeCloseTo(1, 12);
  });

  it('is absent where none is given', () => {
    const line: Layer = {
      kind: 'lines',
      label: '',
      polylines: [{ x: [0.01, 0.1], y: [1e-3, 1e-3], closed: false }],
    };
    expect(visible(line).region).toEqual([]);
  });
});

describe('a band', () => {
  it('runs along its lower edge and back along the upper one', () => {
    const { region, lines } = visible(
      { kind: 'band', label: '', x: [1, 2], low: [3, 4], high: [5, 6] },
      { x: linear, y: linear },
    );
    expect(lines).toEqual([]);
    expect(region).toHaveLength(1);
    expect(region[0].x.map(Math.round)).toEqual([1, 2, 2, 1]);
    expect(region[0].y.map(Math.round)).toEqual([3, 4, 6, 5]);
  });

  it('reaches the frame where an edge is infinite, or zero on a log axis', () => {
    const { region } = visible({
      kind: 'band',
      label: '',
      x: [0.01, 0.1, 0.2],
      low: [0, -1, 0],
      high: [Infinity, Infinity, Infinity],
    });
    expect(region).toHaveLength(1);
    expect(Math.min(...region[0].y)).toBeCloseTo(1e-6, 18);
    expect(Math.max(...region[0].y)).toBeCloseTo(1, 12);
    expect(Math.max(...region[0].x)).toBeCloseTo(0.2, 12);
  });

  it('has a gap where an edge is not a number', () => {
    const { region } = visible({
      kind: 'band',
      label: '',
      x: [0.01, 0.02, 0.03, 0.04, 0.05],
      low: [1e-4, 1e-4, Number.NaN, 1e-4, 1e-4],
      high: [1e-3, 1e-3, 1e-3, 1e-3, 1e-3],
    });
    expect(region).toHaveLength(2);
  });

  it('is clipped to the frame, and gone where it leaves it', () => {
    const band = { kind: 'band', label: '', x: [-5, 5], high: [20, 20] } as const;
    const { region } = visible({ ...band, low: [5, 5] }, { x: linear, y: linear });
    expect([Math.min(...region[0].x), Math.max(...region[0].x)]).toEqual([0, 5]);
    expect([Math.min(...region[0].y), Math.max(...region[0].y)]).toEqual([5, 10]);
    expect(visible({ ...band, low: [15, 15] }, { x: linear, y: linear }).region).toEqual([]);
  });
});

describe('what is below a curve', () => {
  it('is everything where the curve is infinite', () => {
    const layer: Layer = {
      kind: 'curve',
      label: '',
      x: [1e-3, 0.0999999, 0.1, 1],
      y: [Infinity, Infinity, 1e-3, 1e-3],
      fill: 'below',
    };
    const { lines, region } = visible(layer);
    expect(lines.map((line) => line.x)).toEqual([[0.1, 1]]);
    expect(region).toHaveLength(1);
    const at = (mass: number) =>
      Math.max(...region[0].y.filter((_, i) => Math.abs(region[0].x[i] / mass - 1) < 1e-6));
    expect(at(1e-3)).toBeCloseTo(1, 12);
    expect(at(1)).toBeCloseTo(1e-3, 12);
  });
});
