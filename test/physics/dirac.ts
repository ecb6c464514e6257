/** Explicit Dirac matrices for traces in tests. Momenta lie in the plane of x and z, so that everything is real. */
export type Matrix = readonly (readonly number[])[];
/** (E, x, y, z) with y = 0. */
export type Vector = readonly [number, number, number, number];

/** The Weyl representation: gamma0, gamma1, gamma3, and the real gamma2/i. */
const real: readonly Matrix[] = [
  [
    [0, 0, 1, 0],
    [0, 0, 0, 1],
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ],
  [
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [0, -1, 0, 0],
    [-1, 0, 0, 0],
  ],
  [
    [0, 0, 0, -1],
    [0, 0, 1, 0],
    [0, 1, 0, 0],
    [-1, 0, 0, 0],
  ],
  [
    [0, 0, 1, 0],
    [0, 0, 0, -1],
    [-1, 0, 0, 0],
    [0, 1, 0, 0],
  ],
];

export const UNIT_MATRIX: Matrix = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 1 : 0)));

export const GAMMA = {
  real,
  /** (1 - gamma5)/2. */
  left: UNIT_MATRIX.map((row, i) => row.map((value) => (i < 2 ? value : 0))),
};

export function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
}

export function scale(factor: number, a: Matrix): Matrix {
  return a.map((row) => row.map((value) => factor * value));
}

export function plus(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((value, j) => value + b[i][j]));
}

export function minus(a: Matrix, b: Matrix): Matrix {
  return plus(a, scale(-1, b));
}

export function trace(a: Matrix): number {
  return a.reduce((sum, row, i) => sum + row[i], 0);
}

/** gamma0 a^dagger gamma0 of a real matrix. */
export function adjoint(a: Matrix): Matrix {
  return times(
    times(
      real[0],
      a.map((_, i) => a.map((row) => row[i])),
    ),
    real[0],
  );
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3];
}

export function total(...vectors: readonly Vector[]): Vector {
  const at = (i: number) => vectors.reduce((result, vector) => result + vector[i], 0);
  return [at(0), at(1), at(2), at(3)];
}

export function slash([e, x, , z]: Vector): Matrix {
  return minus(scale(e, real[0]), plus(scale(x, real[1]), scale(z, real[3])));
}
