import { refinePanels } from '../numerics/adaptive-panels.js';
import { GAUSS_WEIGHTS, KRONROD_NODES, KRONROD_POINTS, KRONROD_WEIGHTS } from '../numerics/gauss-kronrod.js';
import type { Spectrum } from './bremsstrahlung.js';
import { MAP_BREAKPOINTS, energyFractionMap } from './energy-fraction-map.js';

export interface CrossSection {
  /** At unit coupling. */
  readonly sigmaGeVm2: number;
  readonly relError: number;
  /** Mean of x = E_X/E; NaN where the cross-section vanishes. */
  readonly meanX: number;
  /** Evaluations of the photon flux or, where that is a factor, of dsigma/dx. */
  readonly evaluations: number;
  readonly converged: boolean;
}

/**
 * The cross-section of a spectrum over its range of x, at unit coupling, in GeV^-2.
 *
 * @param kinematics mass of X, mass of the beam lepton and beam energy, in GeV.
 */
export function crossSection(
  spectrum: Spectrum,
  kinematics: { readonly massGeV: number; readonly leptonMassGeV: number; readonly energyGeV: number },
  relativeTolerance: number,
): CrossSection {
  if (!(spectrum.xFrom < spectrum.xTo)) {
    return { sigmaGeVm2: 0, relError: 0, meanX: Number.NaN, evaluations: 0, converged: true };
  }
  const map = energyFractionMap(kinematics, spectrum);
  let evaluations = 0;
  let spectrumRelError = 0;
  let allConverged = true;
  const { kept, converged } = refinePanels(
    (from, to) => {
      const half = 0.5 * (to - from);
      const values = new Float64Array(2);
      let gauss = 0;
      for (let i = 0; i < KRONROD_POINTS; i++) {
        const v = from + half * (1 + KRONROD_NODES[i]);
        const x = map.xAt(v);
        const point = spectrum.at(x);
        const value = half * map.jacobianAt(v) * point.value;
        values[0] += KRONROD_WEIGHTS[i] * value;
        values[1] += KRONROD_WEIGHTS[i] * value * x;
        gauss += GAUSS_WEIGHTS[i] * value;
        evaluations += point.evaluations;
        allConverged &&= point.converged;
        if (point.value > 0) spectrumRelError = Math.max(spectrumRelError, point.error / point.value);
      }
      const error = Math.abs(values[0] - gauss);
      return { values, errors: Float64Array.of(error, error), kept: { values, error } };
    },
    MAP_BREAKPOINTS,
    { relativeTolerance, maxPanels: 100 },
  );
  const sum = (term: (panel: { values: Float64Array; error: number }) => number) =>
    kept.reduce((total, panel) => total + term(panel), 0);
  const sigmaGeVm2 = sum(({ values }) => values[0]);
  return {
    sigmaGeVm2,
    relError: sigmaGeVm2 > 0 ? sum(({ error }) => error) / sigmaGeVm2 + spectrumRelError : 0,
    meanX: sum(({ values }) => values[1]) / sigmaGeVm2,
    evaluations,
    converged: converged && allConverged,
  };
}
