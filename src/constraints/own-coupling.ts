/** Whether a limit's number is a coupling of a model's own plane, and how sure it is there. */
import {
  type Conversion,
  type CouplingName,
  type GivenCoupling,
  type Model,
  type Particle,
  converter,
} from '../models/index.js';
import type { Certainty } from '../certainty.js';
import type { LimitConstraint } from './constraint.js';

/** Between these there are but units and powers. */
const FAMILIES: readonly (readonly CouplingName[])[] = [
  ['g', 'g^2', 'alpha'],
  ['epsilon', 'epsilon^2'],
  ['GeV^-1', 'TeV^-1'],
];

/** GeV: below and above the thresholds of all leptons. */
const MASSES_GEV = [1e-3, 0.1, 0.3, 1, 5];

/** Whether the coupling of a model is the given one up to units and powers: of the same particle, and of the same meaning. */
export function isOwnCoupling({ is, of }: GivenCoupling, model: Model, particle: Particle): boolean {
  const given = converter(is, model, particle, of);
  const own = converter(is, model, particle);
  if ('message' in given || 'message' in own || !agree(given, own)) return false;
  return FAMILIES.find((names) => names.includes(is))!.some((name) => {
    const same = converter(name, model, particle);
    return !('message' in same) && agree(same, (coupling) => coupling);
  });
}

function agree(one: Conversion, other: Conversion): boolean {
  return MASSES_GEV.every((mass) =>
    [1e-6, 1e-2].every((coupling) => Math.abs(one(coupling, mass) / other(coupling, mass) - 1) < 1e-9),
  );
}

/** How sure a limit is in the plane of a model: what is measured or digitised for another coupling is recast there. */
export function certaintyInPlane(
  { certainty, coupling }: Pick<LimitConstraint, 'certainty' | 'coupling'>,
  model: Model,
  particle: Particle,
): Certainty {
  const isOfAnother = !isOwnCoupling(coupling, model, particle);
  return isOfAnother && (certainty === 'measured' || certainty === 'digitised') ? 'recast' : certainty;
}
