/**
 * What an experiment is, as data. The same definition validates the shipped experiments, an experiment written inline
 * in a scan file, and the overrides of single fields; the JSON Schema for editors is generated from it.
 *
 * Lengths along the beam are measured from the front face of the target.
 */
import { z } from 'zod';
import { MATERIALS } from '../physics/materials.js';
import { LEPTONS } from '../physics/particles.js';
import {
  describeValue,
  fraction,
  identifier,
  keywordOr,
  positiveNumber,
  quantity,
  whenValid,
} from './fields.js';

const text = z.string().min(1);

const materialSchema = z
  .union(
    [
      z.enum(Object.keys(MATERIALS) as [string, ...string[]]),
      z.strictObject({ name: text, Z: z.int().positive(), A: positiveNumber() }),
    ],
    {
      error: ({ input }) =>
        `expected one of ${Object.keys(MATERIALS).join(', ')}, or {name, Z, A}; got ${describeValue(input)}`,
    },
  )
  .transform((material) => {
    if (typeof material !== 'string') return material;
    const { id, Z, A } = MATERIALS[material];
    return { name: id, Z, A };
  });

/** `none` (thin target) or a constant mean loss per length. */
const energyLossSchema = keywordOr('none', 0, quantity('energy-loss'));

const decayVolumeSchema = z
  .strictObject({
    from: quantity('length', { allowZero: true }),
    to: keywordOr('infinity', Infinity, quantity('length')),
  })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    when: whenValid('from', 'to'),
    error: ({ input }) => {
      const { from, to } = input as { from: number; to: number };
      return `expected a distance beyond "from" (${from} cm); got ${to} cm`;
    },
  });

export const channelSchema = z
  .strictObject({
    title: text.meta({ description: 'What is looked for, in a few words.' }),
    source: text.optional().meta({ description: 'Where the numbers come from.' }),
    // `none` undoes the decay volume of an experiment that is overridden.
    decay_volume: keywordOr('none', undefined, decayVolumeSchema).optional().meta({
      description:
        'The particle must decay between these distances from the front face of the target. "none", or nothing, where every produced particle counts.',
    }),
    x_min: fraction().optional().meta({ description: 'Least x = E_X / E of the selection; 0 if left out.' }),
    x_max: fraction().optional().meta({ description: 'Greatest x = E_X / E; 1 if left out.' }),
    efficiency: fraction().optional().meta({ description: 'Selection efficiency; 1 if left out.' }),
  })
  .refine(({ x_min = 0, x_max = 1 }) => x_min < x_max, {
    path: ['x_max'],
    when: whenValid('x_min', 'x_max'),
    error: ({ input }) => {
      const { x_min = 0, x_max = 1 } = input as { x_min?: number; x_max?: number };
      return `expected a number above "x_min" (${x_min}); got ${x_max}`;
    },
  });

export const experimentSchema = z
  .strictObject({
    id: identifier().meta({ description: 'Short name, as typed on the command line.' }),
    title: text.meta({ description: 'Name for figures and tables.' }),
    source: text.meta({ description: 'Where the numbers come from.' }),
    beam: z.strictObject({
      particle: z.enum(LEPTONS as ['muon', ...'electron'[]]),
      energy: quantity('energy'),
      particles_on_target: positiveNumber().meta({ description: 'Number of beam particles.' }),
    }),
    target: z.strictObject({
      material: materialSchema,
      length: quantity('length'),
      number_density: quantity('number-density'),
      energy_loss: energyLossSchema,
      minimum_energy: quantity('energy')
        .optional()
        .meta({ description: 'Production below this beam energy is not counted.' }),
    }),
    channels: z
      .record(z.string(), channelSchema)
      .refine((channels) => Object.keys(channels).length > 0, {
        error: () => 'expected at least one channel; got none',
      })
      .meta({ description: 'What is looked for: a name for each channel, and its selection.' }),
  })
  .refine(({ beam, target }) => (target.minimum_energy ?? 0) < beam.energy, {
    path: ['target', 'minimum_energy'],
    when: whenValid('beam', 'target'),
    error: ({ input }) => {
      const { beam, target } = input as { beam: { energy: number }; target: { minimum_energy: number } };
      return `expected an energy below the beam's (${beam.energy} GeV); got ${target.minimum_energy} GeV`;
    },
  });

export type ExperimentInput = z.input<typeof experimentSchema>;
/** A validated experiment: energies in GeV, lengths in cm, densities in cm^-3, losses in GeV/cm. */
export type Experiment = z.output<typeof experimentSchema>;
export type Channel = z.output<typeof channelSchema>;
