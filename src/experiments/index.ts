/** The registry of experiments: a new one is a file and a line here. */
import { e137, e141, e774, kek, na64e2019, na64e2023, orsay } from './electron-dumps.js';
import { faserNu2 } from './fasernu2-2407.15942.js';
import { fermilabBeamDump } from './fermilab-1701.07437.js';
import { m3Phase1, m3Phase2 } from './m3.js';
import { na64MissingEnergy } from './na64-1701.07437.js';
import { na64mu2022 } from './na64mu-2022.js';
import { na64muTau } from './na64mu-2407.15942.js';
import type { ExperimentInput } from './schema.js';
import { tevMuons } from './tev-muons-2407.15942.js';

export const EXPERIMENTS: Readonly<Record<string, ExperimentInput>> = Object.fromEntries(
  [
    na64MissingEnergy,
    fermilabBeamDump,
    na64mu2022,
    na64muTau,
    faserNu2,
    tevMuons,
    m3Phase1,
    m3Phase2,
    e137,
    orsay,
    e141,
    e774,
    kek,
    na64e2019,
    na64e2023,
  ].map((experiment) => [experiment.id, experiment]),
);
