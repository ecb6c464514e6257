/** How far the taus of mu N -> tau a N fly: those that recoil, and those of a -> mu tau. 2407.15942, Fig. 5. */
import { z } from 'zod';
import { quantity } from '../../experiments/fields.js';
import { describeDimension, parseQuantity } from '../../physics/units.js';
import { HBAR_C_SQUARED_GEV2_CM2 } from '../../physics/constants.js';
import { crossSectionAt } from '../../sensitivity/cross-section-at.js';
import { curve, decadesAround } from '../cross-section-figure.js';
import type { Figure, Layer } from '../figure.js';
import { header } from '../header-fields.js';
import { colourField, labelField, withoutUndefined } from '../../scan/layer-fields.js';
import { energyOfTau, spectrumOfDecayTau, spectrumOfRecoilTau } from '../tau-spectra.js';
import type { CurveFigure } from './curve-figure.js';
import {
  accuracy,
  curveLook,
  logSpaced,
  numberRange,
  pointsField,
  processFields,
  requestOf,
  unitCoupling,
} from './fields.js';

const schema = z.strictObject({
  ...header,
  accuracy,
  tau_decay_lengths: z
    .strictObject({
      tau: z
        .enum(['recoil', 'from-decay'])
        .meta({ description: 'The tau that the muon turns into, or the one of a -> mu tau.' }),
      length: z
        .strictObject({
          from: quantity('length'),
          to: quantity('length'),
          points: pointsField(600),
          unit: z.enum(describeDimension('length').units).default('cm'),
        })
        .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a length above "from"' })
        .meta({ description: 'Range of the decay length gamma beta c tau, and the unit of its axis.' }),
      cross_section: numberRange('Range of the other axis, cm^2; left out: around the curves.').optional(),
      curves: z
        .array(
          z.strictObject({
            ...processFields,
            energy: quantity('energy').meta({ description: 'Of the muon.' }),
            coupling: unitCoupling,
            ...curveLook,
          }),
        )
        .min(1),
      shaded: z
        .array(
          z.strictObject({
            below: quantity('length'),
            label: labelField().optional(),
            colour: colourField(),
          }),
        )
        .default([])
        .meta({ description: 'Decay lengths below these are tinted, each down to the next shorter one.' }),
    })
    .meta({
      description: 'dsigma/dx, x = E_tau/E_mu, against the mean decay length of a tau of this energy.',
    }),
});

type Fields = z.output<typeof schema>;
type TauFields = Fields['tau_decay_lengths'];

export const tauDecayLengthsFigure: CurveFigure<Fields> = {
  key: 'tau_decay_lengths',
  schema,
  prepare: (fields) => ({ data: () => draw(fields), faults: [] }),
};

function draw({ title, accuracy: relativeAccuracy, tau_decay_lengths: fields }: Fields): Figure {
  const { length } = fields;
  const unitCm = parseQuantity(`1 ${length.unit}`, 'length');
  const curves = fields.curves.map((one) => curveOf(one, fields, unitCm, relativeAccuracy));
  const { from, to } = fields.cross_section ?? {};
  return {
    ...withoutUndefined({ title }),
    x: {
      label: `\\gamma\\beta c\\tau\\ [\\mathrm{${length.unit}}]`,
      domain: [length.from / unitCm, length.to / unitCm],
      scale: 'log',
    },
    y: {
      label: '\\mathrm{d}\\sigma/\\mathrm{d}x\\ [\\mathrm{cm}^2]',
      domain: from === undefined ? decadesAround(curves) : [from, to!],
      scale: 'log',
    },
    layers: [...shadedLayers(fields, unitCm), ...curves],
  };
}

function shadedLayers({ shaded, length }: TauFields, unitCm: number): Layer[] {
  const rising = shaded.toSorted((a, b) => a.below - b.below);
  return rising.map(({ below, label, colour }, i) => ({
    kind: 'band',
    label: label ?? '',
    x: [(rising[i - 1]?.below ?? length.from) / unitCm, below / unitCm],
    low: [0, 0],
    high: [Infinity, Infinity],
    ...withoutUndefined({ colour }),
  }));
}

function curveOf(
  fields: TauFields['curves'][number],
  { tau, length }: TauFields,
  unitCm: number,
  relativeAccuracy: number,
): Layer {
  const { spectrum } = crossSectionAt(
    requestOf({ ...fields, mediator: 'lfv-alp' }, fields.energy, relativeAccuracy),
  );
  const perEnergyFraction =
    tau === 'recoil'
      ? spectrumOfRecoilTau(spectrum, fields.energy)
      : spectrumOfDecayTau(spectrum, fields.energy, fields.mass, relativeAccuracy);
  const scale = fields.coupling ** 2 * HBAR_C_SQUARED_GEV2_CM2;
  const points = withEnds(logSpaced(length), (lengthCm) => scale * perEnergyFraction(energyOfTau(lengthCm)));
  return {
    ...curve(
      fields.label,
      points.map(({ lengthCm }) => lengthCm / unitCm),
      points.map(({ value }) => value),
      fields.dash,
    ),
    ...withoutUndefined({ colour: fields.colour }),
  };
}

/** Halvings of the interval in which a curve ends: it falls like a cliff there. */
const HALVINGS = 20;

function withEnds(lengthsCm: readonly number[], at: (lengthCm: number) => number) {
  const points = lengthsCm.map((lengthCm) => ({ lengthCm, value: at(lengthCm) }));
  const ends = points.slice(1).flatMap((second, i) => {
    const first = points[i];
    if (first.value > 0 === second.value > 0) return [];
    let [inside, outside] = first.value > 0 ? [first, second] : [second, first];
    return Array.from({ length: HALVINGS }, () => {
      const lengthCm = 0.5 * (inside.lengthCm + outside.lengthCm);
      const middle = { lengthCm, value: at(lengthCm) };
      if (middle.value > 0) inside = middle;
      else outside = middle;
      return middle;
    }).filter(({ value }) => value > 0);
  });
  return [...points, ...ends].toSorted((a, b) => a.lengthCm - b.lengthCm);
}
