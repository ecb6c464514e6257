/** BR(K+ -> mu+ nu X) against the mass of X: 1902.07715, Fig. 4. */
import { z } from 'zod';
import { quantity } from '../../experiments/fields.js';
import { KAON_RADIATIONS, kaonBranchingFraction } from '../../physics/kaon-decay.js';
import { withoutUndefined } from '../../scan/layer-fields.js';
import { curve } from '../cross-section-figure.js';
import type { Figure } from '../figure.js';
import { header } from '../header-fields.js';
import type { CurveFigure } from './curve-figure.js';
import { curveLook, logSpaced, numberRange, pointsField, unitCoupling } from './fields.js';

const schema = z.strictObject({
  ...header,
  kaon_fractions: z
    .strictObject({
      mass: z
        .strictObject({ from: quantity('energy'), to: quantity('energy') })
        .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a mass above "from"' })
        .meta({ description: 'Range of the mass of X.' }),
      fraction: numberRange('Range of the other axis.'),
      points: pointsField(200),
      curves: z
        .array(
          z.strictObject({
            mediator: z.enum(KAON_RADIATIONS).meta({
              description: 'A scalar of muons, or a vector of muons and their neutrinos.',
            }),
            coupling: unitCoupling,
            missing_mass_min: quantity('energy')
              .optional()
              .meta({ description: 'Least invariant mass of X and neutrino; left out: all count.' }),
            ...curveLook,
          }),
        )
        .min(1),
    })
    .meta({ description: 'Branching fractions of K+ -> mu+ nu X against the mass of X.' }),
});

type Fields = z.output<typeof schema>;

export const kaonFractionsFigure: CurveFigure<Fields> = {
  key: 'kaon_fractions',
  schema,
  prepare: (fields) => ({ data: () => draw(fields), faults: [] }),
};

function draw({ title, kaon_fractions: { mass, fraction, points, curves } }: Fields): Figure {
  const masses = logSpaced({ ...mass, points });
  const atUnitCoupling = curves.every(({ coupling }) => coupling === 1);
  return {
    ...withoutUndefined({ title }),
    x: { label: 'm_X\\ [\\mathrm{GeV}]', domain: [mass.from, mass.to], scale: 'log' },
    y: {
      label: `\\mathrm{BR}(K^+ \\to \\mu^+ \\nu X)${atUnitCoupling ? '/g^2' : ''}`,
      domain: [fraction.from, fraction.to],
      scale: 'log',
    },
    layers: curves.map(({ mediator, coupling, missing_mass_min: least = 0, label, colour, dash }) => ({
      ...curve(
        label,
        masses,
        masses.map((massGeV) => coupling ** 2 * kaonBranchingFraction(mediator, massGeV, least ** 2)),
        dash,
      ),
      ...withoutUndefined({ colour }),
    })),
  };
}
