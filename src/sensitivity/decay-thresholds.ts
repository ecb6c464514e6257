/** Where the yield jumps as a function of the mass. */
import { particleOf } from '../models/index.js';
import type { PhysicsPlan } from './physics-plan.js';

/** Masses in GeV at which decay channels of X open; none where it does not matter how and where X decays. */
export function decayThresholds({ model, experiment: { channel } }: PhysicsPlan): readonly number[] {
  const mattersHow = channel.decayVolumes.length > 0 || channel.signature !== 'any';
  return mattersHow ? particleOf(model).decayThresholdsGeV : [];
}
