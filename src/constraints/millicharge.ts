/** Limits on the electric charge of a light particle, recast for dark fermions of the L_mu - L_tau boson. */
import { z } from 'zod';
import { describeValue } from '../experiments/fields.js';
import { column, risingColumn, table, tableFileSchema } from '../experiments/table-schema.js';
import { couplingOfVertex } from '../models/index.js';
import { powerLaw } from '../numerics/power-law.js';
import { ALPHA } from '../physics/constants.js';
import { millichargeToMuTau } from '../physics/kinetic-mixing.js';
import type { LineConstraint } from './constraint.js';

const parameters = z.strictObject({
  table: z
    .union(
      [
        table({
          mass_gev: risingColumn({ above: 0, description: 'Masses of the particle, GeV.' }),
          epsilon: column({
            above: 0,
            description: 'Limits on its charge over e; power laws between the masses, none beyond.',
          }),
        }),
        tableFileSchema,
      ],
      {
        error: ({ input }) =>
          `expected a table {mass_gev, epsilon} or {file: NAME.csv}; got ${describeValue(input)}`,
      },
    )
    .meta({ description: 'A limit of others.' }),
});

export const millicharge: LineConstraint<z.output<typeof parameters>> = {
  id: 'millicharge',
  kind: 'line',
  title: 'Limit on millicharged particles, recast',
  source:
    "2501.06294, below (13), with the mixing of Z' and photon of 1702.01497 (5); the limit is that of the table",
  certainty: 'recast',
  summary:
    "(g_Z' g_chi)^2 = [epsilon e g_Z'/|Pi(4 m_chi^2)|]^2 of a limit on the charge epsilon e, whose table is a parameter: power laws between its masses.",
  models: 'a pair of dark fermions from a massless L_mu - L_tau boson',
  statements: [
    {
      says: "g_Z' g_chi over epsilon e at low masses, g_Z'/Pi(0)",
      source: '1902.07715, which rounds; 69.3 by 1702.01497 (6)',
      published: 67,
      found: () => millichargeToMuTau(1, 1e-6) / Math.sqrt(4 * Math.PI * ALPHA),
      within: 0.04,
    },
  ],
  appliesTo: ({ mediator }) => mediator === 'dark-pair',
  parameters,
  couplings: (particle, { table: { mass_gev: masses, epsilon } }, massGeV) =>
    massGeV.map((mass) =>
      couplingOfVertex(particle, millichargeToMuTau(powerLaw(masses, epsilon, mass), mass)),
    ),
  corners: ({ table: { mass_gev: masses } }) => masses,
};
