/** The probability of a decay that counts, averaged over the particles that are made, against the coupling. */
import { z } from 'zod';
import { quantity } from '../../experiments/fields.js';
import { MODELS } from '../../models/index.js';
import { type ScanFile, readScanFiles } from '../../scan/scan-file.js';
import { eventYield } from '../../sensitivity/event-yield.js';
import { Kernel } from '../../sensitivity/index.js';
import type { MassSlice } from '../../sensitivity/mass-slice.js';
import type { Figure } from '../figure.js';
import { header } from '../header-fields.js';
import { planeField, scanOfPlane } from '../figure-plane.js';
import { pathIn } from '../../scan/constraint-layers.js';
import { withoutUndefined } from '../../scan/layer-fields.js';
import { couplingLabel, unitProblem } from '../plane-axes.js';
import { allOf, under } from '../../scan/zod-faults.js';
import type { CurveFigure } from './curve-figure.js';
import { curveLook, logSpaced, numberRange, pointsField } from './fields.js';

const schema = z.strictObject({
  ...header,
  decay_probability: z
    .strictObject({
      coupling: numberRange("Range of the coupling axis, in the model's unit."),
      points: pointsField(300),
      curves: z
        .array(
          z.strictObject({
            scan: z.string().min(1).meta({
              description:
                'A scan file, relative to this file, with model, experiment and channel; it need not have been run.',
            }),
            plane: planeField(),
            mass: quantity('energy'),
            ...curveLook,
          }),
        )
        .min(1),
    })
    .meta({
      description:
        'Events over those that there were if every X counted, wherever it decays: against the coupling.',
    }),
});

type Fields = z.output<typeof schema>;

export const decayProbabilityFigure: CurveFigure<Fields> = {
  key: 'decay_probability',
  schema,
  prepare: (fields, folder) => {
    const { data: scans, faults } = allOf(
      fields.decay_probability.curves.map(({ scan, plane }, i) =>
        under(
          pathOf(i),
          scanOfPlane(() => readScanFiles(pathIn(folder, scan)), plane),
        ),
      ),
    );
    if (scans === undefined) return { data: undefined, faults };
    const models = scans.map(({ plan }) => MODELS[plan.model.id]);
    const unitFaults = models.flatMap((model, i) => {
      const message = unitProblem(model, models[0]);
      return message === undefined ? [] : [{ path: [...pathOf(i), 'scan'], message }];
    });
    return { data: () => draw(fields, scans), faults: unitFaults };
  },
};

function pathOf(curve: number): (string | number)[] {
  return ['decay_probability', 'curves', curve];
}

/** The mean over depths and energies of production, within the channel's selection; NaN where nothing is made. */
export function meanDecayProbability(slice: MassSlice, coupling: number): number {
  const strength = coupling ** slice.couplingPower;
  return eventYield(slice, coupling).events / (slice.normalisation * strength * slice.produced);
}

function draw(
  { title, decay_probability: { coupling, points, curves } }: Fields,
  scans: readonly ScanFile[],
): Figure {
  const couplings = logSpaced({ ...coupling, points });
  return {
    ...withoutUndefined({ title }),
    x: {
      label: couplingLabel(MODELS[scans[0].plan.model.id]),
      domain: [coupling.from, coupling.to],
      scale: 'log',
    },
    y: { label: '\\langle P_{\\mathrm{decay}} \\rangle', domain: [0, 1.05], scale: 'linear' },
    layers: curves.map(({ mass, label, colour, dash }, i) => {
      const slice = new Kernel(scans[i].plan).slice(mass);
      return {
        kind: 'curve',
        label,
        x: couplings,
        y: couplings.map((one) => meanDecayProbability(slice, one)),
        ...withoutUndefined({ colour, dash }),
      };
    }),
  };
}
