/** The coupling of chi that leaves the observed relic where X is the lighter one, chi chibar -> a a. */
import { z } from 'zod';
import { fraction } from '../experiments/fields.js';
import { secludedCoupling } from '../physics/dark-matter.js';
import type { RelationConstraint } from './constraint.js';
import { relicCrossSection } from './relic-parameters.js';

const parameters = z.strictObject({
  chi_mass_ratio: fraction({ min: 1 + 1e-6, max: 1000 })
    .default(3)
    .meta({ description: 'm_chi / m_a, above 1 (default 3).' }),
  cross_section: relicCrossSection(),
  freeze_out_x: fraction({ min: 1, max: 100 })
    .default(20)
    .meta({ description: 'm_chi over the temperature at freeze-out (default 20).' }),
});

/** Below it too much is left over. The coupling to muon and tau plays no role. */
export const relicSecluded: RelationConstraint<z.output<typeof parameters>> = {
  id: 'relic-secluded',
  kind: 'relation',
  title: 'Relic density of Dirac fermions, annihilation to a a',
  source: '2407.15942 (14)',
  certainty: 'computed',
  models: 'an ALP that couples to chi',
  massSymbol: 'm_\\chi',
  valueSymbol: 'g_\\chi',
  parameters,
  value: (massGeV, { chi_mass_ratio, cross_section, freeze_out_x }) =>
    secludedCoupling(massGeV, massGeV / chi_mass_ratio, cross_section, freeze_out_x) ?? Number.NaN,
};
