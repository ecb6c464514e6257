/** The registry of models: a new one is a file and a line here. */
import { alpMuon, alpPhoton } from './axion-like.js';
import { darkPhoton } from './dark-photon.js';
import { scalarMassProportional, scalarMuonOnly } from './leptophilic-scalar.js';
import { lfvAlpPerTeV, lfvAlpVertex } from './lfv-alp.js';
import { muTauDarkSector, muTauVector } from './mu-tau-vector.js';
import { type Model, type ParameterValues, type Particle, withDefaults } from './model.js';

export {
  COUPLED,
  COUPLING_MEANINGS,
  type Conversion,
  type Coupled,
  type CouplingName,
  type GivenCoupling,
  converter,
  coupledTo,
  couplingOfVertex,
} from './coupling.js';
export { MUON_TAU_DECAY } from './lfv-alp.js';
export {
  type BeamVertices,
  type DecayChannel,
  type Model,
  type ModelParameter,
  type ParameterValues,
  type Particle,
  totalWidthGeV,
} from './model.js';

export const MODELS: Readonly<Record<string, Model>> = Object.fromEntries(
  [
    scalarMassProportional,
    scalarMuonOnly,
    muTauVector,
    muTauDarkSector,
    darkPhoton,
    alpPhoton,
    alpMuon,
    lfvAlpPerTeV,
    lfvAlpVertex,
  ].map((model) => [model.id, model]),
);

/** The particle of a model by its id, with defaults for the parameters that are not given. */
export function particleOf(model: { readonly id: string; readonly parameters: ParameterValues }): Particle {
  const found = MODELS[model.id];
  return found.particle(withDefaults(found, model.parameters));
}
