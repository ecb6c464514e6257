import { HBAR_C_SQUARED_GEV2_CM2, HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import { crossSection } from '../physics/cross-section.js';
import { decayLengthCm } from '../physics/decays.js';
import { decaysAt } from './event-yield.js';
import type { Kernel } from './kernel.js';
import type { PhysicsPlan } from './physics-plan.js';
import { PointStatus } from './point-status.js';
import { createProduction } from './production.js';

/** One point of a plan, taken apart. */
export interface PointAnatomy {
  readonly massGeV: number;
  readonly coupling: number;
  /** Expected events; null if the point failed. */
  readonly yield: number | null;
  readonly relError: number | null;
  readonly status: string;
  /** At the beam energy, within the selection in x. */
  readonly crossSectionCm2: number;
  readonly crossSectionPb: number;
  readonly crossSectionRelError: number;
  readonly widthGeV: number;
  /** Branching ratios by channel. */
  readonly branchingRatios: Readonly<Record<string, number>>;
  /** Of a particle that carries the whole beam energy, as 1701.07437 (9)-(11) quotes it; null if stable. */
  readonly decayLengthCm: number | null;
  /** Mean of x = E_X/E at production with the beam energy; null if nothing is produced. */
  readonly meanX: number | null;
  /** Of a particle with the mean x. */
  readonly decayLengthAtMeanXCm: number | null;
  /** Contribution to (g-2)/2 of the muon; null where the model says nothing about it. */
  readonly muonMoment: number | null;
  readonly evaluations: number;
}

const STATUS_NAME = Object.fromEntries(Object.entries(PointStatus).map(([name, code]) => [code, name]));

/** Computes one point with everything that goes into it. */
export function describePoint(kernel: Kernel, massGeV: number, coupling: number): PointAnatomy {
  const { plan, production } = kernel;
  const { particle } = production;
  const { energyGeV } = plan.experiment.beam;
  const slice = kernel.slice(massGeV);
  const { events, relError, status } = kernel.point(slice, coupling);
  const tolerance = 0.1 * plan.accuracy;
  const kinematics = { massGeV, leptonMassGeV: production.beamLeptonMassGeV, energyGeV };
  const unweighted = createProduction(withoutEfficiency(plan));
  const total = crossSection(
    unweighted.atMass(massGeV).spectrum(energyGeV, tolerance),
    kinematics,
    tolerance,
  );
  const strength = coupling ** particle.couplingPower;
  const vertex2 = particle.vertexAtUnitCoupling ** 2 * unweighted.weightAtMass(massGeV) * strength;
  const { widthGeV } = decaysAt(slice.widths, strength);
  const lengthAt = (energyX: number) =>
    energyX > massGeV ? finiteOrNull(decayLengthCm(energyX, massGeV, widthGeV)) : null;
  return {
    massGeV,
    coupling,
    yield: finiteOrNull(events),
    relError: finiteOrNull(relError),
    status: STATUS_NAME[status],
    crossSectionCm2: total.sigmaGeVm2 * vertex2 * HBAR_C_SQUARED_GEV2_CM2,
    crossSectionPb: total.sigmaGeVm2 * vertex2 * HBAR_C_SQUARED_GEV2_PB,
    crossSectionRelError: total.relError,
    widthGeV,
    branchingRatios: Object.fromEntries([
      ...particle
        .decaysAtUnitCoupling(massGeV)
        .map(({ name, widthGeV: partial }) => [name, (strength * partial) / widthGeV]),
      ...(particle.fixedDecays?.(massGeV) ?? []).map(({ name, widthGeV: partial }) => [
        name,
        partial / widthGeV,
      ]),
    ]),
    decayLengthCm: lengthAt(energyGeV),
    meanX: finiteOrNull(total.meanX),
    decayLengthAtMeanXCm: lengthAt(total.meanX * energyGeV),
    muonMoment: finiteOrNull((particle.momentAtUnitCoupling?.(massGeV) ?? Number.NaN) * coupling * coupling),
    evaluations: slice.evaluations + total.evaluations,
  };
}

function withoutEfficiency(plan: PhysicsPlan): PhysicsPlan {
  const { experiment } = plan;
  const channel = { ...experiment.channel, efficiency: { kind: 'constant', value: 1 } as const };
  return { ...plan, experiment: { ...experiment, channel } };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
