/**
 * Production in the Weizsaecker-Williams approximation: the angle is integrated numerically, with the photon flux
 * cut at the t_min that belongs to the angle.
 *
 * Source: 2501.06294 (3), with u < 0 written as -|u|:
 *   dsigma/dx = alpha/(8 pi^2) |k| E (1-x) int dcos(theta) chi(t_min, t_max)/u^2 A2,   t_min = u^2 / (4 E^2 (1-x)^2).
 *
 * 1. cos(theta) is replaced by |u|, in which the integrand is 1/u^2 times slow functions;
 * 2. |u| = U/s^2 with U = |u| at theta = 0 maps the fall to a finite range, and the logarithm of chi at large |u|
 *    to a weak one: one Kronrod rule usually suffices.
 */
import { integrate } from '../numerics/integrate.js';
import {
  E_SQUARED,
  type Process,
  type RadiatedMediator,
  type Spectrum,
  subprocess,
  tMaxOf,
} from './bremsstrahlung.js';
import { ALPHA } from './constants.js';
import { EMPTY_SUPPORT, type Support, findSupport } from './support.js';

/** How |u| depends on the angle: its value forward, and dcos(theta)/d|u| as a function of |u|. */
interface AngularMap {
  readonly uForward: number;
  readonly uAtThetaMax: number;
  readonly cosinePerU: (u: number) => number;
  /** |u| and |dcos(theta)/dtheta| at an angle. */
  readonly atAngle: (theta: number) => { readonly u: number; readonly cosinePerAngle: number };
}

/**
 * The spectrum with |u| = U + x E^2 theta^2 (2501.06294 (3)); accurate where angles are small.
 *
 * Without a cut on the angle the small-angle form is carried through, d cos(theta) = theta dtheta without upper limit;
 * a cut takes d cos(theta) = sin(theta) dtheta up to it. A "cut" at pi is up to 1 % lower at 1 GeV, 1e-6 at 160 GeV.
 */
export function wwSpectrum(process: Process, energyGeV: number, relativeTolerance: number): Spectrum {
  return smallAngleSpectrum(process, energyGeV, relativeTolerance, 0);
}

/**
 * The vector with 2501.06294 (12) as printed, whose middle term lacks a factor x: negative below 37 MeV. For comparison
 * with the paper's own curves only.
 */
export function wwSpectrumAsPrinted(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
): Spectrum {
  return smallAngleSpectrum(
    process,
    energyGeV,
    relativeTolerance,
    subprocess('vector', process.massGeV, process.leptonMassGeV).binding,
  );
}

/** @param misprint coefficient of a further term -(1-x)/|u| in the amplitude, GeV^2. */
function smallAngleSpectrum(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
  misprint: number,
): Spectrum {
  const { massGeV: m, leptonMassGeV: l, thetaMax } = process;
  const tMaxGeV2 = tMaxOf(process);
  const support = collinearSupport(m, l, 2 * energyGeV * Math.sqrt(tMaxGeV2));
  return spectrum(
    process,
    energyGeV,
    relativeTolerance,
    support,
    (x) => {
      const uForward = (m * m * (1 - x)) / x + l * l * x;
      const xE2 = x * energyGeV * energyGeV;
      const atAngle = (theta: number) => ({
        u: uForward + xE2 * theta * theta,
        cosinePerAngle: thetaMax === null ? theta : Math.sin(theta),
      });
      if (thetaMax === null) {
        return { uForward, uAtThetaMax: Infinity, cosinePerU: () => 1 / (2 * xE2), atAngle };
      }
      return {
        uForward,
        uAtThetaMax: uForward + xE2 * thetaMax * thetaMax,
        cosinePerU: (u) => {
          const theta = Math.sqrt((u - uForward) / xE2);
          return (theta > 0 ? Math.sin(theta) / theta : 1) / (2 * xE2);
        },
        atAngle,
      };
    },
    misprint,
  );
}

/**
 * The same with the exact |u| = 2 (E E_X - |p||k| cos theta) - m_X^2 and the exact dcos(theta): for low beam energies,
 * where the small-angle form is off by per cents (percents of per cents at 160 GeV).
 */
export function wwExactUSpectrum(process: Process, energyGeV: number, relativeTolerance: number): Spectrum {
  const { massGeV: m, leptonMassGeV: l, thetaMax } = process;
  const tMaxGeV2 = tMaxOf(process);
  const p = Math.sqrt((energyGeV - l) * (energyGeV + l));
  const momentum = (x: number) => Math.sqrt(Math.max(0, (x * energyGeV - m) * (x * energyGeV + m)));
  const uForward = (x: number) => {
    const energyX = x * energyGeV;
    // E E_X - |p||k| without cancellation.
    const difference =
      (energyGeV ** 2 * m * m + energyX ** 2 * l * l - l * l * m * m) /
      (energyGeV * energyX + p * momentum(x));
    return 2 * difference - m * m;
  };
  const uPerRootT = 2 * energyGeV * Math.sqrt(tMaxGeV2);
  const support = findSupport((x) => uPerRootT * (1 - x) - uForward(x), m / energyGeV);
  return spectrum(process, energyGeV, relativeTolerance, support, (x) => {
    const pk = p * momentum(x);
    return {
      uForward: uForward(x),
      uAtThetaMax: uForward(x) + 4 * pk * Math.sin(0.5 * (thetaMax ?? Math.PI)) ** 2,
      cosinePerU: () => 1 / (2 * pk),
      atAngle: (theta) => ({
        u: uForward(x) + 4 * pk * Math.sin(0.5 * theta) ** 2,
        cosinePerAngle: Math.sin(theta),
      }),
    };
  });
}

function spectrum(
  process: Process,
  energyGeV: number,
  relativeTolerance: number,
  support: Support,
  angularMap: (x: number) => AngularMap,
  misprint = 0,
): Spectrum {
  const { mediator, massGeV: m, leptonMassGeV: l, target } = process;
  const { radiation, binding } = subprocess(mediator as RadiatedMediator, m, l);
  const tMaxGeV2 = tMaxOf(process);
  const chi = target.flux.below(tMaxGeV2);
  const prefactor = (ALPHA * E_SQUARED) / (8 * Math.PI ** 2);

  /** chi A2/(e^2 g^2) at |u|. */
  const strength = (x: number, u: number) => {
    const rootT = u / (2 * energyGeV * (1 - x));
    const collinear = m * m * (1 - x) + l * l * x * x;
    const amplitude = radiation(x) + (binding * (collinear - x * u)) / (u * u) - (misprint * (1 - x)) / u;
    return chi(rootT * rootT) * amplitude;
  };
  const phaseSpace = (x: number) => {
    const k = Math.sqrt(Math.max(0, (x * energyGeV - m) * (x * energyGeV + m)));
    return prefactor * k * energyGeV * (1 - x);
  };
  const rootTMax = Math.sqrt(tMaxGeV2);
  return {
    xFrom: Math.max(support.xFrom, m / energyGeV),
    xTo: support.xTo,
    at: (x) => {
      const { uForward, uAtThetaMax, cosinePerU } = angularMap(x);
      const uTo = Math.min(uAtThetaMax, 2 * energyGeV * (1 - x) * rootTMax);
      if (!(uForward < uTo)) return { value: 0, error: 0, evaluations: 0, converged: true };
      const integral = integrate(
        (s) => {
          const u = uForward / (s * s);
          return s * cosinePerU(u) * strength(x, u);
        },
        Math.sqrt(uForward / uTo),
        1,
        { relativeTolerance },
      );
      // int d|u|/u^2 f = (2/U) int s ds f
      const scale = (2 * phaseSpace(x)) / uForward;
      return { ...integral, value: scale * integral.value, error: Math.abs(scale) * integral.error };
    },
    perAngle: (x, theta) => {
      const { uForward, uAtThetaMax, atAngle } = angularMap(x);
      const { u, cosinePerAngle } = atAngle(theta);
      if (!(uForward <= u && u <= uAtThetaMax)) return 0;
      return (phaseSpace(x) * cosinePerAngle * strength(x, u)) / (u * u);
    },
  };
}

/**
 * The range of x in which t_min < t_max at theta = 0, for |u| = m_X^2 (1-x)/x + m_l^2 x:
 * between the roots of (m_l^2 + r) x^2 - (m_X^2 + r) x + m_X^2 = 0 with r = 2 E sqrt(t_max).
 */
export function collinearSupport(m: number, leptonMass: number, r: number): Support {
  const a = leptonMass * leptonMass + r;
  const b = m * m + r;
  const discriminant = b * b - 4 * a * m * m;
  if (!(discriminant > 0)) return EMPTY_SUPPORT;
  const q = 0.5 * (b + Math.sqrt(discriminant));
  return { xFrom: (m * m) / q, xTo: Math.min(q / a, 1) };
}
