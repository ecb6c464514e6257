/** Parameters that all relic densities share. */
import { z } from 'zod';
import { describeValue } from '../experiments/fields.js';
import { RELIC_CROSS_SECTION_CM3_PER_S } from '../physics/dark-matter.js';

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
