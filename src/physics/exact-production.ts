import type { Process, Spectrum } from './bremsstrahlung.js';
import { exactSpectrum } from './exact-bremsstrahlung.js';
import { exactFusionSpectrum } from './exact-photon-fusion.js';
import { LEPTON_MASS_GEV } from './particles.js';
import {
  type AmplitudeCoefficients,
  mixedCoefficients,
  scalarCoefficients,
  vectorCoefficients,
} from './squared-amplitude.js';

/** The exact spectrum of any mediator, at unit coupling. */
export function exactProductionSpectrum(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  if (process.mediator === 'alp-photon') return exactFusionSpectrum(process, energyGeV, relativeTolerance);
  return exactSpectrum(process, coefficientsOf(process), energyGeV, relativeTolerance);
}

function coefficientsOf({
  mediator,
  massGeV: m,
  leptonMassGeV: l,
  mixingAngle,
}: Process): AmplitudeCoefficients {
  switch (mediator) {
    case 'scalar':
      return scalarCoefficients(m, l, l);
    case 'pseudoscalar':
      return scalarCoefficients(m, l, -l);
    case 'vector':
      return vectorCoefficients(m, l, l);
    case 'axial':
      return vectorCoefficients(m, l, -l);
    case 'lfv-alp':
      return mixedCoefficients(m, l, LEPTON_MASS_GEV.tau, mixingAngle ?? Math.PI / 2);
    default:
      throw new RangeError(`${mediator} is not radiated off the lepton line`);
  }
}
