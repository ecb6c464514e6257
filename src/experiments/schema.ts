/**
 * What an experiment is, as data. The same definition validates the shipped experiments, an experiment written inline
 * in a scan file, and the overrides of single fields; the JSON Schema for editors is generated from it.
 *
 * Lengths along the beam are measured from the front face of the target.
 */
import { z } from 'zod';
import { MATERIALS } from '../physics/materials.js';
import { LEPTONS } from '../physics/particles.js';
import { STOPPING_POWER_MEV_CM2_PER_G } from '../physics/stopping-powers.js';
import { channelSchema } from './channel-schema.js';
import { describeValue, identifier, positiveNumber, quantity, whenValid } from './fields.js';
import { beamSpectrumSchema, energyLossTableSchema } from './table-schema.js';

export { type Channel, channelSchema } from './channel-schema.js';

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

/** In the units of the loss: `none` (thin target), a constant, the stopping power of the material, or a table. */
const energyLossSchema = z
  .union([z.literal('none'), z.literal('stopping-power'), quantity('energy-loss'), energyLossTableSchema], {
    error: (issue) => {
      const isMapping = typeof issue.input === 'object' && issue.input !== null;
      const branch = issue.code === 'invalid_union' ? issue.errors[isMapping ? 3 : 2]?.[0] : undefined;
      if (isMapping && branch !== undefined) return branch.message;
      return `expected "none", "stopping-power", a table {energy_gev, loss_gev_per_cm}, or ${branch?.message.replace(/^expected /, '') ?? 'a quantity'}`;
    },
  })
  .meta({
    description:
      'Mean loss of a beam particle: "none" for a thin target, a constant such as "12.7 MeV/cm", "stopping-power" for that of muons in the material, or a table.',
  });

const layersSchema = z.strictObject({
  count: z.int().positive().max(100_000),
  spacing: quantity('length'),
});

export const experimentSchema = z
  .strictObject({
    id: identifier().meta({ description: 'Short name, as typed on the command line.' }),
    title: text.meta({ description: 'Name for figures and tables.' }),
    source: text.meta({ description: 'Where the numbers come from.' }),
    beam: z
      .strictObject({
        particle: z.enum(LEPTONS as ['muon', ...'electron'[]]),
        energy: quantity('energy')
          .optional()
          .meta({ description: 'Of a monochromatic beam; otherwise a spectrum is given.' }),
        spectrum: beamSpectrumSchema.optional().meta({
          description:
            'Bins of energy: a table of energy_from_gev, energy_to_gev, particles, or a CSV file of it.',
        }),
        particles_on_target: positiveNumber().meta({ description: 'Number of beam particles.' }),
      })
      .refine(({ energy, spectrum }) => (energy === undefined) !== (spectrum === undefined), {
        when: whenValid('energy', 'spectrum'),
        error: ({ input }) =>
          `expected either an energy or a spectrum; got ${'energy' in (input as object) ? 'both' : 'neither'}`,
      }),
    target: z.strictObject({
      material: materialSchema,
      length: quantity('length').meta({ description: 'Of the material, which sets the number of nuclei.' }),
      extent: quantity('length').optional().meta({
        description:
          'Along the beam, with what lies between the layers of the material; its length if left out.',
      }),
      layers: layersSchema.optional().meta({
        description: 'A target of layers of the material, counted from its end.',
      }),
      production_depth: z.enum(['continuous', 'layers']).optional().meta({
        description:
          'Where X is made: anywhere along the extent (continuous, the default), or at the layers only.',
      }),
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
  .refine(
    ({ target: { production_depth, layers } }) => production_depth !== 'layers' || layers !== undefined,
    {
      path: ['target', 'production_depth'],
      when: whenValid('target'),
      error: () => 'expected "continuous", or layers with their count and spacing; got "layers" without them',
    },
  )
  .refine(
    ({ target: { energy_loss, material } }) =>
      energy_loss !== 'stopping-power' || Object.hasOwn(STOPPING_POWER_MEV_CM2_PER_G, material.name),
    {
      path: ['target', 'energy_loss'],
      when: whenValid('target'),
      error: ({ input }) =>
        `expected a constant or a table: the stopping power of ${(input as { target: { material: { name: string } } }).target.material.name} is not known`,
    },
  )
  .refine(({ beam, target }) => (target.minimum_energy ?? 0) < highestEnergy(beam), {
    path: ['target', 'minimum_energy'],
    when: whenValid('beam', 'target'),
    error: ({ input }) => {
      const { beam, target } = input as { beam: BeamEnergy; target: { minimum_energy: number } };
      return `expected an energy below the beam's (${highestEnergy(beam)} GeV); got ${target.minimum_energy} GeV`;
    },
  });

interface BeamEnergy {
  readonly energy?: number | undefined;
  readonly spectrum?: { readonly energy_to_gev: readonly number[] } | undefined;
}

/** The energy of a beam, GeV; of a spectrum its upper end. */
export function highestEnergy({ energy, spectrum }: BeamEnergy): number {
  return energy ?? spectrum!.energy_to_gev.at(-1)!;
}

export type ExperimentInput = z.input<typeof experimentSchema>;
/** A validated experiment: energies in GeV, lengths in cm, densities in cm^-3, losses in GeV/cm. */
export type Experiment = z.output<typeof experimentSchema>;
