import { describe, expect, it } from 'vitest';
import { createScalarGrid } from '../../src/contour/index.js';

const two = Float64Array.of(0, 1);

describe('createScalarGrid', () => {
  it('keeps the arrays it is given', () => {
    const z = Float64Array.of(1, NaN, Infinity, -Infinity);
    const grid = createScalarGrid(two, two, z);
    expect(grid.x).toBe(two);
    expect(grid.z).toBe(z);
  });

  it.each([
    ['a single grid line', Float64Array.of(1), two, 2, 'x: expected at least 2 grid lines; got 1'],
    [
      'equal neighbours',
      two,
      Float64Array.of(0, 3, 3),
      6,
      'y[2]: expected strictly increasing numbers; got 3 after 3',
    ],
    [
      'a decreasing axis',
      Float64Array.of(1, 0),
      two,
      4,
      'x[1]: expected strictly increasing numbers; got 0 after 1',
    ],
    ['NaN on an axis', Float64Array.of(NaN, 0), two, 4, 'x[0]: expected a finite number; got NaN'],
    [
      'ln 0 on an axis',
      two,
      Float64Array.of(-Infinity, 0),
      4,
      'y[0]: expected a finite number; got -Infinity',
    ],
    ['too few values', two, Float64Array.of(0, 1, 2), 5, 'z: expected 2 x 3 = 6 values; got 5'],
  ])('refuses %s', (_, x, y, count, message) => {
    expect(() => createScalarGrid(x, y, new Float64Array(count))).toThrow(new RangeError(message));
  });
});
