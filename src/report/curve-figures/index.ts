/** The registry of figures of curves: a new kind is a file and a line here. */
import { crossSectionsFigure } from './cross-sections.js';
import type { CurveFigure } from './curve-figure.js';
import { decayProbabilityFigure } from './decay-probability.js';
import { kaonFractionsFigure } from './kaon-fractions.js';
import { relationsFigure } from './relations.js';
import { spectraFigure } from './spectra.js';
import { tauDecayLengthsFigure } from './tau-decay-lengths.js';
import { thermalTargetsFigure } from './thermal-targets.js';

export const CURVE_FIGURES: readonly CurveFigure[] = [
  spectraFigure,
  crossSectionsFigure,
  relationsFigure,
  decayProbabilityFigure,
  tauDecayLengthsFigure,
  thermalTargetsFigure,
  kaonFractionsFigure,
];
