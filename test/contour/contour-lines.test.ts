/** Fields whose contour is known. */
import { describe, expect, it } from 'vitest';
import { contourLines, createScalarGrid, type ScalarGrid } from '../../src/contour/index.js';
import { axis, drawing, lengthOf, points, sample, signedArea, type Point } from './fields.js';

const paraboloid = (x: number, y: number): number => -(x * x + y * y);

function square(n: number, f: (x: number, y: number) => number): ScalarGrid {
  return sample(axis(n, -1, 1), axis(n, -1, 1), f);
}

describe('linear fields', () => {
  it.each([
    [1, 0, 0.37],
    [0, 1, -0.41],
    [1, 2, 0.3],
    [-3, 0.7, 0.9],
    [1e3, -2e3, 55],
  ])('%d x + %d y = %d is one straight line from border to border', (a, b, level) => {
    const x = axis(23, -1, 1).map((t) => t + 0.3 * t * t); // unevenly spaced
    const y = axis(17, -1, 1).map((t) => t ** 3 + t);
    const lines = contourLines(
      sample(x, y, (u, v) => a * u + b * v),
      level,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0].closed).toBe(false);

    const line = points(lines[0]);
    for (const [u, v] of line) expect(Math.abs(a * u + b * v - level) / Math.hypot(a, b)).toBeLessThan(1e-12);
    for (const [u, v] of [line[0], line.at(-1)!]) {
      expect(u === x[0] || u === x.at(-1) || v === y[0] || v === y.at(-1)).toBe(true);
    }
    // With the inside, where z grows, on its left, the line runs along (b, -a).
    for (let k = 1; k < line.length; k++) {
      expect(b * (line[k][0] - line[k - 1][0]) - a * (line[k][1] - line[k - 1][1])).toBeGreaterThan(0);
    }
  });

  it('runs through the nodes when they have the level', () => {
    const lines = contourLines(
      sample(axis(4), axis(3), (x) => x),
      2,
    );
    expect(lines.map(points)).toEqual([[[2, 2], [2, 1], [2, 0]]]); // prettier-ignore
  });
});

describe('circles', () => {
  const radius = 0.7;

  it.each([11, 41, 161])('on %d nodes a side: one closed line, off by at most h^2 / 8 r', (n) => {
    const lines = contourLines(square(n, paraboloid), -radius * radius);
    expect(lines.map((line) => line.closed)).toEqual([true]);
    // Interpolating r^2 along an edge overestimates it by up to h^2 / 4, and d(r^2) = 2 r dr.
    const bound = (2 / (n - 1)) ** 2 / (8 * radius);
    const off = points(lines[0]).map(([x, y]) => radius - Math.hypot(x, y));
    expect(Math.min(...off)).toBeGreaterThan(-1e-12);
    expect(Math.max(...off)).toBeLessThan(1.05 * bound);
    expect(Math.max(...off)).toBeGreaterThan(0.8 * bound);
    // The chords' own h^2 deficit comes on top.
    expect(signedArea(lines[0])).toBeLessThan(Math.PI * radius ** 2);
    expect(signedArea(lines[0])).toBeGreaterThan(Math.PI * radius ** 2 - 8 * Math.PI * radius * bound);
  });

  it('runs counterclockwise round a hill and clockwise round a pit', () => {
    expect(signedArea(contourLines(square(21, paraboloid), -0.5)[0])).toBeGreaterThan(0);
    expect(
      signedArea(
        contourLines(
          square(21, (x, y) => -paraboloid(x, y)),
          0.5,
        )[0],
      ),
    ).toBeLessThan(0);
  });

  it('bounds a ring by two lines in opposite directions', () => {
    const ring = square(81, (x, y) => -Math.abs(Math.hypot(x, y) - 0.6));
    const areas = contourLines(ring, -0.2)
      .map(signedArea)
      .sort((p, q) => p - q);
    expect(areas).toHaveLength(2);
    expect(areas[0]).toBeCloseTo(-Math.PI * 0.4 ** 2, 2);
    expect(areas[1]).toBeCloseTo(Math.PI * 0.8 ** 2, 2);
  });

  it('finds each of several islands, one inside the lake of another', () => {
    const islands = square(121, (x, y) =>
      Math.max(
        0.15 - Math.hypot(x - 0.6, y - 0.6),
        0.1 - Math.hypot(x + 0.7, y + 0.1),
        0.05 - Math.abs(Math.hypot(x, y + 0.3) - 0.4),
        0.1 - Math.hypot(x, y + 0.3),
      ),
    );
    const lines = contourLines(islands, 0);
    expect(lines.every((line) => line.closed)).toBe(true);
    expect(lines.map((line) => Math.sign(signedArea(line))).sort((p, q) => p - q)).toEqual([-1, 1, 1, 1, 1]);
  });

  it('handles 2000 x 2000 nodes well under a second', () => {
    const grid = square(2000, paraboloid);
    const seconds = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(contourLines(grid, -0.5)).toHaveLength(1);
      return (performance.now() - start) / 1000;
    });
    expect(Math.min(...seconds)).toBeLessThan(1);
  });
});

describe('the border', () => {
  it('leaves a line open and never runs along it', () => {
    const lines = contourLines(sample(axis(41, 0, 1), axis(41, -1, 1), paraboloid), -0.25);
    expect(lines.map((line) => line.closed)).toEqual([false]);
    expect(lines[0].x[0]).toBe(0);
    expect(lines[0].x.at(-1)).toBe(0);
    expect(lines[0].y[0]).toBeCloseTo(-0.5, 3);
    expect(lines[0].y.at(-1)).toBeCloseTo(0.5, 3);
    expect(lines[0].x.slice(1, -1).every((x) => x > 0)).toBe(true);
    expect(lengthOf(lines[0])).toBeCloseTo(Math.PI / 2, 2);
  });

  it('has no line where everything is inside, or outside, or without value', () => {
    for (const value of [1, 2, Infinity, 0, -Infinity, NaN])
      expect(
        contourLines(
          square(4, () => value),
          1,
        ),
      ).toEqual([]);
  });
});

describe('values equal to the level', () => {
  it('outlines a plateau through its outermost nodes', () => {
    const lines = contourLines(drawing([0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]), 1);
    expect(lines.map((line) => line.closed)).toEqual([true]);
    expect(points(lines[0])).toEqual([[1, 1], [2, 1], [2, 2], [1, 2]]); // prettier-ignore
  });

  it('draws nothing within a plateau below a hill', () => {
    const lines = contourLines(drawing([1, 1, 1, 1], [1, 2, 2, 1], [1, 1, 1, 1]), 1);
    expect(lines).toEqual([]);
  });

  it('draws a ridge there and back, and no single node', () => {
    const lines = contourLines(
      drawing([0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0]),
      1,
    );
    expect(lines.map((line) => line.closed)).toEqual([true]);
    expect(points(lines[0])).toEqual([[1, 3], [2, 3], [3, 3], [2, 3]]); // prettier-ignore
  });

  it('drops single nodes on the border and in the corner', () => {
    expect(contourLines(drawing([1, 0, 0], [0, 0, 1], [0, 0, 0]), 1)).toEqual([]);
  });

  it('runs on both sides of a ridge above the level', () => {
    const [line, ...others] = contourLines(drawing([0, 0, 0, 0], [0, 2, 2, 0], [0, 0, 0, 0]), 1);
    expect(others).toEqual([]);
    expect(points(line)).toEqual([[0.5, 1], [1, 0.5], [2, 0.5], [2.5, 1], [2, 1.5], [1, 1.5]]); // prettier-ignore
  });
});

describe('saddles', () => {
  it.each([
    [0.1, 'the inside corners are apart'],
    [-0.1, 'the inside corners are joined'],
  ])('x y = %d: two branches of a hyperbola, %s', (level) => {
    // 20 nodes: the saddle of the field is the centre of a cell.
    const lines = contourLines(
      square(20, (x, y) => x * y),
      level,
    );
    expect(lines.map((line) => line.closed)).toEqual([false, false]);
    for (const line of lines) {
      const [x, y] = [Math.sign(line.x[0]), Math.sign(line.y[0])];
      expect(x * y).toBe(Math.sign(level));
      expect(points(line).every(([u, v]) => Math.sign(u) === x && Math.sign(v) === y)).toBe(true);
    }
  });

  it('joins the inside corners when the saddle point has the level', () => {
    const lines = contourLines(drawing([0, 2], [2, 0]), 1);
    expect(lines.map(points)).toEqual([[[0.5, 0], [1, 0.5]], [[0.5, 1], [0, 0.5]]]); // prettier-ignore
  });

  it('decides by the saddle point, not by the mean of the corners', () => {
    // Mean (9 + 1 - 4 - 4) / 4 > 0, but 9 * 1 < 4 * 4.
    const lines = contourLines(drawing([-4, 1], [9, -4]), 0);
    const rounded = lines.map((line) => points(line).map(([x, y]) => [x.toFixed(3), y.toFixed(3)].join()));
    expect(rounded).toEqual([['0.692,0.000', '0.000,0.692'], ['0.800,1.000', '1.000,0.800']]); // prettier-ignore
  });
});

/** The paraboloid on integer nodes from -10 to 10, some without value. */
function holedParaboloid(holes: readonly Point[]): ScalarGrid {
  const nodes = axis(21, -10, 10);
  return sample(nodes, nodes, (x, y) =>
    holes.some(([u, v]) => u === x && v === y) ? NaN : paraboloid(x, y),
  );
}

describe('nodes without value', () => {
  it('opens the line at the cells around one', () => {
    const lines = contourLines(holedParaboloid([[5, 0]]), -27); // prettier-ignore
    expect(lines.map((line) => line.closed)).toEqual([false]);
    const line = points(lines[0]);
    expect(line[0][1]).toBe(1);
    expect(line.at(-1)![1]).toBe(-1);
    expect(line.every(([x, y]) => x < 4 || Math.abs(y) >= 1)).toBe(true);
  });

  it('leaves one line between each two gaps', () => {
    expect(contourLines(holedParaboloid([[5, 0], [-5, 0], [0, 5]]), -27).map((line) => line.closed)).toEqual([false, false, false]); // prettier-ignore
  });

  it('draws nothing round a hole away from the line', () => {
    expect(contourLines(holedParaboloid([[0, 0], [1, 0], [9, 9]]), -27)).toEqual(contourLines(holedParaboloid([]), -27)); // prettier-ignore
  });
});

describe('infinite values', () => {
  it('lie 300 from the level, on either side', () => {
    const z = Float64Array.of(-Infinity, 1, -Infinity, -1, Infinity, -1, Infinity, -Infinity, 3);
    const finite = z.map((value) => (Number.isFinite(value) ? value : 0.25 + 300 * Math.sign(value)));
    const lines = contourLines(createScalarGrid(axis(3), axis(3), z), 0.25);
    expect(lines).toEqual(contourLines(createScalarGrid(axis(3), axis(3), finite), 0.25));
    expect(lines.length).toBeGreaterThan(0);
  });

  it('keep the line near the finite side', () => {
    const [line] = contourLines(drawing([3, 3], [-Infinity, -Infinity]), 0);
    for (const y of line.y) expect(y).toBeCloseTo(1 - 3 / 303, 14);
  });

  it.each([
    [-Infinity, Infinity, 0.5],
    [-1.7e308, 1.7e308, 0.5],
    [-5e-324, 5e-324, 0.5],
    [-1.7e308, 1, 1 / 1.7e308],
  ])('and differences that overflow never yield NaN: from %d to %d', (low, high, at) => {
    expect(contourLines(drawing([low, low], [high, low]), 0).map(points)).toEqual([[[at, 0], [0, at]]]); // prettier-ignore
  });
});

it('refuses a level that is not finite', () => {
  for (const level of [NaN, Infinity]) {
    expect(() => contourLines(drawing([0, 1], [0, 1]), level)).toThrow(
      new RangeError(`level: expected a finite number; got ${level}`),
    );
  }
});

it('gives open lines first, each group by its first edge', () => {
  const grid = drawing([0, 0, 0, 0, 0], [0, 2, 0, 2, 0], [0, 0, 0, 0, 0], [0, 0, 2, 0, 0], [2, 0, 0, 0, 2]);
  expect(contourLines(grid, 1).map((line) => [line.closed, line.x[0], line.y[0]])).toEqual([
    [false, 0.5, 0],
    [false, 4, 0.5],
    [true, 0.5, 3],
    [true, 1.5, 1],
    [true, 2.5, 3],
  ]);
});
