/**
 * A root of f between two points of opposite sign, by Brent's method (Brent 1973, chapter 4).
 *
 * The bracket never widens; the result is within `tolerance` (absolute, in the variable) of a sign change.
 *
 * @throws {RangeError} when f has the same sign at both ends.
 * @example findRoot((x) => x * x - 2, 0, 2, 1e-14) // 1.41421356...
 */
export function findRoot(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let a = from;
  let b = to;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0) throw new RangeError(`no sign change between ${from} and ${to}`);
  let c = a;
  let fc = fa;
  let step = b - a;
  let previousStep = step;
  for (let iteration = 0; iteration < 200; iteration++) {
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = previousStep = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const limit = 2 * Number.EPSILON * Math.abs(b) + 0.5 * tolerance;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= limit || fb === 0) return b;
    const interpolated = Math.abs(previousStep) >= limit && Math.abs(fa) > Math.abs(fb);
    const trial = interpolated ? interpolate(a, b, c, fa, fb, fc) : Number.NaN;
    // Interpolation is taken only while it stays inside the bracket and shrinks faster than bisection would.
    if (Math.abs(trial) < Math.min(1.5 * Math.abs(half), 0.5 * Math.abs(previousStep)) && trial * half > 0) {
      previousStep = step;
      step = trial;
    } else {
      step = previousStep = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > limit ? step : Math.sign(half) * limit;
    fb = f(b);
  }
  return b;
}

/** Step from b to the root of the inverse quadratic through three points, or of the secant when two coincide. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return (-(c - b) * s) / (1 - s);
  const q = fa / fc;
  const r = fb / fc;
  const p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return p / -((q - 1) * (r - 1) * (s - 1));
}
