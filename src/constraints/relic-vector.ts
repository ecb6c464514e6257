/** Couplings of an L_mu - L_tau boson that leave the observed relic of dark matter that annihilates through it. */
import { z } from 'zod';
import { fraction } from '../experiments/fields.js';
import { couplingOfVertex } from '../models/index.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { type DarkMatterKind, vectorRelicProduct } from '../physics/vector-annihilation.js';
import type { LineConstraint } from './constraint.js';
import { AT_REST, RELIC_IS_ROUGH, VECTOR_RELIC, darkMatterLegend } from './relic-parameters.js';

const parameters = z.strictObject({
  g_chi: fraction({ min: 1e-9, max: 4 * Math.PI })
    .default(1)
    .meta({ description: 'Coupling of V to dark matter chi (default 1).' }),
  ...VECTOR_RELIC,
});

const NAMES: Readonly<Record<DarkMatterKind, string>> = {
  dirac: 'Dirac',
  majorana: 'Majorana',
  'complex-scalar': 'complex scalar',
};

/** Below the line too much is left over. */
export const relicVector: LineConstraint<z.output<typeof parameters>> = {
  id: 'relic-vector',
  kind: 'line',
  title: 'Relic density, $L_\\mu - L_\\tau$',
  source: '1804.03144, Fig. 10, and 1902.07715 (3) for the currents; sigma v and freeze-out at tree level',
  certainty: 'approximate',
  summary: `sigma v = (g g_chi)^2/[2 pi (4 m_chi^2 - m_V^2)^2] times the sum over mu, tau and half of each of their neutrinos of (2 m_chi^2 + m_f^2)(1 - m_f^2/m_chi^2)^(1/2), times v^2/6 for Majorana fermions and complex scalars, set to the one that leaves the observed relic: half for Majorana fermions, and b v^2 as 3 b/x_f, which is <v^2> = 6/x integrated from freeze-out on (relic-secluded has the 6/x itself, as its paper prints it). Below the line too much is left over. ${RELIC_IS_ROUGH}: g g_chi is up to 1.5 times too small. ${AT_REST}`,
  models: 'an L_mu - L_tau boson',
  statements: [
    {
      says: 'g g_chi of a Dirac fermion of 20 MeV and a boson of 60 MeV',
      source: 'an independent program: y = 1.4619e-12',
      published: 9 * Math.sqrt(1.4619209409607343e-12),
      found: () => vectorRelicProduct('dirac', 0.02, 0.06),
      within: 1e-6,
    },
    {
      says: 'g g_chi of a complex scalar of 200 MeV and a boson of 600 MeV',
      source: 'an independent program: y = 2.9721e-9',
      published: 9 * Math.sqrt(2.9720692267964425e-9),
      found: () => vectorRelicProduct('complex-scalar', 0.2, 0.6),
      within: 1e-6,
    },
  ],
  appliesTo: ({ id }) => id === 'mu-tau-vector',
  parameters,
  couplings: (particle, { g_chi, dark_matter, chi_mass_ratio, cross_section, freeze_out_x }, massGeV) =>
    massGeV.map((mass) =>
      couplingOfVertex(
        particle,
        vectorRelicProduct(dark_matter, chi_mass_ratio * mass, mass, {
          targetCm3PerS: cross_section,
          freezeOutX: freeze_out_x,
        }) / g_chi,
      ),
    ),
  legend: ({ g_chi, dark_matter, chi_mass_ratio }) =>
    `${NAMES[dark_matter]}, ${darkMatterLegend(g_chi, chi_mass_ratio, "m_{Z'}")}`,
  corners: ({ chi_mass_ratio }) => [
    LEPTON_MASS_GEV.muon / chi_mass_ratio,
    LEPTON_MASS_GEV.tau / chi_mass_ratio,
  ],
};
