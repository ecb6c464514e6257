/** How far X flies at the beam energy, for every coupling at once. */
import { particleOf } from '../models/index.js';
import { decayLengthCm } from '../physics/decays.js';
import type { PhysicsPlan } from './physics-plan.js';

/** One over the mean decay length, per cm, by mass: coupling^couplingPower scaling + fixed. NaN where X cannot be made. */
export interface DecayRates {
  readonly couplingPower: 1 | 2;
  readonly scaling: Float64Array;
  readonly fixed: Float64Array;
}

/** Of a particle that carries the whole beam energy, as `describePoint` gives it. */
export function decayRates(
  { model, experiment }: Pick<PhysicsPlan, 'model' | 'experiment'>,
  massesGeV: Float64Array,
): DecayRates {
  const { couplingPower, decaysAtUnitCoupling, fixedDecays } = particleOf(model);
  const { energyGeV } = experiment.beam;
  const rates = (widthsAt: typeof decaysAtUnitCoupling) =>
    massesGeV.map((massGeV) => {
      if (massGeV >= energyGeV) return Number.NaN;
      const widthGeV = widthsAt(massGeV).reduce((sum, decay) => sum + decay.widthGeV, 0);
      return 1 / decayLengthCm(energyGeV, massGeV, widthGeV);
    });
  return {
    couplingPower,
    scaling: rates(decaysAtUnitCoupling),
    fixed: rates((massGeV) => fixedDecays?.(massGeV) ?? []),
  };
}
