/** Couplings that leave the observed relic of symmetric dark matter that annihilates through X to muon and tau. */
import { z } from 'zod';
import { fraction } from '../experiments/fields.js';
import { couplingOfVertex } from '../models/index.js';
import { relicCouplingProduct } from '../physics/dark-matter.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import type { LineConstraint } from './constraint.js';
import {
  AT_REST,
  RELIC_IS_ROUGH,
  chiMassRatio,
  darkMatterLegend,
  relicCrossSection,
} from './relic-parameters.js';

const parameters = z.strictObject({
  g_chi: fraction({ min: 1e-9, max: 4 * Math.PI })
    .default(1)
    .meta({
      description: 'Coupling of X to the dark fermion chi (default 1).',
    }),
  chi_mass_ratio: chiMassRatio('m_X'),
  cross_section: relicCrossSection(),
});

/** Below the line too much is left over; where the annihilation is closed, at every coupling. */
export const relicDensity: LineConstraint<z.output<typeof parameters>> = {
  id: 'relic-density',
  kind: 'line',
  title: 'Relic density, Dirac $\\chi\\bar{\\chi} \\to \\mu\\tau$',
  source: '2407.15942 (13) and section II.C',
  certainty: 'approximate',
  summary: `<sigma v> = (g_mutau g_chi)^2 (4 m_chi^2 - m_tau^2)^2 / [16 pi m_chi^2 (4 m_chi^2 - m_a^2)^2] set to the one that leaves the observed relic. Below the line too much is left over. ${RELIC_IS_ROUGH}: the couplings are up to 1.5 times too small. ${AT_REST} Above m_chi = m_a annihilation to a a opens as well, which is left out; around m_chi = m_a/2 nothing is said.`,
  models: 'a flavour-violating ALP',
  statements: [
    {
      says: 'g_mutau g_chi at m_chi = 2 GeV and m_a = 6 GeV',
      source: 'an independent program, from 2407.15942 (13)',
      published: 1.36e-3,
      found: () => relicCouplingProduct(2, 6)!,
      within: 5e-3,
    },
  ],
  appliesTo: ({ mediator }) => mediator === 'lfv-alp',
  parameters,
  couplings: (particle, { g_chi, chi_mass_ratio, cross_section }, massGeV) =>
    massGeV.map((mass) => {
      const product = relicCouplingProduct(chi_mass_ratio * mass, mass, cross_section);
      return product === null ? Infinity : couplingOfVertex(particle, product / g_chi);
    }),
  legend: ({ g_chi, chi_mass_ratio }) => darkMatterLegend(g_chi, chi_mass_ratio, 'm_a'),
  corners: ({ chi_mass_ratio }) => [annihilationOpensAtGeV() / chi_mass_ratio],
};

/** The m_chi from which on chi chibar -> mu tau is open at rest; just above it, where the line has its end. */
export function annihilationOpensAtGeV(): number {
  return 0.5 * (LEPTON_MASS_GEV.muon + LEPTON_MASS_GEV.tau) * (1 + 1e-9);
}
