/** Cross-sections against the beam energy. */
import { z } from 'zod';
import { quantity } from '../../experiments/fields.js';
import { MEDIATORS } from '../../physics/bremsstrahlung.js';
import { crossSectionAt } from '../../sensitivity/cross-section-at.js';
import { curve, decadesAround } from '../cross-section-figure.js';
import type { Figure } from '../figure.js';
import { header } from '../header-fields.js';
import { withoutUndefined } from '../../scan/layer-fields.js';
import type { CurveFigure } from './curve-figure.js';
import { accuracy, curveLook, logSpaced, processFields, requestOf, unitCoupling } from './fields.js';

const schema = z.strictObject({
  ...header,
  accuracy,
  cross_sections: z
    .strictObject({
      energy: z.strictObject({
        from: quantity('energy'),
        to: quantity('energy'),
        points: z.int().min(2).max(1000),
      }),
      curves: z
        .array(
          z.strictObject({
            mediator: z.enum(MEDIATORS),
            ...processFields,
            ...curveLook,
            coupling: unitCoupling,
          }),
        )
        .min(1),
    })
    .meta({ description: 'Cross-sections in cm^2 against the beam energy.' }),
});

type Fields = z.output<typeof schema>;

export const crossSectionsFigure: CurveFigure<Fields> = {
  key: 'cross_sections',
  schema,
  prepare: (fields) => ({ data: () => draw(fields), faults: [] }),
};

function draw({ title, accuracy: relativeAccuracy, cross_sections: { energy, curves } }: Fields): Figure {
  const energies = logSpaced(energy);
  const layers = curves.map((fields) => ({
    ...curve(
      fields.label,
      energies,
      energies.map(
        (energyGeV) =>
          fields.coupling ** 2 * crossSectionAt(requestOf(fields, energyGeV, relativeAccuracy)).sigmaCm2,
      ),
      fields.dash,
    ),
    ...withoutUndefined({ colour: fields.colour }),
  }));
  return {
    ...withoutUndefined({ title }),
    x: { label: 'E_\\mu\\ [\\mathrm{GeV}]', domain: [energy.from, energy.to], scale: 'log' },
    y: { label: '\\sigma\\ [\\mathrm{cm}^2]', domain: decadesAround(layers), scale: 'log' },
    layers,
  };
}
