/** The relic of relic-vector for any coupling of chi: y against m_chi. */
import { z } from 'zod';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { thermalTarget } from '../physics/vector-annihilation.js';
import type { RelationConstraint } from './constraint.js';
import { VECTOR_RELIC } from './relic-parameters.js';

const parameters = z.strictObject(VECTOR_RELIC);

/** Below it too much is left over. */
export const relicVectorTarget: RelationConstraint<z.output<typeof parameters>> = {
  id: 'relic-vector-target',
  kind: 'relation',
  title: 'Thermal target, $L_\\mu - L_\\tau$',
  source: '1804.03144, Fig. 10, and 1902.07715 (3) for the currents; sigma v and freeze-out at tree level',
  certainty: 'approximate',
  summary:
    'As relic-vector, for any coupling of chi: y = (g g_chi)^2 (m_chi/m_V)^4 against m_chi. Below it too much is left over. Of m_V only the factor (1 - 4 m_chi^2/m_V^2)^2 is left, 0.31 at m_V = 3 m_chi. As approximate as that: y is up to 2.3 times too small, with steps at m_mu and m_tau.',
  models: 'an L_mu - L_tau boson with dark matter of its charge',
  massSymbol: 'm_\\chi',
  valueSymbol: "y = (g_{Z'} g_\\chi)^2 (m_\\chi/m_{Z'})^4",
  parameters,
  value: (massGeV, { dark_matter, chi_mass_ratio, cross_section, freeze_out_x }) =>
    thermalTarget(dark_matter, massGeV, massGeV / chi_mass_ratio, {
      targetCm3PerS: cross_section,
      freezeOutX: freeze_out_x,
    }),
  corners: () => [LEPTON_MASS_GEV.muon, LEPTON_MASS_GEV.tau],
  statements: [
    {
      says: 'y of a Dirac fermion of 20 MeV',
      source: 'an independent program',
      published: 1.4619209409607343e-12,
      found: () => thermalTarget('dirac', 0.02, 0.06),
      within: 1e-6,
    },
    {
      says: 'y of a Dirac fermion of 200 MeV',
      source: 'an independent program',
      published: 7.430173066991107e-11,
      found: () => thermalTarget('dirac', 0.2, 0.6),
      within: 1e-6,
    },
    {
      says: 'y of a complex scalar of 20 MeV',
      source: 'an independent program',
      published: 5.847683763842937e-11,
      found: () => thermalTarget('complex-scalar', 0.02, 0.06),
      within: 1e-6,
    },
    {
      says: 'y of a complex scalar of 200 MeV',
      source: 'an independent program',
      published: 2.9720692267964425e-9,
      found: () => thermalTarget('complex-scalar', 0.2, 0.6),
      within: 1e-6,
    },
  ],
};
