/**
 * A scalar field sampled on a rectangular grid, whose lines need not be evenly spaced.
 *
 * `z[i * y.length + j]` is the value at `(x[i], y[j])`: the index along y runs fastest.
 */
export interface ScalarGrid {
  /** nx >= 2 finite, strictly increasing numbers. */
  readonly x: Float64Array;
  /** ny >= 2 finite, strictly increasing numbers. */
  readonly y: Float64Array;
  /** nx * ny values. NaN: no value here. Infinities are values. */
  readonly z: Float64Array;
}

/**
 * Checks the shapes and axes, and joins the three arrays (kept, not copied) into a grid.
 *
 * @throws {RangeError} when an axis has fewer than 2 numbers, is not finite or does not strictly increase, or when
 * `z` does not have `x.length * y.length` values.
 * @example createScalarGrid(Float64Array.of(0, 1), Float64Array.of(0, 1), Float64Array.of(0, 1, 2, 3)).z[1] // 1, at (x[0], y[1])
 */
export function createScalarGrid(x: Float64Array, y: Float64Array, z: Float64Array): ScalarGrid {
  checkAxis('x', x);
  checkAxis('y', y);
  const expected = x.length * y.length;
  if (z.length !== expected) {
    throw new RangeError(`z: expected ${x.length} x ${y.length} = ${expected} values; got ${z.length}`);
  }
  return { x, y, z };
}

function checkAxis(name: string, axis: Float64Array): void {
  if (axis.length < 2) throw new RangeError(`${name}: expected at least 2 grid lines; got ${axis.length}`);
  for (let i = 0; i < axis.length; i++) {
    if (!Number.isFinite(axis[i]))
      throw new RangeError(`${name}[${i}]: expected a finite number; got ${axis[i]}`);
    if (i > 0 && axis[i] <= axis[i - 1]) {
      throw new RangeError(
        `${name}[${i}]: expected strictly increasing numbers; got ${axis[i]} after ${axis[i - 1]}`,
      );
    }
  }
}
