/** The registry of lines and bands: a new one is a file and a line here. */
import type { BandConstraint, Constraint, LineConstraint, RelationConstraint } from './constraint.js';
import { millicharge } from './millicharge.js';
import { muonMomentBand } from './muon-g-2.js';
import { relicDensity } from './relic-density.js';
import { relicProduct } from './relic-product.js';
import { relicSecluded } from './relic-secluded.js';

export type {
  BandConstraint,
  Constraint,
  CouplingBand,
  LineConstraint,
  MeasuredDifference,
  NoBand,
  RelationConstraint,
} from './constraint.js';
export { MOMENT_DIFFERENCES, momentBand } from './muon-g-2.js';

const ALL: readonly Constraint[] = [muonMomentBand, relicDensity, millicharge, relicProduct, relicSecluded];

export const CONSTRAINTS: Readonly<Record<string, Constraint>> = byId(ALL);
export const BANDS: Readonly<Record<string, BandConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'band'),
);
export const LINES: Readonly<Record<string, LineConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'line'),
);
export const RELATIONS: Readonly<Record<string, RelationConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'relation'),
);

function byId<C extends Constraint>(constraints: readonly C[]): Record<string, C> {
  return Object.fromEntries(constraints.map((constraint) => [constraint.id, constraint]));
}
