/** Parameters that all relic densities share. */
import { z } from 'zod';
import { describeValue, fraction } from '../experiments/fields.js';
import { RELIC_CROSS_SECTION_CM3_PER_S } from '../physics/dark-matter.js';
import { DARK_MATTER_KINDS } from '../physics/vector-annihilation.js';

/** <sigma v> that leaves the observed relic, cm^3/s. */
export function relicCrossSection() {
  return z
    .number({
      error: ({ input }) =>
        `expected <sigma v> in cm^3/s, such as ${RELIC_CROSS_SECTION_CM3_PER_S}; got ${describeValue(input)}`,
    })
    .min(1e-30)
    .max(1e-20)
    .default(RELIC_CROSS_SECTION_CM3_PER_S)
    .meta({
      description: `<sigma v> that leaves the observed relic, cm^3/s (default ${RELIC_CROSS_SECTION_CM3_PER_S}).`,
    });
}

/** m_chi over the temperature at freeze-out. */
export function freezeOutX() {
  return fraction({ min: 1, max: 100 })
    .default(20)
    .meta({ description: 'm_chi over the temperature at freeze-out (default 20).' });
}

/** Dark matter that annihilates through an L_mu - L_tau boson, heavier than twice its mass. */
export const VECTOR_RELIC = {
  dark_matter: z.enum(DARK_MATTER_KINDS).default('dirac').meta({
    description: 'What chi is: a Dirac or Majorana fermion, or a complex scalar (default dirac).',
  }),
  chi_mass_ratio: fraction({ min: 1e-3, max: 0.45 })
    .default(1 / 3)
    .meta({ description: 'm_chi / m_V, up to 0.45: below the resonance at 1/2 (default 1/3).' }),
  cross_section: relicCrossSection(),
  freeze_out_x: freezeOutX(),
};
