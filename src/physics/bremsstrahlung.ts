/**
 * What is common to the production of a particle X off a lepton in the field of a nucleus, l N -> l N X:
 * the mediators, the process at one mass, and the interface that every method (WW, IWW) implements.
 */
import { ALPHA } from './constants.js';
import { LEPTON_MASS_GEV } from './particles.js';
import type { TargetNucleus } from './target-nucleus.js';

/** Radiated off the lepton line; the collinear approximations know these. */
export const RADIATED = ['scalar', 'pseudoscalar', 'vector', 'axial'] as const;
export type RadiatedMediator = (typeof RADIATED)[number];

/**
 * What can be produced: also a flavour-violating ALP (mu to tau), an ALP by photon fusion, and a pair of dark fermions from
 * a massless vector (whose mass is that of one fermion).
 */
export const MEDIATORS = [...RADIATED, 'lfv-alp', 'alp-photon', 'dark-pair'] as const;
export type Mediator = (typeof MEDIATORS)[number];

/** A factor by the mass of what is produced: of X, or the invariant mass of a pair. */
export interface MassWeight {
  readonly at: (massGeV: number) => number;
  /** Masses where it is not smooth, rising. */
  readonly breakpointsGeV: readonly number[];
}

/** Production of X with one mass in one material, at unit coupling. */
export interface Process {
  readonly mediator: Mediator;
  readonly massGeV: number;
  readonly leptonMassGeV: number;
  /** Of a flavour-violating ALP: the vertex is sin(theta) + cos(theta) gamma5; pi/2 (scalar) if left out. */
  readonly mixingAngle?: number;
  /** Of a pair: a factor on the cross-section by the invariant mass; 1 if left out. */
  readonly pairWeight?: MassWeight;
  readonly target: TargetNucleus;
  /** Largest angle of X to the beam, rad; null for no cut. */
  readonly thetaMax: number | null;
  /** Largest momentum transfer squared, GeV^2; null for the method's natural limit. */
  readonly tMaxGeV2: number | null;
}

/** dsigma/dx at unit coupling in GeV^-2, x = E_X / E. */
export interface SpectrumValue {
  readonly value: number;
  /** Absolute error estimate. */
  readonly error: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

/** The x spectrum at one beam energy. */
export interface Spectrum {
  /** Range of x outside of which the spectrum vanishes; empty (from >= to) below threshold. */
  readonly xFrom: number;
  readonly xTo: number;
  readonly at: (x: number) => SpectrumValue;
  /** d2sigma/(dx dtheta) in GeV^-2 per rad at the angle of X to the beam; left out where the method has integrated it. */
  readonly perAngle?: (x: number, theta: number) => number;
}

/** A method: the spectrum at a beam energy in GeV to a relative accuracy. */
export type SpectrumMethod = (process: Process, energyGeV: number, relativeTolerance: number) => Spectrum;

/** e^2 = 4 pi alpha. */
export const E_SQUARED = 4 * Math.PI * ALPHA;

/** The kinematic limit x <= 1 - m_l/E: the recoiling lepton keeps at least its mass. */
export function kinematicXMax(leptonMassGeV: number, energyGeV: number): number {
  return 1 - leptonMassGeV / energyGeV;
}

/** Mass of the lepton that goes on: a tau where flavour is violated. */
export function finalLeptonMassOf({ mediator, leptonMassGeV }: Process): number {
  return mediator === 'lfv-alp' ? LEPTON_MASS_GEV.tau : leptonMassGeV;
}

/** Beam energy below which nothing is produced, as long as the nucleus stays at rest, GeV. */
export function thresholdEnergyGeV(process: Process): number {
  const produced = process.mediator === 'dark-pair' ? 2 * process.massGeV : process.massGeV;
  return produced + finalLeptonMassOf(process);
}

/** The limit of the momentum transfer in WW and IWW; naturally t_max = m_X^2 + m_l^2 (2501.06294 (4), 1701.07437 (13)). */
export function tMaxOf({ massGeV, leptonMassGeV, tMaxGeV2 }: Process): number {
  return tMaxGeV2 ?? massGeV ** 2 + leptonMassGeV ** 2;
}

/** Radiation of a massless vector. */
function spinOne(x: number): number {
  return (2 * (2 - 2 * x + x * x)) / (1 - x);
}

/**
 * The subprocess l gamma -> l X in the collinear limit: A2 = e^2 g^2 [ radiation + binding b/u^2 ].
 * Source: 2501.06294 (8) and (12) with the misprint of (12) corrected; scalar and axial by the same derivation.
 *
 * @returns radiation as a function of x (dimensionless) and binding in GeV^2.
 */
export function subprocess(
  mediator: RadiatedMediator,
  m: number,
  leptonMass: number,
): { radiation: (x: number) => number; binding: number } {
  const m2 = m * m;
  const l2 = leptonMass * leptonMass;
  switch (mediator) {
    case 'scalar':
      return { radiation: (x) => (x * x) / (1 - x), binding: 2 * (m2 - 4 * l2) };
    case 'pseudoscalar':
      return { radiation: (x) => (x * x) / (1 - x), binding: 2 * m2 };
    case 'vector':
      return { radiation: spinOne, binding: 4 * (m2 + 2 * l2) };
    case 'axial':
      return {
        radiation: (x) => spinOne(x) + ((4 * l2) / m2) * ((x * x) / (1 - x)),
        binding: 4 * (m2 - 4 * l2),
      };
  }
}
