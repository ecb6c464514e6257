/** The fields that figures of curves share. */
import { z } from 'zod';
import { fraction, mixingAngle, positiveNumber, quantity } from '../../experiments/fields.js';
import type { Mediator } from '../../physics/bremsstrahlung.js';
import { FORM_FACTOR_IDS } from '../../physics/form-factors.js';
import { MATERIALS } from '../../physics/materials.js';
import { CROSS_SECTION_METHOD_IDS } from '../../physics/methods.js';
import type { CrossSectionRequest } from '../../sensitivity/cross-section-at.js';
import { colourField, dashField, labelField } from '../../scan/layer-fields.js';

export const accuracy = z
  .number()
  .min(1e-8)
  .max(0.1)
  .default(1e-4)
  .meta({ description: 'Relative accuracy of every cross-section.' });

export const curveLook = { label: labelField(), colour: colourField(), dash: dashField() };

/** How a cross-section is computed; what is left out is as in `muscan xsec`. */
export const processFields = {
  method: z.enum(CROSS_SECTION_METHOD_IDS),
  form_factor: z.enum(FORM_FACTOR_IDS),
  target: z.enum(Object.keys(MATERIALS) as [string, ...string[]]),
  mass: quantity('energy'),
  mixing_angle: mixingAngle().optional().meta({ description: 'Of lfv-alp: pi/2 (the default) is scalar.' }),
  x_max: fraction().optional(),
};

export const unitCoupling = positiveNumber()
  .default(1)
  .meta({ description: 'Strength of the vertex; cross-sections scale with its square.' });

/** Whole numbers of points along an axis. */
export function pointsField(points: number) {
  return z.int().min(2).max(10_000).default(points).meta({ description: 'Number of points of each curve.' });
}

/** The range of an axis of pure numbers, or of numbers in a unit that the description names. */
export function numberRange(description: string) {
  return z
    .strictObject({ from: positiveNumber(), to: positiveNumber() })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a number above "from"' })
    .meta({ description });
}

type ProcessFields = z.output<z.ZodObject<typeof processFields>>;

export function requestOf(
  fields: ProcessFields & { readonly mediator: Mediator },
  energyGeV: number,
  relativeAccuracy: number,
): CrossSectionRequest {
  return {
    mediator: fields.mediator,
    method: fields.method,
    formFactor: fields.form_factor,
    lepton: 'muon',
    nucleus: MATERIALS[fields.target],
    massGeV: fields.mass,
    energyGeV,
    accuracy: relativeAccuracy,
    ...(fields.mixing_angle !== undefined && { mixingAngle: fields.mixing_angle }),
    ...(fields.x_max !== undefined && { xMax: fields.x_max }),
  };
}

/** From one end to the other in equal ratios. */
export function logSpaced({ from, to, points }: { from: number; to: number; points: number }): number[] {
  return Array.from({ length: points }, (_, i) => from * (to / from) ** (i / (points - 1)));
}
