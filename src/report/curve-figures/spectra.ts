/** Spectra in x = E_X/E. */
import { z } from 'zod';
import { quantity } from '../../experiments/fields.js';
import { MEDIATORS } from '../../physics/bremsstrahlung.js';
import { crossSectionAt } from '../../sensitivity/cross-section-at.js';
import { curve, spectrumRows } from '../cross-section-figure.js';
import type { Figure } from '../figure.js';
import { header } from '../header-fields.js';
import { withoutUndefined } from '../../scan/layer-fields.js';
import type { CurveFigure } from './curve-figure.js';
import { accuracy, curveLook, processFields, requestOf } from './fields.js';

const schema = z.strictObject({
  ...header,
  accuracy,
  spectra: z
    .strictObject({
      normalised: z.boolean().default(true).meta({ description: 'Every curve has area 1.' }),
      points: z.int().min(10).max(10_000).default(200),
      curves: z
        .array(
          z.strictObject({
            mediator: z.enum(MEDIATORS),
            ...processFields,
            ...curveLook,
            energy: quantity('energy'),
          }),
        )
        .min(1),
    })
    .meta({ description: 'dsigma/dx against x = E_X/E.' }),
});

type Fields = z.output<typeof schema>;

export const spectraFigure: CurveFigure<Fields> = {
  key: 'spectra',
  schema,
  prepare: (fields) => ({ data: () => draw(fields), faults: [] }),
};

function draw({ title, accuracy: relativeAccuracy, spectra }: Fields): Figure {
  const layers = spectra.curves.map((fields) => {
    const result = crossSectionAt(requestOf(fields, fields.energy, relativeAccuracy));
    const scale = spectra.normalised ? 1 / result.sigmaGeVm2 : 1;
    const rows = spectrumRows(result.spectrum, spectra.points);
    return {
      ...curve(
        fields.label,
        rows.map(({ x }) => x),
        rows.map(({ dsigmaDxGeVm2 }) => scale * dsigmaDxGeVm2),
        fields.dash,
      ),
      ...withoutUndefined({ colour: fields.colour }),
    };
  });
  const largest = Math.max(...layers.flatMap(({ y }) => Array.from(y).filter(Number.isFinite)));
  return {
    ...withoutUndefined({ title }),
    x: { label: 'x', domain: [0, 1], scale: 'linear' },
    y: {
      label: spectra.normalised
        ? '(1/\\sigma)\\,\\mathrm{d}\\sigma/\\mathrm{d}x'
        : '\\mathrm{d}\\sigma/\\mathrm{d}x\\ [\\mathrm{GeV}^{-2}]',
      domain: [0, 1.1 * largest],
      scale: 'linear',
    },
    layers,
  };
}
