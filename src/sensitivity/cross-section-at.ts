import { type Mediator, type Spectrum, kinematicXMax } from '../physics/bremsstrahlung.js';
import { HBAR_C_SQUARED_GEV2_CM2, HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import { crossSection } from '../physics/cross-section.js';
import type { FormFactorId, Nucleus } from '../physics/form-factors.js';
import { METHODS, type MethodId } from '../physics/methods.js';
import { LEPTON_MASS_GEV, type Lepton } from '../physics/particles.js';
import { TargetNucleus } from '../physics/target-nucleus.js';

/** A single cross-section at unit coupling, outside of any experiment. */
export interface CrossSectionRequest {
  readonly mediator: Mediator;
  readonly method: MethodId;
  readonly formFactor: FormFactorId;
  readonly lepton: Lepton;
  readonly nucleus: Nucleus;
  readonly massGeV: number;
  readonly energyGeV: number;
  readonly xMin?: number;
  /** Default: the kinematic limit 1 - m_l/E. */
  readonly xMax?: number;
  /** Default: no cut. */
  readonly thetaMax?: number;
  /** Default: m_X^2 + m_l^2. */
  readonly tMaxGeV2?: number;
  readonly accuracy: number;
}

/** The total within the limits, and the spectrum it is the integral of. */
export function crossSectionAt(request: CrossSectionRequest) {
  const { massGeV, energyGeV } = request;
  const leptonMassGeV = LEPTON_MASS_GEV[request.lepton];
  const process = {
    mediator: request.mediator,
    massGeV,
    leptonMassGeV,
    target: new TargetNucleus(request.nucleus, request.formFactor),
    thetaMax: request.thetaMax ?? null,
    tMaxGeV2: request.tMaxGeV2 ?? null,
  };
  const tolerance = 0.5 * request.accuracy;
  const full = METHODS[request.method].spectrum(process, energyGeV, tolerance);
  const spectrum: Spectrum = {
    at: full.at,
    xFrom: Math.max(full.xFrom, request.xMin ?? 0),
    xTo: Math.min(full.xTo, request.xMax ?? kinematicXMax(leptonMassGeV, energyGeV)),
  };
  const total = crossSection(spectrum, { massGeV, leptonMassGeV, energyGeV }, tolerance);
  return {
    ...total,
    sigmaCm2: total.sigmaGeVm2 * HBAR_C_SQUARED_GEV2_CM2,
    sigmaPb: total.sigmaGeVm2 * HBAR_C_SQUARED_GEV2_PB,
    spectrum,
  };
}
