/** The registry of models: a new one is a file and a line here. */
import { scalarMassProportional, scalarMuonOnly } from './leptophilic-scalar.js';
import type { Model } from './model.js';

export { type Model, totalWidthAtUnitCoupling } from './model.js';

export const MODELS: Readonly<Record<string, Model>> = Object.fromEntries(
  [scalarMassProportional, scalarMuonOnly].map((model) => [model.id, model]),
);
