/**
 * What an experiment is, as data. The same definition validates the shipped experiments, an experiment written inline
 * in a scan file, and the overrides of single fields; the JSON Schema for editors is generated from it.
 *
 * Lengths along the beam are measured from the front face of the target.
 */
import { z } from 'zod';
import { MATERIALS } from '../physics/materials.js';
import { LEPTONS } from '../physics/particles.js';
import { describeValue, fraction, positiveNumber, quantity } from './fields.js';

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
    const { id, Z, A } = MATERIALS[material]!;
    return { name: id, Z, A };
  });

/** `none` (thin target) or a constant mean loss per length. */
const energyLossSchema = z.union([z.literal('none').transform(() => 0), quantity('energy-loss')]);

export const channelSchema = z.strictObject({
  title: text.meta({ description: 'What is looked for, in a few words.' }),
  source: text.optional(),
  decay_volume: z
    .strictObject({
      from: quantity('length', { positive: false }),
      to: z.union([z.literal('infinity').transform(() => Infinity), quantity('length')]),
    })
    .meta({
      description:
        'The particle must decay between these distances from the front face of the target. Leave it out where every produced particle counts.',
    })
    .optional(),
  x_min: fraction().optional().meta({ description: 'Least x = E_X / E of the selection.' }),
  x_max: fraction().optional(),
  efficiency: fraction().optional().meta({ description: 'Selection efficiency; 1 if left out.' }),
});

export const experimentSchema = z.strictObject({
  id: text.regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected lower-case letters, digits, dots and hyphens'),
  title: text,
  source: text.meta({ description: 'Where the numbers come from.' }),
  beam: z.strictObject({
    particle: z.enum(LEPTONS as ['muon', ...'electron'[]]),
    energy: quantity('energy'),
    particles_on_target: positiveNumber(),
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
  channels: z.record(z.string(), channelSchema),
});

export type ExperimentInput = z.input<typeof experimentSchema>;
/** A validated experiment: energies in GeV, lengths in cm, densities in cm^-3, losses in GeV/cm. */
export type Experiment = z.output<typeof experimentSchema>;
export type Channel = z.output<typeof channelSchema>;
