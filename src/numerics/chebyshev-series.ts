/** Series in Chebyshev polynomials on [-1, 1], through values at their roots. */

/** The roots of T_n, falling. */
export function chebyshevNodes(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / n));
}

/** Cosines of `chebyshevCoefficients`, by number of coefficients. */
const cosines = new Map<number, Float64Array>();

function cosinesOf(n: number): Float64Array {
  const known = cosines.get(n);
  if (known !== undefined) return known;
  const made = Float64Array.from({ length: n * n }, (_, j) =>
    Math.cos((Math.PI * Math.floor(j / n) * ((j % n) + 0.5)) / n),
  );
  cosines.set(n, made);
  return made;
}

/** Coefficients of the series through values at `chebyshevNodes`. */
export function chebyshevCoefficients(values: Float64Array): Float64Array {
  const n = values.length;
  const cosine = cosinesOf(n);
  const coefficients = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i] * cosine[k * n + i];
    coefficients[k] = ((k === 0 ? 1 : 2) / n) * sum;
  }
  return coefficients;
}

/** The series with `count` coefficients from `first` on, at s in [-1, 1] (Clenshaw). */
export function chebyshevSum(coefficients: Float64Array, first: number, count: number, s: number): number {
  let before = 0;
  let value = 0;
  for (let k = first + count - 1; k > first; k--) {
    const next = coefficients[k] + 2 * s * value - before;
    before = value;
    value = next;
  }
  return coefficients[first] + s * value - before;
}
