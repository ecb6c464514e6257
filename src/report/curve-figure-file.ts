/** Figure files of curves: spectra in x, or cross-sections against the beam energy. */
import { z } from 'zod';
import { fraction, identifier, positiveNumber, quantity } from '../experiments/fields.js';
import { MEDIATORS } from '../physics/bremsstrahlung.js';
import { FORM_FACTOR_IDS } from '../physics/form-factors.js';
import { MATERIALS } from '../physics/materials.js';
import { METHOD_IDS } from '../physics/methods.js';
import { type CrossSectionRequest, crossSectionAt } from '../sensitivity/cross-section-at.js';
import { type Colour, PALETTE } from './colours.js';
import { curve, decadesAround, spectrumRows } from './cross-section-figure.js';
import type { Dash, Figure, Layer } from './figure.js';

/** One curve; what is left out is as in `muscan xsec`. */
const curveFields = {
  mediator: z.enum(MEDIATORS),
  method: z.enum(METHOD_IDS),
  form_factor: z.enum(FORM_FACTOR_IDS),
  target: z.enum(Object.keys(MATERIALS) as [string, ...string[]]),
  mass: quantity('energy'),
  mixing_angle: z.number().optional().meta({ description: 'Of lfv-alp, rad.' }),
  x_max: fraction().optional(),
  label: z.string().min(1).meta({ description: 'Text for the legend; mathematics between $ signs.' }),
  colour: z.enum(Object.keys(PALETTE) as [Colour, ...Colour[]]).optional(),
  dash: z.enum(['solid', 'dashed', 'dotted', 'dash-dotted'] satisfies [Dash, ...Dash[]]).default('solid'),
};

const header = {
  figure: identifier().meta({ description: 'Name of the figure.' }),
  title: z.string().min(1).optional(),
  accuracy: z.number().min(1e-8).max(0.1).default(1e-4),
};

export const spectraFigureSchema = z.strictObject({
  ...header,
  spectra: z
    .strictObject({
      normalised: z.boolean().default(true).meta({ description: 'Every curve has area 1.' }),
      points: z.int().min(10).max(10_000).default(200),
      curves: z.array(z.strictObject({ ...curveFields, energy: quantity('energy') })).min(1),
    })
    .meta({ description: 'dsigma/dx against x = E_X/E.' }),
});

export const crossSectionsFigureSchema = z.strictObject({
  ...header,
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
            ...curveFields,
            coupling: positiveNumber()
              .default(1)
              .meta({ description: 'Cross-sections scale with its square.' }),
          }),
        )
        .min(1),
    })
    .meta({ description: 'Cross-sections in cm^2 against the beam energy.' }),
});

type SpectraFields = z.output<typeof spectraFigureSchema>;
type CrossSectionsFields = z.output<typeof crossSectionsFigureSchema>;
type CurveFields =
  SpectraFields['spectra']['curves'][number] | CrossSectionsFields['cross_sections']['curves'][number];

/** A figure of curves needs no stored scan: it is computed here. */
export function curveFigure(fields: SpectraFields | CrossSectionsFields): Figure {
  return 'spectra' in fields ? spectraFigure(fields) : crossSectionsFigure(fields);
}

function requestOf(fields: CurveFields, energyGeV: number, accuracy: number): CrossSectionRequest {
  return {
    mediator: fields.mediator,
    method: fields.method,
    formFactor: fields.form_factor,
    lepton: 'muon',
    nucleus: MATERIALS[fields.target],
    massGeV: fields.mass,
    energyGeV,
    accuracy,
    ...(fields.mixing_angle !== undefined && { mixingAngle: fields.mixing_angle }),
    ...(fields.x_max !== undefined && { xMax: fields.x_max }),
  };
}

function withColour(layer: Layer, colour: Colour | undefined): Layer {
  return colour === undefined ? layer : { ...layer, colour };
}

function spectraFigure({ title, accuracy, spectra }: SpectraFields): Figure {
  const layers = spectra.curves.map((fields) => {
    const result = crossSectionAt(requestOf(fields, fields.energy, accuracy));
    const scale = spectra.normalised ? 1 / result.sigmaGeVm2 : 1;
    const rows = spectrumRows(result.spectrum, spectra.points);
    const layer = curve(
      fields.label,
      rows.map(({ x }) => x),
      rows.map(({ dsigmaDxGeVm2 }) => scale * dsigmaDxGeVm2),
      fields.dash,
    );
    return withColour(layer, fields.colour);
  });
  const largest = Math.max(
    ...layers.flatMap((layer) => (layer.kind === 'curve' ? Array.from(layer.y).filter(Number.isFinite) : [])),
  );
  return {
    ...(title !== undefined && { title }),
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

function crossSectionsFigure({
  title,
  accuracy,
  cross_sections: { energy, curves },
}: CrossSectionsFields): Figure {
  const energies = Array.from(
    { length: energy.points },
    (_, i) => energy.from * (energy.to / energy.from) ** (i / (energy.points - 1)),
  );
  const layers = curves.map((fields) => {
    const values = energies.map(
      (energyGeV) => fields.coupling ** 2 * crossSectionAt(requestOf(fields, energyGeV, accuracy)).sigmaCm2,
    );
    return withColour(curve(fields.label, energies, values, fields.dash), fields.colour);
  });
  return {
    ...(title !== undefined && { title }),
    x: { label: 'E_\\mu\\ [\\mathrm{GeV}]', domain: [energy.from, energy.to], scale: 'log' },
    y: { label: '\\sigma\\ [\\mathrm{cm}^2]', domain: decadesAround(layers), scale: 'log' },
    layers,
  };
}
