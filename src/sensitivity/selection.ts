/** The selection of a channel that depends on the mass, on x = E_X/E and on the energy: cuts and efficiencies. */
import type { MassWeight } from '../physics/bremsstrahlung.js';
import { fractionOfMuonsBelow, meanSurvivalOfTauFromAlp, survivesBeyond } from '../physics/tau-decay.js';
import type { Efficiency, IntegrationLimits, PlanChannel } from './physics-plan.js';

/** The range of x that the cuts of a channel and of the integration leave. */
export function selectedRange(
  { xMin, xMax, recoilMinGeV, recoilMaxGeV, energyX }: PlanChannel,
  integration: IntegrationLimits,
  energyGeV: number,
): { xFrom: number; xTo: number } {
  return {
    xFrom: Math.max(
      integration.xMin,
      xMin,
      recoilMaxGeV === null ? 0 : 1 - recoilMaxGeV / energyGeV,
      (energyX?.minGeV ?? 0) / energyGeV,
    ),
    xTo: Math.min(
      integration.xMax ?? 1,
      xMax,
      1 - recoilMinGeV / energyGeV,
      (energyX?.maxGeV ?? Infinity) / energyGeV,
    ),
  };
}

/**
 * The part of the efficiency that depends on the mass at most: that of X, or the invariant mass of a pair (2501.06294,
 * section II).
 */
export function efficiencyByMass({ efficiency }: PlanChannel): MassWeight {
  switch (efficiency.kind) {
    case 'constant':
      return { at: () => efficiency.value, breakpointsGeV: [] };
    case 'by-mass':
      return { at: (massGeV) => interpolate(efficiency, massGeV), breakpointsGeV: efficiency.at };
    case 'by-x':
      return { at: () => 1, breakpointsGeV: [] };
  }
}

/** Probability that X of energy E_X = x E is selected, from everything but its decay and efficiencyByMass. */
export type EventWeight = (energyGeV: number, energyXGeV: number) => number;

export function eventWeight({ efficiency, recoilTau }: PlanChannel): EventWeight {
  return (energyGeV, energyXGeV) => {
    let weight = efficiency.kind === 'by-x' ? interpolate(efficiency, energyXGeV / energyGeV) : 1;
    if (recoilTau !== null) {
      const { fraction, muonBelowGeV, flightBeyondCm } = recoilTau;
      const tauEnergy = energyGeV - energyXGeV;
      weight *= fraction * survivesBeyond(flightBeyondCm, tauEnergy);
      if (muonBelowGeV !== null) weight *= fractionOfMuonsBelow(muonBelowGeV, tauEnergy);
    }
    return weight;
  };
}

/** Probability that the decay of X is selected, if it is one to visible particles: of a mu tau pair, by its tau. */
export function visibleDecayWeight(
  { decayTau }: PlanChannel,
  massGeV: number,
): ((energyXGeV: number) => number) | null {
  if (decayTau === null) return null;
  const { fraction, flightBeyondCm } = decayTau;
  return (energyXGeV) => fraction * meanSurvivalOfTauFromAlp(flightBeyondCm, energyXGeV, massGeV);
}

function interpolate({ at, value }: Exclude<Efficiency, { kind: 'constant' }>, where: number): number {
  const next = at.findIndex((node) => node > where);
  if (next === 0) return value[0];
  if (next === -1) return value[value.length - 1];
  const share = (where - at[next - 1]) / (at[next] - at[next - 1]);
  return value[next - 1] + share * (value[next] - value[next - 1]);
}
