/** Parameters that all relic densities share. */
import { z } from 'zod';
import { describeValue, fraction } from '../experiments/fields.js';
import { FREEZE_OUT_X, RELIC_CROSS_SECTION_CM3_PER_S } from '../physics/dark-matter.js';
import { DARK_MATTER_KINDS } from '../physics/vector-annihilation.js';

/** How wrong one cross-section at all masses is; a test solves the Boltzmann equation. */
export const RELIC_IS_ROUGH =
  'Approximate: one <sigma v> of 4.4e-26 cm^3/s at all masses, and x_f = 20. With the degrees of freedom of the early universe it takes 0.9 to 1.2 times as much from 10 GeV on, and 1.5 to 2.3 times from 10 MeV to 3 GeV (1204.3622 has it for particles that are their own antiparticles)';

/** Of lines whose annihilation has a sharp threshold. */
export const AT_REST =
  'Annihilation is that at rest: where a lepton opens there is a step, which thermal energies would smooth.';

/** What legends say of dark matter: its coupling, and its mass over that of the mediator. */
export function darkMatterLegend(coupling: number, ratio: number, mediator: string): string {
  const inverse = Number((1 / ratio).toPrecision(6));
  const mass =
    Number.isInteger(inverse) && inverse > 1
      ? `${mediator}/${inverse}`
      : `${Number(ratio.toPrecision(3))}\\,${mediator}`;
  return `$g_\\chi = ${Number(coupling.toPrecision(3))}$, $m_\\chi = ${mass}$`;
}

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
      unit: 'cm^3/s',
    });
}

/** m_chi over the temperature at freeze-out. */
export function freezeOutX() {
  return fraction({ min: 1, max: 100 })
    .default(FREEZE_OUT_X)
    .meta({ description: `m_chi over the temperature at freeze-out (default ${FREEZE_OUT_X}).` });
}

/** Around m_chi = m_X/2 the width of X and the spread of thermal energies decide, of which nothing is known here. */
const RESONANCE = { from: 0.45, to: 0.55 };

/** m_chi / m_X of dark matter that annihilates through X, off its resonance. */
export function chiMassRatio(mediator: string) {
  return fraction({ min: 1e-3, max: 100 })
    .superRefine((ratio, context) => {
      if (ratio <= RESONANCE.from || ratio >= RESONANCE.to) return;
      const message = `expected a ratio of up to ${RESONANCE.from}, or from ${RESONANCE.to} on: between, annihilation is resonant, and is decided by the width and by thermal energies that are not known here; got ${ratio}`;
      context.addIssue({ code: 'custom', message });
    })
    .default(1 / 3)
    .meta({
      description: `m_chi / ${mediator}, not from ${RESONANCE.from} to ${RESONANCE.to}, which is resonant; above 1 annihilation to two of them opens, which is left out (default 1/3).`,
    });
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
