/**
 * What an experiment is, as data. The same definition validates the shipped experiments, an experiment written inline
 * in a scan file, and the overrides of single fields; the JSON Schema for editors is generated from it.
 *
 * Lengths along the beam are measured from the front face of the target.
 */
import { z } from 'zod';
import { CERTAINTIES, CERTAINTY_NAMES } from '../certainty.js';
import { AVOGADRO_PER_MOL } from '../physics/constants.js';
import { MATERIALS } from '../physics/materials.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { STOPPING_POWER_MEV_CM2_PER_G } from '../physics/stopping-powers.js';
import { channelSchema } from './channel-schema.js';
import { describeValue, identifier, positiveNumber, quantity, whenValid } from './fields.js';
import { beamSpectrumSchema, energyLossTableSchema, tableFileSchema } from './table-schema.js';

export { type Channel, channelSchema } from './channel-schema.js';

const text = z.string().min(1);

const materialSchema = z
  .union(
    [
      z.enum(Object.keys(MATERIALS) as [string, ...string[]]),
      z
        .strictObject({ name: text, Z: z.int().positive(), A: positiveNumber() })
        .refine(({ Z, A }) => Z <= A, {
          path: ['A'],
          error: ({ input }) => {
            const { Z, A } = input as { Z: number; A: number };
            return `expected a mass number of at least Z = ${Z}; got ${A}`;
          },
        }),
    ],
    {
      error: ({ input }) =>
        `expected one of ${Object.keys(MATERIALS).join(', ')}, or {name, Z, A}; got ${describeValue(input)}`,
    },
  )
  .transform((material) => {
    if (typeof material !== 'string') return { ...material, nucleiPerCm3: null };
    const { id, Z, A, densityGPerCm3 } = MATERIALS[material];
    return { name: id, Z, A, nucleiPerCm3: (densityGPerCm3 * AVOGADRO_PER_MOL) / A };
  });

/** Papers round, 6e22 for W, and alloys differ a little. */
const DENSITY_TOLERANCE = 0.1;

const ENERGY_LOSS_KEYWORDS = ['none', 'stopping-power', 'bremsstrahlung'] as const;

/** GeV/cm: nothing (a thin target), a constant, the stopping power of the material, the radiation of electrons, or a table. */
const energyLossSchema = z
  .union([z.enum(ENERGY_LOSS_KEYWORDS), quantity('energy-loss'), energyLossTableSchema, tableFileSchema], {
    error: (issue) => {
      const keywords = ENERGY_LOSS_KEYWORDS.map((keyword) => `"${keyword}"`).join(', ');
      const isMapping = typeof issue.input === 'object' && issue.input !== null;
      const told = issue.code === 'invalid_union' && !isMapping ? issue.errors[1]?.[0]?.message : undefined;
      const quantities =
        told?.replace(/^expected /, '') ??
        `a quantity such as "12.7 MeV/cm"; got ${describeValue(issue.input)}`;
      return `expected ${keywords}, a table {energy_gev, loss_gev_per_cm}, {file: NAME.csv}, or ${quantities}`;
    },
  })
  .meta({
    description:
      'Mean loss of a beam particle: "none" for a thin target, a constant such as "12.7 MeV/cm", "stopping-power" for that of muons in the material, "bremsstrahlung" for the distribution of energies of electrons that radiate in it, or a table or CSV file of energy_gev, loss_gev_per_cm.',
  });

const beamSchema = z
  .strictObject({
    particle: z.enum(['electron', 'muon']).meta({ description: 'What the beam is made of.' }),
    energy: quantity('energy')
      .optional()
      .meta({ description: 'Of a monochromatic beam; otherwise a spectrum is given.' }),
    spectrum: beamSpectrumSchema.optional().meta({
      description:
        'Bins of energy: a table of energy_from_gev, energy_to_gev, particles, or a CSV file of it.',
    }),
    particles_on_target: positiveNumber().meta({ description: 'Number of beam particles.' }),
  })
  .superRefine(
    ({ energy, spectrum }, context) => {
      if ((energy === undefined) !== (spectrum === undefined)) return;
      const isMissing = energy === undefined;
      const message = `expected either an energy or a spectrum; got ${isMissing ? 'neither' : 'both'}`;
      context.addIssue({ code: 'custom', path: [isMissing ? 'energy' : 'spectrum'], message });
    },
    { when: whenValid('energy', 'spectrum') },
  )
  .refine(({ particle, energy }) => energy === undefined || energy > LEPTON_MASS_GEV[particle], {
    path: ['energy'],
    when: whenValid('particle', 'energy'),
    error: ({ input }) => {
      const { particle, energy } = input as { particle: 'electron' | 'muon'; energy: number };
      return `expected a total energy above the mass of the ${particle} (${LEPTON_MASS_GEV[particle]} GeV); got ${energy} GeV`;
    },
  });

const layersSchema = z.strictObject({
  count: z
    .int({ error: ({ input }) => `expected a whole number of layers; got ${describeValue(input)}` })
    .positive({ error: ({ input }) => `expected at least one layer; got ${describeValue(input)}` })
    .max(100_000)
    .meta({ description: 'Number of layers.' }),
  spacing: quantity('length').meta({ description: 'From each layer to the next.' }),
});

/** Lengths that are equal but for rounding fit into each other. */
const ROUNDING = 1 + 1e-9;

const targetSchema = z
  .strictObject({
    material: materialSchema,
    length: quantity('length').meta({ description: 'Of the material, which sets the number of nuclei.' }),
    extent: quantity('length').optional().meta({
      description:
        'Along the beam, with what lies between the layers of the material; its length if left out.',
    }),
    layers: layersSchema.optional().meta({
      description: 'A target of layers of the material, counted from its end.',
    }),
    production_depth: z.enum(['continuous', 'layers', 'front']).optional().meta({
      description:
        'Where X is made: anywhere along the extent (continuous, the default), at the layers only, or (front) anywhere, with its way counted from the front face.',
    }),
    number_density: quantity('number-density').optional().meta({
      description: 'Nuclei of the material per volume; left out: that of a material named from the list.',
    }),
    energy_loss: energyLossSchema,
    minimum_energy: quantity('energy')
      .optional()
      .meta({ description: 'Production below this beam energy is not counted.' }),
  })
  .refine(({ production_depth, layers }) => production_depth !== 'layers' || layers !== undefined, {
    path: ['production_depth'],
    when: whenValid('production_depth', 'layers'),
    error: () => 'expected "continuous", or `layers: {count, spacing}` beside it; got "layers" without them',
  })
  .refine(
    ({ material: { nucleiPerCm3 }, number_density }) => nucleiPerCm3 !== null || number_density !== undefined,
    {
      path: ['number_density'],
      when: whenValid('material', 'number_density'),
      error: ({ input }) => {
        const { name } = (input as { material: { name: string } }).material;
        return `expected the nuclei of ${describeValue(name)} per volume, such as "3.3e22 /cm^3"; got nothing`;
      },
    },
  )
  .refine(
    ({ material: { nucleiPerCm3 }, number_density }) =>
      nucleiPerCm3 === null ||
      number_density === undefined ||
      Math.abs(number_density / nucleiPerCm3 - 1) <= DENSITY_TOLERANCE,
    {
      path: ['number_density'],
      when: whenValid('material', 'number_density'),
      error: ({ input }) => {
        const { material, number_density } = input as { material: KnownMaterial; number_density: number };
        const { name, Z, A, nucleiPerCm3 } = material;
        return `expected that of ${name} to ${100 * DENSITY_TOLERANCE} % (${nucleiPerCm3.toPrecision(4)} /cm^3), or a material of another density written as {name: ${name}, Z: ${Z}, A: ${A}}; got ${number_density.toPrecision(4)} /cm^3`;
      },
    },
  )
  .superRefine(
    ({ length, layers, extent }, context) => {
      const fail = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      const along = extent ?? (layers === undefined ? length : layers.count * layers.spacing);
      if (length > along * ROUNDING) {
        const isGiven = extent !== undefined;
        const what = isGiven ? 'an extent' : 'an extent (count x spacing)';
        const message = `expected ${what} of at least the length of the material (${length} cm); got ${along} cm`;
        fail(isGiven ? 'extent' : 'layers', message);
      }
      const ofLayers = layers === undefined ? 0 : (layers.count - 1) * layers.spacing;
      if (ofLayers > along * ROUNDING) {
        fail('layers', `expected layers that fit into the extent (${along} cm); got ${ofLayers} cm of them`);
      }
    },
    { when: whenValid('length', 'layers', 'extent') },
  )
  .refine(({ energy_loss, material }) => energy_loss !== 'stopping-power' || hasStoppingPower(material), {
    path: ['energy_loss'],
    when: whenValid('energy_loss', 'material'),
    error: ({ input }) => {
      const { name, Z } = (input as { material: { name: string; Z: number } }).material;
      return `expected a constant or a table, because the stopping power of ${describeValue(name)} with Z = ${Z} is not known (known: ${Object.keys(STOPPING_POWER_MEV_CM2_PER_G).join(', ')}); got "stopping-power"`;
    },
  })
  .refine(({ energy_loss, material }) => energy_loss !== 'bremsstrahlung' || isKnownElement(material), {
    path: ['energy_loss'],
    when: whenValid('energy_loss', 'material'),
    error: ({ input }) => {
      const { name, Z } = (input as { material: { name: string; Z: number } }).material;
      return `expected a constant or a table, because the radiation length of ${describeValue(name)} with Z = ${Z} is not known (known: ${Object.keys(MATERIALS).join(', ')}); got "bremsstrahlung"`;
    },
  })
  .refine(
    ({ energy_loss, production_depth }) => energy_loss !== 'bremsstrahlung' || production_depth !== 'layers',
    {
      path: ['production_depth'],
      when: whenValid('energy_loss', 'production_depth'),
      error: () =>
        'expected "continuous" or "front": energies at single layers are not known with `energy_loss: bremsstrahlung`; got "layers"',
    },
  )
  .transform((target) => ({
    ...target,
    number_density: target.number_density ?? target.material.nucleiPerCm3!,
  }));

interface KnownMaterial {
  readonly name: string;
  readonly Z: number;
  readonly A: number;
  readonly nucleiPerCm3: number;
}

/** A material of another density keeps the stopping power of its name, if it is that element. */
function hasStoppingPower(material: { readonly name: string; readonly Z: number }): boolean {
  return Object.hasOwn(STOPPING_POWER_MEV_CM2_PER_G, material.name) && isKnownElement(material);
}

/** And its radiation length in g/cm^2. */
function isKnownElement({ name, Z }: { readonly name: string; readonly Z: number }): boolean {
  return Object.hasOwn(MATERIALS, name) && MATERIALS[name].Z === Z;
}

export const experimentSchema = z
  .strictObject({
    id: identifier().meta({ description: 'Short name, as typed on the command line.' }),
    title: text.meta({ description: 'Name for figures and tables.' }),
    source: text.meta({ description: 'Where the numbers come from.' }),
    certainty: z
      .enum(CERTAINTY_NAMES)
      .optional()
      .meta({
        description: `How sure a contour is, which figures show: ${CERTAINTY_NAMES.map((name) => `${name} (${CERTAINTIES[name].title})`).join(', ')}. Left out: projected. No part of the plan.`,
      }),
    beam: beamSchema.meta({ description: 'The incoming particles: their energy or a spectrum.' }),
    target: targetSchema.meta({ description: 'Where X is made.' }),
    channels: z
      .record(z.string(), channelSchema)
      .refine((channels) => Object.keys(channels).length > 0, {
        error: () => 'expected at least one channel; got none',
      })
      .meta({ description: 'What is looked for: a name for each channel, and its selection.' }),
  })
  .refine(({ beam, target }) => target.energy_loss !== 'stopping-power' || beam.particle === 'muon', {
    path: ['target', 'energy_loss'],
    when: whenValid('beam.particle', 'target.energy_loss'),
    error: ({ input }) =>
      `expected "bremsstrahlung", a constant or a table, because stopping powers are known for muons only; got "stopping-power" for a beam of ${(input as { beam: { particle: string } }).beam.particle}s`,
  })
  .refine(({ beam, target }) => target.energy_loss !== 'bremsstrahlung' || beam.particle === 'electron', {
    path: ['target', 'energy_loss'],
    when: whenValid('beam.particle', 'target.energy_loss'),
    error: ({ input }) =>
      `expected a constant, a table or "stopping-power", because only electrons lose their energy by radiation alone; got "bremsstrahlung" for a beam of ${(input as { beam: { particle: string } }).beam.particle}s`,
  })
  .refine(({ beam, target }) => target.energy_loss !== 'bremsstrahlung' || beam.energy !== undefined, {
    path: ['target', 'energy_loss'],
    when: whenValid('beam.energy', 'beam.spectrum', 'target.energy_loss'),
    error: () =>
      'expected a constant or a table, because the radiation of electrons is known for a beam of one energy; got "bremsstrahlung" for a spectrum',
  })
  .refine(({ beam, target }) => (target.minimum_energy ?? 0) < highestEnergy(beam), {
    path: ['target', 'minimum_energy'],
    when: whenValid('beam.energy', 'beam.spectrum', 'target.minimum_energy'),
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
