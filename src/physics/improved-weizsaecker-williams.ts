/**
 * Production in the improved Weizsaecker-Williams approximation: the photon flux is taken at the smallest t_min of all,
 * m_X^4 / 4 E^2, and the angle is integrated in closed form.
 *
 * It overestimates the exact cross-section, by 1.1 to 3.6 at 160 GeV and by 3 to 18 at 1 to 3 GeV:
 * it is offered to reproduce the curves of papers that used it, 1701.07437 among them.
 */
import { ALPHA } from './constants.js';
import { type Process, type RadiatedMediator, type Spectrum, tMaxOf } from './bremsstrahlung.js';

/**
 * The spectrum dsigma/dx = g^2 alpha^2/(4 pi) chi beta_l beta_X (1-x) J(x).
 *
 * Source: 1701.07437 (12)-(13) for the scalar; pseudoscalar and vector by the same derivation.
 * The axial vector has no such form here.
 */
export function iwwSpectrum(process: Process, energyGeV: number): Spectrum {
  const { mediator, massGeV: m, leptonMassGeV: l, target } = process;
  const chi = target.flux.below(tMaxOf(process))((m * m * m * m) / (4 * energyGeV * energyGeV));
  const betaLepton = Math.sqrt((1 - l / energyGeV) * (1 + l / energyGeV));
  const prefactor = ((ALPHA * ALPHA) / (4 * Math.PI)) * chi * betaLepton;
  const shape = collinearShape(mediator as RadiatedMediator, m, l);
  return {
    xFrom: m / energyGeV,
    xTo: 1,
    at: (x) => {
      const betaX = Math.sqrt((1 - m / (x * energyGeV)) * (1 + m / (x * energyGeV)));
      const value = prefactor * betaX * shape(x);
      return { value, error: 1e-9 * Math.abs(value), evaluations: 1, converged: true };
    },
  };
}

/** (1-x) J(x) in GeV^-2. */
function collinearShape(mediator: RadiatedMediator, m: number, l: number): (x: number) => number {
  const m2 = m * m;
  const l2 = l * l;
  const u = (x: number) => (m2 * (1 - x)) / x + l2 * x;
  const spinZero = (binding: number) => (x: number) =>
    (x * x) / u(x) - (binding * x * (1 - x)) / (3 * u(x) ** 2);
  switch (mediator) {
    case 'scalar':
      return spinZero(m2 - 4 * l2);
    case 'pseudoscalar':
      return spinZero(m2);
    case 'vector':
      return (x) => (2 * (2 - 2 * x + x * x)) / u(x) - (2 * (m2 + 2 * l2) * x * (1 - x)) / (3 * u(x) ** 2);
    case 'axial':
      throw new RangeError('IWW is not available for the axial vector; use ww');
  }
}
