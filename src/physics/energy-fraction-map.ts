/**
 * The variable v in [0, 2] in which spectra in x = E_X/E are integrated:
 * - v in [0, 1] runs linearly with the rapidity of X: dx/dv ~ |k|/E, which removes the square root at the threshold
 *   x = m/E and resolves the peak of light particles at x ~ m_X/m_l;
 * - v in [1, 2] runs linearly with -ln(1 - x + m_l/E), which resolves the peak of heavy particles at x -> 1.
 *
 * The pieces meet in the middle of the kinematic range (or at the nearest quartile of the selected range), so that at
 * fixed v a spectrum is a smooth function of the beam energy and can be interpolated in it.
 */

/** Where panels start: the ends of the two pieces, each halved, since two panels are hardly ever enough for one. */
export const MAP_BREAKPOINTS: readonly number[] = [0, 1, 1.5, 2];

export interface EnergyFractionMap {
  readonly xAt: (v: number) => number;
  /** dx/dv. */
  readonly jacobianAt: (v: number) => number;
}

/** The map for X of mass m and beam lepton of mass l at energy E, over a range of x inside [m/E, 1]. */
export function energyFractionMap(
  { massGeV, leptonMassGeV, energyGeV }: { massGeV: number; leptonMassGeV: number; energyGeV: number },
  { xFrom, xTo }: { xFrom: number; xTo: number },
): EnergyFractionMap {
  const threshold = massGeV / energyGeV;
  const edge = leptonMassGeV / energyGeV;
  const quartile = 0.25 * (xTo - xFrom);
  const middle = Math.min(Math.max(0.5 * (1 + threshold), xFrom + quartile), xTo - quartile);

  const rapidityFrom = Math.acosh(Math.max(1, xFrom / threshold));
  const rapidityRange = Math.acosh(middle / threshold) - rapidityFrom;
  const gapFrom = 1 - middle + edge;
  const logGapRange = Math.log(gapFrom / (1 - xTo + edge));
  const gap = (v: number) => gapFrom * Math.exp(-(v - 1) * logGapRange);
  return {
    xAt: (v) => (v < 1 ? threshold * Math.cosh(rapidityFrom + v * rapidityRange) : 1 + edge - gap(v)),
    jacobianAt: (v) =>
      v < 1 ? threshold * Math.sinh(rapidityFrom + v * rapidityRange) * rapidityRange : gap(v) * logGapRange,
  };
}
