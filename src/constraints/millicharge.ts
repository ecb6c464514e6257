/** Limits on the electric charge of a light particle, recast for dark fermions of the L_mu - L_tau boson. */
import { z } from 'zod';
import { describeValue } from '../experiments/fields.js';
import { column, risingColumn, table, tableFileSchema } from '../experiments/table-schema.js';
import { millichargeToMuTau } from '../physics/kinetic-mixing.js';
import { type LineConstraint, couplingOfVertex } from './constraint.js';

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
  models: 'a pair of dark fermions from a massless L_mu - L_tau boson',
  appliesTo: ({ mediator }) => mediator === 'dark-pair',
  parameters,
  couplings: (particle, { table: { mass_gev: masses, epsilon } }, massGeV) =>
    massGeV.map((mass) =>
      couplingOfVertex(particle, millichargeToMuTau(powerLaw(masses, epsilon, mass), mass)),
    ),
  corners: ({ table: { mass_gev: masses } }) => masses,
};

/** Between the points of a table in ln x and ln y; NaN beyond its ends. */
function powerLaw(x: readonly number[], y: readonly number[], at: number): number {
  if (!(x[0] <= at && at <= x.at(-1)!)) return Number.NaN;
  if (x.length === 1) return y[0];
  const i = Math.min(
    x.findLastIndex((node) => node <= at),
    x.length - 2,
  );
  const share = Math.log(at / x[i]) / Math.log(x[i + 1] / x[i]);
  return y[i] * (y[i + 1] / y[i]) ** share;
}
