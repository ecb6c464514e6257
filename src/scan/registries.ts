/** What a scan file can name: the one place where the scan files are bound to the registries of the physics. */
import { z } from 'zod';
import { EXPERIMENTS } from '../experiments/index.js';
import type { ExperimentInput } from '../experiments/schema.js';
import { fraction, mixingAngle } from '../experiments/fields.js';
import { MODELS, MUON_TAU_DECAY, type ModelParameter, type ParameterValues } from '../models/index.js';
import type { Mediator } from '../physics/bremsstrahlung.js';
import { FORM_FACTOR_IDS } from '../physics/form-factors.js';
import { METHODS } from '../physics/methods.js';

export interface ModelEntry {
  /** Unit of the coupling in scan files; null if dimensionless. */
  readonly couplingUnit: string | null;
  readonly mediator: Mediator;
  /** Leptons that X couples to, of which beams can be. */
  readonly beamLeptons: readonly string[];
  /** Whether X decays to mu tau, at any mass. */
  readonly decaysToTau: (parameters: ParameterValues) => boolean;
  /** Accepts `{}` where the model has no parameters, or has defaults for all. */
  readonly parameters: z.ZodType<Record<string, number | string>>;
}

export interface MethodEntry {
  /** What the method can produce. */
  readonly mediators: readonly Mediator[];
  /** Whether it holds where an electron's shower develops only. */
  readonly needsShower?: true;
}

export interface ScanRegistries {
  readonly models: Readonly<Record<string, ModelEntry>>;
  readonly methods: Readonly<Record<string, MethodEntry>>;
  readonly formFactors: readonly string[];
  readonly experiments: Readonly<Record<string, ExperimentInput>>;
}

/** The fields of a model's parameters; what is left out takes the model's default. */
function parametersSchema(parameters: Readonly<Record<string, ModelParameter>>): ModelEntry['parameters'] {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [
        name,
        parameterSchema(parameter).prefault(parameter.default).meta({ description: parameter.description }),
      ]),
    ),
  );
}

function parameterSchema(parameter: ModelParameter): z.ZodType<number | string> {
  switch (parameter.kind) {
    case 'angle':
      return mixingAngle();
    case 'number':
      return fraction({ min: parameter.min, max: parameter.max });
    case 'choice':
      return z.enum(parameter.choices);
  }
}

const FAR_ABOVE_THRESHOLDS_GEV = 1e3;

export const SCAN_REGISTRIES: ScanRegistries = {
  models: Object.fromEntries(
    Object.values(MODELS).map(({ id, couplingUnit, mediator, beamVertex, parameters, particle }) => [
      id,
      {
        couplingUnit,
        mediator,
        beamLeptons: Object.keys(beamVertex),
        decaysToTau: (values) =>
          particle(values)
            .decaysAtUnitCoupling(FAR_ABOVE_THRESHOLDS_GEV)
            .some(({ name }) => name === MUON_TAU_DECAY),
        parameters: parametersSchema(parameters),
      },
    ]),
  ),
  methods: METHODS,
  formFactors: FORM_FACTOR_IDS,
  experiments: EXPERIMENTS,
};
