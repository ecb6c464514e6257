/** The registry of experiments: a new one is a file and a line here. */
import { fermilabBeamDump } from './fermilab-1701.07437.js';
import { na64MissingEnergy } from './na64-1701.07437.js';
import type { ExperimentInput } from './schema.js';

export const EXPERIMENTS: Readonly<Record<string, ExperimentInput>> = Object.fromEntries(
  [na64MissingEnergy, fermilabBeamDump].map((experiment) => [experiment.id, experiment]),
);
