/** The relic density of 2407.15942 (13) for any coupling of chi: the product of the two couplings against m_chi. */
import { z } from 'zod';
import { relicCouplingProduct } from '../physics/dark-matter.js';
import type { RelationConstraint } from './constraint.js';
import { annihilationOpensAtGeV } from './relic-density.js';
import { chiMassRatio, relicCrossSection } from './relic-parameters.js';

const parameters = z.strictObject({
  chi_mass_ratio: chiMassRatio('m_a'),
  cross_section: relicCrossSection(),
});

/** Below it too much is left over; where the annihilation is closed, for every product. */
export const relicProduct: RelationConstraint<z.output<typeof parameters>> = {
  id: 'relic-product',
  kind: 'relation',
  title: 'Relic density, Dirac $\\chi\\bar{\\chi} \\to \\mu\\tau$',
  source: '2407.15942 (13) and Fig. 1',
  certainty: 'approximate',
  summary:
    'As relic-density, for any coupling of chi: the product of the two couplings against m_chi. Below it too much is left over, as approximate as that, and as silent around m_chi = m_a/2.',
  models: 'a flavour-violating ALP',
  statements: [
    {
      says: 'g_mutau g_chi at m_chi = 30 GeV and m_a = 90 GeV',
      source: 'an independent program, from 2407.15942 (13)',
      published: 1.63e-2,
      found: () => relicCouplingProduct(30, 90)!,
      within: 5e-3,
    },
  ],
  massSymbol: 'm_\\chi',
  valueSymbol: 'g_{\\mu\\tau} g_\\chi',
  parameters,
  value: (massGeV, { chi_mass_ratio, cross_section }) =>
    relicCouplingProduct(massGeV, massGeV / chi_mass_ratio, cross_section) ?? Infinity,
  corners: () => [annihilationOpensAtGeV()],
};
