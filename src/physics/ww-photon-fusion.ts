/**
 * Photon fusion l N -> l N a in the Weizsaecker-Williams approximation.
 *
 *   dsigma/dx = alpha/(8 pi^2) |k| E (1-x) int dcos(theta) chi(t_min, t_max)/u^2 A2
 *   A2 = -(e^2 g^2/4) u^2 [T (2-2x+x^2)/(1-x) + 2 m_l^2 x^2]/T^2,   T = -x^2 (E^2 theta^2 + m_l^2)
 *
 * Source: 2501.06294 (3), with the amplitude corrected: (6) as printed is 2 to 4 times too large in total and negative at
 * theta = 0. The integrand peaks at E theta ~ m_l, where e^w = 1 + (E theta/m_l)^2 makes it flat.
 */
import { integrate } from '../numerics/integrate.js';
import { E_SQUARED, type Process, type Spectrum, tMaxOf } from './bremsstrahlung.js';
import { ALPHA } from './constants.js';
import { collinearSupport } from './weizsaecker-williams.js';

/** Without a cut the approximation is 16 % high at 1 MeV: the angle of 2501.06294 is the default. */
const DEFAULT_THETA_MAX = 0.1;

/** A2/(e^2 g^2 u^2) in GeV^-2, as a function of x and |T|. */
type FusionAmplitude = (x: number, T: number, leptonMass: number) => number;

const corrected: FusionAmplitude = (x, T, l) =>
  0.25 * ((2 - 2 * x + x * x) / ((1 - x) * T) - (2 * l * l * x * x) / (T * T));

/** 2501.06294 (6), for comparison with the paper's own curves only. */
const asPrinted: FusionAmplitude = (x, T, l) => (2 - x) / T - (2 * l * l * x * x) / (T * T);

export function wwFusionSpectrum(process: Process, energyGeV: number, relativeTolerance: number): Spectrum {
  return fusionSpectrum(process, energyGeV, relativeTolerance, corrected);
}

export function wwFusionSpectrumAsPrinted(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  return fusionSpectrum(process, energyGeV, relativeTolerance, asPrinted);
}

function fusionSpectrum(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
  amplitude: FusionAmplitude,
): Spectrum {
  const { massGeV: m, leptonMassGeV: l, target } = process;
  const thetaMax = process.thetaMax ?? DEFAULT_THETA_MAX;
  const tMax = tMaxOf(process);
  const chi = target.flux.below(tMax);
  const uPerGap = 2 * energyGeV * Math.sqrt(tMax);
  const support = collinearSupport(m, l, uPerGap);
  return {
    xFrom: Math.max(support.xFrom, m / energyGeV),
    xTo: support.xTo,
    at: (x) => {
      const heavy = (m * m * (1 - x)) / x;
      const light = l * l * x;
      const uTo = Math.min(heavy + light + x * (energyGeV * thetaMax) ** 2, uPerGap * (1 - x));
      if (!(heavy + light < uTo)) return { value: 0, error: 0, evaluations: 0, converged: true };
      const integral = integrate(
        (w) => {
          const growth = Math.exp(w);
          const u = heavy + light * growth;
          const theta = (l / energyGeV) * Math.sqrt(growth - 1);
          const rootT = u / (2 * energyGeV * (1 - x));
          // dcos(theta) = (sin(theta)/theta) d(theta^2)/2 and d(theta^2) = (m_l/E)^2 e^w dw.
          const sinc = theta > 0 ? Math.sin(theta) / theta : 1;
          return sinc * growth * chi(rootT * rootT) * amplitude(x, x * light * growth, l);
        },
        0,
        Math.log((uTo - heavy) / light),
        { relativeTolerance },
      );
      const k = Math.sqrt(Math.max(0, (x * energyGeV - m) * (x * energyGeV + m)));
      const scale =
        ((ALPHA * E_SQUARED) / (8 * Math.PI ** 2)) * k * energyGeV * (1 - x) * 0.5 * (l / energyGeV) ** 2;
      return { ...integral, value: scale * integral.value, error: Math.abs(scale) * integral.error };
    },
  };
}
