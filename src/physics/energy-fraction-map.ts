/**
 * The variable in which spectra in x = E_X/E are integrated. It runs linearly
 * - with the rapidity of X below a middle x: dx/du = |k|/E, which removes the square root at the threshold x = m/E
 *   and resolves the peak at x ~ m_X/m_l of light particles;
 * - with -ln(1 - x + m_l/E) above it, which resolves the peak of heavy particles at x -> 1.
 */

export interface EnergyFractionMap {
  /** Values of the variable at the ends of the range and, if inside, at the middle: where panels start. */
  readonly breakpoints: readonly number[];
  /** x and dx/du at a value of the variable. */
  readonly xAt: (u: number) => number;
  readonly jacobianAt: (u: number) => number;
}

/** The map for X of mass m and beam lepton of mass l at energy E, over a range of x inside [m/E, 1]. */
export function energyFractionMap(
  { massGeV, leptonMassGeV, energyGeV }: { massGeV: number; leptonMassGeV: number; energyGeV: number },
  xFrom: number,
  xTo: number,
): EnergyFractionMap {
  const threshold = massGeV / energyGeV;
  const edge = leptonMassGeV / energyGeV;
  const middle = 0.5 * (1 + threshold);
  const rapidityAtMiddle = Math.acosh(middle / threshold);
  const gapAtMiddle = 1 - middle + edge;

  const variable = (x: number) =>
    x < middle
      ? Math.acosh(Math.max(1, x / threshold)) - rapidityAtMiddle
      : -Math.log((1 - x + edge) / gapAtMiddle);
  const inside = xFrom < middle && middle < xTo;
  return {
    breakpoints: inside ? [variable(xFrom), 0, variable(xTo)] : [variable(xFrom), variable(xTo)],
    xAt: (u) => (u < 0 ? threshold * Math.cosh(u + rapidityAtMiddle) : 1 + edge - gapAtMiddle * Math.exp(-u)),
    jacobianAt: (u) => (u < 0 ? threshold * Math.sinh(u + rapidityAtMiddle) : gapAtMiddle * Math.exp(-u)),
  };
}
