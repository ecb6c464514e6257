import { type Mediator, type Process, type Spectrum, kinematicXMax } from '../physics/bremsstrahlung.js';
import { ALPHA, HBAR_C_SQUARED_GEV2_CM2, HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import { type CrossSection, crossSection } from '../physics/cross-section.js';
import { FORM_FACTORS, type FormFactorId, type Nucleus } from '../physics/form-factors.js';
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
  /** Of a flavour-violating ALP, rad; pi/2 if left out. */
  readonly mixingAngle?: number;
  /** Another fine-structure constant, for comparisons with programs that use one. */
  readonly alpha?: number;
  readonly accuracy: number;
}

/** A total in all units, and the spectrum it is the integral of. */
export interface CrossSectionResult extends CrossSection {
  readonly sigmaCm2: number;
  readonly sigmaPb: number;
  readonly spectrum: Spectrum;
  /** Totals of the parts of a form factor that tells parts apart. */
  readonly parts?: Readonly<Record<string, CrossSection>>;
}

/** The cross-section within the limits, at unit coupling. */
export function crossSectionAt(request: CrossSectionRequest): CrossSectionResult {
  const { parts } = FORM_FACTORS[request.formFactor];
  const { total, spectrum } = totalWith(request, request.formFactor);
  return {
    ...total,
    sigmaCm2: total.sigmaGeVm2 * HBAR_C_SQUARED_GEV2_CM2,
    sigmaPb: total.sigmaGeVm2 * HBAR_C_SQUARED_GEV2_PB,
    spectrum,
    ...(parts && {
      parts: Object.fromEntries(
        Object.entries(parts).map(([name, formFactor]) => [name, totalWith(request, formFactor).total]),
      ),
    }),
  };
}

function totalWith(request: CrossSectionRequest, formFactor: FormFactorId) {
  const { massGeV, energyGeV } = request;
  const leptonMassGeV = LEPTON_MASS_GEV[request.lepton];
  const process: Process = {
    mediator: request.mediator,
    massGeV,
    leptonMassGeV,
    target: new TargetNucleus(request.nucleus, formFactor),
    thetaMax: request.thetaMax ?? null,
    tMaxGeV2: request.tMaxGeV2 ?? null,
    ...(request.mixingAngle !== undefined && { mixingAngle: request.mixingAngle }),
  };
  const tolerance = 0.5 * request.accuracy;
  const full = METHODS[request.method].spectrum(process, energyGeV, tolerance);
  const spectrum: Spectrum = {
    ...full,
    xFrom: Math.max(full.xFrom, request.xMin ?? 0),
    xTo: Math.min(full.xTo, request.xMax ?? kinematicXMax(leptonMassGeV, energyGeV)),
  };
  const scaled = rescaled(spectrum, ((request.alpha ?? ALPHA) / ALPHA) ** 2);
  const total = crossSection(scaled, { massGeV, leptonMassGeV, energyGeV }, tolerance);
  // Each integral inside aims at a share of the accuracy; what counts is the sum of their errors.
  return { spectrum: scaled, total: { ...total, converged: total.relError <= request.accuracy } };
}

/** Two photon vertices: every cross-section at unit coupling goes as alpha^2. */
function rescaled(spectrum: Spectrum, factor: number): Spectrum {
  if (factor === 1) return spectrum;
  const { at, perAngle } = spectrum;
  return {
    ...spectrum,
    at: (x) => {
      const point = at(x);
      return { ...point, value: factor * point.value, error: factor * point.error };
    },
    ...(perAngle && { perAngle: (x: number, theta: number) => factor * perAngle(x, theta) }),
  };
}
