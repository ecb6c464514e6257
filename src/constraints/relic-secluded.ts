/** The coupling of chi that leaves the observed relic where X is the lighter one, chi chibar -> a a. */
import { z } from 'zod';
import { fraction } from '../experiments/fields.js';
import { secludedCoupling } from '../physics/dark-matter.js';
import type { RelationConstraint } from './constraint.js';
import { RELIC_IS_ROUGH, freezeOutX, relicCrossSection } from './relic-parameters.js';

const parameters = z.strictObject({
  chi_mass_ratio: fraction({ min: 1 + 1e-6, max: 1000 })
    .default(3)
    .meta({ description: 'm_chi / m_a, above 1 (default 3).' }),
  cross_section: relicCrossSection(),
  freeze_out_x: freezeOutX(),
});

/** Below it too much is left over. The coupling to muon and tau plays no role. */
export const relicSecluded: RelationConstraint<z.output<typeof parameters>> = {
  id: 'relic-secluded',
  kind: 'relation',
  title: 'Relic density, Dirac $\\chi\\bar{\\chi} \\to a a$',
  source: '2407.15942 (14)',
  certainty: 'approximate',
  summary: `<sigma v> = (6/x_fo) g_chi^4/(24 pi) m_chi^2 (m_chi^2 - m_a^2)^2 (1 - m_a^2/m_chi^2)^(1/2) / (2 m_chi^2 - m_a^2)^4 set to the one that leaves the observed relic. The coupling to muon and tau plays no role. ${RELIC_IS_ROUGH}. And <v^2> is the 6/x of freeze-out, as (14) is printed; what is left is decided by its integral after that, 3/x, as in relic-vector, which takes twice as much: together g_chi is up to 1.5 times too small.`,
  models: 'an ALP that couples to chi',
  statements: [
    {
      says: 'g_chi over (m_a/GeV)^(1/2) at m_chi = 3 m_a',
      source: 'an independent program, from 2407.15942 (14)',
      published: 0.11,
      found: () => secludedCoupling(6, 2)! / Math.SQRT2,
      within: 5e-3,
    },
  ],
  massSymbol: 'm_\\chi',
  valueSymbol: 'g_\\chi',
  parameters,
  value: (massGeV, { chi_mass_ratio, cross_section, freeze_out_x }) =>
    secludedCoupling(massGeV, massGeV / chi_mass_ratio, cross_section, freeze_out_x) ?? Number.NaN,
};
