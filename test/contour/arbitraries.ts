/** Random axes and grids. */
import * as fc from 'fast-check';
import { createScalarGrid, type ScalarGrid } from '../../src/contour/index.js';
import { axis } from './fields.js';

/** Axes of n numbers around 0, 0.5 to 2 apart. */
export function unevenAxis(n: number): fc.Arbitrary<Float64Array> {
  return fc
    .array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: n - 1, maxLength: n - 1 })
    .map((steps) => {
      const from = -0.5 * steps.reduce((sum, step) => sum + step, 0);
      let at = from;
      return Float64Array.from([from, ...steps.map((step) => (at += step))]);
    });
}

/** Grids of 2 x 2 to 9 x 9 values drawn from the given ones; with axes 0, 1, 2, ... by default. */
export function gridsOf(
  values: fc.Arbitrary<number>,
  axisOf: (n: number) => fc.Arbitrary<Float64Array> = (n) => fc.constant(axis(n)),
): fc.Arbitrary<ScalarGrid> {
  return fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }))
    .chain(([nx, ny]) =>
      fc
        .tuple(axisOf(nx), axisOf(ny), fc.array(values, { minLength: nx * ny, maxLength: nx * ny }))
        .map(([x, y, z]) => createScalarGrid(x, y, Float64Array.from(z))),
    );
}
